"""The row under the pointer is marked from edge to edge, and no other."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from essgui.core.select_fleet import Column, fleet_rows
from essgui.ui.fleet.delegate import ROW_HEIGHT
from essgui.ui.fleet.model import FleetModel
from essgui.ui.fleet.table import FleetTable
from essgui.ui.theme import current_theme
from tests.support.states import NOW
from tests.ui.fleet import worlds


def test_hover_is_a_whole_row(qtbot, themed):
    model = FleetModel(NOW)
    model.set_rows(tuple(fleet_rows(worlds.believable()).values()))
    table = FleetTable(model)
    model.setParent(table)
    qtbot.addWidget(table)
    table.resize(1370, 500)
    table.show()
    QApplication.processEvents()
    # Not by the pointer: a button that another test left pressed would make the move a drag.
    table.itemDelegate().hovered = 2
    image = table.viewport().grab().toImage()
    hover, calm = current_theme().color("hover"), current_theme().color("surface")
    for column in Column:
        x = table.columnViewportPosition(column) + 2
        assert image.pixelColor(x, 2 * ROW_HEIGHT + 4) == hover, column
        assert image.pixelColor(x, 3 * ROW_HEIGHT + 4) == calm, column


def test_every_row_is_as_high_as_the_table_reckons(qtbot, themed):
    model = FleetModel(NOW)
    model.set_rows(tuple(fleet_rows(worlds.long_names()).values()))
    table = FleetTable(model)
    model.setParent(table)
    qtbot.addWidget(table)
    delegate = table.itemDelegate()
    for row in range(model.rowCount()):
        assert table.rowHeight(row) == ROW_HEIGHT
        for column in Column:
            assert delegate.sizeHint(None, model.index(row, column)).height() == ROW_HEIGHT
