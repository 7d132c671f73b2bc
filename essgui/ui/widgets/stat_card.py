"""A summary card of the fleet: a big count, its word, a second line; checked, it is a filter."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from essgui.ui.fonts import FontRole
from essgui.ui.icons import paint_icon
from essgui.ui.widgets.painted import PaintedButton, draw_ring

_TILE = 32
_PAD = 16


class StatCard(PaintedButton):
    """A checkable card; `family` is a status family such as "blue" and colours the icon's tile."""

    def __init__(self, icon: str, family: str, word: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon, self._family, self._word = icon, family, word
        self._count = ""
        self._line = ""
        self.setCheckable(True)
        self.setFixedHeight(64)
        self.setMinimumWidth(180)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.set_count("0")

    @property
    def count(self) -> str:
        """The count as it is shown, such as "3" or "212+"."""
        return self._count

    @property
    def line(self) -> str:
        """The second line."""
        return self._line

    def set_count(self, count: str, line: str = "", word: str = "") -> None:
        """Show a count and a second line, and another word where one is given."""
        self._count, self._line = count, line
        self._word = word or self._word
        self.setAccessibleName(f"{count} {self._word}")
        self.setAccessibleDescription(line)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(240, 64)

    def paintEvent(self, e: QPaintEvent) -> None:
        theme = self.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        checked, hover = self.isChecked(), self.underMouse() and self.isEnabled()
        painter.setPen(QPen(theme.color("accent" if checked else "border"), 2 if checked else 1))
        painter.setBrush(theme.color("accent_soft" if checked else "hover" if hover else "surface"))
        edge = 1.0 if checked else 0.5
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(edge, edge, -edge, -edge), 8, 8)

        tile = QRectF(_PAD, (self.height() - _TILE) / 2, _TILE, _TILE)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(f"{self._family}_bg"))
        painter.drawRoundedRect(tile, 6, 6)
        paint_icon(painter, self._icon, tile.adjusted(8, 8, -8, -8), theme.color(f"{self._family}_fg"))

        left = tile.right() + 12
        big = theme.font(FontRole.TITLE)
        base = 30.0
        painter.setFont(big)
        painter.setPen(theme.color("text"))
        painter.drawText(round(left), round(base), self._count)
        after = left + QFontMetricsF(big).horizontalAdvance(self._count) + 7
        name = theme.font(FontRole.NAME)
        painter.setFont(name)
        room = self.width() - _PAD
        word = QFontMetricsF(name).elidedText(self._word, Qt.TextElideMode.ElideRight, room - after)
        painter.drawText(round(after), round(base), word)
        small = theme.font(FontRole.SMALL)
        painter.setFont(small)
        painter.setPen(theme.color("text3"))
        line = QFontMetricsF(small).elidedText(self._line, Qt.TextElideMode.ElideRight, room - left)
        painter.drawText(round(left), round(base) + 18, line)
        if self.ring:
            draw_ring(painter, QRectF(self.rect()), 8, theme)
