"""What can be read: filters and pages of each Describe operation of Auto Scaling."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from itertools import chain
from typing import TYPE_CHECKING, TypeVar

from essgui.simulator.commands import Refusal
from essgui.simulator.machine import find_group
from essgui.simulator.wire import plain, render, render_configuration, render_group, shortage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from essgui.domain.scaling import GroupType
    from essgui.simulator.wire.bodies import Body
    from essgui.simulator.wire.parameters import Parameters
    from essgui.simulator.world import Group, Member, World

_T = TypeVar("_T")
MOST_TASK_IDS = 20


def regions(world: World, p: Parameters) -> Body:
    """DescribeRegions."""
    language = p.text("AcceptLanguage")
    return {"Regions": [render.region(place, language) for place in world.places]}


def check_region(world: World, p: Parameters) -> str:
    """Return the region asked for; raises Refusal where it is missing or none of the world's."""
    region = p.required("RegionId")
    if world.place(region) is None:
        raise Refusal("InvalidRegionId.NotFound", "The specified region does not exist.", 404)
    return region


def groups_asked(world: World, p: Parameters) -> Iterable[Group]:
    """Return the group that is asked for, or all of the region where none is."""
    region, wanted = check_region(world, p), p.text("ScalingGroupId")
    if wanted:
        return [find_group(world, region, wanted)]
    return [g for g in world.groups.values() if g.region == region]


def groups(world: World, p: Parameters) -> Body:
    """DescribeScalingGroups: unknown ids are left out silently."""
    region = check_region(world, p)
    ids = p.many("ScalingGroupIds", "ScalingGroupId")
    names = set(p.many("ScalingGroupNames", "ScalingGroupName"))
    name, kind, resources = p.text("ScalingGroupName"), p.text("GroupType"), p.text("ResourceGroupId")
    tags = [(t.text("Key"), t.text("Value")) for t in p.objects("Tags", "Tag")]
    pool: Iterable[Group]
    if ids:
        pool = (world.groups[i] for i in dict.fromkeys(ids) if i in world.groups)  # type: ignore[index] - ids
    else:
        pool = world.groups.values()
    found = [
        g
        for g in pool
        if g.region == region
        and (not names or g.name in names)
        and (not name or g.name == name)
        and (not kind or g.type.value == kind)
        and (not resources or resources == plain.RESOURCE_GROUP)
        and all(key in g.tags and (not value or g.tags[key] == value) for key, value in tags)
    ]
    return paged(
        p, found, 50, "ScalingGroups", lambda g: render_group.group(g, weak=shortage.scarce(world, g))
    )


def instances(world: World, p: Parameters) -> Body:
    """DescribeScalingInstances."""
    pool = groups_asked(world, p)
    ids = set(p.many("InstanceIds", "InstanceId"))
    states = set(p.many("LifecycleStates")) | ({p.text("LifecycleState")} - {""})
    kinds = set(p.many("CreationTypes")) | ({p.text("CreationType")} - {""})
    health, configuration = p.text("HealthStatus"), p.text("ScalingConfigurationId")
    activity = p.text("ScalingActivityId")

    def fits(member: Member) -> bool:
        return (
            (not ids or member.id in ids)
            and (not states or member.state.value in states)
            and (not kinds or member.creation.value in kinds)
            and (not health or member.healthy == (health == "Healthy"))
            and (not configuration or member.source.configuration == configuration)
            and (not activity or activity in {member.activity, member.leaving})
        )

    found = [(m, g) for g in pool for m in g.members.values() if fits(m)]
    body = paged(p, found, 100, "ScalingInstances", lambda pair: render.member(*pair))
    return body | {"TotalSpotCount": 0}


def activities(world: World, p: Parameters) -> Body:
    """DescribeScalingActivities: of a group, or by id, never both; the newest first."""
    wanted, ids = p.text("ScalingGroupId"), set(p.many("ScalingActivityIds", "ScalingActivityId"))
    pool = groups_asked(world, p)
    if bool(wanted) == bool(ids):
        raise Refusal("InvalidParameter", "Give either ScalingGroupId or ScalingActivityId.N.")
    task, status = p.text("InstanceRefreshTaskId"), p.text("StatusCode")
    found = [
        (d, g)
        for g in pool
        for d in reversed(g.deeds)
        if (not ids or d.id in ids) and (not task or d.task == task) and (not status or d.status == status)
    ]
    return paged(p, found, 50, "ScalingActivities", lambda pair: render.deed(*pair))


def configurations(kind: GroupType) -> Callable[[World, Parameters], Body]:
    """Return DescribeScalingConfigurations or DescribeEciScalingConfigurations."""

    def read(world: World, p: Parameters) -> Body:
        pool = groups_asked(world, p)
        ids = set(p.many("ScalingConfigurationIds", "ScalingConfigurationId"))
        names = set(p.many("ScalingConfigurationNames", "ScalingConfigurationName"))
        found = [
            (c, g)
            for g in pool
            if g.type is kind
            for c in g.configurations.values()
            if (not ids or c.id in ids) and (not names or c.name in names)
        ]
        return paged(
            p, found, 50, "ScalingConfigurations", lambda pair: render_configuration.configuration(*pair)
        )

    return read


def refreshes(world: World, p: Parameters) -> Body:
    """DescribeInstanceRefreshes: by group or by 1 to 20 ids, newest first, paged by token."""
    region = check_region(world, p)
    wanted = p.text("ScalingGroupId")
    ids = p.many("InstanceRefreshTaskIds", "InstanceRefreshTaskId")
    if not wanted and not ids:
        raise Refusal("MissingParameter", "Give ScalingGroupId or InstanceRefreshTaskIds.N.")
    if len(ids) > MOST_TASK_IDS:
        raise Refusal("InvalidParameter", "InstanceRefreshTaskIds has at most 20 entries.")
    most = p.whole("MaxResults", 10, 1, 50)
    start = _position(p.text("NextToken"))
    if wanted:
        pool: Iterable[Group] = [find_group(world, region, wanted)]
    else:
        pool = (g for g in world.groups.values() if g.region == region and g.refreshes)
    known = set(ids)
    found = [
        r for r in chain.from_iterable(reversed(g.refreshes) for g in pool) if not known or r.id in known
    ]
    found.sort(key=lambda r: r.started_at, reverse=True)
    page = found[start : start + most]
    following = start + most
    return {
        "InstanceRefreshTasks": [render.refresh(r) for r in page],
        "TotalCount": len(found),
        "MaxResults": most,
        "NextToken": _token(following) if following < len(found) else "",
    }


def paged(p: Parameters, found: Sequence[_T], most: int, name: str, render_one: Callable[[_T], Body]) -> Body:
    """Cut a page out of a list by PageNumber and PageSize."""
    number = p.whole("PageNumber", 1, 1)
    size = p.whole("PageSize", 10, 1, most)
    start = (number - 1) * size
    return {
        name: [render_one(one) for one in found[start : start + size]],
        "TotalCount": len(found),
        "PageNumber": number,
        "PageSize": size,
    }


def _token(position: int) -> str:
    return urlsafe_b64encode(f"from:{position}".encode()).decode().rstrip("=")


def _position(token: str) -> int:
    if not token:
        return 0
    try:
        text = urlsafe_b64decode(token + "=" * (-len(token) % 4)).decode()
        head, number = text.split(":")
        if head == "from" and number.isdecimal():
            return int(number)
    except ValueError:
        pass
    raise Refusal("InvalidParameter", "NextToken is not one that was given out.")
