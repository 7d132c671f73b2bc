"""The line that follows the pointer over a chart, and the values at that moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QGraphicsObject, QStyleOptionGraphicsItem, QWidget

from essgui.ui.charts.strokes import draw_line
from essgui.ui.fonts import FontRole
from essgui.ui.theme import current_theme

if TYPE_CHECKING:
    from collections.abc import Callable

    from essgui.ui.charts.frame import Area

_PAD, _AWAY, _WIDEST = 8.0, 10.0, 320.0


class Cursor(QGraphicsObject):
    """Shows nothing while it has no moment."""

    def __init__(self, area: Callable[[], Area], bounds: Callable[[], QRectF]) -> None:
        super().__init__()
        self.at: float | None = None
        self.lines: tuple[str, ...] = ()
        self._area, self._bounds = area, bounds
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self.setZValue(200)

    def show_moment(self, at: float | None, lines: tuple[str, ...] = ()) -> None:
        """Stand at a moment in epoch seconds with these lines beside it; with None, go."""
        if (at, lines) != (self.at, self.lines):
            self.at, self.lines = at, lines
            self.prepareGeometryChange()
            self.update()

    def boundingRect(self) -> QRectF:
        return self._bounds()

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        area = self._area()
        if self.at is None or not area.left <= self.at <= area.right:
            return
        theme, rect, x = current_theme(), area.rect, area.x(self.at)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_line(painter, QPointF(x, rect.top()), QPointF(x, rect.bottom()), theme, "text2", 1)
        font = theme.font(FontRole.CAPTION)
        metrics = QFontMetricsF(font)
        most = min(_WIDEST, rect.width() - 2 * _PAD - _AWAY)
        lines = [metrics.elidedText(line, Qt.TextElideMode.ElideRight, most) for line in self.lines]
        wide = max((metrics.horizontalAdvance(line) for line in lines), default=0.0) + 2 * _PAD
        step = metrics.lineSpacing()
        left = x + _AWAY if x + _AWAY + wide <= rect.right() else x - _AWAY - wide
        box = QRectF(max(left, rect.left()), rect.top() + 30, wide, step * len(lines) + _PAD)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("tip_bg"))
        painter.drawRoundedRect(box, 4, 4)
        painter.setPen(theme.color("tip_text"))
        painter.setFont(font)
        for number, line in enumerate(lines):
            place = QRectF(box.left() + _PAD, box.top() + _PAD / 2 + number * step, wide, step)
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, line)
