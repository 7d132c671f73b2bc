"""What a series says at a moment."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from essgui.ui.charts.picture import ChartSeries


def before(series: ChartSeries, at: float) -> float | None:
    """Return the last value measured until a moment in epoch seconds; None before the first, or in a gap."""
    index = bisect_right(series.times, at, key=lambda time: time.timestamp())
    return series.values[index - 1] if index else None


def between(series: ChartSeries, at: float) -> float | None:
    """Return the value on the line at a moment; beyond its end the last one."""
    index = bisect_right(series.times, at, key=lambda time: time.timestamp())
    if index == 0:
        return None
    left = series.values[index - 1]
    if index == len(series.times) or left is None:
        return left
    right = series.values[index]
    start, end = series.times[index - 1].timestamp(), series.times[index].timestamp()
    if right is None or end <= start:
        return left
    return left + (right - left) * (at - start) / (end - start)
