"""How a refresh went, summed up from samples."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from essgui.domain.course import Course, all_told, course_of, cut_off, failed_activities, replaced_words
from essgui.domain.lifecycle import RefreshStatus
from essgui.domain.run import Event, EventKind
from essgui.domain.scaling import Activity, ActivityError, ActivityId, InstanceId
from essgui.domain.timeline import Sample
from essgui.domain.told_activity import activity_event
from tests.support.states import NOW, make_group, make_task

S = RefreshStatus


def look(minute: float, status: S, finished: int, serving: int | None = None) -> Sample:
    return Sample(NOW.at + timedelta(minutes=minute), status, finished, 10, serving)


def test_steps_and_what_served_are_summed_up() -> None:
    samples = (
        look(0, S.IN_PROGRESS, 0, 10),
        look(4, S.CHECKPOINT_PAUSE, 5, 12),
        look(10, S.IN_PROGRESS, 5),
        look(11, S.PAUSED, 7, 9),
        look(13, S.IN_PROGRESS, 7, 10),
        look(15, S.SUCCESSFUL, 10, 10),
    )
    assert course_of(samples) == Course((5, 2, 3), 9, 12)


def test_one_look_says_nothing() -> None:
    assert course_of((look(0, S.IN_PROGRESS, 0),)) is None


def test_a_rollback_makes_no_steps() -> None:
    course = course_of((look(0, S.ROLLBACK_IN_PROGRESS, 5), look(1, S.ROLLBACK_IN_PROGRESS, 2)))
    assert course is not None
    assert course.steps == ()
    assert course.lowest is None


def test_what_failed_is_counted_once_with_its_code() -> None:
    error = ActivityError("OperationDenied.NoStock", "No stock.", (InstanceId("i-1"),))
    activity = Activity(ActivityId("asa-1"), "InProgress", started_at=NOW.at, errors=(error,))
    ended = replace(activity, status="Failed", ended_at=NOW.at + timedelta(minutes=2))
    fine = Activity(ActivityId("asa-2"), "Successful", ended_at=NOW.at)
    events = tuple(e for a in (activity, ended, fine) if (e := activity_event(a)) is not None)
    assert len(events) == 3
    assert failed_activities(events) == (1, "OperationDenied.NoStock")
    older = Event(NOW.at, EventKind.ACTIVITY, "No stock.", "OldCode", bad=True)
    assert failed_activities((older,)) == (1, "OldCode"), "as earlier versions have told it"
    again = replace(older, at=NOW.at + timedelta(minutes=2))
    assert failed_activities((again, *events)) == (1, "OperationDenied.NoStock"), "told again since"
    assert failed_activities(()) == (0, "")


@pytest.mark.parametrize(
    ("status", "finished", "total", "said"),
    [
        (S.CANCELLED, 4, 10, "4 of 10 instances"),
        (S.CANCELLED, 0, 0, "unknown"),
        (S.IN_PROGRESS, 3, 0, "3 of an unknown number"),
        (S.SUCCESSFUL, 0, 0, "none: ESS counted none to replace"),
    ],
)
def test_an_unknown_total_is_said_to_be_unknown(status: S, finished: int, total: int, said: str) -> None:
    task = make_task(make_group(), status, finished, total=total)
    assert replaced_words(task) == said


def test_activities_that_were_not_read_are_said_and_known_from_the_events() -> None:
    said = cut_off(NOW.at, 2000, 600)
    assert "ESS has 2,600 of them, and the newest 2,000 were read." in said.sentence
    assert all_told(())
    assert not all_told((said,))
    assert not all_told((replace(said, sentence="Not all of them were read."),)), "in whatever words"
    assert all_told((replace(said, detail=""), replace(said, kind=EventKind.ACTIVITY)))
