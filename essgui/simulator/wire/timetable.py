"""What acts on groups by itself: scheduled tasks and alarms, with the filters of their two operations."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from essgui.simulator import draw
from essgui.simulator.wire import plain, render
from essgui.simulator.wire.queries import groups_asked, paged

if TYPE_CHECKING:
    from essgui.simulator.wire.bodies import Body
    from essgui.simulator.wire.parameters import Parameters
    from essgui.simulator.world import Group, Task, World

_REPEATED_FOR = timedelta(days=90)
"""How long a scheduled task that repeats goes on."""


def scheduled_tasks(world: World, p: Parameters) -> Body:
    """DescribeScheduledTasks; each sets a number of instances, so none runs a scaling rule."""
    ids = set(p.many("ScheduledTaskIds", "ScheduledTaskId"))
    names = set(p.many("ScheduledTaskNames", "ScheduledTaskName"))
    rules = p.many("ScheduledActions", "ScheduledAction")
    word, kind, value = p.text("TaskName"), p.text("RecurrenceType"), p.text("RecurrenceValue")
    enabled = p.flag("TaskEnabled", default=True) if p.text("TaskEnabled") else None
    found = [
        (t, g)
        for g in groups_asked(world, p)
        for t in g.scheduled
        if (not ids or t.id in ids)
        and (not names or t.name in names)
        and not rules
        and word.lower() in t.name.lower()
        and (not kind or t.repeats[0] == kind)
        and (not value or t.repeats[1] == value)
        and (enabled is None or t.enabled == enabled)
    ]
    return paged(p, found, 50, "ScheduledTasks", lambda pair: _scheduled(*pair))


def _scheduled(task: Task, group: Group) -> Body:
    kind, value = task.repeats
    until = datetime.fromisoformat(task.when) + _REPEATED_FOR if kind else None
    return render.present(
        {
            "ScheduledTaskId": task.id,
            "ScheduledTaskName": task.name,
            "ScalingGroupId": group.id,
            "TaskEnabled": task.enabled,
            "LaunchTime": task.when,
            "LaunchExpirationTime": 600,
            "RecurrenceType": kind or None,
            "RecurrenceValue": value or None,
            "RecurrenceEndTime": render.minute(until),
            "DesiredCapacity": int(task.threshold),
            "MinValue": group.min_size,
            "MaxValue": group.max_size,
            "Description": task.description,
        }
    )


def alarms(world: World, p: Parameters) -> Body:
    """DescribeAlarms."""
    wanted, metric, state = p.text("AlarmTaskId"), p.text("MetricName"), p.text("State")
    kind = p.text("MetricType")
    enabled = p.flag("IsEnable", default=True) if p.text("IsEnable") else None
    found = [
        (t, g)
        for g in groups_asked(world, p)
        for t in g.alarms
        if (not wanted or t.id == wanted)
        and (not metric or t.when == metric)
        and (not state or t.state == state)
        and (not kind or kind == plain.ALARM["MetricType"])
        and (enabled is None or t.enabled == enabled)
    ]
    return paged(p, found, 50, "AlarmList", lambda pair: _alarm(world, *pair))


def _alarm(world: World, task: Task, group: Group) -> Body:
    rule = f"asr-{draw.word(17, group.id, task.name, 'rule')}"
    return {
        **plain.ALARM,
        "AlarmTaskId": task.id,
        "Name": task.name,
        "Description": task.description,
        "ScalingGroupId": group.id,
        "Enable": task.enabled,
        "State": task.state,
        "MetricName": task.when,
        "ComparisonOperator": task.comparison,
        "Threshold": task.threshold,
        "AlarmActions": [f"ari:acs:ess:{group.region}:{world.account}:scalingrule/{rule}"],
        "Dimensions": [
            {"DimensionKey": "user_id", "DimensionValue": world.account},
            {"DimensionKey": "scaling_group", "DimensionValue": group.id},
        ],
    }
