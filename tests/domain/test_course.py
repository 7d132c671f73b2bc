"""How a refresh went, summed up from samples."""

from __future__ import annotations

from datetime import timedelta

from essgui.domain.course import Course, course_of, waits_expected
from essgui.domain.lifecycle import RefreshStatus
from essgui.domain.timeline import Sample
from tests.support.states import NOW, make_group, make_task

S = RefreshStatus


def look(minute: float, status: S, finished: int, serving: int | None = None) -> Sample:
    return Sample(NOW.at + timedelta(minutes=minute), status, finished, 10, serving)


def test_work_and_waiting_are_told_apart() -> None:
    samples = (
        look(0, S.IN_PROGRESS, 0, 10),
        look(4, S.CHECKPOINT_PAUSE, 5, 12),
        look(10, S.IN_PROGRESS, 5),
        look(11, S.PAUSED, 7, 9),
        look(13, S.IN_PROGRESS, 7, 10),
        look(15, S.SUCCESSFUL, 10, 10),
    )
    assert course_of(samples) == Course(7 * 60.0, 8 * 60.0, (5, 2, 3), 9, 12)


def test_one_look_says_nothing() -> None:
    assert course_of((look(0, S.IN_PROGRESS, 0),)) is None


def test_a_rollback_makes_no_steps() -> None:
    course = course_of((look(0, S.ROLLBACK_IN_PROGRESS, 5), look(1, S.ROLLBACK_IN_PROGRESS, 2)))
    assert course is not None
    assert course.steps == ()
    assert course.lowest is None


def test_pauses_that_were_passed_are_expected() -> None:
    task = make_task(make_group(), finished=6, checkpoints=(20, 50, 100), pause_minutes=30)
    assert waits_expected(task) == 2 * 1800.0
    assert waits_expected(make_task(make_group(), finished=0, checkpoints=(20, 100))) == 0.0
