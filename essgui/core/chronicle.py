"""What is told later of a refresh: compares the state before and after a message and notes what changed.

Nothing else writes events or marks runs for the archive, so no part of `update` can forget to.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from essgui.core.alarms import news, remembered
from essgui.core.before import seen_before
from essgui.core.changes import put
from essgui.core.chronicle_scaling import scaling_events
from essgui.core.chronicle_stuck import stuck_events
from essgui.core.effects import Wake
from essgui.core.guard_words import again, chosen, too_late
from essgui.core.lookup import guards_of, guards_to_keep
from essgui.core.messages import KeepDue
from essgui.core.origins import ran_before, with_origin
from essgui.core.permits import OFFLINE_AFTER, asking
from essgui.core.situations import calls, items_of
from essgui.core.state import Poll
from essgui.domain.course import all_told, cut_off
from essgui.domain.lifecycle import ROLLBACK, RefreshStatus
from essgui.domain.remedies import remedy_words, subjects
from essgui.domain.run import Event, EventKind, Recording
from essgui.domain.situation import Gravity, call_sentence, inside
from essgui.domain.stuck import stuck_in
from essgui.domain.timeline import Timeline
from essgui.domain.told_activity import activity_event, told_already
from essgui.domain.vigil import came_too_late
from essgui.domain.words import counted, either

if TYPE_CHECKING:
    from collections.abc import Iterator

    from essgui.core.changes import Outcome
    from essgui.core.state import AppState, Monitor
    from essgui.domain.clock import Instant
    from essgui.domain.refresh import RefreshTask
    from essgui.domain.scaling import TaskId

MOST_EVENTS = 2000
"""Events of one refresh that are kept in memory; the archive has them all."""
KEEP_AFTER = 2.0
"""Seconds in which changes are gathered before they are written."""

_S = RefreshStatus

_BECAME: dict[RefreshStatus, str] = {
    _S.PENDING: "Accepted by ESS; it has not begun.",
    _S.IN_PROGRESS: "In progress.",
    _S.PAUSED: "Suspended.",
    _S.CHECKPOINT_PAUSE: "Waits at a checkpoint.",
    _S.CANCELLING: "Is being cancelled.",
    _S.CANCELLED: "Cancelled.",
    _S.SUCCESSFUL: "Ended in success.",
    _S.FAILED: "Failed.",
    _S.ROLLBACK_IN_PROGRESS: "Is being rolled back.",
    _S.ROLLBACK_SUCCESSFUL: "Rolled back.",
    _S.ROLLBACK_FAILED: "The rollback failed.",
}
_BAD = frozenset({_S.FAILED, _S.ROLLBACK_FAILED})


def chronicle(before: AppState, after: AppState, now: Instant) -> Outcome:
    """Add the events between two states to the chronicles, and mark for the archive what is new."""
    state = _judged(before, after, now)
    seen = state
    if (
        before.monitors is not after.monitors
        or before.tasks is not after.tasks
        or before.polls is not after.polls
        or before.errands is not after.errands
        or before.looks is not after.looks
        or before.attention is not state.attention
        or before.stuck is not state.stuck
    ):
        for task_id, monitor in after.monitors.items():
            events = tuple(_events(before, seen, task_id, now))
            if events:
                known = (*state.chronicles.get(task_id, ()), *events)[-MOST_EVENTS:]
                state = replace(state, chronicles=put(state.chronicles, task_id, known))
            was = before.monitors.get(task_id, before.closed.get(task_id))
            state = _pend(state, was, monitor, events)
    state = _mark(before, _learnt(before, state))
    if state.archive is after.archive or not after.archive.keeping:
        return state, ()
    if state.archive.changed and _watches_others(before, state):
        # Should the program die now, the next one has to know what it watches and guards.
        return state, (Wake("archive", 0.0, KeepDue()),)
    waiting = bool(after.archive.changed or after.archive.pending)
    return state, () if waiting else (Wake("archive", KEEP_AFTER, KeepDue()),)


def _watches_others(before: AppState, after: AppState) -> bool:
    if before.monitors is after.monitors:
        return False
    return before.monitors.keys() != after.monitors.keys() or any(
        guards_of(before, task) != guards_of(after, task) for task in after.monitors
    )


def _events(before: AppState, after: AppState, task_id: TaskId, now: Instant) -> Iterator[Event]:
    was, monitor = before.monitors.get(task_id), after.monitors[task_id]
    old, task = before.tasks.get(task_id), after.tasks.get(task_id)
    if was is None and task_id not in after.chronicles:
        yield Event(now.at, EventKind.CONNECTION, "Watching began.")
    if task is not None and old is not None and old is not task:
        yield from _progress(old, task, now)
    yield from scaling_events(before, after, monitor)
    yield from _guards(before, after, task_id, now)
    if was is None:
        return
    if was.in_flight is not monitor.in_flight and monitor.in_flight is not None:
        flight, earlier = monitor.in_flight, was.in_flight
        if earlier is None or earlier.since != flight.since:
            why = f"Reason: {flight.reason}" if flight.reason else ""
            yield Event(now.at, EventKind.ACTION, f"Asked ESS to {asking(flight.action)}.", why)
        elif flight.accepted_at_poll is not None and earlier.accepted_at_poll is None:
            yield Event(now.at, EventKind.ACTION, f"ESS accepted the request to {asking(flight.action)}.")
    failed = monitor.action_failure
    if failed is not None and was.action_failure is not failed:
        action, failure = failed
        detail = " · ".join(part for part in (failure.code, failure.request_id) if part)
        yield Event(now.at, EventKind.ACTION, f"{action.value}: {failure.sentence}", detail, bad=True)
    yield from _activities(before, was, monitor, now)
    yield from _errands(before, after, monitor, now)
    if task is not None and not task.over:
        yield from _attention(before, after, task_id, now)
        yield from stuck_events(after, task_id, now)
    lost, back = _reached(before, monitor), _reached(after, monitor)
    if lost and not back:
        yield Event(
            now.at, EventKind.CONNECTION, "ESS does not answer; what happens now is not recorded.", bad=True
        )
    elif back and not lost:
        yield Event(now.at, EventKind.CONNECTION, "ESS answers again.")


def _progress(old: RefreshTask, task: RefreshTask, now: Instant) -> Iterator[Event]:
    if task.finished != old.finished:
        if task.status in ROLLBACK:
            left = max(0, task.finished)
            sentence = f"{counted(left, 'instance')} {either(left, 'is', 'are')} still new."
        else:
            of = f"{task.finished} of {task.total} instances" if task.total > 0 else ""
            sentence = f"{of or counted(task.finished, 'instance')} {either(task.finished, 'is', 'are')} new."
        yield Event(now.at, EventKind.BATCH, sentence, f"{task.finished - old.finished:+d}")
    if task.status == old.status:
        return
    if not isinstance(task.status, RefreshStatus):
        yield Event(now.at, EventKind.STATUS, f"ESS gives the status “{task.status}”.")
        return
    kind = EventKind.CHECKPOINT if task.status is _S.CHECKPOINT_PAUSE else EventKind.STATUS
    yield Event(now.at, kind, _BECAME[task.status], task.detail, bad=task.status in _BAD)


def _guards(before: AppState, after: AppState, task_id: TaskId, now: Instant) -> Iterator[Event]:
    was, vigil = before.monitors.get(task_id), after.monitors[task_id].vigil
    old, task = before.tasks.get(task_id), after.tasks.get(task_id)
    # Those that were chosen before the Start leave nothing out; others first have to read what was there.
    begun = all(post.known is not None for post in vigil.posts.values())
    if was is None and vigil.guards.on and not begun:
        yield Event(now.at, EventKind.CONNECTION, again(vigil.guards))
    elif guards_of(before, task_id) != vigil.guards and task_id not in after.archive.elsewhere:
        yield Event(now.at, EventKind.ACTION, chosen(vigil.guards))
    if old is not None and task is not None and came_too_late(vigil, old.status, task.status):
        yield Event(now.at, EventKind.ACTION, too_late(), bad=True)


def _activities(before: AppState, was: Monitor, monitor: Monitor, now: Instant) -> Iterator[Event]:
    if was.activities.value is monitor.activities.value:
        return
    held, every = was.activities.value or (), monitor.activities.value or ()
    # Not by the log alone: it forgets its beginning, which would then be told again and again.
    known = frozenset((a.id, a.status) for a in held if activity_event(a) is not None)
    if was.activities.seen is None:
        known |= told_already(before.chronicles.get(monitor.task, ()))
        if monitor.unread and all_told(before.chronicles.get(monitor.task, ())):
            yield cut_off(now.at, len(every), monitor.unread)
    for activity in reversed(every):
        if (activity.id, activity.status) not in known and (event := activity_event(activity)) is not None:
            yield event


def _judged(before: AppState, after: AppState, now: Instant) -> AppState:
    """Judge anew what needs attention, where an answer or a poll may have changed it; time alone does not."""
    watching = after.monitors or after.attention
    if not watching or all(
        getattr(before, part) is getattr(after, part)
        for part in ("monitors", "tasks", "details", "looks", "groups")
    ):
        return after
    items = {task: items_of(after, task) for task in after.monitors}
    judged = {task: calls(found) for task, found in items.items()}
    stuck = {task: stuck_in(found) for task, found in items.items()}
    if judged == after.attention and stuck == after.stuck:
        return after
    return replace(after, attention=judged, stuck=stuck, called=remembered(after.called, judged, now.at))


def _attention(before: AppState, after: AppState, task_id: TaskId, now: Instant) -> Iterator[Event]:
    was, calling = before.attention.get(task_id, {}), after.attention.get(task_id, {})
    new = news(before.called, after.called, now.at)
    fresh = {
        kind
        for kind, g in calling.items()
        if kind not in was or (g < was[kind] and (task_id, kind, g) in new)
    }
    items = items_of(after, task_id) if fresh else ()
    for kind, gravity in calling.items():
        if kind in fresh:
            of_kind = [i for i in items if i.kind is kind and i.gravity is not Gravity.INFORMATION]
            sentence, detail = call_sentence(kind, of_kind)
            yield Event(now.at, EventKind.ATTENTION, sentence, detail, bad=gravity is Gravity.GRAVE)
    for kind in was:
        if kind not in calling:
            yield Event(now.at, EventKind.ATTENTION, f"No longer: {inside(kind.value)}.")


def _errands(before: AppState, after: AppState, monitor: Monitor, now: Instant) -> Iterator[Event]:
    for remedy, errand in after.errands.items():
        earlier = before.errands.get(remedy)
        if remedy.group != monitor.group or errand is earlier:
            continue
        if errand.failure is None:
            told = " ".join(subjects(remedy))
            yield Event(now.at, EventKind.ACTION, f"Asked ESS to {remedy_words(remedy)}.", told)
        else:
            failure = errand.failure
            detail = " · ".join(part for part in (failure.code, failure.request_id) if part)
            sentence = f"Failed: {remedy_words(remedy)}. {failure.sentence}"
            yield Event(now.at, EventKind.ACTION, sentence, detail, bad=True)
    for remedy, earlier in before.errands.items():
        if remedy.group == monitor.group and remedy not in after.errands and earlier.failure is None:
            sentence = f"ESS accepted the request to {remedy_words(remedy)}."
            yield Event(now.at, EventKind.ACTION, sentence, " ".join(subjects(remedy)))


def _reached(state: AppState, monitor: Monitor) -> bool:
    return state.polls.get(monitor.region, Poll()).misses < OFFLINE_AFTER


def _pend(state: AppState, was: Monitor | None, monitor: Monitor, events: tuple[Event, ...]) -> AppState:
    if not state.archive.keeping:
        return state
    last, recorded = monitor.timeline.last, state.archive.timelines.get(monitor.task, Timeline()).last
    fresh = last is not None and (was is None or was.timeline.last != last)
    # What was read from the archive is in it.
    fresh = fresh and last != recorded
    if not events and not fresh:
        return state
    held = state.archive.pending.get(monitor.task, Recording())
    samples = (*held.samples, last) if last is not None and fresh else held.samples
    held = Recording(samples, (*held.events, *events))
    return replace(
        state, archive=replace(state.archive, pending=put(state.archive.pending, monitor.task, held))
    )


def _learnt(before: AppState, state: AppState) -> AppState:
    """Note what the groups run while refreshes are under way: afterwards nothing tells for certain."""
    if all(getattr(before, part) is getattr(state, part) for part in ("tasks", "groups", "details")):
        return state
    for task in state.tasks.values():
        if task.over or seen_before(state, task.id) is not None or ran_before(state, task) is None:
            continue
        state = replace(state, archive=with_origin(state, task))
    return state


def _mark(before: AppState, state: AppState) -> AppState:
    archive = state.archive
    if not archive.keeping:
        return state
    changed: set[TaskId] = set()
    if before.tasks is not state.tasks:
        changed.update(t for t, task in state.tasks.items() if before.tasks.get(t) is not task)
    if before.monitors is not state.monitors:
        changed.update(set(before.monitors) ^ set(state.monitors))
        changed.update(t for t in state.monitors if guards_of(before, t) != guards_of(state, t))
    if not before.archive.keeping:
        changed.update(state.tasks)
    if before.archive.origins is not state.archive.origins:
        changed.update(state.archive.origins)
    # What the archive has already, word by word, is not written again.
    new = {
        t
        for t in changed - archive.changed
        if t in state.tasks
        and (
            (run := archive.runs.get(t)) is None
            or run.task != state.tasks[t]
            or run.watched != (t in state.monitors)
            or run.guards != guards_to_keep(state, t)
            or (run.before is None and seen_before(state, t) is not None)
        )
    }
    if not new:
        return state
    return replace(state, archive=replace(state.archive, changed=archive.changed | new))
