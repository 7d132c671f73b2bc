"""Keeps the footing of each floor: what is read moves it, and doubt about it leads to a question.

Instances are read more often than groups. So fewer in service than the floor is believed only once the group
was read as well, after the instances: somebody may have scaled it in. Who is at it has time for that, but not
for ever.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from essgui.core.changes import put
from essgui.core.close_looks import barred
from essgui.core.effects import ReadGroup
from essgui.core.failure import FailureKind
from essgui.core.lookup import answer, detail_of
from essgui.core.select_monitor import watched
from essgui.core.select_monitor_serving import serving_of
from essgui.domain.eta import is_launch
from essgui.domain.footing import floor_of, judged, least_size, stood, waited, waiting
from essgui.domain.foreign import foreign_activities
from essgui.domain.questions import PastActivities

if TYPE_CHECKING:
    from essgui.core.changes import Outcome
    from essgui.core.select_monitor import Watched
    from essgui.core.state import AppState
    from essgui.domain.clock import Instant
    from essgui.domain.footing import Footing
    from essgui.domain.refresh import RefreshTask
    from essgui.domain.scaling import Activity, TaskId

UNREAD = 3
"""Reads of a group that failed in a row, from which on its floor counts as it was last known."""


def follow(before: AppState, state: AppState, now: Instant) -> Outcome:
    """Bring the footings up to date with what is new since the state before."""
    parts = ("tasks", "groups", "details", "looks", "monitors")
    if all(getattr(before, part) is getattr(state, part) for part in parts):
        return state, ()
    effects: tuple[ReadGroup, ...] = ()
    for task_id in state.monitors:
        found = watched(state, task_id)
        if found is None:
            continue
        footing = _footing(state, found, now)
        if footing != found.monitor.footing:
            state = _with(state, task_id, footing)
        if _doubted(before, state, found, footing, now):
            effects = (*effects, ReadGroup(found.task.region, found.task.group))
    return state, effects


def _footing(state: AppState, found: Watched, now: Instant) -> Footing:
    task, footing = found.task, found.monitor.footing
    serving, seen = serving_of(state, found), detail_of(state, task.group).instances.seen
    if found.group is not None and not _counts(found):
        footing = _guessed(state, found, footing, serving)
    elif found.group is not None:
        footing = stood(footing, found.group.capacity.desired)
    if footing.size is None or serving is None or seen is None or seen == footing.judged:
        return footing
    enough = serving >= floor_of(footing.held, task)
    if enough or not _by_others(state, found, footing):
        footing = replace(footing, waits=None, most=0)
    else:
        footing = waiting(footing, serving, now)
    settled = footing.waits is None or waited(footing, seen)
    if not enough and not (settled and _fresh(state, task, seen)):
        return footing
    return judged(footing, task, serving, seen, state.cadence.active / 2)


def _counts(found: Watched) -> bool:
    """Tell whether ESS says in instances how many the group wants."""
    group = found.group
    return group is not None and group.capacity.desired is not None and not group.weighted


def _guessed(state: AppState, found: Watched, footing: Footing, serving: int | None) -> Footing:
    """Return the footing of a group without a desired capacity."""
    task, opened = found.task, footing.since or found.monitor.opened.at
    if serving is not None:
        begun = footing.size is None and not found.monitor.joined_late
        seen = serving if begun else least_size(serving, task)
        footing = replace(footing, first=max(footing.first, seen))
    if footing.first == 0:
        return footing
    foreign = _foreign(state, found)
    since = (a for a in foreign if a.started_at is not None and a.started_at >= opened)
    released = sum(len(a.destroyed) for a in foreign)
    size = max(footing.first - sum(len(a.destroyed) for a in since), task.total - released, 0)
    return stood(footing, size)


def _by_others(state: AppState, found: Watched, footing: Footing) -> bool:
    """Tell whether it may be the work of others that fewer are in service than the floor."""
    at_work = [a for a in _foreign(state, found) if a.ended_at is None]
    if not _counts(found) and not all(map(is_launch, at_work)):
        # They are scaling it in, by a number that is told at the end.
        return True
    growing = any(map(is_launch, at_work)) or not _scaling_known(state, found)
    # It may have been growing before the first look.
    return growing and not footing.reached


def _fresh(state: AppState, task: RefreshTask, seen: Instant) -> bool:
    """Tell whether what is known of a group is no older than a look at its instances."""
    read, listed = detail_of(state, task.group).group, state.groups.get(task.region)
    if any(at is not None and at.mono >= seen.mono for at in (read.seen, listed and listed.seen)):
        return True
    failure = read.failure
    return failure is not None and (read.misses >= UNREAD or failure.kind is FailureKind.DENIED)


def _doubted(before: AppState, state: AppState, found: Watched, footing: Footing, now: Instant) -> bool:
    """Tell whether a new look calls for a read of the group."""
    task = found.task
    was, read = (detail_of(s, task.group).instances for s in (before, state))
    if was is read or read.seen is None or read.loading or read.failure is not None or task.over:
        return False
    return footing.judged != read.seen and not barred(detail_of(state, task.group).group, now)


def _scaling_known(state: AppState, found: Watched) -> bool:
    read = answer(state, PastActivities(found.task.region, found.task.group))
    return read.seen is not None or read.failure is not None


def _foreign(state: AppState, found: Watched) -> tuple[Activity, ...]:
    own, task = found.monitor.activities.value or (), found.task
    return foreign_activities(task, own, answer(state, PastActivities(task.region, task.group)).value or ())


def _with(state: AppState, task_id: TaskId, footing: Footing) -> AppState:
    monitor = replace(state.monitors[task_id], footing=footing)
    return replace(state, monitors=put(state.monitors, task_id, monitor))
