from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF, QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester

from essgui.core.select_monitor_rows import activity_rows
from essgui.ui.fonts import FontRole
from essgui.ui.monitor.activity_pane import ActivityPane
from essgui.ui.theme import current_theme
from essgui.ui.widgets.delegates.cell import PAD
from essgui.ui.widgets.delegates.roles import Role
from tests.ui.monitor import scenes
from tests.ui.monitor.conftest import BEIJING


@pytest.fixture
def pane(qtbot, themed):
    made = ActivityPane()
    qtbot.addWidget(made)
    made.resize(1200, 300)
    QAbstractItemModelTester(made.model, QAbstractItemModelTester.FailureReportingMode.Fatal, made)
    show(made)
    return made


def show(pane, activities=None):
    pane.show_rows(activity_rows(activities or scenes.activities(), scenes.NOW.at, BEIJING), None, dim=False)


def cell(pane, row: int, column: int, role: int = Qt.ItemDataRole.DisplayRole):
    return pane.table.proxy.index(row, column).data(role)


def test_the_newest_is_on_top_with_icon_and_word(pane):
    assert cell(pane, 0, 0) == "In progress"
    assert cell(pane, 0, 0, Role.ICON) == "spin"
    assert [cell(pane, row, 1) for row in range(4)] == ["14:28", "14:14", "13:49", "13:41"]


def test_an_error_is_unfolded_in_red(pane):
    assert cell(pane, 1, 3, Role.SECOND_LINE).startswith("OperationDenied.NoStock")
    assert cell(pane, 1, 3, Role.ICON_TONE) == "red_fg"
    assert (cell(pane, 1, 4), cell(pane, 1, 5)) == ("8", "–")


def test_the_longest_length_of_time_is_read_whole(pane):
    font = QFontMetricsF(current_theme().font(FontRole.BODY))
    for length in ("23 h 59 min so far, 99 %", "1 min 59 s so far, 99 %"):
        assert font.horizontalAdvance(length) <= pane.table.columnWidth(2) - 2 * PAD


def test_it_sorts_by_what_was_created(pane):
    pane.table.sortByColumn(4, Qt.SortOrder.DescendingOrder)
    assert [cell(pane, row, 4) for row in range(4)] == ["10", "8", "–", "–"]


def test_the_selected_one_is_told_whole_and_copied(pane, qtbot):
    assert pane.detail.isHidden()
    pane.table.selectRow(1)
    assert not pane.detail.isHidden()
    assert "sold out" in pane.detail.text.toPlainText()
    pane.detail.copy.click()
    assert QGuiApplication.clipboard().text().startswith("asa-bp1aa03 · Warning")
    pane.detail.close_button.click()
    assert pane.detail.isHidden()


def test_details_follow_a_change_and_keep_what_is_selected_in_them_otherwise(pane):
    pane.table.selectRow(0)
    cursor = pane.detail.text.textCursor()
    cursor.select(cursor.SelectionType.Document)
    pane.detail.text.setTextCursor(cursor)
    show(pane)
    assert pane.detail.text.textCursor().hasSelection()
    activities = scenes.activities()
    done = replace(activities[3], status="Successful", ended_at=scenes.NOW.at)
    show(pane, (*activities[:3], done))
    assert "Successful" in pane.detail.text.toPlainText()


def test_it_can_be_painted(pane):
    assert not pane.grab().isNull()
