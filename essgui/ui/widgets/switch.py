"""A switch, 32 by 18 pixels, with an optional word beside it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from essgui.ui.fonts import FontRole
from essgui.ui.theme import current_theme
from essgui.ui.widgets.painted import PaintedButton, draw_ring

_WIDE, _HIGH = 32, 18


class Switch(PaintedButton):
    """Turns one thing on or off at once; the word stands left of it."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setText(text)
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        words = QFontMetricsF(current_theme().font(FontRole.SMALL)).horizontalAdvance(self.text())
        return QSize(round(words + (8 if self.text() else 0)) + _WIDE + 6, 28)

    def paintEvent(self, e: QPaintEvent) -> None:
        theme = self.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on, enabled = self.isChecked(), self.isEnabled()
        painter.setFont(theme.font(FontRole.SMALL))
        painter.setPen(theme.color("text2" if enabled else "disabled"))
        painter.drawText(
            QRectF(3, 0, self.width(), self.height()), Qt.AlignmentFlag.AlignVCenter, self.text()
        )
        track = QRectF(self.width() - _WIDE - 3, (self.height() - _HIGH) / 2, _WIDE, _HIGH)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(
            theme.color("border_strong" if not enabled else "accent" if on else "control_border")
        )
        painter.drawRoundedRect(track, _HIGH / 2, _HIGH / 2)
        knob = QRectF(track.right() - 16 if on else track.left() + 2, track.top() + 2, 14, 14)
        painter.setBrush(theme.color("on_accent" if on and enabled else "surface"))
        painter.drawEllipse(knob)
        if self.ring:
            draw_ring(painter, track.adjusted(-3, -3, 3, 3), 12, theme)
