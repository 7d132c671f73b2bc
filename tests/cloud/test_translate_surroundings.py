"""Hooks, waits, tasks, alarms, stock and diagnoses become domain values, whatever junk the fields hold."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from alibabacloud_ess20220222 import models as sdk
from hypothesis import given, settings
from hypothesis import strategies as st

from essgui.cloud import translate_surroundings as translate
from essgui.domain.scaling import InstanceId
from essgui.domain.surroundings import Alarm, Finding, HookWait, LifecycleHook, ScheduledTask, Stock
from tests.cloud.test_coerce import JUNK
from tests.cloud.test_translate import junk_for

HOOK = sdk.DescribeLifecycleHooksResponseBodyLifecycleHooks
WAIT = sdk.DescribeLifecycleActionsResponseBodyLifecycleActions
TASK = sdk.DescribeScheduledTasksResponseBodyScheduledTasks
ALARM = sdk.DescribeAlarmsResponseBodyAlarmList
EXPRESSION = sdk.DescribeAlarmsResponseBodyAlarmListExpressions
POOL = sdk.DescribeElasticStrengthResponseBodyResourcePools
STRENGTH = sdk.DescribeElasticStrengthResponseBodyElasticStrengthModels
REPORT = sdk.DescribeDiagnoseReportsResponseBodyReports
DETAIL = sdk.DescribeDiagnoseReportsResponseBodyReportsDetails


@settings(max_examples=25)
@given(st.lists(junk_for(HOOK) | JUNK, max_size=2) | JUNK, st.lists(junk_for(WAIT) | JUNK, max_size=2) | JUNK)
def test_junk_in_hooks_and_waits_never_raises(hooks: object, waits: object) -> None:
    body = sdk.DescribeLifecycleHooksResponseBody()
    body.lifecycle_hooks = hooks
    assert all(hook.id and hook.name and hook.timeout >= 0 for hook in translate.hooks(body))
    actions = sdk.DescribeLifecycleActionsResponseBody()
    actions.lifecycle_actions = waits
    assert all(wait.hook and wait.token for wait in translate.waits(actions))


@settings(max_examples=25)
@given(st.lists(junk_for(TASK) | JUNK, max_size=2) | JUNK, st.lists(junk_for(ALARM) | JUNK, max_size=2))
def test_junk_in_tasks_and_alarms_never_raises(tasks: object, alarms: object) -> None:
    body = sdk.DescribeScheduledTasksResponseBody()
    body.scheduled_tasks = tasks
    assert all(task.id and task.name for task in translate.tasks(body))
    found = sdk.DescribeAlarmsResponseBody()
    found.alarm_list = alarms
    assert all(alarm.id and alarm.name for alarm in translate.alarms(found))


@settings(max_examples=25)
@given(st.lists(junk_for(POOL) | JUNK, max_size=2) | JUNK, st.lists(junk_for(STRENGTH) | JUNK, max_size=2))
def test_junk_in_stock_never_raises(pools: object, models: object) -> None:
    body = sdk.DescribeElasticStrengthResponseBody()
    body.resource_pools, body.elastic_strength_models = pools, models
    for stock in translate.stock(body, "asg-1"):
        assert stock.instance_type
        assert stock.strength is None or 0 <= stock.strength <= 1


@settings(max_examples=25)
@given(junk_for(REPORT), st.lists(junk_for(DETAIL) | JUNK, max_size=2) | JUNK, JUNK)
def test_junk_in_a_diagnosis_never_raises(report: object, details: object, junk: object) -> None:
    report.report_id, report.details, report.process_status = "dr-1", details, "Finished"  # type: ignore[attr-defined] - a model
    body = sdk.DescribeDiagnoseReportsResponseBody()
    body.reports = [junk, report]
    found = translate.diagnosis(body, "dr-1")
    assert found is not None
    assert all(finding.level for finding in found.findings)
    body.reports = junk
    assert translate.diagnosis(body, "dr-1") is None


def hook(**fields: object) -> tuple[LifecycleHook, ...]:
    wire = {"LifecycleHooks": [{"LifecycleHookId": "ash-1", **fields}]}
    return translate.hooks(sdk.DescribeLifecycleHooksResponseBody().from_map(wire))


def test_a_hook_in_full_and_a_bare_one() -> None:
    found = hook(
        LifecycleHookName="warm-cache",
        LifecycleTransition="SCALE_IN",
        HeartbeatTimeout="900",
        DefaultResult="ROLLBACK",
        LifecycleHookStatus="InActive",
    )
    assert found == (LifecycleHook("ash-1", "warm-cache", "SCALE_IN", 900, "ROLLBACK", enabled=False),)
    assert hook() == (LifecycleHook("ash-1", "ash-1", ""),)
    assert hook(LifecycleHookStatus="Active")[0].enabled
    assert hook(LifecycleHookId="") == ()


def test_a_wait_needs_a_hook_and_a_token() -> None:
    full = {
        "LifecycleHookId": "ash-1",
        "LifecycleActionToken": "t-1",
        "LifecycleActionStatus": "Pending",
        "InstanceIds": ["i-1", None, 7],
    }
    bare = [{"LifecycleHookId": "ash-1"}, {"LifecycleActionToken": "t-2"}]
    body = sdk.DescribeLifecycleActionsResponseBody().from_map({"LifecycleActions": [full, *bare]})
    assert translate.waits(body) == (
        HookWait("ash-1", "t-1", "Pending", (InstanceId("i-1"), InstanceId("7"))),
    )


def test_a_task_in_full_and_one_that_runs_a_rule() -> None:
    full = {
        "ScheduledTaskId": "task-1",
        "ScheduledTaskName": "night",
        "TaskEnabled": False,
        "LaunchTime": "2026-12-01T03:00Z",
        "RecurrenceType": "Weekly",
        "RecurrenceValue": "1,2",
        "RecurrenceEndTime": "2027-01-01T00:00Z",
        "DesiredCapacity": 0,
        "MinValue": "1",
        "MaxValue": 9,
    }
    rule = {"ScheduledTaskId": "task-2", "ScheduledAction": "ari:acs:ess:rule", "LaunchTime": "soon"}
    body = sdk.DescribeScheduledTasksResponseBody().from_map({"ScheduledTasks": [full, rule]})
    night, other = translate.tasks(body)
    launch, end = datetime(2026, 12, 1, 3, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)
    assert night == ScheduledTask("task-1", "night", False, launch, "Weekly", "1,2", end, 0, 1, 9)
    assert other == ScheduledTask("task-2", "task-2", action="ari:acs:ess:rule")


@pytest.mark.parametrize(
    ("fields", "metric"),
    [
        ({"MetricName": "CpuUtilization"}, "CpuUtilization"),
        (
            {"Expressions": [{"MetricName": "CpuUtilization"}, {}, {"MetricName": "load"}]},
            "CpuUtilization, load",
        ),
        ({"HybridMetrics": [{"MetricName": "queue"}]}, "queue"),
        ({"PromQL": "sum(rate(x))"}, "sum(rate(x))"),
        ({}, ""),
    ],
)
def test_the_metric_of_an_alarm(fields: dict[str, object], metric: str) -> None:
    wire = {"AlarmTaskId": "a-1", "Name": "busy", "Enable": True, "State": "ALARM", **fields}
    body = sdk.DescribeAlarmsResponseBody().from_map({"AlarmList": [wire]})
    assert translate.alarms(body) == (Alarm("a-1", "busy", True, "ALARM", metric),)


FULL_POOL = {
    "InstanceType": "ecs.g7.large",
    "ZoneId": "cn-hangzhou-i",
    "VSwitchIds": ["vsw-1", "vsw-2"],
    "Strength": "0.25",
    "ElasticStrength": "Weak",
    "Status": "Unavailable",
    "Code": "NoStock",
    "Msg": "Sold out.",
}
FULL_STOCK = Stock(
    "ecs.g7.large", "cn-hangzhou-i", "vsw-1, vsw-2", 0.25, False, "NoStock", "Weak", "Sold out."
)


def test_stock_of_one_group_and_the_same_among_those_of_several() -> None:
    body = sdk.DescribeElasticStrengthResponseBody()
    assert translate.stock(body.from_map({"ResourcePools": [FULL_POOL]}), "asg-1") == (FULL_STOCK,)
    models = [
        {"ScalingGroupId": "asg-2", "ResourcePools": [{"InstanceType": "ecs.other"}]},
        {"ScalingGroupId": "asg-1", "ResourcePools": [FULL_POOL, {}]},
    ]
    found = sdk.DescribeElasticStrengthResponseBody().from_map({"ElasticStrengthModels": models})
    assert translate.stock(found, "asg-1") == (FULL_STOCK,)


@pytest.mark.parametrize(
    ("fields", "available"),
    [
        ({"Status": "Available", "Strength": 0}, True),
        ({"Status": "Odd", "Strength": 1}, False),
        ({"Strength": 0}, False),
        ({"Strength": 0.1}, True),
        ({}, True),
    ],
)
def test_what_is_available(fields: dict[str, object], available: bool) -> None:
    wire = {"ResourcePools": [{"InstanceType": "ecs.g7.large", **fields}]}
    (found,) = translate.stock(sdk.DescribeElasticStrengthResponseBody().from_map(wire), "asg-1")
    assert found.available is available


def test_a_diagnosis_has_what_is_wrong_first() -> None:
    details = [
        {"DiagnoseType": "KeyPair", "Status": "Normal", "ResourceId": "kp-1"},
        {"DiagnoseType": "New", "ErrorCode": "NewCode", "Status": "Dire"},
        {"DiagnoseType": "AccountNotEnoughBalance", "ErrorCode": "AccountNotEnoughBalance", "Status": "Warn"},
        {
            "DiagnoseType": "VSwitch",
            "ErrorCode": "VSwitchIdNotFound",
            "Status": "Critical",
            "ResourceId": "v",
        },
        {"DiagnoseType": "Other"},
    ]
    report = {
        "ReportId": "dr-1",
        "ProcessStatus": "Finished",
        "CreationTime": "2026-11-24T01:02:03Z",
        "Details": details,
    }
    body = sdk.DescribeDiagnoseReportsResponseBody().from_map({"Reports": [{"ReportId": "dr-0"}, report]})
    found = translate.diagnosis(body, "dr-1")
    assert found is not None
    assert (found.id, found.made_at) == ("dr-1", datetime(2026, 11, 24, 1, 2, 3, tzinfo=UTC))
    gone = "A vSwitch of the group does not exist any more."
    poor = "The balance of the account is below CNY 100."
    assert found.findings == (
        Finding("Critical", "VSwitchIdNotFound", "v", gone, "VSwitch"),
        Finding("Dire", "NewCode", "", "NewCode", "New"),
        Finding("Warn", "AccountNotEnoughBalance", "", poor, "AccountNotEnoughBalance"),
        Finding("Normal", "", "kp-1", "Key pair", "KeyPair"),
        Finding("Normal", "", "", "Other", "Other"),
    )


@pytest.mark.parametrize("status", ["processing", "", "Processing", "Odd"])
def test_a_diagnosis_under_way_is_none_yet(status: str) -> None:
    wire = {"Reports": [{"ReportId": "dr-1", "ProcessStatus": status, "Details": []}]}
    body = sdk.DescribeDiagnoseReportsResponseBody().from_map(wire)
    assert translate.diagnosis(body, "dr-1") is None
