"""A pause is exact only where its begin was seen; otherwise it is a guess that activities may better."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from essgui.core.pauses import corrected, pause_end, seen
from essgui.core.select_fleet import fleet_rows
from essgui.core.select_fleet_summary import cards, segment_counts, speaking
from essgui.core.select_monitor import watched
from essgui.core.select_monitor_ladder import RungState, ladder
from essgui.core.state import Pause, Segment
from essgui.domain.lifecycle import RefreshStatus
from essgui.domain.scaling import Activity, ActivityId, TaskId
from tests.support.states import NOW, later, make_group, make_state, make_task, with_monitor

S = RefreshStatus
WEB = make_group()
PAUSED = make_task(WEB, S.CHECKPOINT_PAUSE)
ID = PAUSED.id


@pytest.mark.parametrize("status", [S.PENDING, S.IN_PROGRESS, S.PAUSED, "Baking"])
def test_a_pause_that_begins_between_two_polls_is_exact(status: RefreshStatus | str) -> None:
    assert seen({}, make_task(WEB, status), PAUSED, NOW) == {ID: Pause(NOW.at, exact=True)}


def test_a_pause_that_was_there_when_we_came_is_not() -> None:
    assert seen({}, None, PAUSED, NOW) == {ID: Pause(NOW.at, exact=False)}
    assert seen({}, PAUSED, PAUSED, NOW) == {ID: Pause(NOW.at, exact=False)}


def test_a_pause_that_began_while_nobody_looked_is_not_exact() -> None:
    assert seen({}, make_task(WEB), PAUSED, NOW, gap=True) == {ID: Pause(NOW.at, exact=False)}


def test_a_pause_that_lasts_keeps_its_begin() -> None:
    pauses = {ID: Pause(NOW.at, exact=True)}
    assert seen(pauses, PAUSED, PAUSED, later(60)) is pauses
    assert seen(pauses, PAUSED, PAUSED, later(60), gap=True) is pauses


def test_the_next_checkpoint_is_another_pause() -> None:
    pauses = {ID: Pause(NOW.at, exact=False)}
    assert seen(pauses, make_task(WEB), PAUSED, later(60))[ID] == Pause(later(60).at, exact=True)


def test_a_pause_that_ended_is_forgotten_and_others_are_not() -> None:
    other = TaskId("ir-other")
    pauses = {ID: Pause(NOW.at, exact=True), other: Pause(NOW.at, exact=True)}
    assert seen(pauses, PAUSED, make_task(WEB), later(5)) == {other: pauses[other]}


def test_what_was_never_paused_leaves_all_as_it_is() -> None:
    pauses = {TaskId("ir-other"): Pause(NOW.at, exact=True)}
    assert seen(pauses, None, make_task(WEB), NOW) is pauses


def ended(*seconds: float | None) -> tuple[Activity, ...]:
    return tuple(
        Activity(ActivityId(f"asa-{n}"), "Successful", ended_at=None if s is None else later(s).at)
        for n, s in enumerate(seconds)
    )


def test_the_last_activity_tells_when_an_unseen_pause_began() -> None:
    pauses = {ID: Pause(NOW.at, exact=False)}
    assert corrected(pauses, ID, ended(-300, -120, None)) == {ID: Pause(later(-120).at, exact=False)}


@pytest.mark.parametrize("activities", [(), ended(None), ended(5), ended(-60, 5)])
def test_activities_that_tell_nothing_change_nothing(activities: tuple[Activity, ...]) -> None:
    pauses = {ID: Pause(NOW.at, exact=False)}
    assert corrected(pauses, ID, activities) is pauses


def test_what_is_exact_or_unknown_is_not_corrected() -> None:
    exact = {ID: Pause(NOW.at, exact=True)}
    assert corrected(exact, ID, ended(-60)) is exact
    assert corrected({}, ID, ended(-60)) == {}


@pytest.mark.parametrize(("minutes", "exact"), [(5, True), (5, False), (59.99, True), (70, False)])
def test_the_fleet_and_the_monitor_say_the_same_end(minutes: float, exact: bool) -> None:
    group = make_group()
    task = make_task(group, RefreshStatus.CHECKPOINT_PAUSE, finished=2, checkpoints=(20, 100))
    task = replace(task, pause_minutes=60)
    state = with_monitor(make_state([group], [task]), task)
    began = NOW.at - timedelta(minutes=minutes)
    state = replace(state, pauses={task.id: Pause(began, exact=exact)})
    found = watched(state, task.id)
    assert found is not None
    rung = next(r for r in ladder(state, found).rungs if r.state is RungState.WAITING)
    rows = fleet_rows(state).values()
    line = cards(state, speaking(rows), segment_counts(rows))[Segment.CHECKPOINT].line
    end = pause_end(state, task)
    assert end is not None
    assert end.at == began + timedelta(minutes=60)
    assert line == (f"resumes in {rung.countdown}" if rung.countdown else "resumes any moment")
    assert bool(rung.countdown) == (minutes < 60)
    assert pause_end(replace(state, pauses={}), task) is None
