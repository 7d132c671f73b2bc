"""The model of the list of refreshes."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPersistentModelIndex
from PySide6.QtTest import QAbstractItemModelTester

from essgui.core.select_shell import refresh_rows
from essgui.domain.lifecycle import RefreshStatus
from essgui.ui.shell.refreshes_model import Column, RefreshesModel
from essgui.ui.widgets.delegates.roles import Role
from tests.support.states import NOW, later, make_group, make_state, make_task

WEB, API = make_group("web"), make_group("api")


def model_of(*tasks) -> RefreshesModel:
    model = RefreshesModel()
    model.set_rows(refresh_rows(make_state([WEB, API], tasks)), NOW.at)
    return model


def test_it_is_a_sound_model_while_rows_come_change_and_go(qtbot) -> None:
    model = model_of(make_task(WEB))
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    for tasks in ((make_task(WEB), make_task(API)), (make_task(API, finished=9),), ()):
        model.set_rows(refresh_rows(make_state([WEB, API], tasks)), NOW.at)
        assert model.rowCount() == len(tasks)
    tester.deleteLater()


def test_a_selected_refresh_stays_selected_when_the_order_changes(qtbot) -> None:
    model = model_of(make_task(WEB), replace(make_task(API), started_at=later(-3000).at))
    kept = QPersistentModelIndex(model.index(0, 0))
    assert kept.data(Role.IDENTITY) == make_task(WEB).id
    ended = make_task(WEB, RefreshStatus.SUCCESSFUL)
    model.set_rows(refresh_rows(make_state([WEB, API], [ended, make_task(API)])), NOW.at)
    assert kept.row() == 1
    assert kept.data(Role.IDENTITY) == ended.id


def test_only_what_changed_is_repainted(qtbot) -> None:
    tasks = [make_task(WEB), make_task(API, RefreshStatus.SUCCESSFUL, ended_at=NOW.at)]
    model = model_of(*tasks)
    painted: list[tuple[int, int]] = []
    model.dataChanged.connect(lambda a, _: painted.append((a.row(), a.column())))
    tasks[0] = replace(tasks[0], finished=5)
    model.set_rows(refresh_rows(make_state([WEB, API], tasks)), NOW.at)
    assert painted == [(0, 0)]


def test_what_a_row_shows(qtbot) -> None:
    model = model_of(make_task(WEB, finished=4))
    assert model.index(0, Column.STATUS).data(Role.STRONG) == "4"
    assert model.index(0, Column.STATUS).data() == "/10"
    assert model.index(0, Column.DURATION).data() == "10 min"
    assert model.index(0, Column.ID).data() == "ir-bp1web"


def test_what_it_took_is_told_as_everywhere(qtbot) -> None:
    for seconds, said in ((99, "1 min 39 s"), (6720, "1 h 52 min"), (6720 + 48 * 3600, "2 d 1 h")):
        ended = make_task(WEB, RefreshStatus.SUCCESSFUL, started_at=NOW.at, ended_at=later(seconds).at)
        assert model_of(ended).index(0, Column.DURATION).data() == said
