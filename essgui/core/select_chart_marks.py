"""What the monitor's charts mark: what was done, what failed, scaling by others, and when nobody looked."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING

from essgui.core.select_monitor_words import clock
from essgui.domain.run import EventKind
from essgui.domain.timeline import gaps

if TYPE_CHECKING:
    from datetime import datetime, tzinfo

    from essgui.core.select_monitor import Watched
    from essgui.core.state import AppState
    from essgui.domain.run import Event
    from essgui.domain.timeline import Sample, Timeline

LONGEST = 120
"""Letters of a sentence that a mark shows; the event log has all of it."""


class MarkKind(StrEnum):
    """What a mark is about; decides its shape and colour."""

    ACTION = "action"
    FAILED = "failed"
    """An action or an activity that failed."""
    SCALING = "scaling"
    """Beside the refresh."""


@dataclass(frozen=True, slots=True)
class EventMark:
    """Something that happened at a moment."""

    at: datetime
    words: str
    """Its time of the day and its sentence."""
    kind: MarkKind = MarkKind.ACTION


def event_marks(state: AppState, found: Watched, zone: tzinfo | None = None) -> tuple[EventMark, ...]:
    """Return what was done to a refresh, what failed in it and what scaled its group beside it."""
    now = state.now.at
    return tuple(
        EventMark(event.at, f"{clock(event.at, now, zone)} · {_short(event.sentence)}", kind)
        for event in state.chronicles.get(found.task.id, ())
        if (kind := _kind(event)) is not None
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


def unread(timeline: Timeline) -> tuple[tuple[datetime, datetime], ...]:
    """Return the stretches of a bridged timeline in which polls looked and nobody read the instances."""
    if all(sample.in_service is None for sample in timeline.samples):
        return ()
    found: list[tuple[datetime, datetime]] = []
    for before, after in pairwise(timeline.samples):
        if after.after_gap or None not in (before.in_service, after.in_service):
            continue
        start = found.pop()[0] if found and found[-1][1] == before.at else before.at
        found.append((start, after.at))
    return tuple((start, end) for start, end in found if timeline.lost_after((end - start).total_seconds()))


def _kind(event: Event) -> MarkKind | None:
    match event.kind:
        case EventKind.ACTION:
            return MarkKind.FAILED if event.bad else MarkKind.ACTION
        case EventKind.ACTIVITY:
            return MarkKind.FAILED if event.bad else None
        case EventKind.SCALING:
            return MarkKind.SCALING
        case _:
            return None


def _short(sentence: str) -> str:
    return sentence if len(sentence) <= LONGEST else f"{sentence[: LONGEST - 1]}…"
