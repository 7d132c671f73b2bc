"""The menu of a row at work: what is off says that a refresh runs."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from essgui.core.select_fleet import fleet_rows
from essgui.ui.fleet.menu import row_menu
from tests.ui.fleet import worlds


def test_during_a_refresh_only_looking_and_copying_are_on(qtbot, themed):
    parent = QWidget()
    qtbot.addWidget(parent)
    row = fleet_rows(worlds.believable())[worlds.WEB.id]
    done = []
    menu = row_menu(
        row, parent, *(lambda word=word: done.append(word) for word in ("new", "again", "watch", "copy"))
    )
    entries = {action.objectName(): action for action in menu.actions() if action.objectName()}
    off = [name for name, action in entries.items() if not action.isEnabled()]
    assert off == ["menu_refresh", "menu_again"]
    for name in off:
        assert "refresh" in entries[name].toolTip().lower()
        assert entries[name].toolTip() == row.blocked_why
    for action in entries.values():
        action.trigger()
    assert done == ["watch", "copy"]
