from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from essgui.domain.recurrence import not_worked_out, run_within
from essgui.domain.surroundings import ScheduledTask
from tests.support.states import NOW

# NOW is Monday, 23 November 2026, 6:00 UTC.
START, END = NOW.at, NOW.at + timedelta(hours=2)
SOON = NOW.at + timedelta(hours=1)
ONCE = ScheduledTask("st-1", "shift", launch_at=SOON)


def first_run(days_ago: int, **changes: object) -> ScheduledTask:
    return replace(ONCE, launch_at=SOON - timedelta(days=days_ago), **changes)


def test_the_next_run_itself() -> None:
    assert run_within(ONCE, START, END) == SOON
    assert run_within(replace(ONCE, launch_at=END + timedelta(seconds=1)), START, END) is None
    assert run_within(replace(ONCE, launch_at=None), START, END) is None
    assert run_within(replace(ONCE, ends_at=START), START, END) is None


@pytest.mark.parametrize(
    ("task", "runs"),
    [
        (first_run(7), False),
        (first_run(7, recurrence="Daily", recurrence_value="1"), True),
        (first_run(7, recurrence="Daily", recurrence_value="7"), True),
        (first_run(8, recurrence="Daily", recurrence_value="7"), False),
        (first_run(8, recurrence="Daily", recurrence_value="0"), True),
        (first_run(7, recurrence="Weekly", recurrence_value="0, 1"), True),
        (first_run(7, recurrence="Weekly", recurrence_value="0,2"), False),
        (first_run(40, recurrence="Monthly", recurrence_value="20-25"), True),
        (first_run(40, recurrence="Monthly", recurrence_value="1-22"), False),
        (first_run(40, recurrence="Monthly", recurrence_value="last"), False),
        (first_run(7, recurrence="Daily", recurrence_value="1", ends_at=START), False),
        (first_run(7, recurrence="Cron", recurrence_value="0 7 * * ?"), False),
    ],
)
def test_a_later_run_by_its_recurrence(task: ScheduledTask, runs: bool) -> None:
    assert run_within(task, START, END) == (SOON if runs else None)


def test_a_run_on_the_day_after_is_found_in_a_long_window() -> None:
    task = replace(
        first_run(7, recurrence="Daily", recurrence_value="1"), launch_at=START - timedelta(days=3, hours=1)
    )
    assert run_within(task, START, START + timedelta(days=1)) == START + timedelta(hours=23)


def test_cron_is_said_not_to_be_worked_out_once_its_first_run_has_passed() -> None:
    cron = first_run(7, recurrence="Cron", recurrence_value="0 7 * * ?")
    assert not_worked_out(cron, START)
    assert not not_worked_out(replace(cron, launch_at=SOON), START)
    assert not not_worked_out(replace(cron, ends_at=START - timedelta(days=1)), START)
    assert not not_worked_out(first_run(7), START)
