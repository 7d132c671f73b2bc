"""Where one works: the chip of the profile, and the strip that runs over the whole window."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from essgui.ui.fonts import FontRole
from essgui.ui.icons import paint_icon
from essgui.ui.theme import current_theme
from essgui.ui.widgets.painted import PaintedButton, PaintedWidget, draw_ring


class Environment(StrEnum):
    """What kind of place a profile leads to; each has a colour, an icon and a word."""

    PROD = "prod"
    DEV = "dev"
    SIM = "sim"

    @property
    def icon(self) -> str:
        """The name of its icon."""
        return {"prod": "shield", "dev": "gear", "sim": "flask"}[self.value]

    @property
    def tone(self) -> str:
        """The name of its colour."""
        return f"env_{self.value}"


class ContextChip(PaintedButton):
    """Names the profile and its environment; pressing it offers others."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._environment = Environment.DEV
        self._word = ""
        self._locked = False
        self.setFixedHeight(32)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    @property
    def environment(self) -> Environment:
        """The kind of place that is shown."""
        return self._environment

    def set_profile(
        self, name: str, environment: Environment, word: str = "", *, read_only: bool = False
    ) -> None:
        """Show a profile; `word` defaults to prod, dev or SIMULATED; read-only shows a lock."""
        words = {
            Environment.PROD: self.tr("prod"),
            Environment.DEV: self.tr("dev"),
            Environment.SIM: self.tr("SIMULATED"),
        }
        self._environment = environment
        self._word = word or words[environment]
        self._locked = read_only
        self.setText(name)
        self.setAccessibleName(f"{name}, {self._word}")
        self.setAccessibleDescription(self.tr("Read-only is on") if read_only else "")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        theme = current_theme()
        name = QFontMetricsF(theme.font(FontRole.STRONG)).horizontalAdvance(self.text())
        return QSize(round(35 + name + 8 + self._tag_width() + 34 + (22 if self._locked else 0)), 32)

    def paintEvent(self, e: QPaintEvent) -> None:
        theme = self.theme
        fg, bg = theme.color(self._environment.tone), theme.color(f"{self._environment.tone}_bg")
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(fg, 1.5 if self.underMouse() else 1))
        painter.setBrush(bg)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.75, 0.75, -0.75, -0.75), 6, 6)
        paint_icon(painter, self._environment.icon, QRectF(11, 8, 16, 16), fg)
        font = theme.font(FontRole.STRONG)
        painter.setFont(font)
        painter.setPen(fg)
        painter.drawText(QRectF(35, 0, self.width(), 32), Qt.AlignmentFlag.AlignVCenter, self.text())
        left = 35 + QFontMetricsF(font).horizontalAdvance(self.text()) + 8
        tag = QRectF(left, 7, self._tag_width(), 18)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(fg)
        painter.drawRoundedRect(tag, 4, 4)
        painter.setFont(theme.font(FontRole.CAPTION_STRONG))
        painter.setPen(theme.color("surface"))
        painter.drawText(tag, Qt.AlignmentFlag.AlignCenter, self._word)
        if self._locked:
            paint_icon(painter, "lock", QRectF(tag.right() + 8, 9, 14, 14), fg)
        paint_icon(painter, "chevron-down", QRectF(self.width() - 25, 9, 14, 14), fg)
        if self.ring:
            draw_ring(painter, QRectF(self.rect()), 6, theme)

    def _tag_width(self) -> float:
        font = current_theme().font(FontRole.CAPTION_STRONG)
        return QFontMetricsF(font).horizontalAdvance(self._word) + 14


class EnvironmentStrip(PaintedWidget):
    """Two pixels in the colour of the environment, over the whole width."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._environment = Environment.DEV
        self.setFixedHeight(2)

    def set_environment(self, environment: Environment) -> None:
        """Take the colour of another environment."""
        self._environment = environment
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), self.theme.color(self._environment.tone))
