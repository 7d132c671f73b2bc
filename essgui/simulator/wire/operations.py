"""Every operation of the wire in one table: what it reads or changes, and which permission it needs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from essgui.domain.lifecycle import RefreshAction
from essgui.domain.scaling import GroupType
from essgui.simulator.wire import circumstances, ecs, parse, queries, stock, timetable

if TYPE_CHECKING:
    from collections.abc import Callable

    from essgui.simulator.commands import Command
    from essgui.simulator.wire.bodies import Body
    from essgui.simulator.wire.parameters import Parameters
    from essgui.simulator.world import World

ESS_VERSIONS = frozenset({"2022-02-22", "2014-08-28"})
ECS_VERSIONS = frozenset({"2014-05-26"})
STS_VERSIONS = frozenset({"2015-04-01"})
VERSIONS = ESS_VERSIONS | ECS_VERSIONS | STS_VERSIONS


@dataclass(frozen=True, slots=True)
class Query:
    """An operation that only reads."""

    read: Callable[[World, Parameters], Body]
    versions: frozenset[str] = ESS_VERSIONS
    product: str = "ess"


@dataclass(frozen=True, slots=True)
class Mutation:
    """An operation that changes something; `answer` names the field that carries what it made."""

    parse: Callable[[Parameters], Command]
    answer: str = ""
    versions: frozenset[str] = ESS_VERSIONS
    product: str = "ess"


@dataclass(frozen=True, slots=True)
class Identity:
    """The operation that says who asks."""

    versions: frozenset[str] = STS_VERSIONS
    product: str = "sts"


Operation = Query | Mutation | Identity


def _ecs(read: Callable[[World, Parameters], Body]) -> Query:
    return Query(read, ECS_VERSIONS, "ecs")


OPERATIONS: dict[str, Operation] = {
    "DescribeRegions": Query(queries.regions),
    "DescribeScalingGroups": Query(queries.groups),
    "DescribeScalingInstances": Query(queries.instances),
    "DescribeScalingActivities": Query(queries.activities),
    "DescribeScalingConfigurations": Query(queries.configurations(GroupType.ECS)),
    "DescribeEciScalingConfigurations": Query(queries.configurations(GroupType.ECI)),
    "DescribeInstanceRefreshes": Query(queries.refreshes),
    "DescribeScalingGroupDetail": Query(circumstances.group_detail),
    "DescribeScalingActivityDetail": Query(circumstances.activity_detail),
    "DescribeLifecycleHooks": Query(circumstances.hooks),
    "DescribeLifecycleActions": Query(circumstances.actions),
    "DescribeDiagnoseReports": Query(circumstances.reports),
    "DescribeElasticStrength": Query(stock.strength),
    "DescribeScheduledTasks": Query(timetable.scheduled_tasks),
    "DescribeAlarms": Query(timetable.alarms),
    "DescribeImages": _ecs(ecs.images),
    "DescribeLaunchTemplates": _ecs(ecs.launch_templates),
    "DescribeLaunchTemplateVersions": _ecs(ecs.launch_template_versions),
    "DescribeInstanceTypes": _ecs(ecs.instance_types),
    "DescribeAvailableResource": _ecs(ecs.available_resource),
    "GetCallerIdentity": Identity(),
    "StartInstanceRefresh": Mutation(parse.start, "InstanceRefreshTaskId"),
    "SuspendInstanceRefresh": Mutation(parse.act(RefreshAction.SUSPEND)),
    "ResumeInstanceRefresh": Mutation(parse.act(RefreshAction.RESUME)),
    "CancelInstanceRefresh": Mutation(parse.act(RefreshAction.CANCEL)),
    "RollbackInstanceRefresh": Mutation(parse.act(RefreshAction.ROLLBACK)),
    "ScaleWithAdjustment": Mutation(parse.scale, "ScalingActivityId"),
    "SetInstancesProtection": Mutation(parse.protect),
    "EnterStandby": Mutation(parse.enter_standby, "ScalingActivityId"),
    "ExitStandby": Mutation(parse.exit_standby, "ScalingActivityId"),
    "SetInstanceHealth": Mutation(parse.mark),
    "SuspendProcesses": Mutation(parse.suspend_processes),
    "ResumeProcesses": Mutation(parse.resume_processes),
    "CompleteLifecycleAction": Mutation(parse.complete_hook),
    "RecordLifecycleActionHeartbeat": Mutation(parse.heartbeat),
    "CreateDiagnoseReport": Mutation(parse.diagnose, "ReportId"),
}
