"""New instances over time of one or two runs, both from their own start: A is solid, B is dashed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from essgui.core.select_monitor_words import span
from essgui.ui.fonts import FontRole
from essgui.ui.history.columns import letter_colors
from essgui.ui.widgets.delegates.cell import write
from essgui.ui.widgets.painted import PaintedWidget

if TYPE_CHECKING:
    from essgui.core.select_compare import Curve, Panel

_LEFT, _RIGHT, _TOP, _BOTTOM = 28, 14, 12, 22
_DAY = 86400
_STEPS = (
    *(60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 28800),
    *(_DAY * n for n in (1, 2, 5, 10, 30, 100, 300)),
)


class CurveChart(PaintedWidget):
    """Paints the curves of a panel."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._curves: tuple[Curve, ...] = ()
        self._most = 0
        self.setObjectName("history_curves")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(130)
        self.setMaximumHeight(180)

    def show_panel(self, panel: Panel) -> None:
        """Show other curves."""
        if (panel.curves, panel.most) != (self._curves, self._most):
            self._curves, self._most = panel.curves, panel.most
            ends = ", ".join(
                f"{c.letter}: {c.points[-1][1]} new after {span(c.points[-1][0])}" for c in panel.curves
            )
            self.setAccessibleName("New instances over time")
            self.setAccessibleDescription(ends)
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(360, 160)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        plot = QRectF(_LEFT, _TOP, self.width() - _LEFT - _RIGHT, self.height() - _TOP - _BOTTOM)
        longest = max((c.points[-1][0] for c in self._curves), default=0.0) or 60.0
        most = max(self._most, 1)
        painter.setFont(theme.font(FontRole.CAPTION))
        for count in sorted({0, most // 2, most}):
            y = plot.bottom() - plot.height() * count / most
            painter.fillRect(QRectF(plot.left(), y, plot.width(), 1), theme.color("c_grid"))
            painter.setPen(theme.color("text3"))
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(QRectF(0, y - 8, _LEFT - 8, 16), right, str(count))
        step = next((s for s in _STEPS if longest / s <= 4), _STEPS[-1])
        moment = 0.0
        while moment <= longest:
            x = plot.left() + plot.width() * moment / longest
            word = span(moment) if moment else "start"
            place = QRectF(min(x - 30, self.width() - 60), plot.bottom() + 4, 60, 16)
            if not moment:
                place = QRectF(plot.left() - 12, plot.bottom() + 4, 60, 16)
            painter.setPen(theme.color("text3"))
            align = Qt.AlignmentFlag.AlignLeft if not moment else Qt.AlignmentFlag.AlignHCenter
            write(painter, place, word, theme.font(FontRole.CAPTION), align)
            moment += step
        for curve in reversed(self._curves):
            self._draw(painter, curve, plot, longest, most)

    def _draw(self, painter: QPainter, curve: Curve, plot: QRectF, longest: float, most: int) -> None:
        theme = self.theme
        dots = [
            QPointF(plot.left() + plot.width() * at / longest, plot.bottom() - plot.height() * count / most)
            for at, count in curve.points
        ]
        ground, ink = letter_colors(curve.letter, theme)
        pen = QPen(ground, 2)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        if curve.letter == "B":
            pen.setDashPattern([2.5, 2])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF(dots))
        badge = QRectF(dots[-1].x() - 8, dots[-1].y() - 8, 16, 16)
        painter.setPen(QPen(theme.color("surface"), 1.5))
        painter.setBrush(ground)
        painter.drawEllipse(badge)
        painter.setFont(theme.font(FontRole.CAPTION_STRONG))
        painter.setPen(ink)
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, curve.letter)
