"""The charts mark actions, failures and scaling by others, each as its own kind, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, timedelta

from essgui.core.select_chart_marks import LONGEST, EventMark, MarkKind, event_marks, unread
from essgui.core.select_monitor import watched
from essgui.domain.run import Event, EventKind
from essgui.domain.timeline import Sample, Timeline, bridged, gaps
from tests.ui.monitor.scenes import START, TASK, scene


def marks(*events: Event) -> tuple[EventMark, ...]:
    state = replace(scene(), chronicles={TASK: events})
    found = watched(state, TASK)
    assert found is not None
    return event_marks(state, found, UTC)


def event(kind: EventKind, *, bad: bool = False, sentence: str = "Something.") -> Event:
    return Event(START + timedelta(minutes=20), kind, sentence, bad=bad)


def test_every_kind_of_event_is_marked_as_what_it_is_or_not_at_all() -> None:
    marked = {
        (kind, bad): found[0].kind
        for kind in EventKind
        for bad in (False, True)
        if (found := marks(event(kind, bad=bad)))
    }
    assert marked == {
        (EventKind.ACTION, False): MarkKind.ACTION,
        (EventKind.ACTION, True): MarkKind.FAILED,
        (EventKind.ACTIVITY, True): MarkKind.FAILED,
        (EventKind.SCALING, False): MarkKind.SCALING,
        (EventKind.SCALING, True): MarkKind.SCALING,
    }


def test_a_mark_has_its_time_and_its_sentence_cut_where_it_is_long() -> None:
    (mark,) = marks(event(EventKind.SCALING, sentence="An alarm scaled the group: Add 2."))
    assert mark.words == "06:00 · An alarm scaled the group: Add 2."
    (mark,) = marks(event(EventKind.ACTION, sentence="x" * 200))
    assert len(mark.words) == LONGEST + len("06:00 · ")
    assert mark.words.endswith("…")


def looks(*counts: int | None, step: float = 5.0) -> Timeline:
    """Build looks a few seconds apart, some of which saw the progress alone."""
    grown = Timeline()
    for n, count in enumerate(counts):
        grown = grown.add(Sample(START + timedelta(seconds=step * n), "InProgress", n, 99, count))
    return grown


def spans(timeline: Timeline) -> list[tuple[float, float]]:
    seconds = [
        ((a - START).total_seconds(), (b - START).total_seconds()) for a, b in unread(bridged(timeline))
    ]
    assert all(a < b for a, b in seconds)
    return seconds


def test_a_stretch_in_which_the_instances_were_not_read_is_marked_once_it_is_too_long_to_count() -> None:
    blank: list[int | None] = [None]
    assert spans(looks(40, *blank * 10, 40)) == []
    assert spans(looks(40, *blank * 20, 40, *blank * 3, 40, *blank * 30)) == [(0, 105), (125, 275)]
    assert spans(looks(*blank * 30, 40)) == [(0, 150)]
    assert spans(looks(*blank * 30)) == [], "an account that may not read them sees none at all"


def test_a_stretch_that_nobody_watched_is_not_marked_twice() -> None:
    timeline = looks(40, 40, None, None)
    lost = timeline.add(Sample(START + timedelta(seconds=500), "InProgress", 50, 99, 40))
    assert len(gaps(lost)) == 1
    assert spans(lost) == []
