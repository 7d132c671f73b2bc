"""Which groups of a queue may be asked about now: regions that failed are left alone, the others go on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from essgui.core.changes import put, wait_after, without
from essgui.core.failure import FailureKind
from essgui.core.lookup import all_groups
from essgui.core.state import BackOff

if TYPE_CHECKING:
    from collections.abc import Mapping

    from essgui.core.failure import Failure
    from essgui.core.state import AppState
    from essgui.domain.scaling import GroupId, RegionId

CURED_BY_WAITING = frozenset({FailureKind.THROTTLED, FailureKind.UNREACHABLE})


def regions_of(state: AppState) -> Mapping[GroupId, RegionId]:
    """Return the region of each group of the chosen regions."""
    return {group.id: group.region for group in all_groups(state)}


def take(
    state: AppState, queue: tuple[GroupId, ...], back_off: BackOff, room: int
) -> tuple[tuple[tuple[RegionId, GroupId], ...], tuple[GroupId, ...]]:
    """Return up to `room` groups that may be asked about now, and the queue without them.

    Groups that are gone, or whose region is not chosen any more, leave the queue too.
    """
    regions = regions_of(state)
    taken: list[tuple[RegionId, GroupId]] = []
    rest: list[GroupId] = []
    for place, group in enumerate(queue):
        if len(taken) >= room:
            rest += queue[place:]
            break
        region = regions.get(group)
        if region is None:
            continue
        if state.now.mono < back_off.until.get(region, 0.0):
            rest.append(group)
        else:
            taken.append((region, group))
    return tuple(taken), tuple(rest)


def wait_for(state: AppState, back_off: BackOff, queue: tuple[GroupId, ...], gap: float) -> float:
    """Return the seconds until something in the queue may be asked about."""
    regions = regions_of(state)
    waits = {back_off.until.get(regions[g], 0.0) - state.now.mono for g in queue if g in regions}
    return max(gap, min(waits, default=0.0))


def missed(state: AppState, back_off: BackOff, region: RegionId, failure: Failure) -> tuple[BackOff, float]:
    """Hold a region back after a failure, all of them where the account is throttled; return the wait too."""
    misses = back_off.misses.get(region, 0) + 1
    wait = wait_after(state, misses, failure)
    throttled = failure.kind is FailureKind.THROTTLED
    held = {*state.chosen, region} if throttled else {region}
    until = {**back_off.until, **dict.fromkeys(held, state.now.mono + wait)}
    return BackOff(put(back_off.misses, region, misses), until), wait


def answered(back_off: BackOff, region: RegionId) -> BackOff:
    """Forget the failures of a region that has answered; what it is still held back for stays."""
    return replace(back_off, misses=without(back_off.misses, region))
