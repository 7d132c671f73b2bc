"""What is painted over and under the curves, in pixels: grid, bands, limits, flags, the line of now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QFontMetricsF, QPainter
from PySide6.QtWidgets import QGraphicsObject, QStyleOptionGraphicsItem, QWidget

from essgui.ui.charts.flags import flags_of, paint_flags
from essgui.ui.charts.happenings import paint_gap_words, paint_gaps, paint_notches
from essgui.ui.charts.strokes import draw_chip, draw_floor, draw_line, draw_text
from essgui.ui.fonts import FontRole
from essgui.ui.icons import paint_icon
from essgui.ui.theme import Theme, current_theme

if TYPE_CHECKING:
    from collections.abc import Callable

    from essgui.ui.charts.picture import NotchKind


@dataclass(frozen=True, slots=True)
class Mark:
    """A vertical mark: a checkpoint with its pause. Times are epoch seconds."""

    at: float
    label: str
    until: float | None
    reached: bool
    note: str = ""


@dataclass(frozen=True, slots=True)
class Level:
    """A horizontal mark at a count."""

    at: float
    label: str
    reached: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """All that is painted beside the curves."""

    floor: float | None = None
    floor_label: str = ""
    ceiling: float | None = None
    ceiling_label: str = ""
    marks: tuple[Mark, ...] = ()
    levels: tuple[Level, ...] = ()
    now: float | None = None
    now_label: str = ""
    finish: tuple[float, float] | None = None
    finish_label: str = ""
    dots: tuple[tuple[float, float, str], ...] = ()
    """Time, count, colour."""
    rows: tuple[float, ...] = ()
    """Counts with a grid line."""
    unseen_until: float | None = None
    unseen_label: str = ""
    gaps: tuple[tuple[float, float], ...] = ()
    notches: tuple[tuple[float, str, NotchKind], ...] = ()
    """Time, words, what sort of thing it is."""


@dataclass(frozen=True, slots=True)
class Area:
    """The plot's rectangle in pixels and what its edges stand for."""

    rect: QRectF
    left: float
    right: float
    bottom: float
    top: float

    def x(self, at: float) -> float:
        """Return the pixel of a time."""
        share = (at - self.left) / ((self.right - self.left) or 1)
        return self.rect.left() + self.rect.width() * share

    def y(self, count: float) -> float:
        """Return the pixel of a count."""
        share = (count - self.bottom) / ((self.top - self.bottom) or 1)
        return self.rect.bottom() - self.rect.height() * share


class Layer(QGraphicsObject):
    """One painted layer; `area` and `bounds` are asked anew at each painting."""

    def __init__(self, area: Callable[[], Area], bounds: Callable[[], QRectF], *, above: bool) -> None:
        super().__init__()
        self.frame = Frame()
        self._area, self._bounds, self._above = area, bounds, above
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        # The box with the curves lies at -100.
        self.setZValue(100 if above else -200)

    def moved(self) -> None:
        """Repaint, because the range or the size is another."""
        self.prepareGeometryChange()
        self.update()

    def boundingRect(self) -> QRectF:
        return self._bounds()

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        area, theme = self._area(), current_theme()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._above:
            _above(painter, area, self.frame, theme)
        else:
            _below(painter, area, self.frame, theme)


def _below(painter: QPainter, area: Area, frame: Frame, theme: Theme) -> None:
    rect = area.rect
    painter.setClipRect(rect)
    for row in frame.rows:
        draw_line(
            painter, QPointF(rect.left(), area.y(row)), QPointF(rect.right(), area.y(row)), theme, "c_grid", 1
        )
    for mark in frame.marks:
        if mark.until is not None:
            top = area.y(frame.ceiling) if frame.ceiling is not None else rect.top()
            band = QRectF(QPointF(area.x(mark.at), top), QPointF(area.x(mark.until), rect.bottom()))
            painter.fillRect(band, theme.color("c_pause"))
    if frame.ceiling is not None:
        zone = QRectF(rect.topLeft(), QPointF(rect.right(), area.y(frame.ceiling)))
        painter.fillRect(zone, theme.color("sunken"))
    paint_gaps(painter, area, frame, theme)
    if frame.unseen_until is not None:
        hidden = QRectF(rect.topLeft(), QPointF(area.x(frame.unseen_until), rect.bottom()))
        painter.fillRect(hidden, QBrush(theme.color("border_strong"), Qt.BrushStyle.BDiagPattern))
        if not unseen_words(area, frame, theme).isNull():
            draw_text(painter, hidden.adjusted(6, 0, 0, 0), frame.unseen_label, theme, "text3")


def _above(painter: QPainter, area: Area, frame: Frame, theme: Theme) -> None:
    painter.save()
    painter.setClipRect(area.rect.adjusted(-1, 0, 1, 4))
    _limits(painter, area, frame, theme)
    for mark in frame.marks:
        _mark(painter, area, mark, frame, theme)
    paint_flags(painter, area, frame, theme)
    for level in frame.levels:
        _level(painter, area, level, theme)
    if frame.finish is not None:
        _finish(painter, area, frame, theme)
    paint_gap_words(painter, area, frame, theme)
    paint_notches(painter, area, frame, theme)
    painter.restore()
    if frame.floor is not None and frame.floor_label:
        _floor_chip(painter, area, frame, theme)
    if frame.now is not None and area.left <= frame.now <= area.right:
        _now(painter, area, frame, theme)
    painter.setPen(Qt.PenStyle.NoPen)
    for at, count, tone in frame.dots:
        if area.left <= at <= area.right:
            painter.setBrush(theme.color(tone))
            painter.drawEllipse(QPointF(area.x(at), area.y(count)), 3.75, 3.75)


def _limits(painter: QPainter, area: Area, frame: Frame, theme: Theme) -> None:
    rect = area.rect
    if frame.ceiling is not None:
        y = area.y(frame.ceiling)
        draw_line(painter, QPointF(rect.left(), y), QPointF(rect.right(), y), theme, "c_ceiling", 1.5, (2, 3))
        wide = QFontMetricsF(theme.font(FontRole.CAPTION)).horizontalAdvance(frame.ceiling_label)
        left = free_place(rect.left() + 6, rect.right(), wide, _taken(area, frame, theme))
        if left is not None:
            draw_text(painter, QRectF(left, y - 17, wide + 4, 16), frame.ceiling_label, theme, "text2")
    if frame.floor is not None:
        draw_floor(painter, rect.left(), rect.right(), area.y(frame.floor), theme)


def free_place(left: float, right: float, width: float, taken: list[tuple[float, float]]) -> float | None:
    """Return the first place from the left that is wide enough between what is taken, or None."""
    at = left
    for start, end in sorted(taken):
        if at + width + 8 <= start:
            return at
        at = max(at, end + 8)
    return at if at + width <= right else None


def _taken(area: Area, frame: Frame, theme: Theme) -> list[tuple[float, float]]:
    taken = [(flag.left, flag.right) for flag in flags_of(area, frame, theme)]
    if frame.finish is not None:
        taken.append((area.x(frame.finish[0]), area.x(frame.finish[1])))
        wide = QFontMetricsF(theme.font(FontRole.CAPTION_STRONG)).horizontalAdvance(frame.finish_label) + 8
        place = finish_place(area, frame.finish, wide, taken[:-1])
        taken.append((place.left(), place.right()))
    return taken


def _mark(painter: QPainter, area: Area, mark: Mark, frame: Frame, theme: Theme) -> None:
    rect, x = area.rect, area.x(mark.at)
    dash = () if mark.reached else (3, 3)
    draw_line(painter, QPointF(x, rect.top()), QPointF(x, rect.bottom()), theme, "c_transit", 1.5, dash)
    if mark.until is not None:
        right = area.x(mark.until)
        top = area.y(frame.ceiling) if frame.ceiling is not None else rect.top() + 24
        draw_line(painter, QPointF(x, top - 1.5), QPointF(right, top - 1.5), theme, "c_transit", 2.5)
        font = theme.font(FontRole.CAPTION)
        if mark.note and QFontMetricsF(font).horizontalAdvance(mark.note) + 16 < right - x:
            painter.setFont(font)
            painter.setPen(theme.color("amber_fg"))
            words = QRectF(x, top + 4, right - x, 20)
            painter.drawText(words, Qt.AlignmentFlag.AlignCenter, mark.note)


def _level(painter: QPainter, area: Area, level: Level, theme: Theme) -> None:
    rect, y = area.rect, area.y(level.at)
    dash = () if level.reached else (3, 3)
    draw_line(painter, QPointF(rect.left(), y), QPointF(rect.right(), y), theme, "c_transit", 1.5, dash)
    paint_icon(painter, "flag", QRectF(rect.left() + 6, y - 16, 12, 12), theme.color("amber_fg"))
    words = QRectF(rect.left() + 22, y - 18, 300, 16)
    draw_text(painter, words, level.label, theme, "text", FontRole.CAPTION_STRONG)


def _finish(painter: QPainter, area: Area, frame: Frame, theme: Theme) -> None:
    if frame.finish is None:
        return
    rect = area.rect
    left, right = area.x(frame.finish[0]), area.x(frame.finish[1])
    for x in (left, right):
        ends = QPointF(x, rect.top()), QPointF(x, rect.bottom())
        draw_line(painter, *ends, theme, "c_forecast", 1.25, (3, 3))
    painter.fillRect(QRectF(left, rect.bottom() - 1, max(right - left, 2), 5), theme.color("accent"))
    font = theme.font(FontRole.CAPTION_STRONG)
    width = QFontMetricsF(font).horizontalAdvance(frame.finish_label) + 8
    flags = [(flag.left, flag.right) for flag in flags_of(area, frame, theme)]
    words = finish_place(area, frame.finish, width, flags)
    painter.setFont(font)
    painter.setPen(theme.color("accent_text"))
    painter.drawText(words, Qt.AlignmentFlag.AlignCenter, frame.finish_label)


def finish_place(
    area: Area, finish: tuple[float, float], width: float, flags: list[tuple[float, float]]
) -> QRectF:
    """Return where the words of the bracket stand: in it, beside it, or, past flags, at its foot."""
    rect, left, right = area.rect, area.x(finish[0]), area.x(finish[1])
    inside = (left + right - width) / 2
    starts = [inside] if width <= right - left else [left - width, right]
    for start in starts:
        held = rect.left() <= start and start + width <= rect.right()
        if held and all(start + width <= first or last <= start for first, last in flags):
            return QRectF(start, rect.top() + 6, width, 18)
    start = min(max(starts[0], rect.left()), rect.right() - width)
    return QRectF(start, rect.bottom() - 22, width, 18) if flags else QRectF(start, rect.top() + 6, width, 18)


def _floor_chip(painter: QPainter, area: Area, frame: Frame, theme: Theme) -> None:
    if frame.floor is None:
        return
    width = QFontMetricsF(theme.font(FontRole.CAPTION_STRONG)).horizontalAdvance(frame.floor_label) + 12
    chip = floor_place(area, frame.floor, width, unseen_words(area, frame, theme))
    draw_chip(painter, chip, frame.floor_label, theme, "surface", "c_floor")


def floor_place(area: Area, floor: float, width: float, taken: QRectF) -> QRectF:
    """Return where the floor's label stands: below its line at the left, right of what stands there."""
    top = min(area.y(floor) + 9, area.rect.bottom() - 19)
    chip = QRectF(area.rect.left() + 4, top, width, 17)
    if chip.intersects(taken):
        chip.moveLeft(min(taken.right() + 8, area.rect.right() - width))
    return chip


def unseen_words(area: Area, frame: Frame, theme: Theme) -> QRectF:
    """Return what the words over the hatched part take, nothing where there are none."""
    if frame.unseen_until is None or not frame.unseen_label:
        return QRectF()
    metrics = QFontMetricsF(theme.font(FontRole.CAPTION))
    wide, high = metrics.horizontalAdvance(frame.unseen_label), metrics.height()
    if area.rect.left() + 6 + wide > area.x(frame.unseen_until):
        return QRectF()
    return QRectF(area.rect.left() + 6, area.rect.center().y() - high / 2, wide, high)


def _now(painter: QPainter, area: Area, frame: Frame, theme: Theme) -> None:
    if frame.now is None:
        return
    rect, x = area.rect, area.x(frame.now)
    draw_line(painter, QPointF(x, rect.top() - 2), QPointF(x, rect.bottom()), theme, "c_line", 1.25)
    font = theme.font(FontRole.CAPTION_STRONG)
    width = QFontMetricsF(font).horizontalAdvance(frame.now_label) + 10
    left = min(max(x - width, rect.left()), rect.right() - width)
    chip = QRectF(left if x - width >= rect.left() else x, rect.top() - 19, width, 17)
    draw_chip(painter, chip, frame.now_label, theme, "tip_bg", "tip_text")
