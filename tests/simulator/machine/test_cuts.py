"""However the time between commands is cut, the world comes out the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import hypothesis.strategies as st
import pytest
from hypothesis import given

from essgui.domain.lifecycle import RefreshAction
from essgui.domain.refresh import ActiveConfiguration, ImageTarget, RefreshSpec
from essgui.domain.scaling import RegionId
from essgui.simulator.builder import WorldBuilder
from essgui.simulator.commands import Act, Mark, Processes, Protect, Reply, Scale, Standby, Start
from essgui.simulator.machine import advance, apply
from essgui.simulator.world import Fault, FaultKind, Hook
from tests.support.loads import load, thorough

if TYPE_CHECKING:
    from collections.abc import Callable

    from essgui.simulator.commands import Command
    from essgui.simulator.world import Group, World

    Make = Callable[[Group, int], Command]

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
REGION = RegionId("cn-hangzhou")
TARGETS = (
    ActiveConfiguration(),
    ImageTarget("m-bp1shop20261112bbbb2"),
    ImageTarget("m-bp1shop20261120cccc3"),
)
STEPS = load("cuts").steps


def start(low: int, high: int, ladder: tuple[int, ...], skip: bool) -> Make:
    return lambda group, n: Start(
        RefreshSpec(REGION, group.id, TARGETS[n % 3], low, high, skip, ladder, 1 + n % 30)
    )


def act(action: RefreshAction) -> Make:
    return lambda group, _: Act(REGION, group.id, action)


def scale(change: int) -> Make:
    return lambda group, _: Scale(REGION, group.id, "QuantityChangeInCapacity", change)


def processes(suspend: bool) -> Make:
    return lambda group, _: Processes(REGION, group.id, ("ScaleOut", "ScaleIn"), suspend)


def to_member(kind: str, on: bool) -> Make:
    def make(group: Group, n: int) -> Command:
        known = list(group.members) or ["i-none"]
        one = known[n % len(known)]
        if kind == "protect":
            return Protect(REGION, group.id, (one,), on)
        return Mark(REGION, one, on) if kind == "mark" else Standby(REGION, group.id, (one,), on)

    return make


makers = st.one_of(
    st.builds(
        start,
        st.sampled_from([0, 50, 80, 100]),
        st.sampled_from([100, 120, 200]),
        st.sampled_from([(), (50, 100), (25, 50, 75, 100)]),
        st.booleans(),
    ),
    st.builds(act, st.sampled_from(RefreshAction)),
    st.builds(scale, st.integers(-3, 4)),
    st.builds(processes, st.booleans()),
    st.builds(to_member, st.sampled_from(["protect", "standby", "mark"]), st.booleans()),
)
moments = st.integers(0, 4000) | st.sampled_from([0, 1, 5, 30, 3600, 86_400])
plans = st.lists(
    st.tuples(moments, makers, st.integers(0, 1), st.integers(0, 40)), min_size=1, max_size=STEPS
)


def seed_world(seed: int, stock: float, sick: float, visits: bool) -> World:
    b = WorldBuilder(NOW, seed)
    hook = Hook("ash-1", "warm-cache", "SCALE_OUT", timeout=90, result="ABANDON")
    b.group("web", 7, warmup=20, drifted=2, max_size=30)
    b.group("job", 4, hooks=(hook,), protected=1, attached=1, max_size=30)
    b.faults(
        Fault("stock", FaultKind.OUT_OF_STOCK, probability=stock, seed=seed),
        Fault("sick", FaultKind.UNHEALTHY, probability=sick, seed=seed),
    )
    if visits:
        return replace(b.world, visit_every=200, next_visit=NOW + timedelta(seconds=90))
    return b.world


def play(
    world: World, plan: list[tuple[int, Make, int, int]], cuts: list[float]
) -> tuple[World, list[tuple[str, str]]]:
    """Perform a plan, looking in between at the given fractions of each gap; returns the replies too."""
    replies: list[tuple[str, str]] = []
    for gap, make, index, n in plan:
        began = world.now
        for fraction in sorted(cuts):
            world = advance(world, began + timedelta(seconds=gap * fraction))
        world = advance(world, began + timedelta(seconds=gap))
        group = list(world.groups.values())[index]
        world, reply = apply(world, make(group, n), world.now)
        replies.append(words(reply))
    return advance(world, world.now + timedelta(hours=3)), replies


def words(reply: Reply) -> tuple[str, str]:
    return type(reply).__name__, getattr(reply, "code", getattr(reply, "id", ""))


@pytest.mark.stress
@thorough("cuts")
@given(
    plan=plans,
    cuts=st.lists(st.floats(0, 1), min_size=1, max_size=30),
    seed=st.integers(1, 5),
    stock=st.sampled_from([0.0, 0.3, 1.0]),
    sick=st.sampled_from([0.0, 0.2]),
    visits=st.booleans(),
)
def test_the_world_is_the_same_however_the_time_is_cut(
    plan: list[tuple[int, Make, int, int]],
    cuts: list[float],
    seed: int,
    stock: float,
    sick: float,
    visits: bool,
) -> None:
    world = seed_world(seed, stock, sick, visits)
    assert play(world, plan, []) == play(world, plan, cuts)
