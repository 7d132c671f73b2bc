"""Where the words of the forecast stand: none over another, none cut; those with no room are left out."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from essgui.core.select_forecast import ForecastDrawing, Stop
    from essgui.ui.charts.frame import Area

STRIP = 20
"""Pixels of the strip above the ceiling, in which flags and finish stand."""
_HIGH = 16
_PAD = 8
_FLAG = 18
"""Pixels that the flag and the gap after it take."""


class LabelKind(StrEnum):
    """What a label is about, the most important first; decides how it is painted."""

    FINISH = "finish"
    FLOOR = "floor"
    FLAG = "flag"
    PAUSE = "pause"
    CEILING = "ceiling"


@dataclass(frozen=True, slots=True)
class Placed:
    """A label and its place in pixels; a flag without room for words has no text."""

    kind: LabelKind
    rect: QRectF
    text: str


def place_labels(area: Area, drawing: ForecastDrawing, measure: Callable[[str], float]) -> tuple[Placed, ...]:
    """Place all labels by importance; `measure` returns the width of a text in pixels."""
    placed: list[Placed] = []
    for kind, candidates in _all(area, drawing, measure):
        for rect, text in candidates:
            if _fits(rect, area, kind) and not any(rect.intersects(other.rect) for other in placed):
                placed.append(Placed(kind, rect, text))
                break
    return tuple(placed)


def _fits(rect: QRectF, area: Area, kind: LabelKind) -> bool:
    inside = area.rect.adjusted(-0.5, -0.5, 0.5, 0.5)
    return rect.width() > 0 and inside.contains(rect) and (kind is LabelKind.FLAG or rect.height() > 0)


def _all(
    area: Area, drawing: ForecastDrawing, measure: Callable[[str], float]
) -> Iterator[tuple[LabelKind, Iterator[tuple[QRectF, str]]]]:
    """Yield each label with its possible places, the best first."""
    yield LabelKind.FINISH, _finish(area, drawing, measure)
    yield LabelKind.FLOOR, _floor(area, drawing, measure)
    lines = [area.x(stop.at) for stop in drawing.stops]
    for index, stop in enumerate(drawing.stops):
        after = lines[index + 1] if index + 1 < len(lines) else area.rect.right()
        before = lines[index - 1] if index else area.rect.left()
        yield LabelKind.FLAG, _flag(area, stop, before, after, measure)
    # All of them long or all of them short: a mixture looks like a difference.
    roomy = all(_band(area, stop) >= measure(stop.note) + _PAD + 6 for stop in drawing.stops)
    for stop in drawing.stops:
        yield LabelKind.PAUSE, _pause(area, drawing, stop, stop.note if roomy else stop.short_note, measure)
    yield LabelKind.CEILING, _ceiling(area, drawing, lines, measure)


def _finish(
    area: Area, drawing: ForecastDrawing, measure: Callable[[str], float]
) -> Iterator[tuple[QRectF, str]]:
    rect = area.rect
    left, right = (area.x(at) for at in drawing.finish)
    words = measure(drawing.finish_label) + 2 * _PAD
    width = max(words, right - left)
    at = min(max((left + right - width) / 2, rect.left()), rect.right() - width)
    yield QRectF(at, rect.top(), width, _HIGH), drawing.finish_label


def _floor(
    area: Area, drawing: ForecastDrawing, measure: Callable[[str], float]
) -> Iterator[tuple[QRectF, str]]:
    rect, y = area.rect, area.y(drawing.floor)
    wide = measure(drawing.floor_label) + 2 * _PAD - 4
    lines = sorted(area.x(at) for at in _moments(drawing))
    lefts = [rect.right() - 4 - wide, *(x - 6 - wide for x in reversed(lines)), rect.left() + 4]
    # Better not across a line; where there is none of that, across one.
    for across in (False, True):
        for left in lefts:
            if across or not any(left - 2 < x < left + wide + 2 for x in lines):
                for top in (y + 10, y - 6 - _HIGH):
                    yield QRectF(left, top, wide, _HIGH), drawing.floor_label


def _moments(drawing: ForecastDrawing) -> Iterator[float]:
    """Yield the times of all upright lines."""
    yield from drawing.finish
    for stop in drawing.stops:
        yield stop.at
        yield stop.until


def _flag(
    area: Area, stop: Stop, before: float, after: float, measure: Callable[[str], float]
) -> Iterator[tuple[QRectF, str]]:
    x, top = area.x(stop.at), area.rect.top()
    for text in (stop.label, f"{stop.percent} %", ""):
        wide = _FLAG + measure(text) + 2 if text else _FLAG - 4.0
        if x + 6 + wide <= after:
            yield QRectF(x + 6, top, wide, _HIGH), text
        # Where there is no room after its line, before it.
        if x - 6 - wide >= before:
            yield QRectF(x - 6 - wide, top, wide, _HIGH), text


def _pause(
    area: Area, drawing: ForecastDrawing, stop: Stop, text: str, measure: Callable[[str], float]
) -> Iterator[tuple[QRectF, str]]:
    ceiling, floor = area.y(drawing.ceiling), area.y(drawing.floor)
    room = area.y(drawing.points[0].in_service) - ceiling
    wide = measure(text) + _PAD
    if wide + 6 > _band(area, stop):
        return
    # Above the line of those in service; where the corridor is too narrow for that, below it.
    tops = [floor + 10, ceiling + 5] if room < _HIGH + 4 else [ceiling + min((room - _HIGH) / 2, 52)]
    for top in tops:
        yield QRectF((area.x(stop.at) + area.x(stop.until) - wide) / 2, top, wide, _HIGH), text


def _band(area: Area, stop: Stop) -> float:
    return area.x(stop.until) - area.x(stop.at)


def _ceiling(
    area: Area, drawing: ForecastDrawing, lines: list[float], measure: Callable[[str], float]
) -> Iterator[tuple[QRectF, str]]:
    rect = area.rect
    wide = measure(drawing.ceiling_label) + 4
    edges = [rect.left(), *sorted(lines), rect.right()]
    # The widest gap between two flags first; in it, from the middle.
    gaps = sorted(pairwise(edges), key=lambda gap: gap[0] - gap[1])
    for left, right in gaps:
        for start in ((left + right - wide) / 2, right - wide - 6, left + 6):
            if left + 4 <= start and start + wide + 4 <= right:
                yield QRectF(start, rect.top(), wide, _HIGH), drawing.ceiling_label
