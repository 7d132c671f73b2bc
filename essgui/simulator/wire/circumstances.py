"""What surrounds a refresh: details of groups and activities, lifecycle hooks and actions, diagnoses."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from essgui.domain.scaling import HELD, ActivityId, GroupId
from essgui.simulator.commands import Refusal
from essgui.simulator.machine import find_group
from essgui.simulator.machine.target import active_source
from essgui.simulator.wire import render, render_group, shortage
from essgui.simulator.wire.queries import check_region, groups_asked, paged

if TYPE_CHECKING:
    from collections.abc import Iterable

    from essgui.simulator.wire.bodies import Body
    from essgui.simulator.wire.parameters import Parameters
    from essgui.simulator.world import Deed, Group, World


def group_detail(world: World, p: Parameters) -> Body:
    """DescribeScalingGroupDetail."""
    group = find_group(world, check_region(world, p), p.required("ScalingGroupId"))
    body = render_group.group(group, weak=shortage.scarce(world, group))
    wanted = p.text("OutputFormat").lower()
    # JSON is YAML too, so the one format that there is can be written without a library.
    return {"ScalingGroup": body, "Output": json.dumps(body, ensure_ascii=False) if wanted == "yaml" else ""}


def activity_detail(world: World, p: Parameters) -> Body:
    """DescribeScalingActivityDetail: the group's region is not asked for."""
    wanted = p.required("ScalingActivityId")
    _, deed = _activity(world, wanted)
    return {"ScalingActivityId": deed.id, "Detail": render.story(deed)}


def hooks(world: World, p: Parameters) -> Body:
    """DescribeLifecycleHooks."""
    ids, name = set(p.many("LifecycleHookIds", "LifecycleHookId")), p.text("LifecycleHookName")
    found = [
        (h, g)
        for g in groups_asked(world, p)
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
            "LifecycleActionResult": _result(group, m.hook),
            "InstanceIds": [m.id],
        }
        for m in group.members.values()
        if m.state in HELD and wanted in {m.activity, m.leaving} and status in {"", "Pending"}
    ]
    start = p.whole("NextToken", 0, 0)
    more = str(start + most) if start + most < len(held) else ""
    page = held[start : start + most]
    return {"LifecycleActions": page, "TotalCount": len(held), "MaxResults": most, "NextToken": more}


def _result(group: Group, hook: str | None) -> str:
    """Return what happens to an instance that its hook holds until the end."""
    return next((h.result for h in group.hooks if h.id == hook), "CONTINUE")


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
    low = shortage.scarce(world, group)
    yield _finding("ElasticStrength", group.id, "ElasticStrengthAlert" if low else "")
    yield _finding("SystemSuspended", group.id, "SystemSuspended" if group.system_suspended else "")
    yield _finding("VSwitch", group.vswitches[0] if group.vswitches else "", "")


def _finding(kind: str, resource: str, code: str) -> dict[str, str]:
    return {
        "DiagnoseType": kind,
        "ResourceId": resource,
        "ErrorCode": code,
        "Status": "Critical" if code else "Normal",
    }
