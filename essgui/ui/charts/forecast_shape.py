"""The curves of a forecast in pixels, with no more corners than can be seen; what it is at a moment."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from essgui.domain.forecast import Point
    from essgui.ui.charts.frame import Area


@dataclass(frozen=True, slots=True)
class Shape:
    """Polylines from the left edge of the plot to its right edge."""

    in_service: list[QPointF]
    new: list[QPointF]


def shape(area: Area, points: Sequence[Point]) -> Shape:
    """Turn points into pixels; after the last one the group stays as it is."""
    rect = area.rect
    across = rect.width() / ((area.right - area.left) or 1)
    down = rect.height() / ((area.top - area.bottom) or 1)
    xs = [rect.left() + (point.at - area.left) * across for point in points]
    bottom = rect.bottom() + area.bottom * down
    lines: list[list[QPointF]] = []
    for values in ([p.in_service for p in points], [p.new for p in points]):
        kept = seen(xs, [bottom - value * down for value in values], round(rect.width()))
        lines.append([QPointF(x, y) for x, y in (*kept, (rect.right(), kept[-1][1]))])
    return Shape(*lines)


def seen(xs: Sequence[float], ys: Sequence[float], columns: int) -> list[tuple[float, float]]:
    """Return first, lowest, highest and last of each pixel column where there are more points than that."""
    if len(xs) <= 3 * columns:
        return list(zip(xs, ys, strict=True))
    kept: list[tuple[float, float]] = []
    for start, end in _columns(xs):
        if end - start <= 4:
            kept += zip(xs[start:end], ys[start:end], strict=True)
            continue
        part = ys[start:end]
        x = xs[start]
        kept += ((x, part[0]), (x, min(part)), (x, max(part)), (xs[end - 1], part[-1]))
    return kept


def _columns(xs: Sequence[float]) -> Iterator[tuple[int, int]]:
    start, count = 0, len(xs)
    while start < count:
        end = bisect_right(xs, int(xs[start]) + 0.999_999, lo=start)
        end = max(end, start + 1)
        yield start, end
        start = end


def at_moment(points: Sequence[Point], seconds: float) -> tuple[int, int]:
    """Return how many are in service and how many of them are new at a moment, in whole instances."""
    index = bisect_right(points, seconds, key=lambda point: point.at)
    if index == 0:
        return points[0].in_service, points[0].new
    before = points[index - 1]
    if index == len(points):
        return before.in_service, before.new
    after = points[index]
    share = (seconds - before.at) / ((after.at - before.at) or 1)
    new = int(before.new + (after.new - before.new) * share)
    old = round(before.old + (after.old - before.old) * share)
    return old + new, new
