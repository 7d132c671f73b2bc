"""The step strip: what was visited can be pressed, what lies ahead cannot."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from essgui.ui.theme import current_theme
from essgui.ui.widgets.step_strip import StepStrip

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot


@pytest.fixture
def strip(themed: QApplication, qtbot: QtBot) -> StepStrip:
    made = StepStrip(["Target", "Scope", "Pace", "Safety", "Review"])
    qtbot.addWidget(made)
    made.set_state(1, 2)
    made.show()
    return made


def test_steps_ahead_are_locked(strip: StepStrip, qtbot: QtBot) -> None:
    heard: list[int] = []
    strip.chosen.connect(heard.append)
    assert [strip.step(index).isEnabled() for index in range(5)] == [True, True, True, False, False]
    for index in (0, 2, 3):
        qtbot.mouseClick(strip.step(index), Qt.MouseButton.LeftButton)
    assert heard == [0, 2]
    assert strip.current == 1


def test_a_screen_reader_hears_where_one_is(strip: StepStrip) -> None:
    said = [(strip.step(i).accessibleName(), strip.step(i).accessibleDescription()) for i in range(4)]
    assert said == [
        ("Step 1: Target", "done"),
        ("Step 2: Scope", "current"),
        ("Step 3: Pace", ""),
        ("Step 4: Safety", ""),
    ]


def test_the_open_step_has_the_filled_disc(strip: StepStrip) -> None:
    theme = current_theme()
    assert strip.step(1).grab().toImage().pixelColor(5, 14) == theme.color("accent")
    assert strip.step(0).grab().toImage().pixelColor(5, 14) == theme.color("accent_soft")
