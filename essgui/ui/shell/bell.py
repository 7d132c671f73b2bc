"""The bell of the context bar, with a dot while something was not read."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent

from essgui.ui.theme import current_theme
from essgui.ui.widgets.buttons import Button


class Bell(Button):
    """An icon button that says how many notifications are unread."""

    def __init__(self, tip: str) -> None:
        super().__init__("", "bell", "icon")
        self._tip = tip
        self.unread = -1
        self.setObjectName("bell")
        self.show_unread(0)

    def show_unread(self, count: int) -> None:
        """Show how many were not read."""
        if count != self.unread:
            self.unread = count
            self.setAccessibleName(f"Notifications, {count} unread" if count else "Notifications")
            self.setToolTip(f"{count} unread. {self._tip}" if count else self._tip)
            self.update()

    def paintEvent(self, arg__1: QPaintEvent) -> None:
        super().paintEvent(arg__1)
        if self.unread:
            theme = current_theme()
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            spot = QRectF(self.width() - 12, 4, 8, 8)
            painter.setBrush(theme.color("surface"))
            painter.drawEllipse(spot.adjusted(-1.5, -1.5, 1.5, 1.5))
            painter.setBrush(theme.color("danger"))
            painter.drawEllipse(spot)
