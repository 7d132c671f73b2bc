"""A spin box of the design: 28 pixels high, with room before its figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSpinBox, QWidget

from essgui.ui.theme import current_theme

if TYPE_CHECKING:
    from PySide6.QtGui import QWheelEvent


class SpinBox(QSpinBox):
    """A QSpinBox with a suffix and its limits; the wheel changes it only while it has the focus."""

    def __init__(self, low: int, high: int, suffix: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setRange(low, high)
        self.setSuffix(suffix)
        self.setFixedSize(current_theme().spacing["spin_width"], 28)
        # Qt gives no padding to the field of a styled spin box whose buttons are styled too.
        self.lineEdit().setTextMargins(8, 0, 0, 0)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        # A page that scrolls under the pointer must not change a number on its way.
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()
