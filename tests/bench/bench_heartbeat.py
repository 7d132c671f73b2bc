"""S5, S6 and S4: how evenly the window's thread beats while 200 running refreshes are polled over TLS.

A precise timer of 10 ms beats on the window's thread; the figure is the gap between one beat and the next, so
10 ms is a window that has nothing else to do, and a beat that is 7 ms late is a gap of 17 ms. The real
program shows one monitor. The simulator is a process of its own, so that its work is not the window's. The
phases follow one another in the same window: nothing is polled; all are polled each 5 s; and the same while
20 questions a second fail, in turn in every way in which the wire can.
"""

from __future__ import annotations

import asyncio
import json
import os
import ssl
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import cycle, pairwise
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory
from time import monotonic, perf_counter, thread_time
from typing import TYPE_CHECKING

from tests.bench.report import Row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.support.asking import Asker
    from tests.support.spawned import SpawnedSimulator

GROUPS = 200
INSTANCES = 20
SPEED = 2.0
"""Of the simulated cloud: a third of the refreshes have changed from one poll to the next, and none ends."""
BEAT_MS = 10
IDLE_SECONDS = 60.0
POLLED_SECONDS = 60.0
FAULTS_SECONDS = 40.0
POLL = 5.0
NEVER = 3_600.0
FAULTS_A_SECOND = 20
FAULTS = ("throttle", "500", "503-html", "null", "wrong-types", "empty", "half", "reset", "deny")
LONG_MS = 50.0
MOST_CALLS = 10
"""In a cycle, to poll GROUPS refreshes."""
POLLING = "DescribeInstanceRefreshes"
QUESTION = "DescribeLifecycleHooks"
"""What is asked in vain; the polls themselves go through, or they would be fewer."""


@dataclass(frozen=True, slots=True)
class Beats:
    """What one phase has measured, in milliseconds."""

    gaps: tuple[float, ...]
    """By the clock, between each beat and the next."""
    busy: tuple[float, ...]
    """What the window's thread itself has worked in each of them: a busy computer does not lengthen it."""
    polls: float
    """Calls a cycle that asked for refreshes."""
    calls: float
    """Calls a cycle in all."""
    faults: float
    """A second."""

    @property
    def p99(self) -> float:
        """The gap that one of a hundred exceeds."""
        return quantiles(self.gaps, n=100)[-1]

    @property
    def in_long_gaps(self) -> float:
        """Percent of the time that passed in gaps over LONG_MS."""
        return 100 * sum(gap for gap in self.gaps if gap > LONG_MS) / sum(self.gaps)


def measured() -> tuple[Beats, Beats, Beats]:
    """Return the beats of the idle window, of the polled one, and of the one with faults."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from essgui.app import make_application, run_loop
    from tests.cloud.speaking import self_signed
    from tests.support.spawned import SpawnedSimulator

    _application = QApplication.instance() or make_application()
    with TemporaryDirectory() as folder:
        place = Path(folder)
        certificate, key = self_signed(place)
        world = place / "world.json"
        world.write_text(running_world(), "utf-8")
        options = ("--world", str(world), "--speed", str(SPEED), "--tls-cert", certificate, "--tls-key", key)
        with SpawnedSimulator(*options, "--until-stdin-closes") as sim:
            return run_loop(_phases(sim, certificate))


def running_world() -> str:
    """Return a world in which every group is in the middle of a refresh."""
    from essgui.simulator import dump
    from essgui.simulator.builder import WorldBuilder
    from essgui.simulator.fleet import image

    now = datetime.now(UTC).replace(microsecond=0)
    builder = WorldBuilder(now - timedelta(minutes=1))
    groups = [builder.group(f"shop-{number:03d}", INSTANCES, max_size=50) for number in range(GROUPS)]
    for group in groups:
        builder.refresh(group, image("cn-hangzhou"))
    builder.at(now)
    return json.dumps(dump.to_json(builder.forget_ledger()))


async def _phases(sim: SpawnedSimulator, certificate: str) -> tuple[Beats, Beats, Beats]:
    from essgui.cloud.alibaba import AlibabaCloud
    from essgui.cloud.endpoints import Way, connection
    from essgui.core import messages as m
    from essgui.core.cadence import Cadence
    from essgui.core.state import ProfileFacts, ProfileKind, ThemeChoice
    from essgui.domain.questions import Hooks
    from essgui.domain.scaling import RegionId
    from essgui.local.profiles import simulated_profile
    from essgui.program import Connected, Program
    from essgui.runtime.clock import CloudClock
    from essgui.tour.driver import Driver

    facts, region = (
        ProfileFacts("Practice cloud", ProfileKind.SIMULATED, speed=SPEED),
        RegionId("cn-hangzhou"),
    )
    clock = CloudClock(datetime.fromisoformat(sim.ready["clock"]), monotonic(), SPEED)
    polled = replace(Cadence(), active=POLL, waiting=POLL)
    idle = replace(polled, active=NEVER, waiting=NEVER, fleet=NEVER, discover_gap=0.05, discover_burst=8)

    async def connect() -> Connected:
        way = Way(authorities=certificate)
        return Connected(
            AlibabaCloud(connection(simulated_profile(sim.ready), way)), facts, (region,), clock, idle
        )

    with sim.asker(tls=ssl.create_default_context(cafile=certificate)) as owner:
        program = Program(facts, ThemeChoice.LIGHT, preferences=None)
        driver, send = Driver(program), program.store.send
        program.window.show()
        try:
            program.start(connect)
            await driver.until(lambda s: len(s.survey.facts) == GROUPS, "the sums of all groups")
            before = driver.state.tasks
            assert len(before) == GROUPS
            assert not any(task.over for task in before.values())
            send(m.MonitorOpened(next(iter(before))))
            await driver.quiet()
            first = await _beats(owner, IDLE_SECONDS)
            send(m.ProfileReady(facts, (region,), polled))
            send(m.PollDue(region))
            second = await _beats(owner, POLLED_SECONDS)
            asked = cycle([Hooks(region, task.group) for task in before.values()])
            third = await _beats(owner, FAULTS_SECONDS, lambda: send(m.Asked(next(asked), again=True)))
            # The window has kept up with a cloud that was busy to the end.
            after = driver.state.tasks
            assert sum(task != before[t] for t, task in after.items()) > GROUPS / 2
            assert not any(task.over for task in after.values())
        finally:
            program.window.close()
            await program.stop()
            program.window.deleteLater()
            await driver.settle()
    return first, second, third


async def _beats(owner: Asker, seconds: float, ask: Callable[[], None] | None = None) -> Beats:
    """Measure for so long; with `ask`, in vain FAULTS_A_SECOND times a second."""
    from PySide6.QtCore import Qt, QTimer

    count = {"kind": "latency", "probability": 0.0}
    chance = 1 / len(FAULTS)
    # Of rules that fit, the first that strikes is it: each gets an equal share of all.
    wrong = [
        {"kind": kind, "operation": QUESTION, "probability": min(1.0, chance / (1 - number * chance))}
        for number, kind in enumerate(FAULTS)
        if ask is not None
    ]
    await asyncio.to_thread(owner.control, "DELETE", "/-/faults")
    await asyncio.to_thread(
        owner.control, "POST", "/-/faults", [count, count | {"operation": POLLING}, *wrong]
    )
    beats: list[tuple[float, float]] = []
    beat, fault = QTimer(), QTimer()
    beat.setTimerType(Qt.TimerType.PreciseTimer)
    beat.timeout.connect(lambda: beats.append((perf_counter(), thread_time())))
    beat.start(BEAT_MS)
    if ask is not None:
        fault.timeout.connect(ask)
        fault.start(1000 // FAULTS_A_SECOND)
    await asyncio.sleep(seconds)
    beat.stop()
    fault.stop()
    told = await asyncio.to_thread(owner.control, "GET", "/-/faults")
    counted = told.json()["faults"]
    return Beats(
        tuple((now - then) * 1000 for (then, _), (now, _) in pairwise(beats)),
        tuple((now - then) * 1000 for (_, then), (_, now) in pairwise(beats)),
        polls=counted[1]["seen"] / seconds * POLL,
        calls=counted[0]["seen"] / seconds * POLL,
        faults=sum(rule["struck"] for rule in counted) / seconds,
    )


def rows() -> Iterator[Row]:
    """Measure the three phases, and tell each beside the idle one."""
    idle, polled, faulty = measured()
    what = f"{GROUPS} refreshes polled each {POLL:g} s over TLS"
    yield Row("S4", f"{what}: calls a cycle that poll them", polled.polls, "", MOST_CALLS)
    yield Row("S4", f"{what}: calls a cycle in all, with one monitor and the fleet", polled.calls, "")
    yield from _told("S5", "idle", idle)
    yield from _told("S5", "polled", polled, 16.7, 100.0, 0.5)
    yield from _told("S6", f"polled, {faulty.faults:.0f} faults a second", faulty, 33.0, 150.0)


def _told(
    number: str,
    phase: str,
    beats: Beats,
    p99: float | None = None,
    longest: float | None = None,
    share: float | None = None,
) -> Iterator[Row]:
    what = f"beat of {BEAT_MS} ms, {phase}"
    yield Row(number, f"{what}: gap, p99", beats.p99, "ms", p99)
    yield Row(number, f"{what}: gap, longest", max(beats.gaps), "ms", longest)
    yield Row(number, f"{what}: time in gaps over {LONG_MS:g} ms", beats.in_long_gaps, "%", share)
    yield Row(number, f"{what}: most work of the thread in a gap", max(beats.busy), "ms")
