"""What happens with guards: an operator sets them, what is read keeps them awake, they act as one would."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from essgui.core.changes import put, with_notice
from essgui.core.guard_words import acted, too_late
from essgui.core.lookup import detail_of
from essgui.core.on_monitor import open_monitor, request_action
from essgui.core.permits import permit
from essgui.core.select_monitor import watched
from essgui.core.select_monitor_serving import serving_of
from essgui.core.state import Notice, NoticeKind
from essgui.domain.guards import DOES, fitting
from essgui.domain.lifecycle import RefreshStatus
from essgui.domain.vigil import (
    Sight,
    called_for,
    came_too_late,
    failed_of,
    looked,
    posted,
    read,
    resumed,
    tripped,
)

if TYPE_CHECKING:
    from essgui.core.changes import Outcome
    from essgui.core.effects import Effect
    from essgui.core.select_monitor import Watched
    from essgui.core.state import AppState, Monitor
    from essgui.domain.clock import Instant
    from essgui.domain.guards import Guards
    from essgui.domain.scaling import ActivityId, TaskId
    from essgui.domain.vigil import Vigil

_S = RefreshStatus


def choose(state: AppState, task_id: TaskId, guards: Guards, now: Instant) -> AppState:
    """Set the guards of a watched refresh; they watch from now on, and nothing of before counts."""
    monitor, task = state.monitors.get(task_id), state.tasks.get(task_id)
    if monitor is None or task is None or task.over or task_id in state.archive.elsewhere:
        return state
    guards = fitting(guards, task.target)
    if guards == monitor.vigil.guards:
        return state
    return _with(state, monitor, posted(guards, now.at, _known(monitor), monitor.vigil))


def set_from_start(state: AppState, task_id: TaskId, guards: Guards, now: Instant) -> AppState:
    """Set the guards that were chosen before the Start: whatever fails in this refresh counts."""
    monitor = state.monitors.get(task_id)
    if monitor is None or not guards.on or monitor.vigil.guards.on:
        return state
    return _with(state, monitor, posted(guards, now.at, frozenset()))


def restore(state: AppState, task_id: TaskId, guards: Guards, now: Instant) -> Outcome:
    """Open a monitor that was closed and set its guards again."""
    state, effects = open_monitor(state, task_id, now)
    return choose(state, task_id, guards, now), effects


def watch(before: AppState, state: AppState, now: Instant) -> Outcome:
    """Let the guards see what is new since the state before, and act where that calls for it."""
    parts = ("tasks", "monitors", "details")
    if all(getattr(before, part) is getattr(state, part) for part in parts):
        return state, ()
    effects: tuple[Effect, ...] = ()
    for task_id, monitor in state.monitors.items():
        if monitor.vigil.posts:
            state, more = _watch(before, state, task_id, now)
            effects += more
    return state, effects


def _watch(before: AppState, state: AppState, task_id: TaskId, now: Instant) -> Outcome:
    found, old = watched(state, task_id), before.tasks.get(task_id)
    if found is None:
        return state, ()
    if old is not None and came_too_late(found.monitor.vigil, old.status, found.task.status):
        notice = Notice(f"guard:{task_id}", NoticeKind.BAD, f"{found.name}: {too_late()}", task=task_id)
        return with_notice(state, notice), ()
    read_anew, looked_anew = _new_activities(before, found.monitor), _new_look(before, found.monitor)
    if old is found.task and not read_anew and not looked_anew:
        # A click or a refusal tells nothing of the refresh; the next answer does.
        return state, ()
    vigil = found.monitor.vigil
    if old is not None and old.status is _S.PAUSED and found.task.status is _S.IN_PROGRESS:
        vigil = resumed(vigil, _known(found.monitor), now.at)
    if read_anew:
        vigil = read(vigil, _known(found.monitor) or frozenset())
    serving, kept = serving_of(state, found), found.kept
    if looked_anew and serving is not None and kept is not None:
        vigil = looked(vigil, found.task.status, serving, kept.floor)
    if vigil is not found.monitor.vigil:
        state = _with(state, found.monitor, vigil)
    call = called_for(vigil, _sight(state, found))
    if call is None:
        return state, ()
    state, effects = request_action(state, task_id, call.action, now, f"Guard: {call.evidence}")
    state = _with(state, state.monitors[task_id], tripped(vigil, call, now.at))
    text = f"{found.name}: {acted(call.guard, call.evidence)}"
    return with_notice(state, Notice(f"guard:{task_id}", NoticeKind.CAUTION, text, task=task_id)), effects


def _new_activities(before: AppState, monitor: Monitor) -> bool:
    was, newest = before.monitors.get(monitor.task), monitor.activities
    if was is not None and was.activities is newest:
        return False
    # Until all were read, those of the group's list are what there is.
    shared = newest.seen is None and newest.value is not None
    return shared or (not newest.loading and newest.failure is None)


def _new_look(before: AppState, monitor: Monitor) -> bool:
    was, counted = before.monitors.get(monitor.task), monitor.footing.counted
    return counted is not None and (was is None or was.footing.counted != counted)


def _sight(state: AppState, found: Watched) -> Sight:
    task = found.task
    poll = state.polls.get(task.region)
    lost = poll is not None and task.id in poll.missing
    may = frozenset(a for a in set(DOES.values()) if not lost and permit(state, task.id, a).enabled)
    failed = failed_of(found.monitor.activities.value or ())
    instances, kept = detail_of(state, task.group).instances, found.kept
    # What was seen last is evidence only once it was judged by what the group wanted then.
    fresh = instances.failure is None and instances.seen == found.monitor.footing.judged
    serving = serving_of(state, found) if fresh else None
    return Sight(task.status, may, failed, serving, None if kept is None else kept.floor)


def _known(monitor: Monitor) -> frozenset[ActivityId] | None:
    value = monitor.activities.value
    return None if value is None else frozenset(a.id for a in failed_of(value))


def _with(state: AppState, monitor: Monitor, vigil: Vigil) -> AppState:
    return replace(state, monitors=put(state.monitors, monitor.task, replace(monitor, vigil=vigil)))
