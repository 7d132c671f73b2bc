"""What a cell says in the corners: drift that is not known, an end that nobody told, names with tags."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from essgui.core.select_fleet import Column, fleet_rows
from essgui.domain.ages import Ages
from essgui.domain.lifecycle import RefreshStatus
from essgui.domain.scaling import Capacity
from essgui.ui.fleet.cells import cell, figures_of
from essgui.ui.widgets.delegates.roles import Role
from tests.support.states import NOW
from tests.ui.fleet import worlds

ROWS = fleet_rows(worlds.believable())
TEXT = Qt.ItemDataRole.DisplayRole
TIP = Qt.ItemDataRole.ToolTipRole
SPOKEN = Qt.ItemDataRole.AccessibleTextRole
BORN = NOW.at - timedelta(days=12)


def said(row, column, role=TEXT):
    return cell(row, column, role, NOW)


WHY = "The group's template version names a moving thing."


def aged(of, total, drifted, oldest=BORN):
    return replace(ROWS[of.id], ages=Ages(total, drifted, oldest, "" if drifted is not None else WHY))


@pytest.mark.parametrize(
    ("of", "total", "drifted", "text", "sentence"),
    [
        (worlds.RESIZER, 18, 6, "6 of 18", "6 of 18 instances are not on the active configuration."),
        (worlds.RESIZER, 18, 1, "1 of 18", "1 of 18 instances is not on the active configuration."),
        (worlds.RESIZER, 1, 1, "1 of 1", "1 of 1 instance is not on the active configuration."),
        (worlds.RESIZER, 18, 0, "0 of 18", "0 of 18 instances are not on the active configuration."),
        (worlds.LOGIN, 6, None, "not known", WHY),
    ],
)
def test_drift_is_counted_and_where_it_cannot_be_the_cell_says_why(of, total, drifted, text, sentence):
    row = aged(of, total, drifted)
    assert said(row, Column.DRIFT) == text
    assert said(row, Column.DRIFT, Role.SECOND_LINE) == "oldest 12 d"
    tip = said(row, Column.DRIFT, TIP)
    assert tip.startswith(sentence)
    assert tip.endswith("The oldest instance is 12 d old.")
    assert said(row, Column.DRIFT, SPOKEN) == tip


def test_nothing_is_said_of_drift_during_a_refresh():
    row = aged(worlds.WEB, 40, 20)
    assert row.drift is None
    assert said(row, Column.DRIFT) == "–"
    assert said(row, Column.DRIFT, TIP).startswith("It is being refreshed")
    assert figures_of(row).drifted == 0
    assert aged(worlds.RESIZER, 18, 6).drift == 6


def test_no_instances_and_not_looked_at_are_two_things():
    unseen = replace(ROWS[worlds.RESIZER.id], ages=None)
    empty = replace(unseen, group=replace(worlds.RESIZER, capacity=Capacity()))
    assert (said(unseen, Column.DRIFT), said(empty, Column.DRIFT)) == ("–", "none")
    since = "The instances were not looked at since the last refresh ended."
    assert said(unseen, Column.DRIFT, TIP) == since
    assert said(replace(unseen, tasks=()), Column.DRIFT, TIP) == "The instances were not looked at yet."
    assert said(empty, Column.DRIFT, TIP) == "This group has no instances."


def test_the_bar_hatches_drift_only_where_it_is_known():
    known, unknown = aged(worlds.RESIZER, 18, 6), aged(worlds.LOGIN, 6, None)
    assert figures_of(known).drifted == 6
    assert figures_of(unknown).drifted == 0
    assert said(known, Column.CAPACITY, TIP).endswith("\n6 not on the active configuration")
    assert said(unknown, Column.CAPACITY, TIP) == said(unknown, Column.CAPACITY, SPOKEN)


def test_the_tip_of_a_name_has_what_the_cell_may_cut_and_the_tags():
    assert said(ROWS[worlds.RESIZER.id], Column.NAME, TIP).split("\n") == [
        "image-resizer",
        worlds.RESIZER.id,
        "team = media",
        "tier = batch",
    ]
    assert said(ROWS[worlds.GEO.id], Column.NAME, TIP).split("\n") == ["geo-cache", worlds.GEO.id]


def test_an_end_that_the_cloud_does_not_tell_is_not_made_up():
    whole = worlds.LEDGER_TASK
    row = ROWS[worlds.LEDGER.id]
    assert said(row, Column.LAST, TIP).startswith("Ended ")
    endless = replace(row, tasks=(replace(whole, ended_at=None),))
    assert said(endless, Column.LAST) == "3 h ago"
    assert said(endless, Column.LAST, TIP).startswith("Began ")
    timeless = replace(row, tasks=(replace(whole, ended_at=None, started_at=None),))
    assert said(timeless, Column.LAST) == "not known"
    assert said(timeless, Column.LAST, TIP) is None


def test_a_failed_refresh_stays_in_its_cell_with_why_and_a_cancelled_one_leaves_it_idle():
    tip = said(ROWS[worlds.LEDGER.id], Column.REFRESH, TIP)
    assert tip.split("\n") == ["Failed", worlds.LEDGER_TASK.id, worlds.LEDGER_TASK.detail]
    cancelled = replace(worlds.LEDGER_TASK, status=RefreshStatus.CANCELLED)
    state = worlds.believable()
    rows = fleet_rows(replace(state, tasks={**state.tasks, cancelled.id: cancelled}))
    assert said(rows[worlds.LEDGER.id], Column.REFRESH) == "Idle"
