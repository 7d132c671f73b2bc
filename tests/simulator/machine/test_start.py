"""What keeps a refresh from starting."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from essgui.domain.refresh import (
    ContainersTarget,
    ImageTarget,
    LaunchTemplateTarget,
    RefreshSpec,
    ScalingConfigurationTarget,
    Target,
)
from essgui.domain.scaling import ConfigurationId, Container, GroupId, GroupType, RegionId, TemplateId
from essgui.simulator.builder import WorldBuilder
from essgui.simulator.commands import Done, Refusal, Start
from essgui.simulator.machine import apply

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
HANGZHOU = RegionId("cn-hangzhou")
IMAGE = ImageTarget("m-1")


@pytest.mark.parametrize(
    ("settings", "code"),
    [
        ({"lifecycle_state": "Inactive"}, "IncorrectScalingGroupStatus"),
        ({"system_suspended": True}, "IncorrectScalingGroupStatus"),
        ({"multi_az_policy": "BALANCE"}, "OperationDenied.MultiAZPolicy"),
        ({"multi_az_policy": "COST_OPTIMIZED"}, "OperationDenied.MultiAZPolicy"),
        ({"scaling_policy": "recycle"}, "OperationDenied.ScalingPolicy"),
        ({"scaling_policy": "forcerecycle"}, "OperationDenied.ScalingPolicy"),
        ({"weights": (2,)}, "OperationDenied.CapacityUnit"),
        ({"configurations": 0}, "InvalidScalingConfigurationId.NotFound"),
        ({"instances": 0}, "InvalidInstance.NoInstanceNeedBeRefreshed"),
        ({"instances": 2, "attached": 2}, "InvalidInstance.NoInstanceNeedBeRefreshed"),
    ],
)
def test_a_group_that_cannot_be_refreshed_is_refused(settings: dict[str, Any], code: str) -> None:
    b = WorldBuilder(NOW)
    group = b.group("web", **settings)
    with pytest.raises(Refusal) as refused:
        b.refresh(group, IMAGE)
    assert refused.value.code == code
    assert b.world.groups[group].refreshes == ()
    assert b.world.ledger == ()


@pytest.mark.parametrize(
    ("settings", "target"),
    [
        ({"scaling_policy": "release"}, IMAGE),
        ({"scaling_policy": "forcerelease"}, IMAGE),
        ({"kind": GroupType.ECI, "multi_az_policy": "BALANCE"}, ContainersTarget((Container("api", "a:2"),))),
        ({"kind": GroupType.ECI}, ContainersTarget((Container("api", args=("--port", "1")),))),
    ],
)
def test_a_group_that_can_is_not(settings: dict[str, Any], target: Target) -> None:
    b = WorldBuilder(NOW)
    assert b.refresh(b.group("web", **settings), target).startswith("ir-bp1")


@pytest.mark.parametrize(
    ("target", "code"),
    [
        (ScalingConfigurationTarget(ConfigurationId("asc-none")), "InvalidScalingConfigurationId.NotFound"),
        (LaunchTemplateTarget(TemplateId("lt-none"), "1"), "InvalidLaunchTemplate.NotFound"),
        (ContainersTarget((Container("api", "a:1"),)), "InvalidParameter"),
        (LaunchTemplateTarget(TemplateId("lt-none"), "seven"), "InvalidParameter"),
    ],
)
def test_a_target_that_is_not_there_is_refused(target: Target, code: str) -> None:
    b = WorldBuilder(NOW)
    group = b.group("web")
    with pytest.raises(Refusal) as refused:
        b.refresh(group, target)
    assert refused.value.code == code


def test_a_version_that_a_template_has_not_is_refused() -> None:
    b = WorldBuilder(NOW)
    group = b.group("web")
    with pytest.raises(Refusal, match=r"InvalidLaunchTemplateVersion\.NotFound"):
        b.refresh(group, LaunchTemplateTarget(b.template("cn-hangzhou"), "99"))


def test_containers_with_no_known_name_need_no_refresh() -> None:
    b = WorldBuilder(NOW)
    group = b.group("media", kind=GroupType.ECI)
    with pytest.raises(Refusal, match="NoInstanceNeedBeRefreshed"):
        b.refresh(group, ContainersTarget((Container("other", "a:1"),)))


def test_no_image_for_a_group_on_a_template() -> None:
    b = WorldBuilder(NOW)
    group = b.group("worker", configurations=0, template=b.template("cn-hangzhou"))
    with pytest.raises(Refusal, match="launch template"):
        b.refresh(group, IMAGE)


@pytest.mark.parametrize(
    "wrong",
    [
        {"min_healthy": 101},
        {"max_healthy": 99},
        {"checkpoints": (50,)},
        {"checkpoints": (50, 40, 100)},
        {"checkpoints": (0, 100)},
        {"checkpoints": (100,), "pause_minutes": 2881},
    ],
)
def test_limits_are_kept(wrong: dict[str, Any]) -> None:
    b = WorldBuilder(NOW)
    group = b.group("web")
    with pytest.raises(Refusal, match="InvalidParameter"):
        b.refresh(group, IMAGE, **wrong)


def test_the_same_token_starts_once_and_another_request_with_it_is_refused() -> None:
    b = WorldBuilder(NOW)
    group = b.group("web")
    spec = RefreshSpec(HANGZHOU, group, IMAGE)
    world, first = apply(b.done(), Start(spec, "token-1"), NOW)
    world, again = apply(world, Start(spec, "token-1"), NOW)
    assert isinstance(first, Done)
    assert again == first
    assert len(world.ledger) == len(world.groups[group].refreshes) == 1
    after, other = apply(world, Start(replace(spec, min_healthy=50), "token-1"), NOW)
    assert isinstance(other, Refusal)
    assert other.code == "IdempotentParameterMismatch"
    assert after == world


@pytest.mark.parametrize("token", ["x" * 65, "é"])
def test_a_token_is_ascii_and_at_most_64(token: str) -> None:
    b = WorldBuilder(NOW)
    group = b.group("web")
    with pytest.raises(Refusal, match="ClientToken"):
        b.command(Start(RefreshSpec(HANGZHOU, group, IMAGE), token))


@pytest.mark.parametrize(("region", "known"), [("cn-hangzhou", False), ("cn-shanghai", True)])
def test_a_group_of_nowhere_or_elsewhere_is_not_found(region: str, known: bool) -> None:
    b = WorldBuilder(NOW)
    group = b.group("web") if known else GroupId("asg-none")
    with pytest.raises(Refusal, match=r"InvalidScalingGroupId\.NotFound"):
        b.command(Start(RefreshSpec(RegionId(region), group, IMAGE)))
