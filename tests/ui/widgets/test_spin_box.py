"""The spin box has room for its figures, and does not change while a page scrolls under the pointer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from essgui.ui.widgets.spin_box import SpinBox

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def roll(box: SpinBox) -> None:
    event = QWheelEvent(
        QPointF(10, 10),
        QPointF(box.mapToGlobal(QPoint(10, 10))),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(box, event)


def test_its_measures(themed: QApplication, qtbot: QtBot) -> None:
    box = SpinBox(1, 2880, " min")
    qtbot.addWidget(box)
    box.show()
    assert (box.width(), box.height()) == (88, 28)
    assert box.lineEdit().textMargins().left() == 8
    assert box.text() == "1 min"


def test_the_wheel_needs_the_focus(themed: QApplication, qtbot: QtBot) -> None:
    box = SpinBox(1, 100)
    qtbot.addWidget(box)
    box.show()
    box.activateWindow()
    qtbot.waitUntil(box.isActiveWindow)
    box.clearFocus()
    roll(box)
    assert box.value() == 1
    box.setFocus()
    qtbot.waitUntil(box.hasFocus)
    roll(box)
    assert box.value() == 2
