"""What a monitor records of a refresh: how it was then, which the group of today cannot tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essgui.core.cadence import GAP
from essgui.domain.timeline import Timeline, sample

if TYPE_CHECKING:
    from essgui.core.state import AppState, Monitor
    from essgui.domain.clock import Instant
    from essgui.domain.refresh import RefreshTask
    from essgui.domain.scaling import Instance


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
    """Return the timeline after a look; where that comes long after the end, the end alone is added."""
    late = GAP * state.profile.speed
    if task.ended_at is not None and (now.at - task.ended_at).total_seconds() > late:
        return monitor.timeline.add(sample(task, task.ended_at))
    return monitor.timeline.add(sample(task, now.at, instances))
