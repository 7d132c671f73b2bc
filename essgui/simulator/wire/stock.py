"""How much of each instance type there is in each zone, and what the API calls the strength of that."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from essgui.domain.scaling import GroupType
from essgui.simulator.commands import Refusal
from essgui.simulator.machine import find_group
from essgui.simulator.machine.target import active_source
from essgui.simulator.wire import shortage
from essgui.simulator.wire.queries import check_region

if TYPE_CHECKING:
    from collections.abc import Iterable

    from essgui.simulator.wire.bodies import Body
    from essgui.simulator.wire.parameters import Parameters
    from essgui.simulator.world import Group, World

_SCORES = {
    "Strong": {"AdequacyScore": 3, "SupplyScore": 3, "HotScore": 1},
    "Medium": {"AdequacyScore": 2, "SupplyScore": 1, "HotScore": 1},
    "Weak": {"AdequacyScore": 0, "SupplyScore": 0, "HotScore": 3},
}
"""Scores from 0 to 3 (documented); which word has which is assumed."""


def strength(world: World, p: Parameters) -> Body:
    """DescribeElasticStrength: of one group, of several, or of instance types in vSwitches."""
    region = check_region(world, p)
    several, one = p.many("ScalingGroupIds", "ScalingGroupId"), p.text("ScalingGroupId")
    asked = p.many("InstanceTypes", "InstanceType")
    if several:
        groups = (find_group(world, region, identifier) for identifier in several)
        return {
            "ElasticStrengthModels": [
                {"ScalingGroupId": g.id, **_summary(_group_pools(world, g, asked))} for g in groups
            ]
        }
    if one:
        return _summary(_group_pools(world, find_group(world, region, one), asked))
    return _summary(_pools_of_vswitches(world, region, p.many("VSwitchIds", "VSwitchId"), asked))


def _group_pools(world: World, group: Group, asked: tuple[str, ...]) -> list[Body]:
    failing = shortage.share_failing(world, group)
    spots = tuple(zip(group.zones, group.vswitches, strict=False))
    return [_pool(world, name, *spot, failing) for name in asked or _types(world, group) for spot in spots]


def _pools_of_vswitches(
    world: World, region: str, vswitches: tuple[str, ...], asked: tuple[str, ...]
) -> list[Body]:
    if not vswitches or not asked:
        raise Refusal(
            "MissingParameter", "Without ScalingGroupId, VSwitchIds and InstanceTypes are mandatory."
        )
    zones = {
        v: zone
        for g in world.groups.values()
        if g.region == region
        for zone, v in zip(g.zones, g.vswitches, strict=False)
    }
    unknown = [v for v in vswitches if v not in zones]
    if unknown:
        raise Refusal("InvalidVSwitchId.NotFound", f"The vSwitch {unknown[0]} does not exist.", 404)
    failing = shortage.share_failing(world)
    return [_pool(world, name, zones[v], v, failing) for name in asked for v in vswitches]


def _types(world: World, group: Group) -> Iterable[str]:
    if group.type is GroupType.ECI:
        return ("eci",)
    active = group.configurations.get(group.active_configuration) if group.active_configuration else None
    several = group.override_types or (active.instance_types if active else ())
    return several or (active_source(world, group).instance_type,)


def _summary(pools: list[Body]) -> Body:
    """Add up the pools: the strength is the sum of their scores (documented), the word goes by the mean."""
    total = sum(pool["Strength"] for pool in pools)
    mean = total / max(1, len(pools))
    word = "Strong" if mean > 0.6 else "Medium" if mean > 0.2 else "Weak"
    return {"ElasticStrength": word, "TotalStrength": round(total, 2), "ResourcePools": pools}


def _pool(world: World, name: str, zone: str, vswitch: str, failing: float) -> dict[str, Any]:
    empty = failing >= 1 or shortage.sold_out(world, name, zone)
    word = "Weak" if empty or failing > 0 else "Strong"
    scores = _SCORES[word]
    health = scores["AdequacyScore"] + scores["SupplyScore"] - scores["HotScore"]
    return {
        "InstanceType": name,
        "ZoneId": zone,
        "VSwitchIds": [vswitch],
        "Strength": 0.0 if empty else round(0.9 * (1 - failing), 2),
        "ElasticStrength": word,
        "InventoryHealth": {**scores, "HealthScore": health},
        "Status": "Unavailable" if empty else "Available",
        "Code": "NoStock" if empty else "",
        "Msg": f"{name} is out of stock in {zone}." if empty else "",
    }
