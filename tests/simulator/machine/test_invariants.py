"""Any sequence of commands and clock steps keeps the promises of the machine, however the time is cut."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import hypothesis.strategies as st
import pytest
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from essgui.domain.lifecycle import TERMINAL, TRANSITIONS, WAITING, RefreshAction, RefreshStatus
from essgui.domain.plan import corridor
from essgui.domain.refresh import ImageTarget, RefreshSpec, ScalingConfigurationTarget
from essgui.domain.scaling import GroupId, InstanceState, RegionId
from essgui.simulator.builder import WorldBuilder
from essgui.simulator.commands import (
    Act,
    Command,
    HookAnswer,
    Mark,
    Processes,
    Protect,
    Refusal,
    Scale,
    Standby,
    Start,
)
from essgui.simulator.machine import advance, apply, describe
from essgui.simulator.world import Fault, FaultKind, Group, Hook, World
from tests.support.loads import thorough

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
REGION = RegionId("cn-hangzhou")
IMAGES = ("m-bp1shop20261112bbbb2", "m-bp1shop20261120cccc3")
HOOK = Hook("ash-1", "warm-cache", "SCALE_OUT", timeout=90)


def _reachable(status: RefreshStatus) -> set[RefreshStatus]:
    found: set[RefreshStatus] = set()
    ahead = set(TRANSITIONS[status])
    while ahead:
        one = ahead.pop()
        found.add(one)
        ahead |= TRANSITIONS[one] - found
    return found


REACHABLE = {status: _reachable(status) for status in RefreshStatus}
"""Which status may be seen after which, however long one did not look."""

percent_low = st.sampled_from([0, 50, 80, 90, 100])
percent_high = st.sampled_from([100, 110, 120, 150, 200])
ladder = st.sampled_from([(), (100,), (50, 100), (20, 40, 60, 80, 100)])
steps = st.integers(0, 400)


class Refreshes(RuleBasedStateMachine):
    """Two operators, a scaler and a clock against three groups; a twin world is cut at other moments."""

    def __init__(self) -> None:
        super().__init__()
        self.world: World
        self.twin: World
        self.groups: tuple[GroupId, ...] = ()
        self.seen: dict[str, RefreshStatus] = {}
        self.accepted = 0
        self.least: dict[GroupId, int] = {}
        self.most: dict[GroupId, int] = {}

    @initialize(
        sizes=st.tuples(st.integers(1, 9), st.integers(0, 12), st.integers(2, 5)),
        warmup=st.sampled_from([0, 25]),
        seed=st.integers(1, 3),
        stock=st.sampled_from([0.0, 0.0, 0.3, 1.0]),
        sick=st.sampled_from([0.0, 0.0, 0.2]),
    )
    def build(self, sizes: tuple[int, int, int], warmup: int, seed: int, stock: float, sick: float) -> None:
        b = WorldBuilder(NOW, seed)
        self.groups = (
            b.group("web", sizes[0], warmup=warmup),
            b.group("api", sizes[1], drifted=sizes[1] // 2),
            b.group("job", sizes[2], hooks=(HOOK,), protected=1, attached=1),
        )
        b.faults(
            Fault("stock", FaultKind.OUT_OF_STOCK, probability=stock, seed=seed),
            Fault("sick", FaultKind.UNHEALTHY, probability=sick, seed=seed),
        )
        self.world = self.twin = b.world

    def group(self, index: int) -> Group:
        return self.world.groups[self.groups[index]]

    def do(self, command: Command) -> bool:
        self.twin = advance(self.twin, self.world.now)
        self.world, reply = apply(self.world, command, self.world.now)
        self.twin, same = apply(self.twin, command, self.twin.now)
        if isinstance(reply, Refusal):
            assert isinstance(same, Refusal)
            assert same.code == reply.code
            return False
        assert same == reply
        return True

    @rule(
        index=st.integers(0, 2),
        low=percent_low,
        high=percent_high,
        checkpoints=ladder,
        skip=st.booleans(),
        image=st.sampled_from(IMAGES),
        by_configuration=st.booleans(),
        token=st.sampled_from(["", "", "t-1", "t-2"]),
    )
    def start(
        self,
        index: int,
        low: int,
        high: int,
        checkpoints: tuple[int, ...],
        skip: bool,
        image: str,
        by_configuration: bool,
        token: str,
    ) -> None:
        group = self.group(index)
        others = [c for c in group.configurations if c != group.active_configuration]
        target = ScalingConfigurationTarget(others[0]) if by_configuration else ImageTarget(image)
        spec = RefreshSpec(REGION, group.id, target, low, high, skip, checkpoints, 10)
        known = dict(self.world.tokens)
        if self.do(Start(spec, token)) and token not in known:
            self.accepted += 1

    @rule(index=st.integers(0, 2), action=st.sampled_from(RefreshAction))
    def act(self, index: int, action: RefreshAction) -> None:
        group = self.group(index)
        if group.refreshes:
            self.do(Act(REGION, group.id, action, group.refreshes[-1].id))

    @rule(index=st.integers(0, 2), change=st.integers(-3, 4))
    def scale(self, index: int, change: int) -> None:
        self.do(Scale(REGION, self.group(index).id, "QuantityChangeInCapacity", change))

    @rule(index=st.integers(0, 2), which=st.integers(0, 20), on=st.booleans())
    def protect(self, index: int, which: int, on: bool) -> None:
        group = self.group(index)
        if group.members:
            one = list(group.members)[which % len(group.members)]
            self.do(Protect(REGION, group.id, (one,), on))

    @rule(index=st.integers(0, 2), which=st.integers(0, 20), enter=st.booleans())
    def standby(self, index: int, which: int, enter: bool) -> None:
        group = self.group(index)
        if group.members:
            one = list(group.members)[which % len(group.members)]
            self.do(Standby(REGION, group.id, (one,), enter))

    @rule(index=st.integers(0, 2), which=st.integers(0, 20), healthy=st.booleans())
    def mark(self, index: int, which: int, healthy: bool) -> None:
        group = self.group(index)
        if group.members:
            one = list(group.members)[which % len(group.members)]
            self.do(Mark(REGION, one, healthy))

    @rule(which=st.integers(0, 3), result=st.sampled_from(["", "CONTINUE", "ABANDON"]))
    def answer(self, which: int, result: str) -> None:
        waiting = [m for m in self.group(2).members.values() if m.hook]
        if waiting:
            one = waiting[which % len(waiting)]
            self.do(HookAnswer(REGION, HOOK.id, one.hook_token, result))

    @rule(stock=st.sampled_from([0.0, 0.3]), sick=st.sampled_from([0.0, 0.2]))
    def weather(self, stock: float, sick: float) -> None:
        """Let other things go wrong from now on."""
        self.twin = advance(self.twin, self.world.now)
        faults = tuple(
            replace(fault, probability=stock if fault.kind is FaultKind.OUT_OF_STOCK else sick)
            for fault in self.world.faults
        )
        self.world, self.twin = replace(self.world, faults=faults), replace(self.twin, faults=faults)

    @rule(index=st.integers(0, 2), suspend=st.booleans())
    def processes(self, index: int, suspend: bool) -> None:
        self.do(Processes(REGION, self.group(index).id, ("ScaleOut", "ScaleIn"), suspend))

    @rule(seconds=steps)
    def wait(self, seconds: int) -> None:
        """Let the time pass second by second, and look each second; the twin jumps later."""
        for _ in range(seconds):
            before = self.world
            self.world = advance(self.world, self.world.now + timedelta(seconds=1))
            for group in before.groups.values():
                if self.world.groups[group.id] is not group:
                    self.look(self.world.groups[group.id])
                    self.check_corridor(group, self.world.groups[group.id])

    @rule(hours=st.integers(1, 6))
    def leap(self, hours: int) -> None:
        self.world = advance(self.world, self.world.now + timedelta(hours=hours))
        for group in self.world.groups.values():
            self.look(group)

    def check_corridor(self, before: Group, now: Group) -> None:
        """Nothing that happens by itself takes the group out of its corridor."""
        running = before.running
        if running is None:
            return
        band = corridor(now.wanted, running.spec.min_healthy, running.spec.max_healthy)
        was, count = describe.capacity(before), describe.capacity(now)
        if count.in_service < was.in_service and not _lost_to_fault(before, now):
            assert count.in_service >= band.floor
        if _held(now) > _held(before):
            held = running.status in WAITING and now.refreshes[-1].status is running.status
            assert _held(now) <= (now.wanted if held else max(band.ceiling, now.wanted))

    def look(self, group: Group) -> None:
        for refresh in group.refreshes:
            old = self.seen.get(refresh.id)
            if old is not None and old is not refresh.status:
                assert old not in TERMINAL
                assert refresh.status in REACHABLE[old]
            self.seen[refresh.id] = refresh.status

    @invariant()
    def one_at_a_time(self) -> None:
        for group in self.world.groups.values() if self.groups else ():
            assert all(r.over for r in group.refreshes[:-1])
            for refresh in group.refreshes:
                assert 0 <= refresh.finished <= refresh.total
                assert (refresh.ended_at is not None) == refresh.over
                assert bool(refresh.detail) == (
                    refresh.status in {RefreshStatus.FAILED, RefreshStatus.ROLLBACK_FAILED}
                )
                assert refresh.id in self.seen or self.seen.setdefault(refresh.id, refresh.status)

    @invariant()
    def starts_are_in_the_ledger(self) -> None:
        if self.groups:
            starts = [e for e in self.world.ledger if e.operation == "StartInstanceRefresh"]
            assert len(starts) == self.accepted == sum(len(g.refreshes) for g in self.world.groups.values())

    def teardown(self) -> None:
        if not self.groups:
            return
        end = self.world.now + timedelta(hours=2)
        assert advance(self.world, end) == advance(advance(self.twin, self.world.now), end)
        self.come_to_rest()

    def come_to_rest(self) -> None:
        """Left alone, with nothing that goes wrong, every refresh ends and every group has its size."""
        world = replace(self.world, faults=())
        for group in self.groups:
            world, _ = apply(
                world, Processes(REGION, group, ("ScaleOut", "ScaleIn"), suspend=False), world.now
            )
            world, _ = apply(world, Act(REGION, group, RefreshAction.RESUME), world.now)
        world = advance(world, world.now + timedelta(days=1))
        for group in world.groups.values():
            assert group.running is None
            count = describe.capacity(group)
            assert not count.pending + count.pending_wait + count.removing + count.removing_wait
            kept = count.protected + sum(1 for m in group.members.values() if m.creation != "AutoCreated")
            assert group.wanted <= _held(group) <= max(group.wanted, kept) or _gave_up(group, world)


def _gave_up(group: Group, world: World) -> bool:
    """Whether the group has tried to fill up as often as it does."""
    return _held(group) < group.wanted and group.rounds >= world.assumptions.idle_rounds


def _held(group: Group) -> int:
    gone = {InstanceState.REMOVING, InstanceState.REMOVING_WAIT, InstanceState.STANDBY}
    return sum(1 for m in group.members.values() if m.state not in gone)


def _lost_to_fault(before: Group, now: Group) -> bool:
    """Whether a bad instance was taken out, which its activity says."""
    return any(
        not m.healthy and before.members[m.id].healthy for m in now.members.values() if m.id in before.members
    )


@pytest.mark.stress
class TestRefreshes(Refreshes.TestCase):
    settings = thorough("machine")


def test_a_world_cut_at_every_second_is_the_world_of_one_leap() -> None:
    b = WorldBuilder(NOW)
    group = b.group("web", 9, warmup=20, drifted=2)
    b.faults(Fault("stock", FaultKind.OUT_OF_STOCK, probability=0.2))
    b.refresh(group, ImageTarget(IMAGES[0]), checkpoints=(30, 60, 100), pause_minutes=7)
    cut = leap = b.world
    for second in range(1, 3600):
        cut = advance(cut, NOW + timedelta(seconds=second))
    leap = advance(leap, NOW + timedelta(seconds=3599))
    assert cut == leap
    assert leap.groups[group].refreshes[-1].over
    assert replace(cut, seed=2) != leap


def test_time_never_runs_backwards() -> None:
    world = WorldBuilder(NOW).world
    assert advance(world, NOW - timedelta(hours=1)) is world


def test_a_day_of_a_thousand_instances_is_one_quick_call() -> None:
    b = WorldBuilder(NOW)
    group = b.group("web", 1000, max_size=3000)
    b.refresh(group, ImageTarget(IMAGES[0]))
    world = advance(b.world, NOW + timedelta(hours=24))
    assert world.groups[group].refreshes[-1].finished == 1000
