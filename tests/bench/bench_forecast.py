"""How long a forecast takes, and the window that follows a slider: python -m tests.bench.bench_forecast.

--out FILE writes JSON; a table is printed. The second part drags a slider over 100 values in the wizard of a
group of 1,000 instances, offscreen, from the change of the form to the repainted window.
"""

from __future__ import annotations

import argparse
import json
import os
from dataclasses import replace
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter, process_time
from typing import TYPE_CHECKING

from essgui.core.messages import DraftChanged
from essgui.core.state import Step
from essgui.domain.durations import DEFAULTS
from essgui.domain.forecast import forecast
from essgui.domain.plan import corridor

if TYPE_CHECKING:
    from collections.abc import Callable

SIZE = 1000
BUDGET_MS = 16.7
CASES = {
    "80/120": (80, 120, ()),
    "100/110, three pauses": (100, 110, (10, 25, 50, 100)),
    "one at a time": (100, 100, ()),
    "one at a time, pauses every 1 %": (100, 100, tuple(range(1, 101))),
}
DRAGS = {
    "drag maximum 101 to 200": ("max_healthy", range(101, 201), {"min_healthy": 90}),
    "drag minimum 0 to 99": ("min_healthy", range(100), {"max_healthy": 120}),
    "drag minimum 0 to 99, no room above": ("min_healthy", range(100), {"max_healthy": 100}),
}


Times = list[tuple[float, float]]
"""Milliseconds by the clock, and of this process alone: on a busy machine they differ."""


def timed(act: Callable[[], object]) -> tuple[float, float]:
    """Do something once; return both times."""
    began, busy = perf_counter(), process_time()
    act()
    return (perf_counter() - began) * 1000, (process_time() - busy) * 1000


def measure(low: int, high: int, checkpoints: tuple[int, ...], rounds: int) -> Times:
    """Return the times of each forecast, none of them remembered."""
    band = corridor(SIZE, low, high)
    times: Times = []
    for _round in range(rounds):
        forecast.cache_clear()
        times.append(timed(lambda: forecast(band, SIZE, checkpoints, 60, DEFAULTS)))
    return times


def drag(field: str, values: range, fixed: dict[str, int]) -> Times:
    """Return the times from each change of the form to the window repainted and at rest, in the real page."""
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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--rounds", type=int, default=100)
    chosen = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    measured = {name: measure(*case, chosen.rounds) for name, case in CASES.items()}
    measured |= {name: drag(*case) for name, case in DRAGS.items()}
    rows: list[dict[str, object]] = []
    print(f"{'1,000 instances, ms':36} {'median':>8} {'p95':>8} {'own p95':>8}   budget {BUDGET_MS}")  # noqa: T201 - the table is its output
    for name, times in measured.items():
        clock, own = ([pair[place] for pair in times] for place in (0, 1))
        p95, own_p95 = (quantiles(each, n=20)[-1] for each in (clock, own))
        found = {"median_ms": median(clock), "p95_ms": p95, "own_p95_ms": own_p95}
        rows.append({"case": name, **found, "within": p95 < BUDGET_MS})
        verdict = "ok" if p95 < BUDGET_MS else "busy machine" if own_p95 < BUDGET_MS else "TOO SLOW"
        print(f"{name:36} {median(clock):8.2f} {p95:8.2f} {own_p95:8.2f}   {verdict}")  # noqa: T201 - the table is its output
    if chosen.out:
        chosen.out.write_text(json.dumps({"budget_ms": BUDGET_MS, "rows": rows}, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
