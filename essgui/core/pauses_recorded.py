"""When pauses at checkpoints began, by what was recorded: a session that ends takes nothing of that along."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from essgui.core.cadence import GAP
from essgui.core.changes import put
from essgui.core.lookup import at_checkpoint
from essgui.core.pauses import bettered
from essgui.core.state import Pause
from essgui.domain.lifecycle import RefreshStatus
from essgui.domain.run import EventKind

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from essgui.core.state import AppState, Monitor
    from essgui.domain.run import Event
    from essgui.domain.scaling import Activity, TaskId
    from essgui.domain.timeline import Sample


@dataclass(frozen=True, slots=True)
class Wait:
    """A pause at a checkpoint as samples tell of it."""

    began: datetime
    exact: bool
    """The sample before it, of just before, still tells another status."""
    finished: int
    """New instances when it was seen last."""
    seen: datetime
    """When that was."""
    ended: datetime | None = None
    """When it was seen to be over."""


def waits(samples: Iterable[Sample], events: Iterable[Event], blind: float) -> tuple[Wait, ...]:
    """Return the pauses in samples, in order; what lies `blind` seconds after a look was not seen.

    The event of a begin is of the poll that saw it, and the sample of the look that followed.
    """
    told = [event.at for event in events if event.kind is EventKind.CHECKPOINT]
    found: list[Wait] = []
    before: Sample | None = None
    for sample in samples:
        waited = before is not None and _waits(before)
        gap = before is None or (sample.at - before.at).total_seconds() > blind
        # As for the polls: within a gap it may have come as far as the next checkpoint.
        same = _waits(sample) and waited and not (gap and before and before.finished != sample.finished)
        if waited and not same:
            found[-1] = replace(found[-1], ended=sample.at)
        if same:
            found[-1] = replace(found[-1], finished=sample.finished, seen=sample.at)
        elif _waits(sample):
            since = None if before is None else before.at
            began = next((at for at in told if since is not None and since < at <= sample.at), sample.at)
            found.append(Wait(began, not gap and not waited, sample.finished, sample.at))
        before = sample
    return tuple(found)


def told_begin(wait: Wait, activities: Iterable[Activity]) -> datetime | None:
    """Return about when a pause that is over began, by the last activity of then; None where none tells."""
    ends = [a.ended_at for a in activities if a.ended_at is not None and a.ended_at <= wait.seen]
    return min(max(ends), wait.began) if ends else None


def recovered(state: AppState, task_id: TaskId, told: tuple[Event, ...] = ()) -> AppState:
    """Take the begin of pauses from the samples of a monitor, where they tell more than is known.

    `told` are events besides those that the monitor shows.
    """
    monitor, task = state.monitors.get(task_id), state.tasks.get(task_id)
    if monitor is None or task is None:
        return state
    events = (*told, *state.chronicles.get(task_id, ()))
    found = waits(monitor.timeline.samples, events, GAP * state.profile.speed)
    grown = _with_ended(monitor, found)
    if grown is not monitor:
        state = replace(state, monitors=put(state.monitors, task_id, grown))
    pause = state.pauses.get(task_id)
    last = found[-1] if found else None
    if last is None or last.ended is not None or not at_checkpoint(task) or last.finished != task.finished:
        return state
    if pause is not None and (pause.exact or (pause.came or pause.began) <= last.began):
        return state
    pauses = put(state.pauses, task_id, Pause(last.began, exact=last.exact))
    return bettered(replace(state, pauses=pauses), task)


def _with_ended(monitor: Monitor, found: Iterable[Wait]) -> Monitor:
    """Remember when pauses began that are over, where that was not seen, by the activities."""
    paused = dict(monitor.paused)
    for wait in found:
        if wait.exact or wait.ended is None or wait.finished in paused:
            continue
        began = told_begin(wait, monitor.activities.value or ())
        if began is not None:
            paused[wait.finished] = began
    return monitor if len(paused) == len(monitor.paused) else replace(monitor, paused=paused)


def _waits(sample: Sample) -> bool:
    return sample.status == RefreshStatus.CHECKPOINT_PAUSE
