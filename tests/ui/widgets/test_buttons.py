"""Buttons: kinds, icons, and a ring for those who came by keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSize, Qt

from essgui.ui.theme import current_theme
from essgui.ui.widgets.buttons import (
    Button,
    icon_button,
    link_button,
    primary_button,
    secondary_button,
)

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot


def test_each_kind_is_known_to_the_sheet(themed: QApplication, qtbot: QtBot) -> None:
    made = [
        primary_button("a"),
        secondary_button("b", small=True),
        Button("c", "", "danger"),
        Button("d", "", "danger-filled"),
        link_button("e"),
        icon_button("copy", "Copy"),
    ]
    for button in made:
        qtbot.addWidget(button)
    kinds = [button.kind for button in made]
    assert kinds == ["primary", "secondary", "danger", "danger-filled", "link", "icon"]
    primary = made[0]
    primary.resize(120, 32)
    assert primary.grab().toImage().pixelColor(20, 4) == current_theme().color("accent")


@pytest.mark.parametrize(("small", "height"), [(False, 32), (True, 28)])
def test_heights_are_those_of_the_design(
    themed: QApplication, qtbot: QtBot, small: bool, height: int
) -> None:
    button = secondary_button("Suspend", "bars", small=small)
    qtbot.addWidget(button)
    button.show()
    assert button.sizeHint().height() == height


def test_becoming_primary_changes_colour(themed: QApplication, qtbot: QtBot) -> None:
    button = Button("Resume", "play")
    qtbot.addWidget(button)
    button.resize(120, 32)
    before = button.grab().toImage().pixelColor(20, 4)
    button.set_kind("primary")
    after = button.grab().toImage().pixelColor(20, 4)
    assert before == current_theme().color("surface")
    assert after == current_theme().color("accent")


def test_an_icon_button_has_a_name_for_those_who_do_not_see_it(themed: QApplication, qtbot: QtBot) -> None:
    button = icon_button("columns", "Columns")
    qtbot.addWidget(button)
    assert button.accessibleName() == "Columns"
    assert button.sizeHint() == QSize(28, 28)
    button.set_icon("")
    assert button.icon().isNull()


def test_the_ring_comes_by_keyboard_only(themed: QApplication, qtbot: QtBot) -> None:
    button = secondary_button("Suspend")
    qtbot.addWidget(button)
    button.show()
    button.activateWindow()
    qtbot.waitUntil(button.isActiveWindow)
    button.setFocus(Qt.FocusReason.MouseFocusReason)
    qtbot.waitUntil(button.hasFocus)
    assert not button.property("ring")
    button.clearFocus()
    button.setFocus(Qt.FocusReason.TabFocusReason)
    assert button.property("ring")
    button.clearFocus()
    assert not button.property("ring")
