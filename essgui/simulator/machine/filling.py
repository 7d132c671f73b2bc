"""Keeping a group at its size: launching what is missing, releasing what is too much, giving up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essgui.domain.lifecycle import WAITING, RefreshStatus
from essgui.domain.plan import Order
from essgui.simulator.machine.course import abandon, band, leave, move, source_now
from essgui.simulator.machine.part import Part, oldest_first, part, removable
from essgui.simulator.world import Stage

if TYPE_CHECKING:
    from essgui.simulator.machine.draft import Draft

R = RefreshStatus
_MOVING = frozenset({R.IN_PROGRESS, R.ROLLBACK_IN_PROGRESS})


def fill(draft: Draft) -> bool:
    """Launch what is missing, or release what is too much; tells whether it did either."""
    group, refresh = draft.group, draft.refresh
    least, most_kept = bounds(draft)
    if draft.live > most_kept:
        return _release_surplus(draft, draft.live - most_kept)
    need = least - draft.live
    if need <= 0:
        if group.rounds and not draft.counts[Part.COMING]:
            draft.change(rounds=0)
        return False
    if refresh is None and "ScaleOut" in group.suspended_processes:
        return False
    if group.retry_at is not None or (group.rounds and draft.counts[Part.COMING]):
        return False
    acting = refresh is not None and refresh.status in _MOVING
    most = draft.world.assumptions.launch_rounds if acting else draft.world.assumptions.idle_rounds
    if group.rounds >= most:
        return acting and _fail(draft)
    source, by_target = source_now(draft)
    draft.change(rounds=group.rounds + 1)
    if refresh is not None and (acting or by_target):
        cause = f'Instance refresh "{refresh.id}" launches a batch of new instances.'
        draft.launch(need, source, cause, refresh.id)
    else:
        draft.launch(need, source, "The group has fewer instances than it wants.")
    return True


def bounds(draft: Draft) -> tuple[int, int]:
    """Return how many live members there should be at least, and how many may be kept at most.

    They differ where the group shrank under a batch in flight (an operator's EnterStandby or scale-in): what
    was launched stays until the batch is done, but nothing is launched above the ceiling as it is now.
    """
    wanted = draft.group.wanted
    refresh = draft.refresh
    step = refresh.step if refresh else None
    if refresh is None or step is None:
        return wanted, wanted
    match step.order, step.stage:
        case Order.NEW_FIRST, Stage.LAUNCH:
            # a batch that is held keeps what it has launched and launches no more
            room = 0 if refresh.status in WAITING else min(step.size, band(draft, refresh).surge)
            return wanted + room, wanted + step.size
        case Order.OLD_FIRST, Stage.RELEASE:
            return wanted - step.size, wanted - step.size
        case _:
            return wanted, wanted


def _release_surplus(draft: Draft, surplus: int) -> bool:
    if "ScaleIn" in draft.group.suspended_processes and draft.refresh is None:
        return False
    if draft.counts[Part.COMING]:
        return False  # those that serve are not given up for those that may never come
    leaving = oldest_first(m for m in draft.members.values() if removable(m) and part(m) is not Part.LEAVING)
    if not leaving:
        return False
    leave(draft, leaving[:surplus], "The group has more instances than it wants.")
    return True


def _fail(draft: Draft) -> bool:
    refresh = draft.refresh
    if refresh is None:
        return False
    reason = next(
        (
            f"{deed.failures[-1].code}: {deed.failures[-1].message}"
            for deed in reversed(draft.activities.known.values())
            if deed.task == refresh.id and deed.failures
        ),
        "Instances did not come into service.",
    )
    rounds = draft.world.assumptions.launch_rounds
    detail = f"Launching new instances failed {rounds} times in a row. {reason}"
    back = refresh.status is R.ROLLBACK_IN_PROGRESS
    abandon(draft)
    move(draft, R.ROLLBACK_FAILED if back else R.FAILED, detail=detail)
    return True
