"""Lines and words as the charts paint them, in colours of the theme."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QPainter, QPen

from essgui.ui.fonts import FontRole

if TYPE_CHECKING:
    from essgui.ui.theme import Theme


def draw_line(
    painter: QPainter,
    start: QPointF,
    end: QPointF,
    theme: Theme,
    tone: str,
    width: float,
    dash: tuple[float, ...] = (),
) -> None:
    """Draw a line; width and dash are in pixels."""
    pen = QPen(theme.color(tone), width)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if dash:
        pen.setDashPattern([length / width for length in dash])
    painter.setPen(pen)
    painter.drawLine(start, end)


def draw_text(
    painter: QPainter, rect: QRectF, text: str, theme: Theme, tone: str, role: FontRole = FontRole.CAPTION
) -> None:
    """Write at the left of a rectangle, in its middle."""
    painter.setFont(theme.font(role))
    painter.setPen(theme.color(tone))
    painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, text)


def draw_chip(painter: QPainter, rect: QRectF, text: str, theme: Theme, ground: str, tone: str) -> None:
    """Write on a rounded ground of its own, so that it is legible above whatever lies there."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color(ground))
    painter.drawRoundedRect(rect, 3, 3)
    painter.setFont(theme.font(FontRole.CAPTION_STRONG))
    painter.setPen(theme.color(tone))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)


def draw_floor(painter: QPainter, left: float, right: float, y: float, theme: Theme) -> None:
    """Draw the dashed line of the floor with the hatch below it."""
    hatch = theme.color("c_floor")
    hatch.setAlpha(150)
    painter.setBrushOrigin(QPointF(left, y))
    painter.fillRect(QRectF(left, y, right - left, 6), QBrush(hatch, Qt.BrushStyle.BDiagPattern))
    draw_line(painter, QPointF(left, y), QPointF(right, y), theme, "c_floor", 1.5, (6, 4))
