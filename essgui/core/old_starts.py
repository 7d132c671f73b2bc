"""What became of the Starts of an earlier session: found out by the refreshes of their groups, and told.

Of some nobody saw the answer. Others ESS accepted, and the program ended before it had written more of them
than that: those are taken up as if it had not.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from essgui.core.changes import with_notice
from essgui.core.effects import Settle
from essgui.core.lookup import group_of, guards_of, tasks_of
from essgui.core.on_archive import run_of
from essgui.core.on_guards import choose
from essgui.core.origins import with_origin
from essgui.core.state import Notice, NoticeKind
from essgui.core.watched_again import watch_again
from essgui.domain.guards import in_words
from essgui.domain.lifecycle import RefreshStatus
from essgui.domain.refresh_words import asked_in_words
from essgui.domain.request_mark import mark_of
from essgui.domain.run import Recording, Settlement
from essgui.domain.words import span

if TYPE_CHECKING:
    from essgui.core.changes import Outcome
    from essgui.core.effects import Effect
    from essgui.core.state import AppState
    from essgui.domain.clock import Instant
    from essgui.domain.refresh import RefreshTask
    from essgui.domain.run import Intent
    from essgui.domain.scaling import GroupId

_EARLY, _LATE = timedelta(seconds=30), timedelta(minutes=3)
"""How far from a Start its refresh begins that need not wait, by the cloud's clock (assumed)."""
_WAITS = timedelta(hours=1)
"""How long after a Start its refresh may begin, or still wait (assumed)."""


def settle_old(state: AppState, group: GroupId, now: Instant) -> Outcome:
    """Find out, by the refreshes of its group, what became of a Start of an earlier session.

    One of other settings is somebody else's. Ours is watched where ESS had accepted it, for then its monitor
    was about to open, or where guards were chosen for it.
    """
    effects: list[Effect] = []
    for intent in state.archive.unsettled:
        if intent.group != group:
            continue
        accepted = intent.settlement is Settlement.ACCEPTED
        found = state.tasks.get(intent.task) if intent.task is not None else _came_of(state, intent)
        left = tuple(i for i in state.archive.unsettled if i is not intent)
        state = replace(state, archive=replace(state.archive, unsettled=left))
        if found is not None:
            state = replace(state, archive=with_origin(state, found, ours=True, reason=intent.reason))
        if found is not None and (accepted or _guarded(state, intent, found)):
            state, more = watch_again(state, run_of(state, found), Recording(), now)
            if not guards_of(state, found.id).on:
                state = choose(state, found.id, intent.guards, now)
            effects += more
        told = _taken_up(state, intent, found) if accepted else _told(state, intent, found)
        state = with_notice(state, told)
        if not accepted:
            settlement = Settlement.ACCEPTED if found else Settlement.UNKNOWN
            effects.append(Settle(intent.token, settlement, found.id if found else None))
    return state, tuple(effects)


def _came_of(state: AppState, intent: Intent) -> RefreshTask | None:
    """Find the refresh of the same settings that began then or later, or has not begun yet.

    ESS may let a Start wait before it begins. What is known to come of another Start is not looked at.
    """
    others = {i.task for i in state.archive.unsettled}
    free = (t for t in tasks_of(state, intent.group) if t.id not in others and not run_of(state, t).ours)
    same = [t for t in free if _asked(t, intent)]
    begun = [(t.started_at, t) for t in same if t.started_at is not None and _began(t, intent, _WAITS)]
    if begun:
        return min(begun, key=lambda pair: pair[0])[1]
    return next((t for t in same if _may_begin(state, t, intent)), None)


def _asked(task: RefreshTask, intent: Intent) -> bool:
    """Tell whether a refresh has the settings of a Start, as far as an earlier version has kept them."""
    if intent.mark:
        return mark_of(task.spec) == intent.mark
    return intent.words in ("", asked_in_words(task.spec))


def _began(task: RefreshTask, intent: Intent, within: timedelta = _LATE) -> bool:
    at = task.started_at
    return at is not None and intent.made_at - _EARLY <= at <= intent.made_at + within


def _may_begin(state: AppState, task: RefreshTask, intent: Intent) -> bool:
    waits = task.status is RefreshStatus.PENDING and task.started_at is None
    return waits and state.now.at - intent.made_at <= _WAITS


def _guarded(state: AppState, intent: Intent, found: RefreshTask) -> bool:
    return bool(intent.guards.on) and not guards_of(state, found.id).on


def _told(state: AppState, intent: Intent, found: RefreshTask | None) -> Notice:
    name = _name(state, intent.group)
    begun = f"Before this program ended, it sent the start of a refresh of {name} and saw no answer."
    if found is None:
        other = next((t for t in tasks_of(state, intent.group) if _began(t, intent)), None)
        seen = (
            "no refresh that began then"
            if other is None
            else f"that {other.id} began then, but with other settings ({asked_in_words(other.spec)})"
        )
        text = f"{begun} ESS shows {seen}, so it has probably not started."
        return Notice(f"unsettled:{intent.token}", NoticeKind.CAUTION, text)
    text = f"{begun} ESS shows {found.id}, {_when(found, intent)}.{_guards(state, found)}"
    return Notice(f"unsettled:{intent.token}", NoticeKind.CAUTION, text, task=found.id)


def _when(found: RefreshTask, intent: Intent) -> str:
    if found.started_at is None:
        return "which waits to begin"
    if _began(found, intent):
        return "which began then"
    later = span((found.started_at - intent.made_at).total_seconds())
    return f"which has the same settings and began {later} later"


def _taken_up(state: AppState, intent: Intent, found: RefreshTask | None) -> Notice:
    name = _name(state, intent.group)
    key = f"unsettled:{intent.token}"
    begun = f"The program ended just after ESS had accepted the refresh of {name}."
    if found is None:
        return Notice(key, NoticeKind.CAUTION, f"{begun} ESS does not list {intent.task} now.")
    if found.over:
        return Notice(key, NoticeKind.CAUTION, f"{begun} It is over: {found.status}.", task=found.id)
    return Notice(
        key, NoticeKind.CAUTION, f"{begun} It is watched again.{_guards(state, found)}", task=found.id
    )


def _name(state: AppState, group: GroupId) -> str:
    """Name a group; its refreshes may be found before the groups of its region are listed."""
    known = group_of(state, group)
    kept = (run.group_name for run in state.archive.runs.values() if run.task.group == group)
    return known.name if known is not None else next(kept, str(group))


def _guards(state: AppState, found: RefreshTask) -> str:
    guards = guards_of(state, found.id)
    return f" Its guards watch it from now on: {in_words(guards)}." if guards.on else ""
