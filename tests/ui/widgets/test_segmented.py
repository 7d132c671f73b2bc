"""The segments: one is chosen, arrow keys move the choice, counts stand beside the words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from essgui.ui.widgets.segmented import SegmentedControl

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot


@pytest.fixture
def control(themed: QApplication, qtbot: QtBot) -> SegmentedControl:
    made = SegmentedControl([("all", "All"), ("active", "Active"), ("failed", "Failed")])
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def test_the_first_is_chosen_and_arrows_move_on(control: SegmentedControl, qtbot: QtBot) -> None:
    heard: list[str] = []
    control.changed.connect(heard.append)
    first = control._segments["all"]
    first.clearFocus()
    first.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(first.hasFocus)
    assert first.ring
    qtbot.keyClick(first, Qt.Key.Key_Right)
    assert control.current == "active"
    qtbot.keyClick(control._segments["active"], Qt.Key.Key_Right)
    qtbot.keyClick(control._segments["failed"], Qt.Key.Key_Left)
    assert heard == ["active", "failed", "active"]


def test_a_click_chooses(control: SegmentedControl, qtbot: QtBot) -> None:
    qtbot.mouseClick(control._segments["failed"], Qt.MouseButton.LeftButton)
    assert control.current == "failed"


def test_only_a_change_is_told(control: SegmentedControl) -> None:
    heard: list[str] = []
    control.changed.connect(heard.append)
    control.set_current("all")
    control.set_current("active")
    assert heard == ["active"]
    with pytest.raises(KeyError):
        control.set_current("nothing")


def test_counts_widen_their_segment(control: SegmentedControl) -> None:
    narrow = control.sizeHint().width()
    control.set_counts({"all": 217, "failed": 0})
    assert control.count_of("all") == "217"
    assert control.count_of("failed") == "0"
    assert control.count_of("active") == ""
    assert control.sizeHint().width() > narrow
    assert control.sizeHint().height() == 30


def test_choosing_moves_nothing(control: SegmentedControl) -> None:
    before = [segment.geometry() for segment in control._segments.values()]
    control.set_current("failed")
    control.layout().activate()
    assert [segment.geometry() for segment in control._segments.values()] == before


def test_a_segment_that_is_off_says_why(control: SegmentedControl) -> None:
    control.set_segment_enabled("failed", enabled=False, reason="Nothing failed")
    assert not control._segments["failed"].isEnabled()
    assert control._segments["failed"].toolTip() == "Nothing failed"
