"""An ampersand in a name of others stays one: it is neither eaten nor a key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QCheckBox, QMenu

from essgui.ui.widgets.menu_entries import add_entry
from essgui.ui.widgets.mnemonics import literal

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

NAME = "R&D &web"


def test_a_name_makes_no_key(qtbot: QtBot, themed: QApplication) -> None:
    box = QCheckBox(literal(NAME))
    qtbot.addWidget(box)
    assert not QKeySequence.mnemonic(NAME).isEmpty(), "as it is it would"
    assert box.shortcut().isEmpty()


def test_an_entry_of_a_menu_keeps_a_name(qtbot: QtBot, themed: QApplication) -> None:
    menu = QMenu()
    qtbot.addWidget(menu)
    add_entry(menu, "one", NAME, "", lambda: None)
    (action,) = menu.findChildren(QAction, "one")
    assert action.text() == "R&&D &&web"
