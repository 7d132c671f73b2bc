"""The SDK's models of hooks, tasks, alarms, stock and diagnoses to the domain; pure and total.

As in `translate`, every field goes through `coerce`, and entries without an id are left out.
"""

# The SDK ships no type marker, so the type of every field of it is only half known; names are checked.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false, reportUnknownArgumentType=false

from __future__ import annotations

from alibabacloud_ess20220222 import models as sdk

from essgui.cloud.coerce import flag, moment, number, real, text, texts
from essgui.cloud.translate import of
from essgui.domain.scaling import InstanceId
from essgui.domain.surroundings import (
    Alarm,
    Diagnosis,
    Finding,
    HookWait,
    LifecycleHook,
    ScheduledTask,
    Stock,
)

WirePool = sdk.DescribeElasticStrengthResponseBodyResourcePools
WireStrength = sdk.DescribeElasticStrengthResponseBodyElasticStrengthModels
WireGroupPool = sdk.DescribeElasticStrengthResponseBodyElasticStrengthModelsResourcePools
WireAlarm = sdk.DescribeAlarmsResponseBodyAlarmList
WireReport = sdk.DescribeDiagnoseReportsResponseBodyReports
WireDetail = sdk.DescribeDiagnoseReportsResponseBodyReportsDetails

# Of DescribeDiagnoseReports, Details[].ErrorCode and Details[].DiagnoseType, in our words.
FOUND = {
    "VSwitchIdNotFound": "A vSwitch of the group does not exist any more.",
    "SecurityGroupNotFound": "A security group of the configuration does not exist any more.",
    "KeyPairNotFound": "The key pair of the configuration does not exist any more.",
    "SlbBackendServerQuotaExceeded": "A classic load balancer of the group has no room for servers.",
    "AlbBackendServerQuotaExceeded": "An application load balancer of the group has no room for servers.",
    "NlbBackendServerQuotaExceeded": "A network load balancer of the group has no room for servers.",
    "AccountArrearage": "The account has overdue payments.",
    "AccountNotEnoughBalance": "The balance of the account is below CNY 100.",
    "ElasticStrengthAlert": "The stock of the configured instance types is low.",
}
CHECKED = {
    "AccountArrearage": "Overdue payments of the account",
    "AccountNotEnoughBalance": "Balance of the account",
    "ElasticStrength": "Stock of the configured instance types",
    "VSwitch": "vSwitch",
    "SecurityGroup": "Security group",
    "KeyPair": "Key pair",
    "SlbBackendServerQuota": "Room in the classic load balancers",
    "AlbBackendServerQuota": "Room in the application load balancers",
    "NlbBackendServerQuota": "Room in the network load balancers",
}


def hooks(body: sdk.DescribeLifecycleHooksResponseBody) -> tuple[LifecycleHook, ...]:
    """Return the lifecycle hooks of a page."""
    found = of(body.lifecycle_hooks, sdk.DescribeLifecycleHooksResponseBodyLifecycleHooks)
    return tuple(
        LifecycleHook(
            id=text(h.lifecycle_hook_id),
            name=text(h.lifecycle_hook_name) or text(h.lifecycle_hook_id),
            transition=text(h.lifecycle_transition),
            timeout=max(0, number(h.heartbeat_timeout, 600)),
            result=text(h.default_result) or "CONTINUE",
            # The reference spells the other value InActive.
            enabled=text(h.lifecycle_hook_status).lower() != "inactive",
        )
        for h in found
        if text(h.lifecycle_hook_id)
    )


def waits(body: sdk.DescribeLifecycleActionsResponseBody) -> tuple[HookWait, ...]:
    """Return the lifecycle actions of a page."""
    found = of(body.lifecycle_actions, sdk.DescribeLifecycleActionsResponseBodyLifecycleActions)
    return tuple(
        HookWait(
            hook=text(a.lifecycle_hook_id),
            token=text(a.lifecycle_action_token),
            status=text(a.lifecycle_action_status),
            instances=tuple(InstanceId(word) for word in texts(a.instance_ids)),
        )
        for a in found
        if text(a.lifecycle_hook_id) and text(a.lifecycle_action_token)
    )


def tasks(body: sdk.DescribeScheduledTasksResponseBody) -> tuple[ScheduledTask, ...]:
    """Return the scheduled tasks of a page."""
    found = of(body.scheduled_tasks, sdk.DescribeScheduledTasksResponseBodyScheduledTasks)
    return tuple(
        ScheduledTask(
            id=text(t.scheduled_task_id),
            name=text(t.scheduled_task_name) or text(t.scheduled_task_id),
            enabled=flag(t.task_enabled, default=True),
            launch_at=moment(t.launch_time),
            recurrence=text(t.recurrence_type),
            recurrence_value=text(t.recurrence_value),
            ends_at=moment(t.recurrence_end_time),
            desired=_count(t.desired_capacity),
            min_size=_count(t.min_value),
            max_size=_count(t.max_value),
            action=text(t.scheduled_action),
        )
        for t in found
        if text(t.scheduled_task_id)
    )


def alarms(body: sdk.DescribeAlarmsResponseBody) -> tuple[Alarm, ...]:
    """Return the alarms of a page."""
    return tuple(
        Alarm(
            id=text(a.alarm_task_id),
            name=text(a.name) or text(a.alarm_task_id),
            enabled=flag(a.enable, default=True),
            state=text(a.state),
            metric=_metric(a),
        )
        for a in of(body.alarm_list, WireAlarm)
        if text(a.alarm_task_id)
    )


def _metric(wire: WireAlarm) -> str:
    # An alarm on several metrics, or on a query, has none of its own.
    several = of(wire.expressions, sdk.DescribeAlarmsResponseBodyAlarmListExpressions)
    hybrid = of(wire.hybrid_metrics, sdk.DescribeAlarmsResponseBodyAlarmListHybridMetrics)
    names = [text(m.metric_name) for m in (*several, *hybrid)]
    return text(wire.metric_name) or ", ".join(name for name in names if name) or text(wire.prom_ql)


def stock(body: sdk.DescribeElasticStrengthResponseBody, group: str) -> tuple[Stock, ...]:
    """Return how well each type can be had in each zone, for the one group that was asked for."""
    pools: list[WirePool] | list[WireGroupPool] = of(body.resource_pools, WirePool)
    if not pools:
        pools = [
            pool
            for model in of(body.elastic_strength_models, WireStrength)
            if text(model.scaling_group_id) in {group, ""}
            for pool in of(model.resource_pools, WireGroupPool)
        ]
    return tuple(_stock(pool) for pool in pools if text(pool.instance_type))


def _stock(wire: WirePool | WireGroupPool) -> Stock:
    strength, status = real(wire.strength), text(wire.status)
    return Stock(
        instance_type=text(wire.instance_type),
        zone=text(wire.zone_id),
        vswitch=", ".join(texts(wire.v_switch_ids)),
        strength=None if strength is None else min(1.0, max(0.0, strength)),
        available=status.lower() == "available" if status else strength != 0,
        code=text(wire.code),
        rating=text(wire.elastic_strength),
        message=text(wire.msg),
    )


def diagnosis(body: sdk.DescribeDiagnoseReportsResponseBody, report: str) -> Diagnosis | None:
    """Return the report of an id where it is finished, with what is wrong first."""
    wire = next((r for r in of(body.reports, WireReport) if text(r.report_id) == report), None)
    if wire is None or text(wire.process_status).lower() != "finished":
        return None
    findings = [_finding(detail) for detail in of(wire.details, WireDetail)]
    return Diagnosis(
        id=report,
        made_at=moment(wire.creation_time),
        findings=tuple(sorted(findings, key=lambda finding: _weight(finding.level))),
    )


def _finding(wire: WireDetail) -> Finding:
    code, kind = text(wire.error_code), text(wire.diagnose_type)
    words = FOUND.get(code, code) if code else CHECKED.get(kind, kind)
    level = text(wire.status) or ("Warn" if code else "Normal")
    return Finding(level, code, text(wire.resource_id), words, kind)


def _weight(level: str) -> int:
    # A level that is not known here may be anything but harmless.
    return {"Critical": 0, "Warn": 2, "Normal": 3}.get(level, 1)


def _count(value: object) -> int | None:
    exact = real(value)
    return None if exact is None else int(exact)
