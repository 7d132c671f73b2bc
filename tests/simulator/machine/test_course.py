"""Cancel and rollback, and what cannot be rolled back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from essgui.domain.lifecycle import RefreshAction, RefreshStatus
from essgui.domain.refresh import (
    ActiveConfiguration,
    LaunchTemplateTarget,
    ScalingConfigurationTarget,
)
from essgui.simulator.commands import Refusal
from essgui.simulator.machine import describe
from tests.simulator.machine.watching import IMAGE, after, images, last, until

if TYPE_CHECKING:
    from essgui.simulator.builder import WorldBuilder

S = RefreshStatus


def test_cancel_leaves_what_is_replaced_and_takes_back_what_is_surplus(b: WorldBuilder) -> None:
    group = b.group("web", 10)
    b.refresh(group, IMAGE, checkpoints=(40, 100))
    until(b, group, S.CHECKPOINT_PAUSE)
    b.act(group, RefreshAction.RESUME)
    after(b, 5)
    assert describe.capacity(b.world.groups[group]).pending == 2
    b.act(group, RefreshAction.CANCEL)
    assert last(b, group).status is S.CANCELLING
    until(b, group, S.CANCELLED)
    after(b, 3600)
    world = b.world.groups[group]
    assert (len(world.members), last(b, group).finished) == (10, 4)
    assert images(world).count(IMAGE.image) == 4
    assert world.active_configuration is not None
    assert world.configurations[world.active_configuration].image != IMAGE.image


def test_rollback_replaces_the_new_ones_from_the_configuration_that_is_active(b: WorldBuilder) -> None:
    group = b.group("web", 10)
    target = ScalingConfigurationTarget(list(b.done().groups[group].configurations)[1])
    old = b.world.groups[group].active_configuration
    b.refresh(group, target, checkpoints=(40, 100))
    until(b, group, S.CHECKPOINT_PAUSE)
    b.act(group, RefreshAction.ROLLBACK)
    fell = {last(b, group).finished}
    while not last(b, group).over:
        assert last(b, group).status is S.ROLLBACK_IN_PROGRESS
        after(b, 1)
        fell.add(last(b, group).finished)
    world = b.world.groups[group]
    assert last(b, group).status is S.ROLLBACK_SUCCESSFUL
    assert fell == {4, 3, 2, 1, 0}
    assert {m.source.configuration for m in world.members.values()} == {old}
    assert world.active_configuration == old
    assert len(world.members) == 10


def test_rollback_in_the_middle_of_a_batch_keeps_the_corridor(b: WorldBuilder) -> None:
    group = b.group("web", 10)
    b.refresh(group, IMAGE, min_healthy=80, max_healthy=100)
    until(b, group, S.IN_PROGRESS)
    after(b, 60)
    b.act(group, RefreshAction.ROLLBACK)
    while not last(b, group).over:
        capacity = describe.capacity(b.world.groups[group])
        assert 8 <= capacity.in_service <= 10
        after(b, 1)
    assert last(b, group).status is S.ROLLBACK_SUCCESSFUL
    assert IMAGE.image not in images(b.world.groups[group])


@pytest.mark.parametrize("version", ["Default", "Latest"])
def test_no_rollback_from_a_moving_template_version(b: WorldBuilder, version: str) -> None:
    group = b.group("web", 2)
    b.refresh(group, LaunchTemplateTarget(b.template("cn-hangzhou"), version))
    until(b, group, S.IN_PROGRESS)
    with pytest.raises(Refusal, match=r"OperationDenied\.RollbackUnsupported"):
        b.act(group, RefreshAction.ROLLBACK)


def test_no_rollback_without_a_desired_configuration(b: WorldBuilder) -> None:
    group = b.group("web", 2)
    b.refresh(group, ActiveConfiguration(), skip_matching=False)
    until(b, group, S.IN_PROGRESS)
    with pytest.raises(Refusal, match=r"OperationDenied\.RollbackUnsupported"):
        b.act(group, RefreshAction.ROLLBACK)
