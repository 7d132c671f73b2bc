"""The table by itself: what it tells of its rows, and what it keeps to itself."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QFontMetricsF
from PySide6.QtWidgets import QApplication

from essgui.core.select_fleet import Column, fleet_rows
from essgui.core.select_shell import age
from essgui.ui.fleet.delegate import ROW_HEIGHT
from essgui.ui.fleet.model import FleetModel
from essgui.ui.fleet.table import FleetTable
from essgui.ui.fonts import FontRole
from essgui.ui.theme import current_theme
from essgui.ui.widgets.delegates.cell import PAD
from tests.support.states import NOW, make_group, make_state
from tests.ui.pointer import double_click

GROUPS = [make_group(f"g{n:03}") for n in range(100)]
ROWS = tuple(fleet_rows(make_state(GROUPS)).values())


@pytest.fixture
def table(qtbot, themed):
    model = FleetModel(NOW)
    model.set_rows(ROWS)
    made = FleetTable(model)
    model.setParent(made)
    qtbot.addWidget(made)
    made.resize(1200, 32 + 10 * ROW_HEIGHT)
    made.show()
    QApplication.processEvents()
    return made


def heard(signal):
    found = []
    signal.connect(lambda *args: found.append(args))
    return found


def test_the_longest_age_is_read_whole(table):
    for column, role, words in (
        (Column.DRIFT, FontRole.CAPTION, f"oldest {age(7199)}"),
        (Column.LAST, FontRole.SMALL, f"{age(7199)} ago"),
    ):
        wide = QFontMetricsF(current_theme().font(role)).horizontalAdvance(words)
        assert wide <= table.columnWidth(column) - 2 * PAD, words


def test_a_row_that_shows_by_one_pixel_is_on_screen(table):
    whole = table.viewport().height() // ROW_HEIGHT
    table.verticalScrollBar().setValue(5 * ROW_HEIGHT - 1)
    shown = table.visible_groups()
    assert shown[0] == GROUPS[4].id
    assert table.rowAt(0) == 4
    assert shown[-1] == GROUPS[table.rowAt(table.viewport().height() - 1)].id
    assert len(shown) in {whole, whole + 1, whole + 2}
    table.model().set_rows(())
    assert table.visible_groups() == ()


def test_a_selection_from_outside_is_told_to_nobody_and_moves_nothing(table):
    chosen = heard(table.chosen)
    table.verticalScrollBar().setValue(20 * ROW_HEIGHT)
    table.renew(GROUPS[90].id)
    assert table.selected() == GROUPS[90].id
    assert table.verticalScrollBar().value() == 20 * ROW_HEIGHT
    table.renew(GROUPS[90].id, show=True)
    assert GROUPS[90].id in table.visible_groups()
    table.renew(None)
    assert table.selected() is None
    assert chosen == []
    table.selectRow(3)
    assert chosen == [(GROUPS[3].id,)]


def test_the_menu_key_opens_the_menu_of_the_selected_row_and_on_it(table):
    wanted = heard(table.menu_wanted)
    table.renew(GROUPS[5].id)
    # The pointer is somewhere else: over the first row.
    event = QContextMenuEvent(
        QContextMenuEvent.Reason.Keyboard, QPoint(10, 10), table.mapToGlobal(QPoint(9, 9))
    )
    QApplication.sendEvent(table.viewport(), event)
    ((group, where),) = wanted
    assert group == GROUPS[5].id
    assert table.rowAt(table.viewport().mapFromGlobal(where).y()) == 5


def test_below_the_last_row_there_is_no_menu_and_nothing_to_open(table):
    table.model().set_rows(ROWS[:2])
    wanted, opened = heard(table.menu_wanted), heard(table.opened)
    below = QPoint(50, 5 * ROW_HEIGHT)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, below, table.viewport().mapToGlobal(below))
    QApplication.sendEvent(table.viewport(), event)
    double_click(table.viewport(), below)
    assert wanted == []
    assert opened == []


def test_only_the_left_button_opens(table):
    opened = heard(table.opened)
    at = QPoint(50, ROW_HEIGHT // 2)
    double_click(table.viewport(), at, Qt.MouseButton.RightButton)
    assert opened == []
    double_click(table.viewport(), at)
    assert opened == [(GROUPS[0].id,)]


@pytest.mark.parametrize("width", [1100, 1370, 2400])
def test_the_columns_fill_the_table_exactly(table, width):
    table.resize(width, 400)
    QApplication.processEvents()
    header = table.horizontalHeader()
    assert header.length() == table.viewport().width()
    assert header.sectionSize(Column.NAME) > header.sectionSize(Column.SOURCE) - 1


def test_a_narrow_table_scrolls_and_squeezes_no_name_away(table):
    table.resize(700, 400)
    QApplication.processEvents()
    assert table.horizontalHeader().sectionSize(Column.NAME) >= 150
    assert table.horizontalScrollBar().maximum() > 0
