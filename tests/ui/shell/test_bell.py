"""The bell says how much is unread, to the eye by a dot and to the ear by a number."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from essgui.ui.shell.bell import Bell
from essgui.ui.theme import apply_theme, load_theme

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot


@pytest.fixture
def bell(qtbot: QtBot, themed: QApplication) -> Bell:
    made = Bell("What was told (Ctrl+N)")
    qtbot.addWidget(made)
    made.resize(32, 32)
    return made


@pytest.mark.parametrize(
    ("count", "name", "tip"),
    [
        (0, "Notifications", "What was told (Ctrl+N)"),
        (1, "Notifications, 1 unread", "1 unread. What was told (Ctrl+N)"),
        (120, "Notifications, 120 unread", "120 unread. What was told (Ctrl+N)"),
    ],
)
def test_the_number_is_in_its_name_and_its_tooltip(bell: Bell, count: int, name: str, tip: str) -> None:
    bell.show_unread(7)
    bell.show_unread(count)
    assert (bell.unread, bell.accessibleName(), bell.toolTip()) == (count, name, tip)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_dot_is_there_while_something_is_unread(bell: Bell, themed: QApplication, theme: str) -> None:
    found = load_theme(theme)
    try:
        apply_theme(themed, found)
        quiet = bell.grab().toImage()
        bell.show_unread(3)
        spot = (bell.width() - 8, 8)
        assert bell.grab().toImage().pixelColor(*spot) == found.color("danger")
        assert quiet.pixelColor(*spot) != found.color("danger")
        bell.show_unread(0)
        assert bell.grab().toImage() == quiet
    finally:
        apply_theme(themed, load_theme("light"))
