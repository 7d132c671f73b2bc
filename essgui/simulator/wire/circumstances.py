"""What surrounds a refresh: lifecycle hooks and actions, diagnoses, stock, scheduled tasks and alarms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from essgui.domain.scaling import ActivityId, GroupId, GroupType, InstanceState
from essgui.simulator.commands import Refusal
from essgui.simulator.machine import find_group
from essgui.simulator.machine.target import active_source
from essgui.simulator.wire import render
from essgui.simulator.wire.queries import check_region, paged
from essgui.simulator.world import FaultKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from essgui.simulator.wire.bodies import Body
    from essgui.simulator.wire.parameters import Parameters
    from essgui.simulator.world import Deed, Group, Task, World

_HELD = frozenset({InstanceState.PENDING_WAIT, InstanceState.REMOVING_WAIT})


def group_detail(world: World, p: Parameters) -> Body:
    """DescribeScalingGroupDetail."""
    group = find_group(world, check_region(world, p), p.required("ScalingGroupId"))
    return {"ScalingGroup": render.group(group), "Output": ""}


def activity_detail(world: World, p: Parameters) -> Body:
    """DescribeScalingActivityDetail: the group's region is not asked for."""
    wanted = p.required("ScalingActivityId")
    _, deed = _activity(world, wanted)
    detail = f"{deed.description}: {', '.join([*deed.created, *deed.destroyed]) or 'nothing yet'}."
    if deed.failures:
        detail = f"{detail} {deed.failures[0].code}: {deed.failures[0].message}"
    return {"ScalingActivityId": deed.id, "Detail": detail}


def hooks(world: World, p: Parameters) -> Body:
    """DescribeLifecycleHooks."""
    ids, name = set(p.many("LifecycleHookIds", "LifecycleHookId")), p.text("LifecycleHookName")
    found = [
        (h, g)
        for g in _groups(world, p)
        for h in g.hooks
        if (not ids or h.id in ids) and (not name or h.name == name)
    ]
    return paged(p, found, 50, "LifecycleHooks", lambda pair: render.hook(*pair))


def actions(world: World, p: Parameters) -> Body:
    """DescribeLifecycleActions: the instances of an activity that a hook holds."""
    check_region(world, p)
    wanted, status = p.required("ScalingActivityId"), p.text("LifecycleActionStatus")
    group, _ = _activity(world, wanted)
    most = p.whole("MaxResults", 10, 1, 50)
    held: list[Body] = [
        {
            "LifecycleHookId": m.hook,
            "LifecycleActionToken": m.hook_token,
            "LifecycleActionStatus": "Pending",
            "LifecycleActionResult": "",
            "InstanceIds": [m.id],
        }
        for m in group.members.values()
        if m.state in _HELD and wanted in {m.activity, m.leaving} and status in {"", "Pending"}
    ]
    start = p.whole("NextToken", 0, 0)
    more = str(start + most) if start + most < len(held) else ""
    page = held[start : start + most]
    return {"LifecycleActions": page, "TotalCount": len(held), "MaxResults": most, "NextToken": more}


def reports(world: World, p: Parameters) -> Body:
    """DescribeDiagnoseReports: a report is finished as soon as it is asked for (assumed)."""
    region = check_region(world, p)
    ids, wanted = set(p.many("ReportIds", "ReportId")), p.text("ScalingGroupId")
    found = [
        (report, world.groups[group], when)
        for report, (group, when) in ((r, (GroupId(g), w)) for r, (g, w) in world.reports.items())
        if group in world.groups
        and world.groups[group].region == region
        and (not ids or report in ids)
        and (not wanted or group == wanted)
    ]

    def one(known: tuple[str, Group, str]) -> Body:
        report, group, when = known
        details = list(_diagnosis(world, group))
        worst = "Critical" if any(d["Status"] == "Critical" for d in details) else "Normal"
        return {
            "ReportId": report,
            "ScalingGroupId": group.id,
            "RegionId": group.region,
            "UserId": world.account,
            "CreationTime": when,
            "ProcessStatus": "Finished",
            "DiagnoseStatus": worst,
            "Details": details,
        }

    return paged(p, found, 50, "Reports", one)


def strength(world: World, p: Parameters) -> Body:
    """DescribeElasticStrength: how well each type is in stock in each zone."""
    region = check_region(world, p)
    wanted = p.many("ScalingGroupIds", "ScalingGroupId") or (p.text("ScalingGroupId"),)
    models: list[Body] = []
    for identifier in wanted:
        group = find_group(world, region, identifier)
        types = p.many("InstanceTypes", "InstanceType") or _types(world, group)
        pools = [_pool(world, group, name, n) for name in types for n in range(len(group.zones))]
        total = sum(pool["Strength"] for pool in pools) / max(1, len(pools))
        word = "Strong" if total > 0.6 else "Medium" if total > 0.2 else "Weak"
        models.append(
            {
                "ScalingGroupId": group.id,
                "ElasticStrength": word,
                "TotalStrength": round(total, 2),
                "ResourcePools": pools,
            }
        )
    first = {k: v for k, v in models[0].items() if k != "ScalingGroupId"}
    return first | {"ElasticStrengthModels": models}


def scheduled_tasks(world: World, p: Parameters) -> Body:
    """DescribeScheduledTasks."""
    ids = set(p.many("ScheduledTaskIds", "ScheduledTaskId"))
    found = [(t, g) for g in _groups(world, p) for t in g.scheduled if not ids or t.id in ids]

    def one(pair: tuple[Task, Group]) -> Body:
        task, group = pair
        return {
            "ScheduledTaskId": task.id,
            "ScheduledTaskName": task.name,
            "ScalingGroupId": group.id,
            "TaskEnabled": task.enabled,
            "LaunchTime": task.when,
            "LaunchExpirationTime": 600,
            "RecurrenceType": "Daily",
            "RecurrenceValue": "1",
            "DesiredCapacity": int(task.threshold),
            "Description": "",
        }

    return paged(p, found, 50, "ScheduledTasks", one)


def alarms(world: World, p: Parameters) -> Body:
    """DescribeAlarms."""
    wanted = p.text("AlarmTaskId")
    found = [(t, g) for g in _groups(world, p) for t in g.alarms if not wanted or t.id == wanted]

    def one(pair: tuple[Task, Group]) -> Body:
        task, group = pair
        return {
            "AlarmTaskId": task.id,
            "Name": task.name,
            "ScalingGroupId": group.id,
            "Enable": task.enabled,
            "State": "OK",
            "MetricName": task.when,
            "MetricType": "system",
            "Statistics": "Average",
            "ComparisonOperator": ">=",
            "Threshold": task.threshold,
            "Period": 60,
            "EvaluationCount": 3,
            "AlarmActions": [],
        }

    return paged(p, found, 50, "AlarmList", one)


def _groups(world: World, p: Parameters) -> Iterable[Group]:
    region, wanted = check_region(world, p), p.text("ScalingGroupId")
    if wanted:
        return [find_group(world, region, wanted)]
    return [g for g in world.groups.values() if g.region == region]


def _activity(world: World, wanted: str) -> tuple[Group, Deed]:
    identifier = ActivityId(wanted)
    for group in world.groups.values():
        for deed in group.deeds:
            if deed.id == identifier:
                return group, deed
    raise Refusal("InvalidScalingActivityId.NotFound", "The scaling activity does not exist.", 404)


def _diagnosis(world: World, group: Group) -> Iterable[dict[str, str]]:
    image = active_source(world, group).image
    known = not image or any(i.id == image for i in world.images)
    yield _finding("AccountArrearage", world.account, "")
    yield _finding("ImageNotExist", image, "" if known else "InvalidImageId.NotFound")
    yield _finding("ElasticStrength", group.id, "ElasticStrengthAlert" if _out_of_stock(world, group) else "")
    yield _finding("SystemSuspended", group.id, "SystemSuspended" if group.system_suspended else "")
    yield _finding("VSwitch", group.vswitches[0] if group.vswitches else "", "")


def _finding(kind: str, resource: str, code: str) -> dict[str, str]:
    return {
        "DiagnoseType": kind,
        "ResourceId": resource,
        "ErrorCode": code,
        "Status": "Critical" if code else "Normal",
    }


def _out_of_stock(world: World, group: Group) -> bool:
    return any(
        f.kind is FaultKind.OUT_OF_STOCK and f.group in {"", group.id, group.name} for f in world.faults
    )


def _types(world: World, group: Group) -> tuple[str, ...]:
    if group.type is GroupType.ECI:
        return ("eci",)
    return group.override_types or (active_source(world, group).instance_type,)


def _pool(world: World, group: Group, instance_type: str, number: int) -> dict[str, Any]:
    empty = _out_of_stock(world, group)
    return {
        "InstanceType": instance_type,
        "ZoneId": group.zones[number],
        "VSwitchIds": [group.vswitches[number]],
        "Strength": 0.0 if empty else round(0.95 - 0.1 * number, 2),
        "ElasticStrength": "Weak" if empty else "Strong",
        "Status": "Unavailable" if empty else "Available",
        "Code": "NoStock" if empty else "",
        "Msg": "The instance type is out of stock in this zone." if empty else "",
    }
