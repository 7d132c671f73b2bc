"""The focus stays in the panel whose button went, or goes to the last panel where nothing is left in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from essgui.ui.widgets.focus import has_focus, kept_in, stops

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


class Panels:
    """Two panels of three buttons each in one page."""

    def __init__(self, qtbot: QtBot) -> None:
        self.page = QWidget()
        qtbot.addWidget(self.page)
        row = QHBoxLayout(self.page)
        self.panels: list[QWidget] = []
        self.buttons: list[list[QPushButton]] = []
        for _ in range(2):
            panel = QWidget()
            row.addWidget(panel)
            column = QVBoxLayout(panel)
            self.panels.append(panel)
            self.buttons.append([QPushButton() for _ in range(3)])
            for button in self.buttons[-1]:
                column.addWidget(button)
        self.page.show()
        self.page.activateWindow()
        qtbot.waitUntil(self.page.isActiveWindow)


@pytest.fixture
def two(qtbot: QtBot, themed: QApplication) -> Panels:
    return Panels(qtbot)


def test_the_stops_of_a_panel_are_what_tab_reaches_in_it(two: Panels) -> None:
    left = two.buttons[0]
    assert stops(two.panels[0]) == left
    left[0].setEnabled(False)
    left[1].hide()
    assert stops(two.panels[0]) == [left[2]]


@pytest.mark.parametrize(("pressed", "then"), [(0, 1), (1, 2), (2, 1)])
def test_the_next_button_of_the_panel_takes_it_else_the_one_before(
    two: Panels, pressed: int, then: int
) -> None:
    left = two.buttons[0]
    left[pressed].setFocus()
    with kept_in(*two.panels, two.page):
        left[pressed].hide()
    assert left[then].hasFocus()


def test_a_panel_without_any_button_gives_it_to_the_last_one_named(two: Panels) -> None:
    two.buttons[0][1].setFocus()
    with kept_in(*two.panels, two.page):
        two.panels[0].hide()
    assert two.page.hasFocus()


def test_what_keeps_its_focus_and_what_never_had_it_are_left_alone(two: Panels) -> None:
    two.buttons[1][2].setFocus()
    with kept_in(*two.panels, two.page):
        two.buttons[0][0].hide()
        two.buttons[1][0].hide()
    assert two.buttons[1][2].hasFocus()
    with kept_in(two.panels[0]):
        two.buttons[0][1].hide()
    assert two.buttons[1][2].hasFocus()
    assert [has_focus(p) for p in two.panels] == [False, True]
