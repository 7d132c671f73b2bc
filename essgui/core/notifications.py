"""What the operator is told of: compares the state before and after a message, as the chronicle does.

Only a change between two things that were seen counts, so nothing is told twice and nothing is told that
had happened before this program looked.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from essgui.core.alarms import news, told_by
from essgui.core.effects import Notify, Post
from essgui.core.endings import ending
from essgui.core.guard_words import acted, then
from essgui.core.lookup import group_of, running_in
from essgui.core.permits import OFFLINE_AFTER
from essgui.core.situations import items_of
from essgui.core.state import Notification, NotificationKind, Poll
from essgui.domain.lifecycle import RefreshStatus
from essgui.domain.settings import OFF, Key
from essgui.domain.situation import Gravity, call_sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from essgui.core.changes import Outcome
    from essgui.core.effects import Effect
    from essgui.core.state import AppState
    from essgui.domain.clock import Instant
    from essgui.domain.refresh import RefreshTask
    from essgui.domain.scaling import TaskId

MOST_TOLD = 100
"""Notifications that the centre holds."""
MOST_NAMED = 2
"""Instances that a notification names; the monitor has them all."""

_LOOK = "Open the monitor: it names what to do."

_S = RefreshStatus
_K = NotificationKind

SWITCHES: dict[NotificationKind, Key] = {
    _K.CHECKPOINT: Key.NOTIFY_CHECKPOINT,
    _K.STUCK: Key.NOTIFY_STUCK,
    _K.FAILED: Key.NOTIFY_FAILED,
    _K.FINISHED: Key.NOTIFY_FINISHED,
    _K.LOST: Key.NOTIFY_LOST,
}
"""The setting that switches a kind on and off."""

_BY_STATUS: dict[RefreshStatus, NotificationKind] = {
    _S.CHECKPOINT_PAUSE: _K.CHECKPOINT,
    _S.FAILED: _K.FAILED,
    _S.ROLLBACK_FAILED: _K.FAILED,
    _S.SUCCESSFUL: _K.FINISHED,
    _S.CANCELLED: _K.FINISHED,
    _S.ROLLBACK_SUCCESSFUL: _K.FINISHED,
}


@dataclass(frozen=True, slots=True)
class _Found:
    kind: NotificationKind
    task: RefreshTask
    sentence: str
    next: str
    group: str = ""


def notify(before: AppState, after: AppState, now: Instant) -> Outcome:
    """Add what was found between two states to the centre, and send it where it is wanted."""
    if (
        before.tasks is after.tasks
        and before.polls is after.polls
        and before.called is after.called
        and before.monitors is after.monitors
        and before.archive.keeping is after.archive.keeping
    ):
        return after, ()
    found = [f for f in _found(before, after, now) if after.settings.on(SWITCHES[f.kind])]
    centre = replace(after.centre, unheard=_unheard(before, after))
    effects: list[Effect] = []
    for number, one in enumerate(found, centre.count + 1):
        name = one.group or _name(after, one.task)
        status = str(one.task.status)
        told = Notification(
            number, one.kind, now.at, name, one.task.region, one.task.id, status, one.sentence, one.next
        )
        centre = replace(centre, told=(told, *centre.told)[:MOST_TOLD], count=number)
        effects.append(Notify(told))
        way = after.settings[Key.WEBHOOK]
        if way != OFF and after.webhook.possible:
            effects.append(Post(way, told))
    return (after if centre == after.centre else replace(after, centre=centre)), tuple(effects)


def _found(before: AppState, after: AppState, now: Instant) -> Iterator[_Found]:
    if before.tasks is not after.tasks:
        for task_id, task in after.tasks.items():
            old = before.tasks.get(task_id)
            if old is None or old is task or old.status == task.status:
                continue
            if task_id not in before.centre.unheard:
                yield from _became(after, task)
    if before.called is not after.called:
        yield from _stuck(before, after, now)
    if before.monitors is not after.monitors:
        yield from _guarded(before, after)
    if before.polls is not after.polls:
        yield from _lost(before, after)


def _became(state: AppState, task: RefreshTask) -> Iterator[_Found]:
    kind = _BY_STATUS.get(task.status) if isinstance(task.status, RefreshStatus) else None
    if kind is _K.CHECKPOINT:
        total = f" of {task.total}" if task.total > 0 else ""
        yield _Found(
            kind,
            task,
            f"Waits at a checkpoint with {task.finished}{total} instances new.",
            f"Look at the new instances. It resumes by itself after {task.pause_minutes} min; or resume it.",
        )
    elif kind is not None:
        name = _name(state, task)
        sentence = ending(task, name).text.removeprefix(f"{name}: ")
        sentence = sentence[:1].upper() + sentence[1:]
        then = (
            "Open the monitor: the failed activities tell the cause."
            if kind is _K.FAILED
            else "Nothing more to do."
            if task.status is _S.SUCCESSFUL
            else "Start another refresh to go on to the new configuration."
        )
        yield _Found(kind, task, sentence, then)


def _stuck(before: AppState, after: AppState, now: Instant) -> Iterator[_Found]:
    for task_id, kind in told_by(news(before.called, after.called, now.at)):
        task = after.tasks.get(task_id)
        # What stands as a monitor is opened is on the screen at that moment.
        if task is None or task_id not in before.monitors:
            continue
        of_kind = [
            i for i in items_of(after, task_id) if i.kind is kind and i.gravity is not Gravity.INFORMATION
        ]
        sentence, about = call_sentence(kind, of_kind)
        yield _Found(_K.STUCK, task, sentence, _next(sentence, about))


def _next(sentence: str, about: str) -> str:
    names = [name for name in about.split() if name not in sentence]
    # More would not fit into the lines of a notification beside what to do.
    whom = ", ".join(names) if len(names) <= MOST_NAMED else f"{names[0]} and {len(names) - 1} more"
    return f"{whom}. {_LOOK}" if names else _LOOK


def _guarded(before: AppState, after: AppState) -> Iterator[_Found]:
    for task_id, monitor in after.monitors.items():
        was, task = before.monitors.get(task_id), after.tasks.get(task_id)
        if was is None or task is None or was.vigil is monitor.vigil:
            continue
        for guard, post in monitor.vigil.posts.items():
            old = was.vigil.posts.get(guard)
            if post.trip is not None and (old is None or old.trip is None):
                sentence = acted(guard, post.trip.evidence)
                yield _Found(_K.STUCK, task, f"{sentence[:1].upper()}{sentence[1:]}", then(guard))


def _lost(before: AppState, after: AppState) -> Iterator[_Found]:
    """One for a region: with forty refreshes in it, forty times the same would help nobody."""
    for region, poll in after.polls.items():
        was = before.polls.get(region, Poll())
        if not was.misses < OFFLINE_AFTER <= poll.misses:
            continue
        running = running_in(after, region)
        if not running:
            continue
        first = running[0]
        more = len(running) - 1
        name = _name(after, first) + (f" and {more} more" if more else "")
        why = poll.failure.hint if poll.failure is not None else ""
        yield _Found(
            _K.LOST,
            first,
            f"ESS in {region} does not answer. The refresh goes on; what is shown is old.",
            why or "Check the network; this program keeps asking.",
            name,
        )


def _unheard(before: AppState, after: AppState) -> frozenset[TaskId]:
    unheard = before.centre.unheard
    if after.archive.keeping and not before.archive.keeping:
        unheard |= after.tasks.keys() - before.tasks.keys()
    if not unheard:
        return unheard
    heard = {
        t
        for t in unheard
        if (task := after.tasks.get(t)) is None
        or before.tasks.get(t, task) is not task
        or before.polls.get(task.region, Poll()).applied != after.polls.get(task.region, Poll()).applied
    }
    return unheard - heard


def _name(state: AppState, task: RefreshTask) -> str:
    group = group_of(state, task.group)
    if group is not None:
        return group.name
    run = state.archive.runs.get(task.id)
    return run.group_name if run is not None else str(task.group)
