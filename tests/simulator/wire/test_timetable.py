"""Scheduled tasks and alarms with their filters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from essgui.simulator import scenarios
from tests.support.questions import NOW, ask, numbered

if TYPE_CHECKING:
    from essgui.simulator.world import Group

WORLD = scenarios.build("default", NOW)
HANGZHOU = {"RegionId": "cn-hangzhou"}


def group(name: str) -> Group:
    return next(g for g in WORLD.groups.values() if g.name == name)


WEB, LEDGER = group("web-frontend-prod"), group("payments-ledger")
MORNING, EVENING = WEB.scheduled


def scheduled(region: str = "cn-hangzhou", **filters: Any) -> list[str]:
    asked = ask(WORLD, "DescribeScheduledTasks", {"RegionId": region} | filters).body
    return [t["ScheduledTaskName"] for t in asked["ScheduledTasks"]]


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, ["weekday-morning", "evening", "month-end-closing"]),
        ({"ScalingGroupId": LEDGER.id}, ["month-end-closing"]),
        (numbered("ScheduledTaskIds", MORNING.id, "gone"), ["weekday-morning"]),
        (numbered("ScheduledTaskId", EVENING.id), ["evening"]),
        (numbered("ScheduledTaskNames", "evening", "even"), ["evening"]),
        ({"TaskName": "EVEN"}, ["evening"]),
        ({"TaskName": "n"}, ["weekday-morning", "evening", "month-end-closing"]),
        ({"RecurrenceType": "Weekly"}, ["weekday-morning"]),
        ({"RecurrenceType": "Weekly", "RecurrenceValue": "1,2,3,4,5"}, ["weekday-morning"]),
        ({"RecurrenceValue": "2"}, []),
        ({"TaskEnabled": "false"}, []),
        ({"TaskEnabled": "True"}, ["weekday-morning", "evening", "month-end-closing"]),
        (numbered("ScheduledActions", "ari:acs:ess:cn-hangzhou:1:scalingrule/asr-1"), []),
    ],
)
def test_filters_of_scheduled_tasks(filters: dict[str, str], found: list[str]) -> None:
    assert scheduled(**filters) == found


def test_a_task_that_is_off_is_elsewhere() -> None:
    assert scheduled("ap-southeast-1") == scheduled("ap-southeast-1", TaskEnabled="false") == ["campaign"]
    assert scheduled("ap-southeast-1", TaskEnabled="true") == []


def test_scheduled_tasks_in_the_words_of_the_api() -> None:
    weekly, _, once = ask(WORLD, "DescribeScheduledTasks", HANGZHOU).body["ScheduledTasks"]
    assert (weekly["RecurrenceType"], weekly["RecurrenceValue"]) == ("Weekly", "1,2,3,4,5")
    assert weekly["LaunchTime"] == "2026-11-24T00:30Z"
    assert weekly["RecurrenceEndTime"] == "2027-02-22T00:30Z"
    assert (weekly["MinValue"], weekly["DesiredCapacity"], weekly["MaxValue"]) == (6, 18, 40)
    assert not {"RecurrenceType", "RecurrenceValue", "RecurrenceEndTime"} & set(once)


def alarms(**filters: Any) -> list[str]:
    return [a["Name"] for a in ask(WORLD, "DescribeAlarms", HANGZHOU | filters).body["AlarmList"]]


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, ["cpu-high", "cpu-low", "pods-busy", "memory-high"]),
        ({"ScalingGroupId": WEB.id}, ["cpu-high", "cpu-low"]),
        ({"AlarmTaskId": WEB.alarms[1].id}, ["cpu-low"]),
        ({"AlarmTaskId": "gone"}, []),
        ({"IsEnable": "false"}, ["cpu-low"]),
        ({"IsEnable": "true", "ScalingGroupId": WEB.id}, ["cpu-high"]),
        ({"MetricName": "MemoryUtilization"}, ["memory-high"]),
        ({"State": "INSUFFICIENT_DATA"}, ["pods-busy"]),
        ({"State": "ALARM"}, []),
        ({"MetricType": "system"}, ["cpu-high", "cpu-low", "pods-busy", "memory-high"]),
        ({"MetricType": "custom"}, []),
    ],
)
def test_filters_of_alarms(filters: dict[str, str], found: list[str]) -> None:
    assert alarms(**filters) == found


def test_an_alarm_in_the_words_of_the_api() -> None:
    high, low, *_ = ask(WORLD, "DescribeAlarms", HANGZHOU).body["AlarmList"]
    assert (high["MetricName"], high["ComparisonOperator"], high["Threshold"]) == ("CpuUtilization", ">=", 75)
    assert (low["ComparisonOperator"], low["Enable"]) == ("<=", False)
    assert {"DimensionKey": "scaling_group", "DimensionValue": WEB.id} in high["Dimensions"]
    (action,) = high["AlarmActions"]
    assert action.startswith(f"ari:acs:ess:cn-hangzhou:{WORLD.account}:scalingrule/asr-")
