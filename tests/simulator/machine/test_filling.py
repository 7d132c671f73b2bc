"""Launches that fail: tried again, and given up."""

from __future__ import annotations

from datetime import timedelta

from essgui.domain.lifecycle import RefreshAction, RefreshStatus
from essgui.domain.refresh import (
    ImageTarget,
)
from essgui.domain.scaling import (
    RegionId,
)
from essgui.simulator.builder import WorldBuilder
from essgui.simulator.commands import Scale
from essgui.simulator.machine import advance
from essgui.simulator.world import Fault, FaultKind
from tests.simulator.machine.watching import IMAGE, NOW, until

S = RefreshStatus


def test_launches_that_never_work_fail_the_refresh_with_a_reason(b: WorldBuilder) -> None:
    group = b.group("web", 5)
    before = set(b.done().groups[group].members)
    b.faults(Fault("stock", FaultKind.OUT_OF_STOCK))
    b.refresh(group, IMAGE)
    failed = until(b, group, S.FAILED)
    assert failed.detail.startswith(
        "Launching new instances failed 3 times in a row. OperationDenied.NoStock"
    )
    deeds = b.world.groups[group].deeds
    assert [d.status for d in deeds] == ["Failed"] * 3
    assert deeds[0].failures[0].code == "OperationDenied.NoStock"
    assert set(b.world.groups[group].members) == before


def test_one_failed_launch_is_tried_again(b: WorldBuilder) -> None:
    group = b.group("web", 5)
    b.faults(Fault("stock", FaultKind.OUT_OF_STOCK, count=1))
    b.refresh(group, IMAGE)
    assert until(b, group, S.SUCCESSFUL, S.FAILED).status is S.SUCCESSFUL
    assert [d.status for d in b.world.groups[group].deeds].count("Failed") == 1


def test_a_rollback_that_finds_no_stock_fails(b: WorldBuilder) -> None:
    group = b.group("web", 10)
    b.refresh(group, IMAGE, checkpoints=(40, 100))
    until(b, group, S.CHECKPOINT_PAUSE)
    b.faults(Fault("stock", FaultKind.OUT_OF_STOCK))
    b.act(group, RefreshAction.ROLLBACK)
    assert "NoStock" in until(b, group, S.ROLLBACK_FAILED).detail


def test_a_member_that_never_came_is_nothing_to_replace() -> None:
    b = WorldBuilder(NOW)
    group = b.group("web", 2, max_size=10)
    b.faults(Fault("stock", FaultKind.OUT_OF_STOCK, probability=1.0, count=1))
    b.command(Scale(RegionId("cn-hangzhou"), group, "QuantityChangeInCapacity", 1))
    b.refresh(group, ImageTarget("m-new"), skip_matching=False)
    assert b.world.groups[group].running.total == 3
    world = advance(b.world, NOW + timedelta(hours=2))
    (refresh,) = world.groups[group].refreshes
    assert refresh.status is RefreshStatus.SUCCESSFUL
    assert (refresh.finished, refresh.total) == (2, 2)
