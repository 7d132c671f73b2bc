"""Paints a forecast: areas, corridor, pauses, finish, words, and the cursor of those who look closer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QFontMetricsF, QPainter, QPen, QPolygonF

from essgui.ui.charts.forecast_labels import LabelKind
from essgui.ui.charts.strokes import draw_chip, draw_floor, draw_line, draw_text
from essgui.ui.fonts import FontRole
from essgui.ui.icons import paint_icon

if TYPE_CHECKING:
    from essgui.core.select_forecast import ForecastDrawing
    from essgui.ui.charts.forecast_labels import Placed
    from essgui.ui.charts.forecast_shape import Shape
    from essgui.ui.charts.frame import Area
    from essgui.ui.theme import Theme

PALE = 0.45
"""Opacity of areas and lines while the real durations are read."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A forecast laid out in pixels."""

    area: Area
    drawing: ForecastDrawing
    shape: Shape
    labels: tuple[Placed, ...]
    rows: tuple[tuple[float, str], ...]
    """Counts with their words at the left axis."""
    ticks: tuple[tuple[QRectF, str], ...]
    """Words of the time axis with their places."""


def paint_sheet(painter: QPainter, sheet: Sheet, theme: Theme) -> None:
    """Paint all but the cursor."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _axes(painter, sheet, theme)
    painter.save()
    painter.setClipRect(sheet.area.rect.adjusted(-1, 0, 1, 4))
    _grounds(painter, sheet, theme)
    painter.setOpacity(PALE if sheet.drawing.pale else 1.0)
    _areas(painter, sheet, theme)
    painter.setOpacity(1.0)
    _corridor(painter, sheet, theme)
    painter.setOpacity(PALE if sheet.drawing.pale else 1.0)
    _curve(painter, sheet.shape.new, theme, "c_new", 1.5)
    _curve(painter, sheet.shape.in_service, theme, "c_line", 2)
    painter.setOpacity(1.0)
    _stops(painter, sheet, theme)
    _finish(painter, sheet, theme)
    painter.restore()
    for label in sheet.labels:
        _label(painter, label, theme)


def paint_cursor(
    painter: QPainter, sheet: Sheet, x: float, counts: tuple[int, int], words: str, theme: Theme
) -> None:
    """Paint the line of a moment, its dots, and what it is then."""
    area, rect = sheet.area, sheet.area.rect
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    draw_line(painter, QPointF(x, rect.top()), QPointF(x, rect.bottom()), theme, "c_line", 1)
    painter.setPen(QPen(theme.color("surface"), 1))
    for count, tone in zip(counts, ("c_line", "c_new"), strict=True):
        painter.setBrush(theme.color(tone))
        painter.drawEllipse(QPointF(x, area.y(count)), 3.75, 3.75)
    width = QFontMetricsF(theme.font(FontRole.CAPTION_STRONG)).horizontalAdvance(words) + 16
    left = min(max(x - width / 2, rect.left()), max(rect.right() - width, rect.left()))
    draw_chip(painter, QRectF(left, rect.bottom() - 28, width, 20), words, theme, "tip_bg", "tip_text")


def _axes(painter: QPainter, sheet: Sheet, theme: Theme) -> None:
    rect = sheet.area.rect
    right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    for count, word in sheet.rows:
        y = sheet.area.y(count)
        draw_line(painter, QPointF(rect.left(), y), QPointF(rect.right(), y), theme, "c_grid", 1)
        painter.setFont(theme.font(FontRole.CAPTION))
        painter.setPen(theme.color("text2"))
        painter.drawText(QRectF(0, y - 8, rect.left() - 8, 16), right, word)
    for place, word in sheet.ticks:
        draw_text(painter, place, word, theme, "text2")


def _grounds(painter: QPainter, sheet: Sheet, theme: Theme) -> None:
    area, drawing = sheet.area, sheet.drawing
    rect, top = area.rect, area.y(drawing.ceiling)
    for stop in drawing.stops:
        band = QRectF(QPointF(area.x(stop.at), top), QPointF(area.x(stop.until), rect.bottom()))
        painter.fillRect(band, theme.color("c_pause"))
    painter.fillRect(QRectF(rect.topLeft(), QPointF(rect.right(), top)), theme.color("sunken"))


def _areas(painter: QPainter, sheet: Sheet, theme: Theme) -> None:
    rect = sheet.area.rect
    painter.setPen(Qt.PenStyle.NoPen)
    for line, tone in ((sheet.shape.in_service, "c_old_area"), (sheet.shape.new, "c_new_area")):
        corners = QPointF(rect.right(), rect.bottom()), QPointF(line[0].x(), rect.bottom())
        painter.setBrush(theme.color(tone))
        painter.drawPolygon(QPolygonF([*line, *corners]))


def _corridor(painter: QPainter, sheet: Sheet, theme: Theme) -> None:
    area, rect = sheet.area, sheet.area.rect
    y = area.y(sheet.drawing.ceiling)
    draw_line(painter, QPointF(rect.left(), y), QPointF(rect.right(), y), theme, "c_ceiling", 1.5, (2, 3))
    draw_floor(painter, rect.left(), rect.right(), area.y(sheet.drawing.floor), theme)


def _curve(painter: QPainter, line: list[QPointF], theme: Theme, tone: str, width: float) -> None:
    pen = QPen(theme.color(tone), width)
    pen.setJoinStyle(Qt.PenJoinStyle.BevelJoin)
    painter.setPen(pen)
    # One wide path that crosses itself is slow; its lines one by one are not.
    for start in range(0, len(line) - 1, 64):
        painter.drawPolyline(line[start : start + 65])


def _stops(painter: QPainter, sheet: Sheet, theme: Theme) -> None:
    area = sheet.area
    rect, top = area.rect, area.y(sheet.drawing.ceiling)
    for stop in sheet.drawing.stops:
        left, right = area.x(stop.at), area.x(stop.until)
        draw_line(painter, QPointF(left, rect.top()), QPointF(left, rect.bottom()), theme, "c_transit", 1.5)
        draw_line(painter, QPointF(right, top), QPointF(right, rect.bottom()), theme, "c_transit", 1.5)
        draw_line(painter, QPointF(left, top - 1), QPointF(right, top - 1), theme, "c_transit", 2.5)


def _finish(painter: QPainter, sheet: Sheet, theme: Theme) -> None:
    area, rect = sheet.area, sheet.area.rect
    left, right = (area.x(at) for at in sheet.drawing.finish)
    if sheet.drawing.guessed:
        painter.setBrushOrigin(rect.topLeft())
        band = QRectF(QPointF(left, area.y(sheet.drawing.ceiling)), QPointF(right, rect.bottom()))
        hatch = theme.color("c_forecast")
        hatch.setAlpha(70)
        painter.fillRect(band, QBrush(hatch, Qt.BrushStyle.BDiagPattern))
    for x in (left, right):
        ends = QPointF(x, rect.top()), QPointF(x, rect.bottom())
        draw_line(painter, *ends, theme, "c_forecast", 1.5, (3, 3))
    painter.fillRect(QRectF(left, rect.bottom() - 1, max(right - left, 2), 5), theme.color("accent"))


def _label(painter: QPainter, label: Placed, theme: Theme) -> None:
    match label.kind:
        case LabelKind.FINISH:
            draw_chip(painter, label.rect, label.text, theme, "accent", "on_accent")
        case LabelKind.FLOOR:
            draw_chip(painter, label.rect, label.text, theme, "surface", "c_floor")
        case LabelKind.FLAG:
            spot = QRectF(label.rect.left(), label.rect.top() + 2, 12, 12)
            paint_icon(painter, "flag", spot, theme.color("amber_fg"))
            words = label.rect.adjusted(18, 0, 2, 0)
            draw_text(painter, words, label.text, theme, "text", FontRole.CAPTION_STRONG)
        case LabelKind.PAUSE:
            draw_chip(painter, label.rect, label.text, theme, "c_pause", "amber_fg")
        case LabelKind.CEILING:
            words = label.rect.adjusted(2, 0, 2, 0)
            draw_text(painter, words, label.text, theme, "text2", FontRole.CAPTION_STRONG)
