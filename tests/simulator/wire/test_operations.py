"""Every operation is answered with every field that the official models declare, and each of its own type."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from alibabacloud_ess20220222 import models

from essgui.simulator import scenarios
from essgui.simulator.machine import advance
from essgui.simulator.wire.operations import OPERATIONS
from essgui.simulator.world import Fault, FaultKind
from tests.support.declared import Seen, declared
from tests.support.questions import NOW, ask, numbered

if TYPE_CHECKING:
    from essgui.simulator.world import Group, World

NEVER = {
    ("ScheduledTasks", "ScheduledAction"): "scheduled tasks here set a number and run no scaling rule",
    ("ScalingInstances", "ReplaceStatus"): "no value of it is published",
    ("LaunchTemplateOverrides", "SpotPriceLimit"): "there are no spot instances",
    ("ScaleWithAdjustment", "PlanResult"): "comes with ExecutionMode PlanOnly, which is refused",
    ("ScaleWithAdjustment", "ActivityType"): "comes where an activity does not begin at once; here it does",
}
"""What is declared and does not come, by a part of the model's name and the field, with the reason."""
OPTIONAL = frozenset({("Standby", "ScalingActivityId")})
"""What the API itself leaves out at times: a move to standby is an activity with Async only."""

ESS = sorted(name for name, o in OPERATIONS.items() if o.product == "ess")
LISTED = frozenset(
    {
        "StartInstanceRefresh", "DescribeInstanceRefreshes", "CancelInstanceRefresh",
        "RollbackInstanceRefresh", "SuspendInstanceRefresh", "ResumeInstanceRefresh", "DescribeRegions",
        "DescribeScalingGroups", "DescribeScalingGroupDetail", "DescribeScalingInstances",
        "DescribeScalingActivities", "DescribeScalingActivityDetail", "DescribeScalingConfigurations",
        "DescribeEciScalingConfigurations", "DescribeLifecycleHooks", "DescribeLifecycleActions",
        "CompleteLifecycleAction", "RecordLifecycleActionHeartbeat", "SetInstancesProtection",
        "EnterStandby", "ExitStandby", "SetInstanceHealth", "SuspendProcesses", "ResumeProcesses",
        "CreateDiagnoseReport", "DescribeDiagnoseReports", "DescribeElasticStrength",
        "DescribeScheduledTasks", "DescribeAlarms", "ScaleWithAdjustment", "DescribeImages",
        "DescribeLaunchTemplates", "DescribeLaunchTemplateVersions", "DescribeInstanceTypes",
        "DescribeAvailableResource", "GetCallerIdentity",
    }
)  # fmt: skip

CONTAINER = {
    "DesiredConfiguration.Containers.1.Name": "transcoder",
    "DesiredConfiguration.Containers.1.Image": "shop/transcoder:3",
    "DesiredConfiguration.Containers.1.Args.1": "--fast",
    "DesiredConfiguration.Containers.1.Commands.1": "/serve",
    "DesiredConfiguration.Containers.1.EnvironmentVars.1.Key": "POD",
    "DesiredConfiguration.Containers.1.EnvironmentVars.1.Value": "x",
    "DesiredConfiguration.Containers.1.EnvironmentVars.1.FieldRefFieldPath": "status.podIP",
}


class Tour:
    """Asks for everything there is, the way an operator goes through an account."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.seen = Seen()
        self.asked: set[str] = set()

    def ask(self, action: str, **parameters: Any) -> dict[str, Any]:
        asked = ask(self.world, action, parameters)
        assert asked.status == 200, asked.text
        self.world = asked.world
        self.asked.add(action)
        self.seen.look(getattr(models, f"{action}ResponseBody"), asked.body, action)
        return asked.body

    def group(self, name: str) -> Group:
        return next(g for g in self.world.groups.values() if g.name == name)

    def place(self, name: str) -> dict[str, str]:
        found = self.group(name)
        return {"RegionId": found.region, "ScalingGroupId": found.id}

    def after(self, **time: int) -> None:
        self.world = advance(self.world, self.world.now + timedelta(**time))

    def start(self, name: str, **parameters: str) -> dict[str, str]:
        """Start a refresh and return what names it."""
        here = self.place(name)
        task = self.ask("StartInstanceRefresh", **here, **parameters)["InstanceRefreshTaskId"]
        return here | {"InstanceRefreshTaskId": task}


@pytest.fixture(scope="module")
def tour() -> Tour:
    """Ask every operation once at least, in a world where all kinds of things are."""
    tour = Tour(scenarios.build("default", NOW))
    (template, *_) = [t.id for t in tour.world.templates.values() if t.region == "cn-hangzhou"]
    refresh = tour.start(
        "image-resizer",
        Strategy="Rolling",
        **{
            "DesiredConfiguration.LaunchTemplateId": template,
            "DesiredConfiguration.LaunchTemplateVersion": "3",
            "DesiredConfiguration.LaunchTemplateOverrides.1.InstanceType": "ecs.g7.large",
            "Checkpoints.1.Percentage": "100",
        },
    )
    tour.after(seconds=20)
    for action in ("Suspend", "Resume", "Rollback"):
        tour.ask(f"{action}InstanceRefresh", **refresh)
    cancelled = tour.start("media-transcode-eci", **CONTAINER)
    tour.ask("CancelInstanceRefresh", **cancelled)
    tour.start("edge-gateway-sg", SkipMatching="false")
    tour.after(minutes=2)
    edge = tour.group("edge-gateway-sg")
    deed = next(m.activity for m in edge.members.values() if m.hook)
    waiting = tour.ask("DescribeLifecycleActions", RegionId=edge.region, ScalingActivityId=deed)
    (first, *_) = waiting["LifecycleActions"]
    hook, token = first["LifecycleHookId"], first["LifecycleActionToken"]
    tour.ask(
        "RecordLifecycleActionHeartbeat",
        RegionId=edge.region,
        lifecycleHookId=hook,
        lifecycleActionToken=token,
    )
    tour.ask(
        "CompleteLifecycleAction", RegionId=edge.region, LifecycleHookId=hook, LifecycleActionToken=token
    )
    web = tour.place("web-frontend-prod")
    one = next(iter(tour.group("web-frontend-prod").members))
    tour.ask("SetInstancesProtection", **web, **numbered("InstanceIds", one), ProtectedFromScaleIn="true")
    tour.ask("EnterStandby", **web, **numbered("InstanceIds", one))
    tour.ask("ExitStandby", **web, **numbered("InstanceIds", one))
    tour.ask("SetInstanceHealth", InstanceId=one, HealthStatus="Healthy")
    tour.ask("SuspendProcesses", **web, **numbered("Processes", "ScaleIn"))
    tour.ask("ResumeProcesses", **web, **numbered("Processes", "ScaleIn"))
    tour.ask("ScaleWithAdjustment", **web, AdjustmentType="QuantityChangeInCapacity", AdjustmentValue=1)
    tour.ask("CreateDiagnoseReport", **web)
    tour.world = replace(tour.world, faults=(Fault("f", FaultKind.OUT_OF_STOCK, group="search-indexer"),))
    look_around(tour)
    return tour


def look_around(tour: Tour) -> None:
    """Ask everything that only reads, in every region and of every group."""
    tour.ask("DescribeRegions")
    for place in tour.world.places:
        for name in ("ScalingGroups", "ScalingConfigurations", "EciScalingConfigurations", "ScalingInstances",
                     "LifecycleHooks", "ScheduledTasks", "Alarms", "DiagnoseReports"):  # fmt: skip
            tour.ask(f"Describe{name}", RegionId=place.id, PageSize=50)
    for group in tour.world.groups.values():
        here = {"RegionId": group.region, "ScalingGroupId": group.id}
        for name in ("ScalingGroupDetail", "ScalingActivities", "InstanceRefreshes", "ElasticStrength"):
            tour.ask(f"Describe{name}", **here)
        tour.ask("DescribeElasticStrength", RegionId=group.region, **numbered("ScalingGroupIds", group.id))
        for deed in group.deeds[:1]:
            tour.ask("DescribeScalingActivityDetail", ScalingActivityId=deed.id)


def test_there_are_all_operations_and_no_other() -> None:
    assert set(OPERATIONS) == LISTED


@pytest.mark.parametrize("action", ESS)
def test_every_field_comes_with_its_type(tour: Tour, action: str) -> None:
    assert action in tour.asked
    body = getattr(models, f"{action}ResponseBody")
    missing = {
        f"{name}.{key}"
        for name, keys in tour.seen.missing().items()
        if name.startswith(body.__name__)
        for key in keys
        if not any(end in name and key == field for end, field in (*NEVER, *OPTIONAL))
    }
    assert not missing


def test_what_never_comes_does_not_come(tour: Tour) -> None:
    """Keep the list of exceptions short: whoever adds one of these fields takes it out there."""
    left = tour.seen.missing()
    for end, field in NEVER:
        assert [name for name, keys in left.items() if end in name and field in keys], (end, field)


def test_the_reader_of_models_sees_what_is_declared() -> None:
    found = declared(models.DescribeInstanceRefreshesResponseBodyInstanceRefreshTasks)
    assert len(found) == 16
    assert (found["SkipMatching"], found["Status"], found["TotalNeedUpdateCapacity"]) == (bool, str, int)


def test_a_value_of_another_type_would_be_noticed() -> None:
    with pytest.raises(AssertionError, match="is no int"):
        Seen().look(models.DescribeInstanceRefreshesResponseBody, {"TotalCount": "3"})
    with pytest.raises(AssertionError, match="is no list"):
        Seen().look(models.DescribeInstanceRefreshesResponseBody, {"InstanceRefreshTasks": {}})
