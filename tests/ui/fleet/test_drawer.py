from __future__ import annotations

from dataclasses import replace

import pytest

from essgui.core.select_fleet_drawer import drawer
from essgui.core.state import Detail, Fleet, Remote
from essgui.domain.scaling import GroupId
from essgui.ui.fleet.drawer import Drawer
from tests.support.states import later
from tests.ui.fleet import worlds

FULL = worlds.with_drawer(worlds.believable())


@pytest.fixture
def shown(qtbot, themed):
    made = Drawer()
    qtbot.addWidget(made)
    made.resize(344, 760)
    made.show()

    def show(state):
        view = drawer(state)
        assert view is not None
        made.show_view(view)
        return made

    return show


def test_an_eligible_group(shown):
    panel = shown(FULL)
    assert panel.identifier.identifier == worlds.RESIZER.id
    assert panel.place.text() == "cn-shanghai · ECS"
    assert panel.checks.badge.text == "Yes"
    assert panel.refresh.isEnabled()
    assert not panel.watch.isVisible()
    assert [text for text, _tone in panel.capacity.strip.legend()] == [
        "12 on active configuration",
        "6 drifted, oldest 11 d",
    ]
    rows = [row for row in panel.checks.rows if row.isVisible()]
    assert rows[-1].name.text() == "1 instance will be ignored"
    assert "protected" in rows[-1].toolTip()


def test_a_group_that_cannot_be_refreshed_says_why_everywhere(shown):
    panel = shown(worlds.with_drawer(worlds.believable(), worlds.GEO))
    assert panel.checks.badge.text == "No"
    assert not panel.refresh.isEnabled()
    reason = panel.refresh_reason.reason
    assert "economical reclaim" in reason
    assert panel.refresh.accessibleDescription() == reason
    assert panel.checks.rows[0].toolTip() == reason


def test_the_drifted_instances_unfold_and_fold_with_the_next_group(shown):
    panel = shown(FULL)
    toggle = panel.capacity.toggle
    assert toggle.text() == "Show the 6 drifted instances"
    toggle.click()
    lines = [row.key.text() for row in panel.capacity._rows if row.isVisible()]
    assert len(lines) == 6
    assert all(line.startswith("i-bp1") for line in lines)
    panel = shown(replace(FULL, now=later(1)))
    assert toggle.isChecked()
    shown(worlds.with_drawer(worlds.believable(), worlds.PUSH))
    assert not toggle.isChecked()


def test_nothing_is_said_of_drift_before_the_instances_are_there(shown):
    reading = Detail(Remote(loading=True), Remote(loading=True))
    panel = shown(replace(FULL, details={worlds.RESIZER.id: reading}))
    assert [text for text, _tone in panel.capacity.strip.legend()] == ["18 in service"]
    assert panel.capacity.note.text() == "Reading the instances…"
    assert panel.facts.bars.isVisible()
    panel = shown(FULL)
    assert not panel.facts.bars.isVisible()
    assert not panel.capacity.note.isVisible()


def test_facts_change_in_place_and_are_made_anew_for_another_kind(shown):
    panel = shown(FULL)
    rows = list(panel.facts.rows)
    shown(worlds.with_drawer(worlds.believable(), worlds.SEARCH))
    assert panel.facts.rows == rows
    assert rows[0].value.text() == "search-api-prod-2026-11"
    shown(replace(worlds.believable(), fleet=Fleet(selected=worlds.CART.id)))
    assert [row.key.text() for row in panel.facts.rows] == ["Id", "Version"]
    assert panel.facts.title.label.text() == "Launch template"


def test_a_failed_read_gives_sentence_hint_and_code(shown):
    detail = Detail(Remote(failure=worlds.DENIED), Remote(failure=worlds.DENIED))
    panel = shown(replace(FULL, details={worlds.RESIZER.id: detail}))
    text = panel.facts.failure.text()
    assert worlds.DENIED.sentence in text
    assert worlds.DENIED.hint in text
    assert worlds.DENIED.code in text


def test_a_group_that_is_gone(shown):
    panel = shown(replace(FULL, fleet=Fleet(selected=GroupId("asg-gone"))))
    assert panel.gone.isVisible()
    assert not panel.capacity.isVisible()
    assert not panel.refresh.isEnabled()
    panel = shown(FULL)
    assert not panel.gone.isVisible()
    assert panel.capacity.isVisible()


def test_signals_name_the_group_and_the_refresh(shown, qtbot):
    panel = shown(worlds.with_drawer(worlds.believable(), worlds.WEB))
    with qtbot.waitSignal(panel.watch_wanted, timeout=1000) as watched:
        panel.watch.click()
    assert watched.args == [worlds.WEB_TASK.id]
    panel = shown(FULL)
    with qtbot.waitSignal(panel.refresh_wanted, timeout=1000) as asked:
        panel.refresh.click()
    assert asked.args == [worlds.RESIZER.id]
