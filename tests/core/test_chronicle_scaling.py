"""Scaling beside a refresh is told once each, at its own time, and goes to the archive."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from essgui.core import effects as e
from essgui.core import messages as m
from essgui.domain.lifecycle import RefreshStatus
from essgui.domain.questions import PastActivities
from essgui.domain.run import Event, EventKind, Recording, Run, Shelf
from essgui.domain.scaling import Activity, ActivityId
from tests.support.playbook import Playbook
from tests.support.states import HANGZHOU, NOW, make_group, make_state, make_task

S = RefreshStatus
WEB = make_group()
TASK = make_task(WEB, S.IN_PROGRESS, finished=2)
PAST = PastActivities(WEB.region, WEB.id)
OWN = Activity(ActivityId("asa-own"), "InProgress", started_at=NOW.at - timedelta(minutes=9), task=TASK.id)
ALARM = Activity(
    ActivityId("asa-alarm"),
    "InProgress",
    'Alarm task "cpu-high" triggered the scaling rule "add-2".',
    'Add "2" ECS instances',
    started_at=NOW.at - timedelta(minutes=4),
)
BY_HAND = Activity(
    ActivityId("asa-hand"),
    "Successful",
    "A user requests to scale in.",
    'Remove "1" ECS instance.',
    started_at=NOW.at - timedelta(minutes=2),
)


def playbook(shelf: Shelf | None = None) -> Playbook:
    play = Playbook(make_state([WEB], [TASK]))
    play.take(m.ShelfRead(shelf or Shelf()), m.MonitorOpened(TASK.id), m.ActivitiesLoaded(TASK.id, (OWN,)))
    return play


def told(play: Playbook) -> list[Event]:
    return [event for event in play.state.chronicles[TASK.id] if event.kind is EventKind.SCALING]


def test_each_is_told_once_at_the_time_at_which_it_began() -> None:
    play = playbook()
    play.after(5).take(m.Answered(PAST, (ALARM, OWN)))
    play.after(5).take(m.Answered(PAST, (BY_HAND, replace(ALARM, status="Failed", progress=100), OWN)))
    play.after(5).take(m.Answered(PAST, (BY_HAND, ALARM, OWN)))
    assert told(play) == [
        Event(
            ALARM.started_at,
            EventKind.SCALING,
            'An alarm scaled the group: Add "2" ECS instances, asa-alarm.',
            ALARM.cause,
        ),
        Event(
            BY_HAND.started_at,
            EventKind.SCALING,
            'Scaling beside the refresh: Remove "1" ECS instance, asa-hand.',
            BY_HAND.cause,
        ),
    ]


def test_what_was_rejected_and_what_has_no_words() -> None:
    play = playbook()
    full = replace(
        ALARM, status="Rejected", cause='Scheduled task "night" ran: the group may have 20 at most.'
    )
    bare = Activity(ActivityId("asa-bare"), "Successful", started_at=NOW.at)
    play.after(5).take(m.Answered(PAST, (full, bare)))
    assert [event.sentence for event in told(play)] == [
        'A scheduled task scaled the group (rejected): Add "2" ECS instances, asa-alarm.',
        "Scaling beside the refresh: asa-bare.",
    ]


def test_they_are_written_to_the_archive() -> None:
    play = playbook()
    play.after(5).take(m.Answered(PAST, (ALARM,)), m.KeepDue())
    (kept,) = play.asked(e.Keep)
    events = kept.recordings[0][1].events
    assert [event.at for event in events if event.kind is EventKind.SCALING] == [ALARM.started_at]


def test_what_an_earlier_session_told_is_not_told_again() -> None:
    play = playbook()
    play.after(5).take(m.Answered(PAST, (ALARM,)))
    shelf = Shelf(
        (Run(TASK, WEB.name, NOW.at, watched=True),), ((TASK.id, Recording((), tuple(told(play)))),)
    )
    again = playbook(shelf)
    again.after(60).take(m.Answered(PAST, (ALARM, BY_HAND)))
    assert [event.at for event in told(again)] == [ALARM.started_at, BY_HAND.started_at]


def test_a_monitor_that_is_opened_late_tells_what_is_known_already() -> None:
    play = Playbook(make_state([WEB], [TASK]))
    play.take(m.Answered(PAST, (ALARM,)))
    assert TASK.id not in play.state.chronicles
    play.take(m.MonitorOpened(TASK.id))
    assert [event.at for event in told(play)] == [ALARM.started_at]


def test_what_happens_after_the_end_is_not_told() -> None:
    play = playbook()
    over = replace(TASK, status=S.SUCCESSFUL, ended_at=NOW.at - timedelta(minutes=3))
    play.after(5).take(m.PollDue(HANGZHOU), m.PollSucceeded(HANGZHOU, 1, (TASK.id,), (over,)))
    play.take(m.Answered(PAST, (BY_HAND, ALARM)))
    assert [event.at for event in told(play)] == [ALARM.started_at]
