"""What a monitor records of a refresh: how it was then, which the group of today cannot tell.

It is kept when the monitor is closed, and comes back with it; of earlier sessions, from the archive.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from essgui.core.cadence import GAP
from essgui.core.changes import loading, put, without
from essgui.core.pauses_recorded import recovered
from essgui.core.state import Poll, Remote
from essgui.domain.timeline import Timeline, sample
from essgui.domain.vigil import Vigil

if TYPE_CHECKING:
    from essgui.core.state import AppState, Monitor
    from essgui.domain.clock import Instant
    from essgui.domain.footing import Footing
    from essgui.domain.refresh import RefreshTask
    from essgui.domain.run import Recording
    from essgui.domain.scaling import Activity, Instance, TaskId

MOST_CLOSED = 8
"""Monitors that are kept when they are closed; of others only the archive tells."""


def begun(task: RefreshTask, now: Instant) -> Timeline:
    """Return the timeline of a monitor that opens; of what is over it tells nothing."""
    return Timeline() if task.over else Timeline().add(sample(task, now.at))


def complete(monitor: Monitor, task: RefreshTask) -> bool:
    """Tell whether nothing is to be added any more: it is over, and its end was seen or nothing before it."""
    last = monitor.timeline.last
    return task.over and (last is None or (last.status == str(task.status) and last.in_service is not None))


def looked(
    state: AppState, monitor: Monitor, task: RefreshTask, instances: tuple[Instance, ...] | None, now: Instant
) -> Timeline:
    """Return the timeline after a look; where that comes long after the end, the end alone is added.

    What only the archive told of a refresh is of an earlier session, and nothing that was seen now.
    """
    told = state.polls.get(task.region, Poll()).told
    if not task.over and task.id in state.archive.runs and task.id not in told:
        return monitor.timeline
    late = GAP * state.profile.speed
    if task.ended_at is not None and (now.at - task.ended_at).total_seconds() > late:
        return monitor.timeline.add(sample(task, task.ended_at))
    return monitor.timeline.add(sample(task, now.at, instances))


def kept(state: AppState, task: TaskId) -> AppState:
    """Keep what the monitor of a refresh has seen, before it is closed."""
    monitor = state.monitors.get(task)
    if monitor is None:
        return state
    closed = put(without(state.closed, task), task, monitor)
    return replace(state, closed=dict(list(closed.items())[-MOST_CLOSED:]))


def reopened(monitor: Monitor, task: RefreshTask, now: Instant) -> Monitor:
    """Return a monitor that was closed as it opens again, with what it had seen and nothing on duty."""
    unread: Remote[tuple[Activity, ...]] = Remote()
    return replace(
        monitor,
        opened=now,
        timeline=monitor.timeline if task.over else monitor.timeline.add(sample(task, now.at)),
        activities=loading(unread),
        in_flight=None,
        action_failure=None,
        # Others may have acted again while nobody looked.
        foreign_act=None,
        looks=0,
        footing=_again(monitor),
        vigil=Vigil(),
    )


def _again(monitor: Monitor) -> Footing:
    """Return a footing that goes on: what others released is still missing from the size of the begin."""
    footing = monitor.footing
    return replace(footing, since=footing.since or monitor.opened.at, low=0, waits=None, most=0)


def recalled(state: AppState, task: TaskId, recording: Recording) -> AppState:
    """Put what was recorded earlier, and was just taken, before what the monitor of a refresh has seen."""
    monitor = state.monitors.get(task)
    if monitor is None:
        return state
    timeline = monitor.timeline.after(state.archive.timelines.get(task, Timeline()))
    if len(timeline.samples) == len(monitor.timeline.samples):
        return state
    state = replace(state, monitors=put(state.monitors, task, replace(monitor, timeline=timeline)))
    return recovered(state, task, recording.events)
