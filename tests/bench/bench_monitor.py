"""S8 and S11: one update of a monitor's chart with a day of samples, and how soon a change is on the screen.

S8 draws offscreen with a real repaint of the whole view. S11 changes the simulated cloud at a moment that has
nothing to do with the polls, and stops the clock when the words of the window have changed.
"""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random
from statistics import median, quantiles
from time import perf_counter, process_time
from typing import TYPE_CHECKING

from essgui.domain.lifecycle import RefreshStatus
from tests.bench.report import Row

if TYPE_CHECKING:
    from collections.abc import Iterator

SAMPLES = 17_280
UPDATES = 100
CHANGES = 100
"""Fewer would make the p95 of S11 little else than its longest."""
BUDGET_MS = 16.7
POLL = 0.5
"""Seconds between polls while S11 is measured; the bound is relative to it."""
MOST_OVER_MS = 100.0
ACTIONS = (
    ("SuspendInstanceRefresh", RefreshStatus.PAUSED),
    ("ResumeInstanceRefresh", RefreshStatus.IN_PROGRESS),
)


def chart_updates() -> list[tuple[float, float]]:
    """Return the milliseconds of each update of a chart, by the clock and of this process."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from essgui.ui.charts.capacity_chart import CapacityChart
    from essgui.ui.charts.picture import CapacityPicture, ChartSeries
    from essgui.ui.theme import apply_theme, load_theme

    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    apply_theme(application, load_theme("light"))
    start = datetime(2026, 11, 23, tzinfo=UTC)
    times = tuple(start + timedelta(seconds=5 * n) for n in range(SAMPLES))
    random = Random(1)  # noqa: S311 - a curve, not a secret
    walks: list[tuple[float, ...]] = []
    for _ in range(4):
        at, walk = 20.0, []
        for _sample in range(SAMPLES):
            at = min(60.0, max(0.0, at + random.choice((-1, 1)) * (random.random() < 0.05)))
            walk.append(at)
        walks.append(tuple(walk))
    chart = CapacityChart(zone=UTC)
    chart.resize(706, 300)
    chart.show()
    taken: list[tuple[float, float]] = []
    for count in range(SAMPLES - UPDATES - 2, SAMPLES):
        cut = times[:count]
        one, two, three, four = (ChartSeries(cut, walk[:count]) for walk in walks)
        end = times[-1]
        picture = CapacityPicture(one, two, three, first_forecast=four, start=start, end=end, now=cut[-1])
        began, busy = perf_counter(), process_time()
        chart.set_picture(picture)
        chart.plot.view.grab()
        taken.append(((perf_counter() - began) * 1000, (process_time() - busy) * 1000))
    chart.close()
    # The first ones draw on a chart that was never drawn before.
    return taken[2:]


def seen_after() -> list[float]:
    """Return for each change of the cloud the milliseconds until the words on the screen are others."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from asyncio import sleep, to_thread

    from PySide6.QtWidgets import QApplication

    from essgui.ui.widgets.pill import StatusPill
    from tests.journeys.stage import QUICK, Stage, new_image, play
    from tests.support.simulated import RunningSimulator

    _application = QApplication.instance() or QApplication([])
    taken: list[float] = []
    random = Random(2)  # noqa: S311 - moments, not secrets
    with RunningSimulator(manual_clock=True) as sim:

        async def story(stage: Stage) -> None:
            task = await stage.begin("web", new_image)
            pill = stage.program.window.findChild(StatusPill, "status_pill")
            assert isinstance(pill, StatusPill)
            fields = {"ScalingGroupId": stage.state.tasks[task].group, "InstanceRefreshTaskId": task}
            fields["RegionId"] = stage.state.tasks[task].region
            with sim.asker() as operator:
                for number in range(CHANGES):
                    action, status = ACTIONS[number % 2]
                    # Not at a poll: the moment is even over the interval.
                    await sleep(random.uniform(0, POLL))
                    began = perf_counter()
                    reply = await to_thread(operator.call, action, **fields)
                    assert reply.status == 200, reply.code
                    await stage.until(lambda _s, wanted=status: pill.status == wanted, f"{status} on screen")
                    pill.window().grab()
                    taken.append((perf_counter() - began) * 1000)

        play(sim, story, cadence=replace(QUICK, active=POLL, waiting=POLL))
    return taken


def rows() -> Iterator[Row]:
    """Measure both."""
    times = chart_updates()
    own = [pair[1] for pair in times]
    what = f"chart with 4 × {SAMPLES:,} samples, one update"
    yield Row("S8", f"{what}: p95 by the clock", _p95([pair[0] for pair in times]), "ms")
    yield Row("S8", f"{what}: median", median(own), "ms")
    yield Row("S8", f"{what}: p95", _p95(own), "ms", BUDGET_MS)
    late = seen_after()
    what = f"{len(late)} changes in the cloud, polled every {POLL * 1000:g} ms, on the screen after"
    yield Row("S11", f"{what}: median", median(late), "ms")
    yield Row("S11", f"{what}: p95", _p95(late), "ms", POLL * 1000 + MOST_OVER_MS)
    yield Row("S11", f"{what}: longest", max(late), "ms")


def _p95(times: list[float]) -> float:
    return quantiles(times, n=20)[-1]
