"""The batches of a refresh: their size, their order, checkpoints, and what Suspend leaves."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from essgui.domain.lifecycle import RefreshAction, RefreshStatus
from essgui.domain.plan import corridor
from essgui.simulator.machine import describe
from tests.simulator.machine.watching import IMAGE, after, last, until

if TYPE_CHECKING:
    from essgui.simulator.builder import WorldBuilder

S = RefreshStatus


@pytest.mark.parametrize(
    ("low", "high", "count"),
    [(80, 120, 10), (100, 100, 4), (90, 150, 1), (50, 100, 8), (0, 100, 3), (0, 200, 7), (100, 120, 3)],
)
def test_the_number_in_service_stays_between_floor_and_ceiling(
    b: WorldBuilder, low: int, high: int, count: int
) -> None:
    group = b.group("web", count)
    b.refresh(group, IMAGE, min_healthy=low, max_healthy=high)
    band = corridor(count, low, high)
    while not last(b, group).over:
        after(b, 1)
        capacity = describe.capacity(b.world.groups[group])
        held = capacity.total - capacity.removing - capacity.removing_wait
        assert band.floor <= capacity.in_service
        assert held <= band.ceiling
    assert last(b, group).status is S.SUCCESSFUL
    assert last(b, group).finished == count


def test_a_checkpoint_pauses_for_its_minutes_and_goes_on_by_itself(b: WorldBuilder) -> None:
    group = b.group("web", 10)
    b.refresh(group, IMAGE, checkpoints=(40, 100), pause_minutes=30)
    paused = until(b, group, S.CHECKPOINT_PAUSE)
    assert paused.finished == 4
    began = b.world.now
    until(b, group, S.IN_PROGRESS, most=2000)
    assert b.world.now - began == timedelta(minutes=30)
    assert until(b, group, S.SUCCESSFUL, S.CHECKPOINT_PAUSE).status is S.SUCCESSFUL


def test_resume_releases_a_checkpoint_early(b: WorldBuilder) -> None:
    group = b.group("web", 10)
    b.refresh(group, IMAGE, checkpoints=(20, 100))
    until(b, group, S.CHECKPOINT_PAUSE)
    b.act(group, RefreshAction.RESUME)
    assert last(b, group).status is S.IN_PROGRESS
    assert until(b, group, S.SUCCESSFUL, S.CHECKPOINT_PAUSE).status is S.SUCCESSFUL


def test_suspend_lets_launches_finish_and_releases_nothing(b: WorldBuilder) -> None:
    group = b.group("web", 10)
    b.refresh(group, IMAGE)
    until(b, group, S.IN_PROGRESS)
    b.act(group, RefreshAction.SUSPEND)
    after(b, 3600)
    capacity = describe.capacity(b.world.groups[group])
    assert last(b, group).status is S.PAUSED
    assert (capacity.active, capacity.pending, capacity.removing) == (12, 0, 0)
    assert last(b, group).finished == 0
    b.act(group, RefreshAction.RESUME)
    assert until(b, group, S.SUCCESSFUL).finished == 10


def test_suspend_lets_a_batch_that_released_first_launch_what_it_owes(b: WorldBuilder) -> None:
    group = b.group("web", 10)
    b.refresh(group, IMAGE, min_healthy=80, max_healthy=100)
    until(b, group, S.IN_PROGRESS)
    assert describe.capacity(b.world.groups[group]).removing == 2
    b.act(group, RefreshAction.SUSPEND)
    after(b, 3600)
    assert describe.capacity(b.world.groups[group]).active == 10
    assert last(b, group).finished == 2
