from __future__ import annotations

from dataclasses import replace

import pytest

from essgui.core.select_event_log import EventLog, event_log
from essgui.domain.run import Event, EventKind
from essgui.ui.monitor.event_pane import EventPane
from essgui.ui.widgets.delegates.roles import Role
from tests.support.playbook import OFFLINE
from tests.ui.monitor import scenes


@pytest.fixture
def pane(qtbot, themed):
    made = EventPane()
    qtbot.addWidget(made)
    made.resize(1000, 300)
    made.show_log(event_log(scenes.told(), scenes.TASK))
    return made


def column(pane, number: int = 2) -> list[str]:
    proxy = pane.table.proxy
    return [proxy.index(row, number).data() for row in range(proxy.rowCount())]


def test_the_newest_is_first_until_the_switch_says_otherwise(pane):
    assert column(pane)[0] == "The requested resource is sold out."
    assert column(pane)[-1] == "Watching began."
    pane.newest_first.click()
    assert column(pane)[0] == "Watching began."


def test_bad_ones_are_red_and_reasons_are_shown(pane):
    first, second = pane.table.proxy.index(0, 2), pane.table.proxy.index(1, 2)
    assert first.data(Role.TONE) == "red_fg"
    assert second.data(Role.SECOND_LINE) == "Reason: ticket OPS-7"


def test_kind_words_and_the_switch_narrow_it(pane, qtbot):
    pane.filter.choice.setCurrentIndex(pane.filter.choice.findData("action"))
    assert column(pane) == ["Asked ESS to resume."]
    pane.filter.clear()
    qtbot.keyClicks(pane.filter.field, "ops-7 ASKED")
    assert column(pane) == ["Asked ESS to resume."]
    assert pane.filter.count.text() == "1 of 6 events"
    pane.filter.only_bad.click()
    assert column(pane) == []
    assert pane.rows_or_none.currentWidget() is pane.unmatched
    pane.clear_filter.click()
    assert len(column(pane)) == 6
    assert pane.rows_or_none.currentWidget() is pane.table


def test_what_is_selected_stays_selected_when_something_happens(pane):
    pane.table.selectRow(1)
    state = scenes.told()
    newer = Event(scenes.NOW.at, EventKind.STATUS, "Suspended.")
    state = replace(state, chronicles={scenes.TASK: (*state.chronicles[scenes.TASK], newer)})
    pane.show_log(event_log(state, scenes.TASK))
    (chosen,) = pane.table.selectionModel().selectedRows(2)
    assert (chosen.row(), chosen.data()) == (2, "Asked ESS to resume.")


def test_it_loads_and_says_why_it_cannot(pane):
    pane.show_log(EventLog(loading=True))
    assert pane.face == "loading"
    pane.show_log(EventLog(failure=OFFLINE))
    assert pane.face == "empty"
    assert not pane._strip.isHidden()
