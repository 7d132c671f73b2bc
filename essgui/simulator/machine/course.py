"""The course of a refresh: its statuses, its rollback, and what no longer needs to be replaced."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from essgui.domain.lifecycle import ROLLBACK, TERMINAL, TRANSITIONS, RefreshStatus
from essgui.domain.plan import corridor
from essgui.simulator import draw
from essgui.simulator.machine.part import Part, newest_first, oldest_first, part, removable
from essgui.simulator.machine.target import active_source, target_source

if TYPE_CHECKING:
    from essgui.domain.plan import Corridor
    from essgui.simulator.machine.draft import Draft
    from essgui.simulator.world import Member, Refresh, Source

R = RefreshStatus
_FORWARD = frozenset({R.PENDING, R.IN_PROGRESS, R.PAUSED, R.CHECKPOINT_PAUSE})


def move(draft: Draft, status: RefreshStatus, **changes: object) -> None:
    """Give the refresh another status; asks for one that TRANSITIONS allows."""
    refresh = draft.refresh
    if refresh is None or status not in TRANSITIONS[refresh.status]:
        raise AssertionError(f"no way to {status}")
    ended = draft.at if status in TERMINAL else None
    changed = {"until": None, "ended_at": ended, **changes}
    draft.refresh = replace(refresh, status=status, **changed)  # type: ignore[arg-type] - its fields
    draft.wake(draft.refresh.until, "refresh")
    if status in TERMINAL:
        draft.queue.clear()
        draft.past = (*draft.past, replace(draft.refresh, queue=(), step=None))
        draft.refresh = None
        draft.change(rounds=0)


def abandon(draft: Draft) -> None:
    """Give up the batch in flight: new members beyond what the group wants are released again."""
    refresh = draft.refresh
    if refresh is None:
        return
    draft.refresh = replace(refresh, step=None)
    draft.change(rounds=0)
    surplus = draft.live - draft.group.wanted
    if surplus > 0:
        made = [
            m
            for m in draft.members.values()
            if m.task == refresh.id and part(m) in {Part.COMING, Part.SERVING} and removable(m)
        ]
        draft.release(
            newest_first(made)[:surplus],
            f'The batch of instance refresh "{refresh.id}" was given up.',
            refresh.id,
        )


def roll_back(draft: Draft) -> None:
    """Turn the refresh round: what it made is replaced from the configuration that is active now."""
    refresh = draft.refresh
    if refresh is None:
        return
    abandon(draft)
    draft.queue = {
        m.id: None
        for m in oldest_first(draft.members.values())
        if m.task == refresh.id and part(m) is not Part.LEAVING
    }
    low, high = draft.group.pace.schedule
    until = draft.at + draw.seconds(low, high, draft.seed, refresh.id, "roll back")
    move(draft, R.ROLLBACK_IN_PROGRESS, until=until)


def source_now(draft: Draft) -> tuple[Source, bool]:
    """Return what an instance is made from now, and whether that is the target of the refresh."""
    if draft.refresh is not None and draft.refresh.status in _FORWARD:
        return target_source(draft.world, draft.group, draft.refresh.target), True
    return active_source(draft.world, draft.group), False


def leave(draft: Draft, members: list[Member], cause: str) -> None:
    """Release members for a reason other than the refresh; those no longer need to be replaced."""
    forget(draft, members)
    draft.release(members, cause)


def forget(draft: Draft, members: list[Member]) -> None:
    """Take members out of what the refresh has to replace: its total falls by as many."""
    refresh = draft.refresh
    if refresh is None:
        return
    lost = [m for m in members if m.id in draft.queue]
    for member in lost:
        del draft.queue[member.id]
    if lost and refresh.status not in ROLLBACK:
        draft.refresh = replace(refresh, total=refresh.total - len(lost))


def count(draft: Draft, **changes: int) -> None:
    """Count members that are through, and what is finished by that."""
    if draft.refresh is None:
        return
    refresh = replace(draft.refresh, **changes)
    if refresh.status in ROLLBACK:
        finished = min(refresh.finished, len(draft.queue))
    else:
        finished = min(refresh.gone, refresh.arrived, refresh.total)
    draft.refresh = replace(refresh, finished=finished)


def band(draft: Draft, refresh: Refresh) -> Corridor:
    """Return floor and ceiling as they are now, from what the group wants now."""
    spec, rules = refresh.spec, draft.world.assumptions.planner
    return corridor(draft.group.wanted, spec.min_healthy, spec.max_healthy, rules)
