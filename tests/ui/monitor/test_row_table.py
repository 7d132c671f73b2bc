from __future__ import annotations

from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from essgui.ui.monitor.cells import IdDelegate, UnfoldedDelegate
from essgui.ui.monitor.row_model import Column, RowModel
from essgui.ui.monitor.row_table import RowTable
from essgui.ui.widgets.delegates.roles import Role


@dataclass(frozen=True)
class Row:
    key: str
    size: int


COLUMNS = (
    Column("Key", lambda row: {Qt.ItemDataRole.DisplayRole: row.key, Role.SORT: row.key}, 80),
    Column("Size", lambda row: {Qt.ItemDataRole.DisplayRole: str(row.size), Role.SORT: row.size}, 0),
)


@pytest.fixture
def table(qtbot, themed):
    model = RowModel(COLUMNS, lambda row: f"{row.key}={row.size}")
    made = RowTable(model, COLUMNS, (IdDelegate(), UnfoldedDelegate()), 32)
    model.setParent(made)
    qtbot.addWidget(made)
    model.set_rows([Row("a", 9), Row("b", 100), Row("c", 20)])
    return made


def shown(table) -> str:
    return "".join(table.proxy.index(n, 0).data() for n in range(table.proxy.rowCount()))


def test_it_sorts_by_value_and_not_by_text(table):
    table.setSortingEnabled(True)
    table.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    assert shown(table) == "acb"


def test_copy_takes_the_selected_rows_in_the_order_of_the_screen(table, qtbot):
    table.setSortingEnabled(True)
    table.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    table.selectAll()
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "b=100\nc=20\na=9"


def test_copy_of_nothing_leaves_the_clipboard_alone(table, qtbot):
    QGuiApplication.clipboard().setText("kept")
    table.clearSelection()
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "kept"


def test_it_can_be_painted(table):
    assert not table.grab().isNull()
