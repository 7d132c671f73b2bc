"""Keeps the mouse wheel from changing a number that the pointer only happens to pass while one scrolls."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QSlider, QWidget


class WheelGuard(QObject):
    """Lets the wheel change a control only where the user went there first."""

    def watch(self, *controls: QWidget) -> None:
        """Guard these controls."""
        for control in controls:
            control.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            control.installEventFilter(self)

    def watch_in(self, parent: QWidget) -> None:
        """Guard every spin box, slider and combo box inside a widget."""
        self.watch(
            *parent.findChildren(QAbstractSpinBox),
            *parent.findChildren(QSlider),
            *parent.findChildren(QComboBox),
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Wheel and isinstance(watched, QWidget) and not watched.hasFocus():
            event.ignore()
            return True
        return False
