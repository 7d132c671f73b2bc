"""A pointer that leaves nothing behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

if TYPE_CHECKING:
    from PySide6.QtCore import QPoint
    from PySide6.QtWidgets import QWidget

LEFT = Qt.MouseButton.LeftButton


def double_click(widget: QWidget, at: QPoint, button: Qt.MouseButton = LEFT) -> None:
    """Click twice and let the button go: Qt's own double click leaves it pressed for the tests to come."""
    QTest.mouseDClick(widget, button, pos=at)
    QTest.mouseRelease(widget, button, pos=at)
