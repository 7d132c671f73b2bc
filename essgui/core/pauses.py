"""When a pause at a checkpoint began: the API does not say, so it is what we saw."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from essgui.core.cadence import GAP
from essgui.core.changes import put, without
from essgui.core.lookup import answer, at_checkpoint
from essgui.core.state import Pause, Poll
from essgui.domain.questions import PastActivities

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from essgui.core.state import AppState, Monitor
    from essgui.domain.clock import Instant
    from essgui.domain.refresh import RefreshTask
    from essgui.domain.scaling import Activity, TaskId


@dataclass(frozen=True, slots=True)
class PauseEnd:
    """When a pause at a checkpoint ends by itself: one answer for the fleet and for the monitor."""

    at: datetime
    left: float
    """Seconds until then; none or less where it is to end any moment."""
    exact: bool
    bound: bool = False
    """Nothing tells when it began, only since when it was seen: it ends by then, and maybe much sooner."""

    @property
    def about(self) -> str:
        """What stands before a figure that follows from what was not seen."""
        return "" if self.exact else "≈ "


def pause_end(state: AppState, task: RefreshTask) -> PauseEnd | None:
    """Return the end of the pause in which a refresh is; None where its begin is not known."""
    pause = state.pauses.get(task.id)
    if pause is None:
        return None
    at = pause.began + timedelta(minutes=task.pause_minutes)
    bound = not pause.exact and pause.came is None
    return PauseEnd(at, (at - state.now.at).total_seconds(), pause.exact, bound)


def seen(
    pauses: Mapping[TaskId, Pause],
    before: RefreshTask | None,
    task: RefreshTask,
    now: Instant,
    *,
    gap: bool = False,
) -> Mapping[TaskId, Pause]:
    """Note the beginning or the end of a pause.

    It is exact where the poll before still saw the refresh at work, unless there was a `gap` (no network,
    a computer asleep) in between; otherwise the time is ours alone.
    """
    if not at_checkpoint(task):
        return without(pauses, task.id)
    waited = before is not None and at_checkpoint(before)
    # Within a gap it may have come as far as the next checkpoint.
    as_far = before is not None and before.finished == task.finished
    if task.id in pauses and waited and (as_far or not gap):
        return pauses
    seen_at_work = before is not None and not before.over and not at_checkpoint(before)
    return put(pauses, task.id, Pause(now.at, exact=seen_at_work and not gap))


def remembered(
    monitors: Mapping[TaskId, Monitor],
    pauses: Mapping[TaskId, Pause],
    before: RefreshTask | None,
    task: RefreshTask,
) -> Mapping[TaskId, Monitor]:
    """Keep in its monitor what is known of the begin of a pause that ends, where no sample tells it."""
    pause, monitor = pauses.get(task.id), monitors.get(task.id)
    if pause is None or pause.exact or monitor is None or before is None or at_checkpoint(task):
        return monitors
    paused = put(monitor.paused, before.finished, pause.began)
    return put(monitors, task.id, replace(monitor, paused=paused))


def unwatched(poll: Poll, task: TaskId, now: Instant, speed: float) -> bool:
    """Tell whether a poll that answers now may have missed something since a refresh was last told of.

    What is known of it may come from the archive, the polls before may have failed, or nobody asked.
    """
    if task not in poll.told or poll.seen is None or poll.misses:
        return True
    return (now.at - poll.seen.at).total_seconds() > GAP * speed


def corrected(
    pauses: Mapping[TaskId, Pause], task: TaskId, activities: tuple[Activity, ...]
) -> Mapping[TaskId, Pause]:
    """Move the begin of a pause that we did not see to the end of the last activity before it.

    Newer activities may tell of a later end, but none that comes after we saw it wait.
    """
    pause = pauses.get(task)
    ends = [a.ended_at for a in activities if a.ended_at is not None]
    if pause is None or pause.exact or not ends:
        return pauses
    came = pause.came or pause.began
    began = min(max(ends), came)
    return pauses if began == pause.began else put(pauses, task, replace(pause, began=began, came=came))


def bettered(state: AppState, task: RefreshTask) -> AppState:
    """Correct the begin of a pause that we did not see by the activities that are known."""
    pause, monitor = state.pauses.get(task.id), state.monitors.get(task.id)
    if pause is None or pause.exact:
        return state
    own = (monitor.activities.value or ()) if monitor is not None else ()
    of_group = answer(state, PastActivities(task.region, task.group)).value or ()
    known = (*own, *(a for a in of_group if a.task == task.id))
    return replace(state, pauses=corrected(state.pauses, task.id, known))
