"""A pause is exact only where its begin was seen; otherwise it is a guess that activities may better."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from essgui.core import messages as m
from essgui.core.cadence import GAP
from essgui.core.pauses import corrected, pause_end, seen, unwatched
from essgui.core.select_fleet import fleet_rows
from essgui.core.select_fleet_summary import cards, segment_counts, speaking
from essgui.core.select_monitor import watched
from essgui.core.select_monitor_ladder import RungState, ladder
from essgui.core.state import Pause, Poll, Segment
from essgui.domain.lifecycle import RefreshStatus
from essgui.domain.questions import PastActivities
from essgui.domain.run import Recording, Run, Shelf
from essgui.domain.scaling import Activity, ActivityId, TaskId
from tests.support.playbook import OFFLINE, Playbook
from tests.support.states import HANGZHOU, NOW, later, make_group, make_state, make_task, with_monitor

if TYPE_CHECKING:
    from essgui.domain.refresh import RefreshTask

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
    assert corrected(pauses, ID, ended(-300, -120, None)) == {
        ID: Pause(later(-120).at, exact=False, came=NOW.at)
    }


@pytest.mark.parametrize(("newest", "began"), [(-60, -60), (0, 0), (5, 0)])
def test_newer_activities_move_it_on_but_never_past_when_we_came(newest: float, began: float) -> None:
    guessed = corrected({ID: Pause(NOW.at, exact=False)}, ID, ended(-120))
    assert corrected(guessed, ID, ended(-120, newest))[ID] == Pause(later(began).at, exact=False, came=NOW.at)


@pytest.mark.parametrize(
    ("poll", "blind"),
    [
        (Poll(), True),
        (Poll(seen=NOW), True),
        (Poll(seen=NOW, told=frozenset({ID})), False),
        (Poll(seen=NOW, told=frozenset({ID}), misses=1), True),
        (Poll(seen=later(-GAP - 5), told=frozenset({ID})), True),
    ],
)
def test_what_no_poll_told_of_just_before_was_not_watched(poll: Poll, blind: bool) -> None:
    assert unwatched(poll, ID, later(5), 1.0) is blind


def test_within_a_gap_it_may_have_come_to_the_next_checkpoint() -> None:
    pauses = {ID: Pause(NOW.at, exact=True)}
    farther = replace(PAUSED, finished=PAUSED.finished + 3)
    assert seen(pauses, PAUSED, farther, later(3600), gap=True) == {ID: Pause(later(3600).at, exact=False)}


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
    within = "in" if exact else "within"
    assert line == (f"resumes {within} {rung.countdown}" if rung.countdown else "resumes any moment")
    assert bool(rung.countdown) == (minutes < 60)
    assert rung.lines[-1].endswith(f"resumes {within}") == (minutes < 60)
    assert (" at the latest" in rung.after[0]) == (not exact and minutes < 60)
    assert pause_end(replace(state, pauses={}), task) is None


RUNNING = make_task(WEB, S.IN_PROGRESS, 4, checkpoints=(50, 100), pause_minutes=60)
AT_FIFTY = replace(RUNNING, status=S.CHECKPOINT_PAUSE, finished=5)
LAST = Activity(ActivityId("asa-1"), "Successful", ended_at=later(-3000).at, task=ID)


def polled(number: int, task: RefreshTask) -> m.PollSucceeded:
    return m.PollSucceeded(HANGZHOU, number, (ID,), (task,))


def came_back(known: RefreshTask) -> Playbook:
    """Begin a session that knows a watched refresh from the archive."""
    play = Playbook(make_state([WEB]))
    play.take(m.ShelfRead(Shelf((Run(known, "web", later(-3600).at, watched=True),), ((ID, Recording()),))))
    return play


@pytest.mark.parametrize("known", [RUNNING, AT_FIFTY], ids=["seen at work", "seen in its pause"])
@pytest.mark.parametrize("activities_first", [False, True])
def test_after_a_restart_a_pause_counts_from_the_last_activity(
    known: RefreshTask, activities_first: bool
) -> None:
    play = came_back(known)
    steps: list[m.Message] = [polled(1, AT_FIFTY), m.ActivitiesLoaded(ID, (LAST,))]
    for message in reversed(steps) if activities_first else steps:
        play.after(1).take(message)
    end = pause_end(play.state, AT_FIFTY)
    assert end is not None
    assert (end.about, end.at) == ("≈ ", later(600).at)


def test_the_polls_of_other_refreshes_say_nothing_of_one_that_the_archive_brought() -> None:
    other = make_task(make_group("api"))
    play = Playbook(make_state([WEB], [other]))
    play.take(m.PollSucceeded(HANGZHOU, 1, (other.id,), (other,)))
    play.take(m.ShelfRead(Shelf((Run(RUNNING, "web", NOW.at, watched=True),), ((ID, Recording()),))))
    play.after(5).take(m.PollSucceeded(HANGZHOU, 2, (other.id, ID), (other, AT_FIFTY)))
    assert not play.state.pauses[ID].exact


def test_a_pause_that_began_while_polls_failed_is_not_exact() -> None:
    play = Playbook(make_state([WEB], [RUNNING]))
    play.take(polled(1, RUNNING))
    play.after(20).take(m.PollFailed(HANGZHOU, 2, OFFLINE))
    play.after(5).take(polled(3, AT_FIFTY))
    assert play.state.pauses[ID] == Pause(later(25).at, exact=False)


@pytest.mark.parametrize("watching", [False, True])
def test_the_activities_of_the_group_tell_it_as_well(watching: bool) -> None:
    state = make_state([WEB], [RUNNING])
    play = Playbook(with_monitor(state, RUNNING) if watching else state)
    play.take(polled(1, AT_FIFTY), m.ActivitiesFailed(ID, OFFLINE))
    strange = replace(LAST, id=ActivityId("asa-2"), ended_at=later(-60).at, task=None)
    play.take(m.Answered(PastActivities(HANGZHOU, WEB.id), (strange, LAST)))
    assert play.state.pauses[ID] == Pause(later(-3000).at, exact=False, came=NOW.at)


def test_a_refresh_that_is_found_in_a_pause_is_told_by_what_is_known_of_its_group() -> None:
    play = Playbook(make_state([WEB]))
    play.take(m.Answered(PastActivities(HANGZHOU, WEB.id), (LAST,)))
    play.take(m.RefreshesFound(WEB.id, (AT_FIFTY,)))
    assert play.state.pauses[ID] == Pause(later(-3000).at, exact=False, came=NOW.at)
