"""What happens with the activities of a watched refresh: all are read once, then newer ones are added.

Until all are read, those that the list of the group has are what is known: the guards need them. Such a value
has no moment at which it was seen.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from essgui.core.changes import denied_until, failed, loaded, put, wait_after
from essgui.core.lookup import answer
from essgui.core.pauses import bettered
from essgui.core.pauses_recorded import recovered
from essgui.domain.questions import MOST_OF_GROUP
from essgui.domain.told_activity import UNDER_WAY
from essgui.domain.vigil import earlier, failed_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from essgui.core.changes import Outcome
    from essgui.core.failure import Failure
    from essgui.core.messages import ActivitiesLoaded
    from essgui.core.state import AppState, Monitor
    from essgui.domain.clock import Instant
    from essgui.domain.questions import PastActivities
    from essgui.domain.scaling import Activity, TaskId


def activities_loaded(state: AppState, message: ActivitiesLoaded, now: Instant) -> Outcome:
    """Take the activities; they also tell when a pause that we did not see began.

    Reading them took a while: what the list of the group has told since is newer.
    """
    monitor = state.monitors.get(message.task)
    if monitor is None:
        return state, ()
    known = monitor.activities.value or ()
    newer, older = _not_among(known, message.activities)
    every = (*newer, *_ended_once(known, message.activities), *older)
    read = loaded(monitor.activities, every, now)
    monitor = _older_ones_known(monitor, message.activities)
    monitor = replace(monitor, activities=read, unread=max(0, message.unread - len(older)))
    state = replace(state, monitors=put(state.monitors, message.task, monitor))
    task = state.tasks.get(message.task)
    return state if task is None else recovered(bettered(state, task), task.id), ()


def share(state: AppState, question: PastActivities, now: Instant) -> AppState:
    """Bring a group's monitors, and what is known of its pauses, up to date with its newest activities."""
    newest = answer(state, question).value or ()
    for monitor in state.monitors.values():
        read = monitor.activities
        own = {a.id: a for a in newest if a.task == monitor.task}
        if monitor.group != question.group or (read.value is None and not own):
            continue
        known = read.value or ()
        every = (*_ended_once(known, own.values()), *(a for a in known if a.id not in own))
        shared = loaded(read, every, now)
        if read.seen is None or (own.keys().isdisjoint(a.id for a in known) and _gap(newest, read.seen)):
            # Nobody knows whether there are others.
            shared = replace(read, value=shared.value, seen=None)
        monitor = replace(monitor, activities=shared)
        state = replace(state, monitors=put(state.monitors, monitor.task, monitor))
    for task in (state.tasks[t] for t in state.pauses if t in state.tasks):
        if task.group == question.group:
            state = bettered(state, task)
    return state


def activities_failed(state: AppState, task: TaskId, failure: Failure) -> Outcome:
    """Keep the activities that are known; they are many, so that they are asked for again after a while."""
    monitor = state.monitors.get(task)
    if monitor is None:
        return state, ()
    wait = wait_after(state, monitor.activities.misses + 1, failure)
    read = failed(monitor.activities, failure, denied_until(state, failure) or state.now.mono + wait)
    monitor = replace(monitor, activities=read)
    return replace(state, monitors=put(state.monitors, task, monitor)), ()


def _ended_once(known: Iterable[Activity], read: Iterable[Activity]) -> Iterator[Activity]:
    """Return what was read, but as it was known where it had ended: that does not change any more."""
    ended = {a.id: a for a in known if a.status != UNDER_WAY}
    return (ended.get(a.id, a) for a in read)


def _not_among(
    known: Sequence[Activity], read: Sequence[Activity]
) -> tuple[tuple[Activity, ...], tuple[Activity, ...]]:
    """Return which of those that are known are newer than what was read, and which are older."""
    ids = {a.id for a in read}
    first = next((place for place, a in enumerate(known) if a.id in ids), len(known))
    return tuple(known[:first]), tuple(a for a in known[first:] if a.id not in ids)


def _gap(newest: Sequence[Activity], seen: Instant) -> bool:
    """Tell whether others may have come between what was seen then and the oldest of the newest."""
    begun = [a.started_at for a in newest if a.started_at is not None]
    return len(newest) >= MOST_OF_GROUP and min(begun, default=seen.at) > seen.at


def _older_ones_known(monitor: Monitor, read: Sequence[Activity]) -> Monitor:
    """Let what is older than all that was known count for no guard: it was there before."""
    known = monitor.activities
    if known.seen is not None or known.value is None:
        return monitor
    ids = {a.id for a in known.value}
    last = max((place for place, a in enumerate(read) if a.id in ids), default=-1)
    older = frozenset(a.id for a in failed_of(read[last + 1 :]))
    return replace(monitor, vigil=earlier(monitor.vigil, older))
