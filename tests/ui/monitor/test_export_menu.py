"""The menu of an export says how many rows it takes, and is off where there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QMenu, QWidget

from essgui.ui.monitor.export_menu import export_menu

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

# A popup asks for the keyboard, which an offscreen platform cannot give.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def parent(qtbot: QtBot, themed: QApplication) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (0, "No row is shown."),
        (1, "Exports the row that is shown."),
        (2, "Exports the 2 rows that are shown."),
        (1000, "Exports the 1000 rows that are shown."),
    ],
)
def test_it_says_how_many_rows_and_is_off_without_one(parent: QWidget, rows: int, said: str) -> None:
    menu = export_menu(parent, rows, lambda _kind: None)
    assert [action.toolTip() for action in menu.actions()] == [said, said]
    assert [action.isEnabled() for action in menu.actions()] == [rows > 0] * 2
    assert menu.toolTipsVisible()


def test_each_entry_names_its_kind(parent: QWidget) -> None:
    chosen: list[str] = []
    menu = export_menu(parent, 3, chosen.append)
    assert [action.text() for action in menu.actions()] == [
        "As CSV, for a spreadsheet…",
        "As JSON, for a program…",
    ]
    for action in menu.actions():
        action.trigger()
    assert chosen == ["csv", "json"]


def test_nothing_is_left_of_it_once_it_closes(parent: QWidget) -> None:
    menu = export_menu(parent, 3, lambda _kind: None)
    menu.popup(parent.mapToGlobal(parent.rect().center()))
    menu.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert parent.findChildren(QMenu) == []
