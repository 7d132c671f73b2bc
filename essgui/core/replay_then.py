"""What a monitor knew at a moment of a recording: its activities, its pauses, how long earlier parts took.

Where the recording does not tell, it is None: then no end is foretold, rather than a wrong one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from essgui.core.cadence import GAP
from essgui.core.first_forecast import kept_durations
from essgui.core.lookup import answer
from essgui.core.pauses import corrected
from essgui.core.pauses_recorded import told_begin, waits
from essgui.core.state import Pause
from essgui.domain.activity_then import cut, read_back
from essgui.domain.course import all_told
from essgui.domain.durations import durations_of
from essgui.domain.lifecycle import TERMINAL, RefreshStatus, parse_status
from essgui.domain.questions import MOST_OF_GROUP, PastActivities

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from essgui.core.state import AppState
    from essgui.core.tape import Tape
    from essgui.domain.durations import Durations
    from essgui.domain.refresh import RefreshTask
    from essgui.domain.run import Event
    from essgui.domain.scaling import Activity, TaskId
    from essgui.domain.timeline import Sample


@dataclass(frozen=True, slots=True)
class Pauses:
    """The pauses at checkpoints that a recording tells of."""

    running: Pause | None
    paused: Mapping[int, datetime]
    """About when those that are over began where that was not seen, by the count of new instances."""


def activities_then(
    state: AppState, task: TaskId, tape: Tape, shown: Sample, at: datetime
) -> tuple[Activity, ...] | None:
    """Return the activities of a refresh as they were at a moment; None where not all of them are known."""
    monitor = state.monitors.get(task)
    if monitor is not None and monitor.activities.value is not None:
        return None if monitor.unread else tuple(cut(monitor.activities.value, at))
    every, dim = read_back(tape.events)
    if (dim is not None and dim <= at) or not all_told(tape.events):
        return None
    known = tuple(cut(every, at))
    if shown.finished > 0 and not known:
        return None
    whole = parse_status(tape.timeline.samples[-1].status) in TERMINAL
    # While it waits at a checkpoint none is under way; otherwise one may have ended after the recording.
    last = max((a.ended_at for a in every if a.ended_at is not None), default=None)
    sure = whole or shown.status == RefreshStatus.CHECKPOINT_PAUSE or (last is not None and at <= last)
    return known if sure else None


def durations_then(state: AppState, task: RefreshTask, at: datetime) -> Durations | None:
    """Return how long the parts of earlier refreshes took, by what the group's past told at a moment."""
    read = answer(state, PastActivities(task.region, task.group))
    past = read.value or ()
    then = tuple(cut(past, at))
    # A list that is full had more at its end before newer ones came.
    if read.value is not None and (len(past) < MOST_OF_GROUP or len(then) == len(past)):
        return durations_of(tuple(a for a in then if a.task != task.id))
    return kept_durations(state, task.id)


def pauses_then(
    task: TaskId,
    samples: Sequence[Sample],
    events: Sequence[Event],
    activities: Sequence[Activity],
    speed: float,
) -> Pauses:
    """Return the pauses by the samples up to a moment, their begins by the polls that noted them.

    As in a monitor, one is exact where the look before saw the refresh at work, and not long before.
    """
    running: Pause | None = None
    paused: dict[int, datetime] = {}
    for wait in waits(samples, events, GAP * speed):
        if wait.ended is None:
            found = {task: Pause(wait.began, wait.exact)}
            running = corrected(found, task, tuple(activities))[task]
        elif not wait.exact:
            paused[wait.finished] = told_begin(wait, activities) or wait.began
    return Pauses(running, paused)
