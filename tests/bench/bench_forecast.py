"""S9: how long the forecast of a group of 1,000 instances takes, so that it follows a slider."""

from __future__ import annotations

from statistics import median, quantiles
from time import perf_counter
from typing import TYPE_CHECKING

from essgui.domain.durations import DEFAULTS
from essgui.domain.forecast import forecast
from essgui.domain.plan import corridor
from tests.bench.report import Row

if TYPE_CHECKING:
    from collections.abc import Iterator

SIZE = 1000
BUDGET_MS = 16.7
ROUNDS = 100
CASES = {
    "80/120": (80, 120, ()),
    "100/110, three pauses": (100, 110, (10, 25, 50, 100)),
    "one at a time": (100, 100, ()),
    "one at a time, pauses every 1 %": (100, 100, tuple(range(1, 101))),
}


def measure(low: int, high: int, checkpoints: tuple[int, ...]) -> list[float]:
    """Return milliseconds of each forecast, none of them remembered."""
    band = corridor(SIZE, low, high)
    times: list[float] = []
    for _round in range(ROUNDS):
        forecast.cache_clear()
        began = perf_counter()
        forecast(band, SIZE, checkpoints, 60, DEFAULTS)
        times.append((perf_counter() - began) * 1000)
    return times


def rows() -> Iterator[Row]:
    """Measure every case."""
    for name, (low, high, checkpoints) in CASES.items():
        times = measure(low, high, checkpoints)
        yield Row("S9", f"forecast of {SIZE:,} instances, {name}: median", median(times), "ms")
        p95 = quantiles(times, n=20)[-1]
        yield Row("S9", f"forecast of {SIZE:,} instances, {name}: p95", p95, "ms", BUDGET_MS)
