"""Slider and spin box are one value."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from essgui.ui.widgets.percent_slider import PercentSlider

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot


@pytest.fixture
def percent(themed: QApplication, qtbot: QtBot) -> PercentSlider:
    made = PercentSlider("Maximum healthy", 100, 200, 120)
    qtbot.addWidget(made)
    made.show()
    return made


def test_it_begins_at_the_default(percent: PercentSlider) -> None:
    assert percent.value == percent.slider.value() == percent.spin.value() == 120


def test_either_moves_the_other_and_tells_once(percent: PercentSlider) -> None:
    heard: list[int] = []
    percent.changed.connect(heard.append)
    percent.slider.setValue(150)
    assert percent.spin.value() == 150
    percent.spin.setValue(90)
    assert (percent.spin.value(), percent.slider.value()) == (90, 100), "a slip stays as it was typed"
    percent.spin.setValue(99999)
    assert (percent.spin.value(), percent.slider.value()) == (99999, 200)
    percent.spin.setValue(137)
    assert percent.value == 137
    percent.set_value(137)
    assert heard == [150, 90, 99999, 137]


def test_keys_move_by_one_by_ten_and_to_the_limits(percent: PercentSlider, qtbot: QtBot) -> None:
    for key, value in (
        (Qt.Key.Key_Right, 121),
        (Qt.Key.Key_PageUp, 131),
        (Qt.Key.Key_End, 200),
        (Qt.Key.Key_Home, 100),
    ):
        qtbot.keyClick(percent.slider, key)
        assert percent.value == value


def test_both_are_named(percent: PercentSlider) -> None:
    assert percent.slider.accessibleName() == percent.spin.accessibleName() == "Maximum healthy"
    assert percent.label.buddy() is percent.spin
    assert percent.spin.text() == "120 %"
