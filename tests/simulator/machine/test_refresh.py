"""How a refresh runs as a whole, told by the world before and after."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from essgui.domain.lifecycle import RefreshStatus
from essgui.domain.refresh import (
    ScalingConfigurationTarget,
)
from essgui.domain.scaling import (
    ConfigurationId,
)
from essgui.simulator.commands import Refusal
from tests.simulator.machine.watching import IMAGE, images, last, until

if TYPE_CHECKING:
    from essgui.simulator.builder import WorldBuilder

S = RefreshStatus


def test_a_refresh_replaces_every_instance_and_switches_the_image(b: WorldBuilder) -> None:
    group = b.group("web", 6)
    before = set(b.done().groups[group].members)
    b.refresh(group, IMAGE)
    assert last(b, group).status is S.PENDING
    until(b, group, S.IN_PROGRESS)
    done = until(b, group, S.SUCCESSFUL)
    world = b.world.groups[group]
    assert (done.finished, done.total, done.ended_at) == (6, 6, b.world.now)
    assert not before & set(world.members)
    assert images(world) == [IMAGE.image] * 6
    assert world.active_configuration is not None
    assert world.configurations[world.active_configuration].image == IMAGE.image
    assert all(deed.task == done.id and deed.status == "Successful" for deed in world.deeds)


def test_skip_matching_goes_by_the_id_of_the_configuration(b: WorldBuilder) -> None:
    group = b.group("web", 6, drifted=2)
    b.refresh(group)
    assert last(b, group).total == 2
    assert until(b, group, S.SUCCESSFUL).finished == 2
    with pytest.raises(Refusal, match=r"InvalidInstance\.NoInstanceNeedBeRefreshed"):
        b.refresh(group)
    b.refresh(group, skip_matching=False)
    assert last(b, group).total == 6


def test_attached_standby_and_protected_instances_stay_untouched(b: WorldBuilder) -> None:
    group = b.group("web", 8, standby=1, protected=1, attached=1)
    members = list(b.done().groups[group].members)
    b.refresh(group, IMAGE)
    assert last(b, group).total == 5
    until(b, group, S.SUCCESSFUL)
    assert set(members) & set(b.world.groups[group].members) == set(members[-3:])


def test_a_group_never_runs_two_refreshes(b: WorldBuilder) -> None:
    group = b.group("web", 4)
    b.refresh(group, IMAGE)
    with pytest.raises(Refusal, match="ScalingActivityInProgress"):
        b.refresh(group, IMAGE)
    until(b, group, S.SUCCESSFUL)
    b.refresh(
        group, ScalingConfigurationTarget(ConfigurationId(list(b.world.groups[group].configurations)[1]))
    )
    assert len(b.world.groups[group].refreshes) == 2
