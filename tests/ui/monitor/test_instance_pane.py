from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester

from essgui.core.lookup import instances_of
from essgui.core.select_monitor import watched
from essgui.core.select_monitor_gone import listed_rows
from essgui.core.select_monitor_rows import instance_rows
from essgui.ui.monitor.instance_pane import COLUMNS, InstancePane
from essgui.ui.widgets.delegates.roles import Role
from tests.support.states import make_instances
from tests.ui.monitor import scenes


@pytest.fixture
def pane(qtbot, themed):
    made = InstancePane()
    qtbot.addWidget(made)
    made.resize(1200, 300)
    QAbstractItemModelTester(made.model, QAbstractItemModelTester.FailureReportingMode.Fatal, made)
    return made


def rows(instances=None):
    state = scenes.scene()
    found = watched(state, scenes.TASK)
    assert found is not None
    return instance_rows(state, found, instances or scenes.instances())


def column(pane, number: int) -> list[str]:
    proxy = pane.table.proxy
    return [proxy.index(row, number).data() for row in range(proxy.rowCount())]


def test_rows_come_by_role_until_a_heading_is_pressed(pane):
    pane.show_rows(rows(), None, dim=False)
    assert column(pane, 0) == [row.key for row in rows()]
    assert column(pane, 1)[-1].startswith("Ignored: ")
    pane.table.sortByColumn(7, Qt.SortOrder.DescendingOrder)
    assert column(pane, 7)[0].startswith("11 d")
    assert column(pane, 7)[-1] == "under 2 min"


def test_an_ill_one_has_a_sign_and_sorts_first(pane):
    pane.show_rows(rows(), None, dim=False)
    pane.table.sortByColumn(3, Qt.SortOrder.AscendingOrder)
    first = pane.table.proxy.index(0, 3)
    assert first.data() == "Unhealthy"
    assert first.data(Role.ICON) == "warn"


def test_a_row_is_copied_with_tabs(pane, qtbot):
    pane.show_rows(rows(), None, dim=False)
    pane.table.selectRow(0)
    qtbot.keyClick(pane.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    copied = QGuiApplication.clipboard().text().split("\t")
    assert copied[:4] == [rows()[0].key, "Starting", "Pending", "Healthy"]


def test_a_poll_changes_only_what_changed_in_a_large_group(pane):
    many = make_instances(3000)
    pane.show_rows(rows(many), None, dim=False)
    told: list[tuple[int, int]] = []
    pane.model.dataChanged.connect(lambda a, b, _r: told.append((a.row(), b.row())))
    pane.model.rowsRemoved.connect(lambda *_: told.append((-1, -1)))
    ill = (*many[:7], replace(many[7], health="Unhealthy"), *many[8:])
    pane.show_rows(rows(ill), None, dim=False)
    assert len(told) == 1
    assert told[0][0] == told[0][1] >= 0


def departed():
    state = scenes.departed()
    found = watched(state, scenes.TASK)
    assert found is not None
    return listed_rows(state, found, instances_of(state, found.task.group))


def test_those_that_have_left_stand_below_and_are_counted_apart(pane):
    pane.show_rows(departed(), None, dim=False)
    assert column(pane, 1)[-1].startswith("Failed ")
    assert pane.filter.count.text() == "29 in the group, 12 gone"
    pane.show_gone()
    assert all(role.startswith(("Released", "Failed")) for role in column(pane, 1))
    assert pane.filter.count.text() == "12 of 41 instances"
    pane.filter.field.setText("nostock")
    assert column(pane, 0) == []
    pane.filter.field.setText("failed")
    assert column(pane, 0) == ["i-bp1new0000008", "i-bp1new0000009"]
    pane.filter.clear()
    pane.filter.only_bad.setChecked(True)
    assert not any(role.startswith(("Released", "Failed")) for role in column(pane, 1))
    pane.filter.clear()
    pane.show_rows(rows(), None, dim=False)
    assert pane.filter.count.text() == ""


def test_an_empty_cell_of_one_that_has_left_says_why(pane):
    pane.show_rows(departed(), None, dim=False)
    pane.show_row("i-bp1old0000000")
    (index,) = pane.table.selectionModel().selectedRows()
    for number, heading in enumerate(column.title for column in COLUMNS):
        cell = index.siblingAtColumn(number)
        if cell.data() == "–":
            assert cell.data(Qt.ItemDataRole.ToolTipRole), heading
    assert index.siblingAtColumn(5).data() == "–"


def test_it_can_be_painted(pane):
    pane.show_rows(rows(), None, dim=False)
    assert not pane.grab().isNull()
