"""What becomes of a new instance: hooks, warm-up, health."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from essgui.domain.lifecycle import RefreshStatus
from essgui.simulator.machine import describe
from essgui.simulator.world import Fault, FaultKind, Hook
from tests.simulator.machine.watching import IMAGE, NOW, after, images, until

if TYPE_CHECKING:
    from essgui.simulator.builder import WorldBuilder

S = RefreshStatus


def test_new_instances_that_are_unhealthy_fail_the_refresh(b: WorldBuilder) -> None:
    group = b.group("web", 5)
    b.faults(Fault("bad", FaultKind.UNHEALTHY))
    b.refresh(group, IMAGE)
    assert "UnhealthyInstance" in until(b, group, S.FAILED).detail
    after(b, 600)
    assert describe.capacity(b.world.groups[group]).active == 5
    assert IMAGE.image not in images(b.world.groups[group])


def hook(result: str) -> Hook:
    return Hook("ash-1", "warm-cache", "SCALE_OUT", timeout=300, result=result)


def test_a_hook_holds_new_instances_until_its_time_is_over(b: WorldBuilder) -> None:
    group = b.group("web", 4, hooks=(hook("CONTINUE"),))
    b.refresh(group, IMAGE)
    after(b, 120)
    assert describe.capacity(b.world.groups[group]).pending_wait == 1
    assert until(b, group, S.SUCCESSFUL).finished == 4
    assert b.world.now - NOW > timedelta(minutes=20)


def test_a_hook_that_abandons_fails_the_launch(b: WorldBuilder) -> None:
    group = b.group("web", 4, hooks=(hook("ABANDON"),))
    b.refresh(group, IMAGE)
    assert "lifecycle hook warm-cache" in until(b, group, S.FAILED).detail


def test_a_warm_up_is_waited_for_before_old_ones_leave(b: WorldBuilder) -> None:
    group = b.group("web", 1, warmup=200)
    b.refresh(group, IMAGE)
    after(b, 150)
    states = sorted((m.state.value, m.warmup) for m in b.world.groups[group].members.values())
    assert ("InService", "WaitingForInstanceWarmup") in states
    assert len(states) == 2
    until(b, group, S.SUCCESSFUL)
    assert [m.warmup for m in b.world.groups[group].members.values()] == ["InstanceWarmupFinish"]
