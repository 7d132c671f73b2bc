"""A small card that opens below a chip and closes with a click elsewhere or Esc."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget


class Popover(QFrame):
    """A popup card; fill `body`, then `open_below`."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("ground", "raised")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(16, 12, 16, 12)
        self.body.setSpacing(4)
        # One is made each time it opens, so it has to go when it closes.
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def open_below(self, anchor: QWidget, *, right: bool = False) -> None:
        """Open under the left edge of a widget, or the right one."""
        self.adjustSize()
        left = anchor.width() - self.width() if right else 0
        self.move(anchor.mapToGlobal(QPoint(left, anchor.height() + 4)))
        self.show()
        self.setFocus(Qt.FocusReason.PopupFocusReason)
