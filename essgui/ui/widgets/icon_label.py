"""One icon in a colour of the theme, alone or on a coloured tile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent

from essgui.ui.icons import paint_icon
from essgui.ui.widgets.painted import PaintedWidget

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class IconLabel(PaintedWidget):
    """Paints an icon; `tile` names the colour behind it, `extent` is the widget's side in pixels."""

    def __init__(
        self,
        icon: str,
        tone: str = "text2",
        size: int = 16,
        parent: QWidget | None = None,
        *,
        tile: str = "",
        extent: int = 0,
    ) -> None:
        super().__init__(parent)
        self._icon, self._tone, self._size, self._tile = icon, tone, size, tile
        self.setFixedSize(extent or size, extent or size)

    def set_icon(self, icon: str, tone: str = "", tile: str | None = None) -> None:
        """Show another icon, and another colour where one is named."""
        self._icon = icon
        self._tone = tone or self._tone
        self._tile = self._tile if tile is None else tile
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._tile:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.theme.color(self._tile))
            painter.drawRoundedRect(self.rect(), 6, 6)
        tone = self._tone if self.isEnabled() else "disabled"
        offset = (self.width() - self._size) // 2
        paint_icon(
            painter, self._icon, QRectF(offset, offset, self._size, self._size), self.theme.color(tone)
        )
