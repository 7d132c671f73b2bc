"""The list of runs by hand: which keys and clicks tick, open, compare and ask for the menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from essgui.core.select_history import all_runs, run_rows
from essgui.ui.history.columns import COLUMNS, copied
from essgui.ui.history.table import RunTable
from essgui.ui.monitor.row_model import RowModel
from tests.ui.history import scenes
from tests.ui.pointer import double_click

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


class Heard:
    """A table and all that it said, in order."""

    def __init__(self, qtbot: QtBot, *, empty: bool = False) -> None:
        state = scenes.history()
        self.model = RowModel(COLUMNS, copied)
        self.model.set_rows(() if empty else run_rows(state, all_runs(state)))
        self.table = RunTable(self.model)
        qtbot.addWidget(self.table)
        self.table.resize(1100, 500)
        self.table.show()
        self.said: list[tuple[str, ...]] = []
        self.spots: list[QPoint] = []
        self.table.ticked.connect(lambda task: self.said.append(("ticked", task)))
        self.table.opened.connect(lambda task: self.said.append(("opened", task)))
        self.table.compare_wanted.connect(lambda: self.said.append(("compare",)))
        self.table.menu_wanted.connect(self._menu)

    def _menu(self, task: str, spot: QPoint) -> None:
        self.said.append(("menu", task))
        self.spots.append(spot)

    def centre(self, row: int, column: int) -> QPoint:
        return self.table.visualRect(self.table.model().index(row, column)).center()

    def asks_for_menu(self, reason: QContextMenuEvent.Reason, spot: QPoint) -> None:
        event = QContextMenuEvent(reason, spot, self.table.viewport().mapToGlobal(spot))
        QApplication.sendEvent(self.table.viewport(), event)


@pytest.fixture
def heard(qtbot: QtBot, themed: QApplication) -> Heard:
    return Heard(qtbot)


def test_the_newest_is_on_top_and_its_name_is_told(heard: Heard) -> None:
    assert heard.table.task_at(heard.table.model().index(0, 0)) == "ir-1"
    assert heard.table.accessibleName() == "Refreshes of before"


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_both_enter_keys_open(heard: Heard, key: Qt.Key) -> None:
    heard.table.selectRow(1)
    QTest.keyClick(heard.table, key)
    assert heard.said == [("opened", "ir-2")]


def test_without_a_row_the_keys_do_nothing_but_compare(heard: Heard, qtbot: QtBot) -> None:
    bare = Heard(qtbot, empty=True)
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_C):
        QTest.keyClick(bare.table, key)
    bare.asks_for_menu(QContextMenuEvent.Reason.Keyboard, QPoint(5, 5))
    bare.asks_for_menu(QContextMenuEvent.Reason.Mouse, QPoint(5, 5))
    QTest.mouseClick(bare.table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(10, 10))
    assert bare.said == [("compare",)]


def test_copying_is_no_comparing(heard: Heard) -> None:
    heard.table.selectRow(0)
    QTest.keyClick(heard.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert heard.said == []
    assert QApplication.clipboard().text().startswith("cart-session-prod\t")


def test_a_double_click_opens_but_not_on_the_box(heard: Heard) -> None:
    viewport = heard.table.viewport()
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=heard.centre(1, 2))
    double_click(viewport, heard.centre(1, 2))
    assert heard.said == [("opened", "ir-2")]
    heard.said.clear()
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=heard.centre(1, 0))
    double_click(viewport, heard.centre(1, 0))
    assert ("opened", "ir-2") not in heard.said
    assert ("ticked", "ir-2") in heard.said


def test_the_right_button_ticks_nothing(heard: Heard) -> None:
    QTest.mouseClick(heard.table.viewport(), Qt.MouseButton.RightButton, pos=heard.centre(1, 0))
    assert heard.said == []


def test_the_menu_is_of_the_row_under_the_pointer_or_the_one_with_the_keyboard(heard: Heard) -> None:
    heard.table.selectRow(0)
    spot = heard.centre(3, 1)
    heard.asks_for_menu(QContextMenuEvent.Reason.Mouse, spot)
    heard.asks_for_menu(QContextMenuEvent.Reason.Keyboard, spot)
    assert heard.said == [("menu", heard.table.task_at(heard.table.model().index(3, 0))), ("menu", "ir-1")]
    first = heard.table.visualRect(heard.table.currentIndex())
    assert heard.spots[1] == heard.table.viewport().mapToGlobal(first.bottomLeft())
    heard.said.clear()
    heard.table.resize(1100, 2000)
    heard.asks_for_menu(QContextMenuEvent.Reason.Mouse, QPoint(50, 1900))
    assert heard.said == [], "below the rows there is none"
