"""A recording gone through again: the state as it was at a moment, from samples and events alone.

A recording is thinned as the timeline of a monitor is, so one that was just watched and the same one read
back from the archive show the same frames.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from essgui.core.lookup import group_of
from essgui.core.replay_then import activities_then, durations_then, pauses_then
from essgui.core.replay_zones import zone_views
from essgui.core.select_monitor import watched
from essgui.core.select_monitor_chart import drawing
from essgui.core.select_monitor_words import moment, span
from essgui.core.state import Monitor, Poll, Remote
from essgui.core.tape import Tape, tape_of
from essgui.core.undoing import run_known
from essgui.domain.clock import Instant
from essgui.domain.lifecycle import TERMINAL, parse_status
from essgui.domain.scaling import Capacity, ScalingGroup
from essgui.domain.size_then import size_then
from essgui.domain.timeline import Timeline, bridged, gaps

if TYPE_CHECKING:
    from datetime import datetime, tzinfo

    from essgui.core.past import Replay
    from essgui.core.replay_zones import ZoneView
    from essgui.core.select_monitor_chart import Drawing
    from essgui.core.state import AppState
    from essgui.domain.run import Event, Run
    from essgui.domain.scaling import Activity, TaskId
    from essgui.domain.timeline import Sample


@dataclass(frozen=True, slots=True)
class Frame:
    """What a replay shows at one moment; counts are in instances."""

    name: str
    task: TaskId
    region: str
    status: str
    position: float
    """Seconds after the first sample."""
    length: float
    moment: str
    elapsed: str
    """How long the refresh had run by then."""
    done: str
    in_service: str
    new: str
    gap: str
    """Says so where nothing was recorded at this moment."""
    gaps: tuple[tuple[float, float], ...]
    """All stretches without a record, in seconds after the first sample."""
    events: tuple[Event, ...]
    """What had happened by then, newest first."""
    drawing: Drawing
    zones: tuple[ZoneView, ...] = ()
    """Empty where the recording tells of none."""


def length_of(state: AppState, task: TaskId) -> float:
    """Return the seconds between the first and the last sample of a run."""
    samples = tape_of(state, task).timeline.samples
    return (samples[-1].at - samples[0].at).total_seconds() if samples else 0.0


def position_of(state: AppState, replay: Replay) -> float:
    """Return where a replay stands, in seconds after the first sample."""
    last = length_of(state, replay.task)
    return last if replay.position is None else min(replay.position, last)


def frame(state: AppState, replay: Replay, zone: tzinfo | None = None) -> Frame | None:
    """Return what a replay shows, or None where nothing was recorded."""
    run = run_known(state, replay.task)
    if run is None:
        return None
    return frame_at(state, run, tape_of(state, replay.task), position_of(state, replay), zone)


def frame_at(
    state: AppState, run: Run, tape: Tape, position: float, zone: tzinfo | None = None
) -> Frame | None:
    """Return what is known of a run at a moment of its recording, in seconds after the first sample."""
    timeline = bridged(tape.timeline)
    if not timeline.samples:
        return None
    first, last = timeline.samples[0], timeline.samples[-1]
    length = (last.at - first.at).total_seconds()
    at = first.at + timedelta(seconds=min(max(0.0, position), length))
    holes = gaps(timeline)
    hole = next(((a, b) for a, b in holes if a < at < b), None)
    until = _until(timeline, at, lost=hole is not None)
    shown = until.samples[-1]
    # The last word may have come after the last look.
    told = tuple(e for e in tape.events if e.at <= at or at >= last.at)
    # What came about while no answer came was not known then.
    answered = at if hole is None else hole[0]
    known = activities_then(state, run.task.id, tape, shown, answered)
    then = _as_it_was(state, run, Tape(until, told), shown, at, known or ())
    then = _sized(then, run, size_then(run.task, tape.timeline.samples))
    if hole is not None:
        then = replace(then, polls={run.task.region: Poll(seen=Instant(answered, 0.0), misses=1)})
    found = watched(then, run.task.id)
    if found is None:
        return None
    earlier = durations_then(state, run.task, answered)
    drawn = drawing(then, found, zone, earlier)
    if earlier is None:
        drawn = replace(drawn, ahead=None, first=())
    elif known is None:
        drawn = replace(drawn, ahead=None)
    elif drawn.ahead is not None:
        # A flag that is only expected looks like one that was reached.
        drawn = replace(drawn, ahead=replace(drawn.ahead, marks=()))
    gap = f"Nothing was recorded here for {span((hole[1] - hole[0]).total_seconds())}." if hole else ""
    began = run.task.started_at or first.at
    total = f"/{shown.total}" if shown.total else ""
    # A look comes after what it sees: at its end a refresh has run as long as ESS states.
    ended = found.task.ended_at
    ran_to = at if ended is None else min(at, ended)
    return Frame(
        name=run.group_name,
        task=run.task.id,
        region=str(run.task.region),
        status=shown.status,
        position=(at - first.at).total_seconds(),
        length=length,
        moment=moment(ran_to, zone),
        elapsed=span((ran_to - began).total_seconds()),
        done=f"{shown.finished}{total}",
        in_service=_count(shown.in_service),
        new=_count(shown.new),
        gap=gap,
        gaps=tuple(((a - first.at).total_seconds(), (b - first.at).total_seconds()) for a, b in holes),
        events=tuple(sorted(told, key=lambda e: e.at, reverse=True)),
        zones=zone_views(timeline.samples, until.samples),
        drawing=replace(drawn, start=min(began, first.at), end=last.at, now=at),
    )


def _until(timeline: Timeline, at: datetime, *, lost: bool) -> Timeline:
    samples = timeline.samples
    count = max(1, bisect_right([s.at for s in samples], at))
    past = samples[:count]
    if not lost and past[-1].at < at:
        past = (*past, replace(past[-1], at=at, after_gap=False))
    return Timeline(past, timeline.pace)


def _as_it_was(
    state: AppState, run: Run, past: Tape, shown: Sample, at: datetime, activities: tuple[Activity, ...]
) -> AppState:
    status = parse_status(shown.status)
    over = status in TERMINAL
    task = replace(
        run.task,
        status=status,
        finished=shown.finished,
        total=shown.total,
        ended_at=run.task.ended_at if over else None,
        detail=run.task.detail if over else "",
    )
    pauses = pauses_then(
        task.id, past.timeline.samples, past.events, activities, max(1.0, state.profile.speed)
    )
    monitor = Monitor(
        task.id,
        task.region,
        task.group,
        opened=Instant(past.timeline.samples[0].at, 0.0),
        joined_late=task.started_at is not None,
        timeline=past.timeline,
        activities=Remote(activities),
        paused=pauses.paused,
    )
    return replace(
        state,
        now=Instant(at, 0.0),
        tasks={task.id: task},
        monitors={task.id: monitor},
        chronicles={task.id: past.events},
        pauses={} if pauses.running is None else {task.id: pauses.running},
        polls={},
        details={},
    )


def _sized(state: AppState, run: Run, size: int | None) -> AppState:
    """Return the state with the size that the group had then, of which nothing is known without one."""
    task = run.task
    known = group_of(state, task.group) or ScalingGroup(task.group, run.group_name, task.region)
    capacity = Capacity() if size is None else Capacity(total=size, active=size, desired=size)
    return replace(state, groups={task.region: Remote((replace(known, capacity=capacity),))})


def _count(number: int | None) -> str:
    return "not seen" if number is None else str(number)
