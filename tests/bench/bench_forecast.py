"""S9: how long the forecast of a group of 1,000 instances takes, and the window that follows a slider.

The second part drags a slider over 100 values on the wizard's Pace step, offscreen, from the change of the
form to the repainted window at rest. Its target is for the time of this process, which on an idle machine is
that of the clock; the clock's stands beside it, because on a busy machine others' work counts in it too.
"""

from __future__ import annotations

import os
from dataclasses import replace
from statistics import median, quantiles
from time import perf_counter, process_time
from typing import TYPE_CHECKING

from essgui.core.messages import DraftChanged
from essgui.core.state import Step
from essgui.domain.durations import DEFAULTS
from essgui.domain.forecast import forecast
from essgui.domain.plan import corridor
from tests.bench.report import Row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SIZE = 1000
BUDGET_MS = 16.7
ROUNDS = 100
CASES = {
    "80/120": (80, 120, ()),
    "100/110, three pauses": (100, 110, (10, 25, 50, 100)),
    "one at a time": (100, 100, ()),
    "one at a time, pauses every 1 %": (100, 100, tuple(range(1, 101))),
}
DRAGS = {
    "maximum 101 to 200": ("max_healthy", range(101, 201), {"min_healthy": 90}),
    "minimum 0 to 99": ("min_healthy", range(100), {"max_healthy": 120}),
    "minimum 0 to 99, no room above": ("min_healthy", range(100), {"max_healthy": 100}),
}

Times = list[tuple[float, float]]
"""Milliseconds by the clock, and of this process alone."""


def timed(act: Callable[[], object]) -> tuple[float, float]:
    """Do something once; return both times."""
    began, busy = perf_counter(), process_time()
    act()
    return (perf_counter() - began) * 1000, (process_time() - busy) * 1000


def measure(low: int, high: int, checkpoints: tuple[int, ...]) -> Times:
    """Return the times of each forecast, none of them remembered."""
    band = corridor(SIZE, low, high)
    times: Times = []
    for _round in range(ROUNDS):
        forecast.cache_clear()
        times.append(timed(lambda: forecast(band, SIZE, checkpoints, 60, DEFAULTS)))
    return times


def drag(field: str, values: range, fixed: dict[str, int]) -> Times:
    """Return the times from each change of the form to the window repainted and at rest, in the real page."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    # Below the line that chooses the platform.
    from PySide6.QtWidgets import QApplication

    from essgui.ui.theme import apply_theme, load_theme
    from tests.ui.wizard import scenes
    from tests.ui.wizard.stage import Stage

    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    apply_theme(application, load_theme("light"))
    form = {**scenes.CONFIGURATION, "checkpoints": (10, 25, 50, 100), **fixed}
    here = Stage(scenes.with_past(scenes.ecs(Step.PACE, size=SIZE, **form)), (1367, 820))
    times: Times = []

    def change(value: int) -> None:
        here.store.send(DraftChanged(replace(here.draft, **{field: value})))
        here.turn()

    for value in values:
        times.append(timed(lambda value=value: change(value)))
    here.close()
    return times


def rows() -> Iterator[Row]:
    """Measure every case."""
    for name, case in CASES.items():
        clock = [pair[0] for pair in measure(*case)]
        yield Row("S9", f"forecast of {SIZE:,} instances, {name}: median", median(clock), "ms")
        yield Row("S9", f"forecast of {SIZE:,} instances, {name}: p95", _p95(clock), "ms", BUDGET_MS)
    for name, case in DRAGS.items():
        times = drag(*case)
        clock, own = [pair[0] for pair in times], [pair[1] for pair in times]
        yield Row("S9", f"slider to window, {SIZE:,} instances, {name}: p95 by the clock", _p95(clock), "ms")
        yield Row("S9", f"slider to window, {SIZE:,} instances, {name}: p95", _p95(own), "ms", BUDGET_MS)


def _p95(times: list[float]) -> float:
    return quantiles(times, n=20)[-1]
