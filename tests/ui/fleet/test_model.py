from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from essgui.core.select_fleet import Column, fleet_rows
from essgui.core.select_fleet_filter import Sorting, arranged
from essgui.ui.fleet.model import FleetModel
from essgui.ui.widgets.delegates.roles import Role
from tests.support.states import NOW, later
from tests.ui.fleet import worlds

STATE = worlds.believable()
ROWS = arranged(fleet_rows(STATE).values(), Sorting())


@pytest.fixture
def model(qapp):
    made = FleetModel(NOW)
    QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal)
    made.set_rows(ROWS)
    return made


def ids(model):
    return [model.index(i, 0).data(Role.IDENTITY) for i in range(model.rowCount())]


def text(model, row, column, role=Qt.ItemDataRole.DisplayRole):
    return model.index(model.place_of(row.id), column).data(role)


def test_rows_come_go_and_move_without_a_reset(model):
    resets = []
    model.modelReset.connect(lambda: resets.append(1))
    for rows in (ROWS[3:9], ROWS, tuple(reversed(ROWS)), ROWS[::2], (), ROWS[1::3], ROWS):
        model.set_rows(rows)
        assert ids(model) == [row.id for row in rows]
        assert [model.place_of(row.id) for row in rows] == list(range(len(rows)))
    assert resets == []


def test_a_row_is_followed_wherever_it_goes(model):
    followed = QPersistentModelIndex(model.index(model.place_of(worlds.RESIZER.id), Column.SOURCE))
    model.set_rows(tuple(reversed(ROWS))[2:])
    assert followed.data(Role.IDENTITY) == worlds.RESIZER.id
    assert followed.column() == Column.SOURCE
    model.set_rows(tuple(row for row in ROWS if row.id != worlds.RESIZER.id))
    assert not followed.isValid()


def test_only_changed_rows_are_told_in_spans(model):
    told = []
    model.dataChanged.connect(lambda a, b, _roles: told.append((a.row(), b.row())))
    model.set_rows(ROWS)
    assert told == []
    changed = list(ROWS)
    for i in (2, 3, 7):
        changed[i] = replace(changed[i], words="other")
    model.set_rows(changed)
    assert told == [(2, 3), (7, 7)]


def test_progress_is_marked_for_a_moment(model):
    place = model.place_of(worlds.SEARCH.id)
    cell = model.index(place, Column.REFRESH)
    assert not cell.data(Role.FLASH)
    newer = replace(worlds.SEARCH_TASK, finished=9)
    rows = list(ROWS)
    rows[place] = replace(rows[place], tasks=(newer,))
    model.set_rows(rows)
    assert cell.data(Role.FLASH)
    assert cell.data(Role.STRONG) == "9"
    assert not model.index(place, Column.NAME).data(Role.FLASH)
    model.set_now(later(1))
    assert not cell.data(Role.FLASH)


def test_cells_of_a_running_refresh(model):
    row = ROWS[0]
    assert text(model, row, Column.REFRESH, Role.STATUS) == "CheckpointPause"
    assert text(model, row, Column.REFRESH, Role.STRONG) == "20"
    assert text(model, row, Column.REFRESH) == "/40"
    assert text(model, row, Column.REFRESH, Role.SHARE) == 0.5
    assert text(model, row, Column.REFRESH, Qt.ItemDataRole.AccessibleTextRole) == (
        "At checkpoint, 20 of 40 instances"
    )
    assert text(model, row, Column.ELIGIBLE) == "Refresh running"
    assert text(model, row, Column.LAST, Role.SECOND_LINE) == "today"


def test_cells_of_an_idle_group(model):
    row = next(r for r in ROWS if r.id == worlds.RESIZER.id)
    assert text(model, row, Column.REFRESH) == "Idle"
    assert text(model, row, Column.REFRESH, Role.STATUS) is None
    assert text(model, row, Column.LAST) == "11 d ago"
    assert text(model, row, Column.LAST, Role.SECOND_STATUS) == "Successful"
    assert text(model, row, Column.ELIGIBLE, Role.ICON) == "tick"
    never = next(r for r in ROWS if r.id == worlds.GEO.id)
    assert text(model, never, Column.LAST) == "never"


def test_an_unknown_status_is_shown_raw_and_a_missing_total_draws_no_bar(qapp):
    model = FleetModel(NOW)
    row = fleet_rows(worlds.long_names())[worlds.SEARCH.id]
    model.set_rows([row])
    cell = model.index(0, Column.REFRESH)
    assert cell.data(Role.STATUS) == "AwaitingApproval"
    assert cell.data(Role.SHARE) is None
    assert cell.data() == ""


def test_what_is_not_known_gives_its_reason(qapp):
    rows = fleet_rows(worlds.half_loaded())
    model = FleetModel(NOW)
    model.set_rows([rows[worlds.CHECKOUT.id], rows[worlds.CART.id]])
    assert model.index(0, Column.REFRESH).data() == "not known"
    tip = model.index(0, Column.REFRESH).data(Qt.ItemDataRole.ToolTipRole)
    assert worlds.OFFLINE.sentence in tip
    assert worlds.OFFLINE.code in tip
    assert model.index(1, Column.REFRESH).data() == "looking…"
    assert model.index(1, Column.LAST).data() == "–"


def test_rows_of_a_silent_region_are_dimmed(qapp):
    rows = fleet_rows(worlds.failing())
    model = FleetModel(NOW)
    model.set_rows([rows[worlds.LEDGER.id], rows[worlds.WEB.id]])
    assert [model.index(i, 0).data(Role.DIM) for i in (0, 1)] == [True, False]


def test_ages_move_on_by_themselves(model):
    told = []
    model.dataChanged.connect(lambda a, b, _roles: told.append((a.column(), b.column())))
    model.set_now(later(1))
    assert told == []
    model.set_now(later(12))
    assert told == [(Column.LAST, Column.LAST)]
