"""Start stands where Next was: a double click on Next does not start what nobody has reviewed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from essgui.ui.wizard.footer import WizardFooter

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot


def test_the_second_press_of_a_double_click_starts_nothing(themed: QApplication, qtbot: QtBot) -> None:
    footer = WizardFooter()
    qtbot.addWidget(footer)
    footer.next.hide()
    footer.show()
    started: list[bool] = []
    footer.started.connect(lambda: started.append(True))
    # What Qt sends to whatever is under the pointer at the second press: a double click, then a release.
    QTest.mouseDClick(footer.start, Qt.MouseButton.LeftButton)
    QTest.mouseRelease(footer.start, Qt.MouseButton.LeftButton)
    assert started == []
    QTest.mouseClick(footer.start, Qt.MouseButton.LeftButton)
    assert started == [True]
