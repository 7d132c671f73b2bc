"""How many calls open monitors cost an account, counted at the simulator on the cadence of a real account.

The runtime and the adaptor are the real ones; only the clock is wound: whenever nothing is under way, it goes
on to the next moment for which something waits. Groups have more activities than one page holds.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from essgui.cloud.alibaba import AlibabaCloud
from essgui.cloud.endpoints import connection, way_of
from essgui.core import messages as m
from essgui.core.cadence import Cadence
from essgui.core.state import AppState, Poll, ProfileFacts, ProfileKind
from essgui.domain.clock import Instant
from essgui.domain.scaling import ActivityId, RegionId
from essgui.local.profiles import simulated_profile
from essgui.runtime.perform import Performer
from essgui.runtime.store import Store
from essgui.runtime.tasks import Lanes
from essgui.simulator.builder import WorldBuilder
from essgui.simulator.fleet import image
from essgui.simulator.world import Deed, Pace
from tests.support.simulated import RunningSimulator

if TYPE_CHECKING:
    from essgui.domain.settings import Key
    from essgui.simulator.world import World

HANGZHOU = RegionId("cn-hangzhou")
NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)
MINUTES = 20
"""Counted, after a first one in which everything is read once."""
OPERATIONS = (
    "DescribeInstanceRefreshes",
    "DescribeScalingInstances",
    "DescribeScalingActivities",
    "DescribeLifecycleHooks",
    "DescribeScheduledTasks",
    "DescribeScalingGroups",
)
PAGES = 4
"""Of 50 activities, in each group."""
STEADY = Pace(schedule=(1, 1), launch=(3_000, 3_000))
"""Nothing comes to an end while it is counted."""


def busy(groups: int) -> World:
    """Return groups that are each in the middle of a refresh and have a long past."""
    builder = WorldBuilder(NOW - timedelta(minutes=1))
    for number in range(groups):
        group = builder.group(f"shop-{number:02d}", 12, pace=STEADY)
        builder.refresh(group, image(HANGZHOU))
        past = Deed(
            ActivityId(""), "Successful", "", "", NOW - timedelta(days=1), 1, 12, NOW - timedelta(hours=23)
        )
        deeds = tuple(replace(past, id=ActivityId(f"asa-{number}-{n}")) for n in range(50 * PAGES))
        builder.change(group, deeds=(*deeds, *builder.world.groups[group].deeds))
    builder.at(NOW)
    return builder.forget_ledger()


@dataclass
class Winder:
    """A clock that goes on only when it is wound."""

    sim: RunningSimulator
    mono: float = 1_000.0
    waiting: list[tuple[float, asyncio.Event]] = field(default_factory=list[tuple[float, asyncio.Event]])

    def now(self) -> Instant:
        return Instant(self.sim.now, self.mono)

    async def sleep(self, seconds: float) -> None:
        rung = asyncio.Event()
        entry = (self.mono + seconds, rung)
        self.waiting.append(entry)
        try:
            await rung.wait()
        finally:
            self.waiting.remove(entry)

    async def wind(self, lanes: Lanes, seconds: float) -> None:
        """Let so much time pass, and everything happen that is due in it."""
        end = self.mono + seconds
        while True:
            await lanes.idle.wait()
            # Those who were rung go first, and may start something.
            await asyncio.sleep(0)
            if lanes.busy or any(rung.is_set() for _, rung in self.waiting):
                continue
            at, rung = min(self.waiting, key=lambda entry: entry[0])
            if at > end:
                break
            self.sim.advance(max(0.0, at - self.mono))
            self.mono = max(self.mono, at)
            rung.set()
        self.sim.advance(end - self.mono)
        self.mono = end


def calls_a_minute(groups: int, *, throttled: bool = False) -> tuple[dict[str, float], AppState]:
    """Open a monitor of each group and return the calls a minute of each operation; the last is on screen."""
    with RunningSimulator(world=busy(groups), manual_clock=True, now=NOW) as sim:

        async def main() -> tuple[dict[str, float], AppState]:
            api = AlibabaCloud(connection(simulated_profile(_ready(sim)), way_of({})))
            lanes, winder = Lanes(), Winder(sim)
            facts = ProfileFacts("Account", ProfileKind.ACCOUNT)
            loop = asyncio.get_running_loop()
            store = Store(AppState(facts), winder.now, loop.call_soon)
            store.connect(Performer(api, lanes, store.send, _keep, winder.sleep))
            try:
                store.send(m.ProfileReady(facts, (HANGZHOU,), Cadence()))
                await winder.wind(lanes, 10)
                for task in tuple(store.state.tasks):
                    store.send(m.MonitorOpened(task))
                await winder.wind(lanes, 60)
                if throttled:
                    sim.add_fault("throttle", operation="DescribeScalingInstances")
                for operation in OPERATIONS:
                    sim.add_fault("latency", operation=operation, probability=0.0)
                await winder.wind(lanes, 60 * MINUTES)
            finally:
                await lanes.close()
                await api.close()
            counts = {f.operation: f.seen / MINUTES for f in sim.world.faults if f.kind == "latency"}
            return counts, store.state

        return asyncio.run(main())


async def _keep(key: Key, value: str) -> None:
    raise AssertionError(key, value)


def _ready(sim: RunningSimulator) -> dict[str, object]:
    return {
        "endpoint": sim.endpoint,
        "protocol": sim.protocol,
        "regions": list(sim.regions),
        "account_id": sim.account_id,
        "access_key_id": sim.access_key_id,
        "access_key_secret": sim.access_key_secret,
    }


@pytest.mark.parametrize(
    ("monitors", "polls", "looks", "surroundings", "in_all"), [(1, 12, 12, 0.5, 39), (10, 12, 21, 1.5, 60)]
)
def test_open_monitors_cost_few_calls_a_minute(
    monitors: int, polls: int, looks: float, surroundings: float, in_all: float
) -> None:
    """One costs 39 calls a minute with the list of groups, ten cost 58: nine are behind the one on screen."""
    found, state = calls_a_minute(monitors)
    assert len(state.monitors) == monitors
    assert found["DescribeInstanceRefreshes"] == polls, "each 5 s, and no search beside them"
    assert 12 <= found["DescribeScalingInstances"] <= looks
    assert 12 <= found["DescribeScalingActivities"] <= looks, "the newest page alone"
    assert found["DescribeLifecycleHooks"] <= surroundings
    assert found["DescribeScheduledTasks"] <= surroundings
    assert sum(found.values()) <= in_all


def test_throttled_looks_become_fewer_and_the_polls_of_the_status_do_not() -> None:
    usual, _ = calls_a_minute(2)
    found, state = calls_a_minute(2, throttled=True)
    assert found["DescribeInstanceRefreshes"] == 12
    assert state.polls.get(HANGZHOU, Poll()).misses == 0
    for operation in ("DescribeScalingInstances", "DescribeScalingActivities"):
        assert found[operation] < usual[operation] / 3
