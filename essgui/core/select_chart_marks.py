"""What the monitor's charts mark: what was done, what failed, and when nobody looked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from essgui.core.select_monitor_words import clock
from essgui.domain.run import EventKind
from essgui.domain.timeline import gaps

if TYPE_CHECKING:
    from datetime import datetime, tzinfo

    from essgui.core.select_monitor import Watched
    from essgui.core.state import AppState
    from essgui.domain.timeline import Sample, Timeline

LONGEST = 120
"""Letters of a sentence that a mark shows; the event log has all of it."""


@dataclass(frozen=True, slots=True)
class EventMark:
    """An action, or an activity that failed."""

    at: datetime
    words: str
    """Its time of the day and its sentence."""
    bad: bool = False


def event_marks(state: AppState, found: Watched, zone: tzinfo | None = None) -> tuple[EventMark, ...]:
    """Return what was done to a refresh and what failed in it."""
    now = state.now.at
    return tuple(
        EventMark(event.at, f"{clock(event.at, now, zone)} · {_short(event.sentence)}", event.bad)
        for event in state.chronicles.get(found.task.id, ())
        if event.kind is EventKind.ACTION or (event.kind is EventKind.ACTIVITY and event.bad)
    )


def broken(timeline: Timeline) -> tuple[tuple[datetime, Sample | None], ...]:
    """Return the samples with their times, and None at the end of each gap, so that a line breaks there."""
    rows: list[tuple[datetime, Sample | None]] = []
    ends = [end for _start, end in gaps(timeline)]
    for sample in timeline.samples:
        while ends and sample.at >= ends[0]:
            rows.append((ends.pop(0), None))
        rows.append((sample.at, sample))
    return tuple(rows)


def _short(sentence: str) -> str:
    return sentence if len(sentence) <= LONGEST else f"{sentence[: LONGEST - 1]}…"
