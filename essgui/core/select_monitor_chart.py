"""What the monitor's charts draw: samples as points, the corridor, checkpoints with their pauses, now."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from essgui.core.first_forecast import kept_durations
from essgui.core.select_chart_marks import broken, event_marks, unread
from essgui.core.select_eta import as_of, earlier_durations, expected_end
from essgui.core.select_monitor_words import clock
from essgui.domain.eta import usable
from essgui.domain.forecast import forecast
from essgui.domain.lifecycle import ROLLBACK, RefreshStatus
from essgui.domain.plan import checkpoint_counts
from essgui.domain.timeline import bridged, gaps, running_gap

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime, tzinfo

    from essgui.core.select_chart_marks import EventMark
    from essgui.core.select_monitor import Watched
    from essgui.core.state import AppState
    from essgui.domain.durations import Durations
    from essgui.domain.eta import Waypoint
    from essgui.domain.refresh import RefreshTask
    from essgui.domain.timeline import Sample

_UNSEEN = timedelta(seconds=60)
"""A shorter stretch before the first sample is not worth a hatch."""
_MARGIN = 0.03
"""Of the time shown: room right of now."""
_NOT_IN_FILES = re.compile(r"[^\w.-]+")
"""What may stand in a name, and not in that of a file everywhere."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A checkpoint that was seen to be reached, with its pause."""

    percent: int
    at: datetime
    until: datetime | None = None
    """When its pause ended, or ends by itself."""


@dataclass(frozen=True, slots=True)
class Stage:
    """A checkpoint as a count of new instances."""

    percent: int
    count: int
    reached: bool


@dataclass(frozen=True, slots=True)
class Ahead:
    """The expected rest: new instances over time, between the latest and the soonest, and the end."""

    low: tuple[tuple[datetime, int], ...]
    expected: tuple[tuple[datetime, int], ...]
    high: tuple[tuple[datetime, int], ...]
    marks: tuple[Mark, ...]
    finish: tuple[datetime, datetime]
    label: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """Both charts' content; counts are in instances, None is "not seen at that moment"."""

    times: tuple[datetime, ...]
    in_service: tuple[int | None, ...]
    new: tuple[int | None, ...]
    finished: tuple[int | None, ...]
    total: int
    floor: int | None
    ceiling: int | None
    marks: tuple[Mark, ...]
    stages: tuple[Stage, ...]
    now: datetime | None
    """None once the refresh is over."""
    now_label: str
    start: datetime
    end: datetime
    unseen_until: datetime | None
    ahead: Ahead | None
    """What is expected from now on; None where nothing is foretold."""
    first: tuple[tuple[datetime, int], ...]
    """New instances over time as they were expected at the start."""
    note: str
    """What is not recorded, where watching began late."""
    empty_text: str
    gaps: tuple[tuple[datetime, datetime], ...] = ()
    """Between which moments nobody looked."""
    unread: tuple[tuple[datetime, datetime], ...] = ()
    """Between which moments only the progress was seen."""
    events: tuple[EventMark, ...] = ()
    rest: str = "old"
    """What serves and is not new."""
    name: str = "refresh"
    """What the file of a picture begins with: the group, and when the refresh began."""


def drawing(
    state: AppState, found: Watched, zone: tzinfo | None = None, earlier: Durations | None = None
) -> Drawing:
    """Collect what both charts draw; `earlier` stands in for what the group's past tells now."""
    task, now = found.task, state.now.at
    samples = found.monitor.timeline.samples
    counted = bridged(found.monitor.timeline)
    rows = broken(counted)
    band = found.band
    first = samples[0].at if samples else now
    start = min(task.started_at or first, first)
    unseen = found.monitor.joined_late and first - start > _UNSEEN
    marks = tuple(_marks(state, found))
    end = (task.ended_at or (samples[-1].at if samples else now)) if task.over else now
    end = max(end, start + timedelta(seconds=60), *(m.until for m in marks if m.until is not None), first)
    ahead = _ahead(state, found, zone, earlier)
    if ahead is not None:
        end = max(end, ahead.finish[1])
    return Drawing(
        times=tuple(at for at, _sample in rows),
        in_service=tuple(s.in_service if s else None for _at, s in rows),
        new=tuple(_new(s) for _at, s in rows),
        finished=tuple(min(max(0, s.finished), s.total or s.finished) if s else None for _at, s in rows),
        total=task.total,
        floor=found.kept.floor if found.kept else None,
        ceiling=band.ceiling if band else None,
        marks=marks,
        stages=_stages(found),
        now=None if task.over else now,
        now_label="" if task.over else f"now {clock(now, now, zone)}",
        start=start,
        end=end if task.over else end + (end - start) * _MARGIN,
        unseen_until=first if unseen else None,
        ahead=ahead,
        first=_first(state, found, earlier),
        note=f"recorded since {clock(first, now, zone)}" if unseen else "",
        empty_text=_empty(found),
        gaps=gaps(found.monitor.timeline) + (() if task.over else running_gap(found.monitor.timeline, now)),
        unread=unread(counted),
        events=event_marks(state, found, zone),
        rest=_rest(task, samples),
        name=f"{_NOT_IN_FILES.sub('-', found.name)}-{start.astimezone(zone):%Y-%m-%d-%H%M}",
    )


def _rest(task: RefreshTask, samples: Sequence[Sample]) -> str:
    """Name what is not new: where more served at first than are replaced, some of it is meant to stay."""
    served = next((s.in_service for s in samples if s.in_service is not None), 0)
    return "old or kept" if 0 < task.total < served else "old"


def _new(sample: Sample | None) -> int | None:
    if sample is None or sample.new is None:
        return None
    # What a rollback makes is younger than the refresh too, but it is not new.
    return min(sample.new, max(0, sample.finished)) if sample.status in ROLLBACK else sample.new


def _ahead(state: AppState, found: Watched, zone: tzinfo | None, earlier: Durations | None) -> Ahead | None:
    """Lay the expected batches out in time, from what is new now."""
    said = expected_end(state, found, zone, earlier)
    if said.soonest is None or said.latest is None or not said.course:
        return None
    now = state.now.at
    last = found.monitor.timeline.last
    count = last.new if last is not None and last.new is not None else found.task.finished
    count = min(count, said.course[0].count)
    seen = as_of(state, found)
    here = ((seen, count),)
    if said.goes_on is not None and said.goes_on > seen:
        here += ((said.goes_on, count),)
    low = (*here, *_steps((w.latest, w) for w in said.course))
    expected = (*here, *_steps((w.expected, w) for w in said.course))
    high = (*here, *_steps((w.soonest, w) for w in said.course))
    marks = tuple(
        Mark(w.percent, w.expected, w.expected + timedelta(seconds=w.pause))
        for w in said.course
        if w.percent is not None and w.pause
    )
    first, last = clock(said.soonest, now, zone), clock(said.latest, now, zone)
    label = first if first == last else f"{first} – {last}"
    return Ahead(low, expected, high, marks, (said.soonest, said.latest), label)


def _steps(course: Iterable[tuple[datetime, Waypoint]]) -> Iterator[tuple[datetime, int]]:
    for at, point in course:
        yield at, point.count
        if point.pause:
            yield at + timedelta(seconds=point.pause), point.count


def _first(state: AppState, found: Watched, earlier: Durations | None) -> tuple[tuple[datetime, int], ...]:
    """Return what the wizard foretold: the same plan from the same past, from the moment of the start."""
    task, band = found.task, found.band
    if band is None or task.started_at is None or task.total <= 0 or found.rolling:
        return ()
    began = task.started_at
    durations = kept_durations(state, task.id) or earlier or earlier_durations(state, task)
    planned = forecast(band, task.total, usable(task), task.pause_minutes, durations).typical
    seen: dict[float, int] = {}
    for point in planned.points:
        seen[point.at] = point.new
    return tuple((began + timedelta(seconds=at), new) for at, new in seen.items())


def _empty(found: Watched) -> str:
    if found.task.status is RefreshStatus.PENDING:
        return "Nothing to draw yet: the refresh has not begun."
    if found.task.over:
        return "This refresh had ended before it was opened here: nothing was recorded."
    return "Waiting for the first look at the instances."


def _stages(found: Watched) -> tuple[Stage, ...]:
    task = found.task
    counts = checkpoint_counts(found.base, task.checkpoints)
    most = found.most_finished
    return tuple(
        Stage(percent, count, bool(count) and most >= count)
        for percent, count in zip(task.checkpoints, counts, strict=True)
        if percent < 100
    )


def _marks(state: AppState, found: Watched) -> Iterator[Mark]:
    task, samples = found.task, found.monitor.timeline.samples
    counts = checkpoint_counts(found.base, task.checkpoints)
    for percent, count in zip(task.checkpoints, counts, strict=True):
        index = next((n for n, sample in enumerate(samples) if sample.finished >= count > 0), None)
        if index is None:
            continue
        seen_before = index == 0 and samples[0].status != RefreshStatus.CHECKPOINT_PAUSE
        ends_it = percent == 100 and samples[-1].status != RefreshStatus.CHECKPOINT_PAUSE
        if not (seen_before or ends_it):
            yield _mark(state, found, percent, index)


def _mark(state: AppState, found: Watched, percent: int, index: int) -> Mark:
    samples = found.monitor.timeline.samples
    reached = samples[index]
    paused: datetime | None = None
    known = found.monitor.paused.get(reached.finished)
    for sample in samples[index:]:
        if sample.finished != reached.finished:
            return Mark(percent, paused or reached.at, sample.at if paused else None)
        if sample.status == RefreshStatus.CHECKPOINT_PAUSE:
            paused = paused or known or sample.at
        elif paused is not None:
            return Mark(percent, paused, sample.at)
    pause = state.pauses.get(found.task.id)
    if paused is None or pause is None:
        return Mark(percent, paused or reached.at)
    return Mark(percent, pause.began, pause.began + timedelta(minutes=found.task.pause_minutes))
