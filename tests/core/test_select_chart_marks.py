"""The charts mark what was done and what failed, and a line breaks where nobody looked."""

from __future__ import annotations

from datetime import timedelta, timezone
from typing import TYPE_CHECKING

import pytest

from essgui.core.select_chart_marks import LONGEST, broken, event_marks
from essgui.core.select_monitor import watched
from essgui.domain.run import Event, EventKind
from essgui.domain.timeline import Sample, Timeline, timeline_of
from tests.support.states import NOW, later, make_group, make_state, make_task, with_monitor

if TYPE_CHECKING:
    from essgui.core.select_chart_marks import EventMark

WEB = make_group()
TASK = make_task(WEB)
BEIJING = timezone(timedelta(hours=8))


def marks(*events: Event) -> tuple[EventMark, ...]:
    state = with_monitor(make_state([WEB], [TASK], chronicles={TASK.id: events}), TASK)
    found = watched(state, TASK.id)
    assert found is not None
    return event_marks(state, found, BEIJING)


@pytest.mark.parametrize("kind", EventKind)
@pytest.mark.parametrize("bad", [False, True])
def test_only_deeds_and_failed_activities_are_marked(kind: EventKind, bad: bool) -> None:
    found = marks(Event(NOW.at, kind, "It was.", "evidence", bad))
    if kind is EventKind.ACTION or (kind is EventKind.ACTIVITY and bad):
        (mark,) = found
        assert (mark.at, mark.words, mark.bad) == (NOW.at, "14:00 · It was.", bad)
    else:
        assert found == ()


@pytest.mark.parametrize(("letters", "shown"), [(LONGEST, "x" * LONGEST), (LONGEST + 1, "x" * 119 + "…")])
def test_a_mark_is_never_longer_than_it_may_be(letters: int, shown: str) -> None:
    (mark,) = marks(Event(NOW.at, EventKind.ACTION, "x" * letters))
    assert mark.words == f"14:00 · {shown}"


def test_without_a_log_there_is_no_mark() -> None:
    assert marks() == ()
    state = with_monitor(make_state([WEB], [TASK]), TASK)
    found = watched(state, TASK.id)
    assert found is not None
    assert event_marks(state, found) == ()


def look(second: float, finished: int = 0) -> Sample:
    return Sample(later(second).at, "InProgress", finished, 10)


def test_a_line_breaks_once_in_each_gap_and_loses_no_sample() -> None:
    seconds = (0, 5, 10, 400, 405, 900)
    samples = tuple(look(second, number) for number, second in enumerate(seconds))
    rows = broken(timeline_of(samples))
    assert [sample for _, sample in rows if sample is not None] == list(samples)
    assert [at for at, sample in rows if sample is None] == [later(400).at, later(900).at]
    # The break stands before the sample that ends the gap.
    assert [sample is None for _, sample in rows] == [False, False, False, True, False, False, True, False]


def test_nothing_and_one_look_have_no_gap() -> None:
    assert broken(Timeline()) == ()
    assert broken(timeline_of((look(0),))) == ((NOW.at, look(0)),)
