"""How strong the stock is: by group, for several groups, and by vSwitch."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from essgui.simulator import scenarios
from essgui.simulator.world import Fault, FaultKind
from tests.support.questions import NOW, ask, numbered

if TYPE_CHECKING:
    from essgui.simulator.world import Group

WORLD = scenarios.build("default", NOW)
HANGZHOU = {"RegionId": "cn-hangzhou"}


def group(name: str) -> Group:
    return next(g for g in WORLD.groups.values() if g.name == name)


SEARCH, WEB, MEDIA = group("search-indexer"), group("web-frontend-prod"), group("media-transcode-eci")


def strength(**parameters: Any) -> dict[str, Any]:
    return ask(WORLD, "DescribeElasticStrength", HANGZHOU | parameters).body


def test_one_type_is_sold_out_in_one_zone() -> None:
    body = strength(ScalingGroupId=SEARCH.id)
    pools = body["ResourcePools"]
    assert len(pools) == 6
    (empty,) = [p for p in pools if p["Status"] == "Unavailable"]
    assert (empty["InstanceType"], empty["ZoneId"]) == ("ecs.r7.xlarge", "cn-hangzhou-k")
    assert (empty["Strength"], empty["ElasticStrength"], empty["Code"]) == (0.0, "Weak", "NoStock")
    assert empty["VSwitchIds"] == [SEARCH.vswitches[2]]
    assert "cn-hangzhou-k" in empty["Msg"]
    assert {p["ElasticStrength"] for p in pools if p is not empty} == {"Strong"}
    assert body["TotalStrength"] == pytest.approx(sum(p["Strength"] for p in pools))
    for pool in pools:
        health = pool["InventoryHealth"]
        assert health["HealthScore"] == health["AdequacyScore"] + health["SupplyScore"] - health["HotScore"]
    assert "ElasticStrengthModels" not in body


def test_a_type_that_no_zone_has_is_weak() -> None:
    body = strength(ScalingGroupId=WEB.id, **numbered("InstanceTypes", "ecs.g8y.4xlarge"))
    assert (body["ElasticStrength"], body["TotalStrength"]) == ("Weak", 0.0)


def test_several_groups_are_models() -> None:
    body = strength(**numbered("ScalingGroupIds", WEB.id, SEARCH.id))
    assert [m["ScalingGroupId"] for m in body["ElasticStrengthModels"]] == [WEB.id, SEARCH.id]
    assert {m["ElasticStrength"] for m in body["ElasticStrengthModels"]} == {"Strong"}
    assert "ResourcePools" not in body


def test_by_vswitch_without_a_group() -> None:
    body = strength(**numbered("VSwitchIds", WEB.vswitches[2]), **numbered("InstanceTypes", "ecs.r7.xlarge"))
    (pool,) = body["ResourcePools"]
    assert (pool["ZoneId"], pool["Status"]) == ("cn-hangzhou-k", "Unavailable")


@pytest.mark.parametrize(
    ("parameters", "code"),
    [
        ({}, "MissingParameter"),
        (numbered("VSwitchIds", "vsw-1"), "MissingParameter"),
        (numbered("VSwitchIds", "vsw-1") | {"InstanceTypes.1": "ecs.g7.large"}, "InvalidVSwitchId.NotFound"),
        ({"ScalingGroupId": "asg-gone"}, "InvalidScalingGroupId.NotFound"),
    ],
)
def test_what_is_wrong_with_asking(parameters: dict[str, str], code: str) -> None:
    assert ask(WORLD, "DescribeElasticStrength", HANGZHOU | parameters).code == code


def test_pools_of_containers() -> None:
    assert {p["InstanceType"] for p in strength(ScalingGroupId=MEDIA.id)["ResourcePools"]} == {"eci"}


@pytest.mark.parametrize(
    ("where", "struck"), [("", True), (WEB.name, True), (WEB.id, True), (SEARCH.id, False)]
)
def test_a_group_that_finds_no_stock_says_so_and_is_in_alarm(where: str, struck: bool) -> None:
    world = replace(WORLD, faults=(Fault("f", FaultKind.OUT_OF_STOCK, group=where),))
    body = ask(world, "DescribeElasticStrength", HANGZHOU, ScalingGroupId=WEB.id).body
    assert body["ElasticStrength"] == ("Weak" if struck else "Strong")
    (found,) = ask(world, "DescribeScalingGroups", HANGZHOU, **numbered("ScalingGroupIds", WEB.id)).body[
        "ScalingGroups"
    ]
    assert found["IsElasticStrengthInAlarm"] is struck


def test_where_some_launches_fail_stock_is_low_and_not_sold_out() -> None:
    world = replace(WORLD, faults=(Fault("f", FaultKind.OUT_OF_STOCK, probability=0.5),))
    body = ask(world, "DescribeElasticStrength", HANGZHOU, ScalingGroupId=WEB.id).body
    told = {(p["Status"], p["ElasticStrength"], p["Strength"]) for p in body["ResourcePools"]}
    assert ("Available", "Weak", 0.45) in told
