"""What was suspended from here and has to be resumed: remembered, and told until somebody resumes it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from essgui.core.changes import put, with_notice
from essgui.core.lookup import group_of, running_task
from essgui.core.messages import RemedyRequested
from essgui.core.state import Notice, NoticeKind
from essgui.domain.remedies import ResumeProcesses, SuspendProcesses
from essgui.domain.suspensions import and_resumed, and_suspended
from essgui.domain.words import listed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from essgui.core.failure import Failure
    from essgui.core.state import AppState
    from essgui.domain.remedies import Remedy
    from essgui.domain.scaling import GroupId


def done(state: AppState, remedy: Remedy) -> AppState:
    """Take as done what ESS accepted; the group is read again all the same."""
    group = group_of(state, remedy.group)
    left = tuple(p for p in group.suspended_processes if p not in _named(remedy)) if group is not None else ()
    match remedy:
        case SuspendProcesses(processes=processes):
            state, left = may_be_done(state, remedy), (*left, *processes)
        case ResumeProcesses():
            held = and_resumed(state.archive.suspended, remedy)
            state = replace(state, archive=replace(state.archive, suspended=held))
        case _:
            return state
    if group is None:
        return state
    remote = state.groups[group.region]
    known = tuple(replace(g, suspended_processes=left) if g.id == group.id else g for g in remote.value or ())
    return replace(state, groups=put(state.groups, group.region, replace(remote, value=known)))


def may_be_done(state: AppState, remedy: Remedy) -> AppState:
    """Remember processes that were suspended from here, or may have been: nobody knows."""
    if not isinstance(remedy, SuspendProcesses):
        return state
    held = and_suspended(state.archive.suspended, remedy, state.now.at)
    return replace(state, archive=replace(state.archive, suspended=held))


def still_suspended(state: AppState) -> Mapping[GroupId, tuple[str, ...]]:
    """Return what was suspended from here and is so still, as far as can be seen, by group."""
    found: dict[GroupId, tuple[str, ...]] = {}
    for held in state.archive.suspended:
        group = group_of(state, held.group)
        if group is None or held.process in group.suspended_processes:
            found[held.group] = (*found.get(held.group, ()), held.process)
    return found


def remind(before: AppState, after: AppState) -> AppState:
    """Say it where a group has no refresh any more and what was suspended for it is still so."""
    if not (before.archive.suspended or after.archive.suspended) or all(
        getattr(before, part) is getattr(after, part)
        for part in ("archive", "tasks", "history", "groups", "polls", "errands")
    ):
        return after
    was, due = _due(before), _due(after)
    for group, found in due.items():
        if found != was.get(group):
            after = with_notice(after, _notice(after, group, *found))
    stands = still_suspended(after).keys() - _being_resumed(after)
    gone = {_key(group) for group in was if group not in due}
    gone |= {_key(s.group) for s in before.archive.suspended if s.group not in stands}
    left = tuple(n for n in after.notices if n.key not in gone)
    return after if len(left) == len(after.notices) else replace(after, notices=left)


def tell_again(state: AppState) -> AppState:
    """Tell all that is still suspended from here, whatever was dismissed and whatever runs."""
    for group, processes in still_suspended(state).items():
        if group not in _being_resumed(state):
            state = with_notice(state, _notice(state, group, processes, None))
    return state


def _due(state: AppState) -> Mapping[GroupId, tuple[tuple[str, ...], Failure | None]]:
    """Return what is to be resumed now, with why that has failed: seen to be suspended, and nothing runs."""
    return {
        group: (processes, _failure(state, group))
        for group, processes in still_suspended(state).items()
        if group_of(state, group) is not None
        and group in state.history
        and running_task(state, group) is None
    }


def _being_resumed(state: AppState) -> frozenset[GroupId]:
    return frozenset(
        r.group for r, e in state.errands.items() if isinstance(r, ResumeProcesses) and e.failure is None
    )


def _failure(state: AppState, group: GroupId) -> Failure | None:
    failures = (
        e.failure for r, e in state.errands.items() if isinstance(r, ResumeProcesses) and r.group == group
    )
    return next((f for f in failures if f is not None), None)


def _notice(
    state: AppState, group_id: GroupId, processes: tuple[str, ...], failure: Failure | None
) -> Notice:
    group = group_of(state, group_id)
    name = group.name if group is not None else str(group_id)
    region = next(s.region for s in state.archive.suspended if s.group == group_id)
    verb = "is" if len(processes) == 1 else "are"
    resume = RemedyRequested(ResumeProcesses(region, group_id, processes))
    if failure is not None:
        text = f"{name}: {listed(processes)} {verb} still suspended. {failure.sentence}"
        return Notice(_key(group_id), NoticeKind.BAD, text, failure, act=("Try again", resume))
    over = "" if running_task(state, group_id) else "no refresh runs any more, and "
    text = f"{name}: {over}{listed(processes)} {verb} still suspended from here."
    word = "Resume it" if len(processes) == 1 else "Resume them"
    return Notice(_key(group_id), NoticeKind.CAUTION, text, act=(word, resume))


def _key(group: GroupId) -> str:
    return f"suspended:{group}"


def _named(remedy: Remedy) -> tuple[str, ...]:
    return remedy.processes if isinstance(remedy, SuspendProcesses | ResumeProcesses) else ()
