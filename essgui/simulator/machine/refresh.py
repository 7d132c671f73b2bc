"""How a refresh runs: one event after another, and after each whatever the group then asks for.

Nothing is scheduled ahead: after each event the group is looked at and the next thing that its state
asks for is done, until nothing is left to do at that moment.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from essgui.domain.lifecycle import RefreshStatus
from essgui.domain.scaling import InstanceId
from essgui.simulator.machine import phases
from essgui.simulator.machine.batches import pursue
from essgui.simulator.machine.course import count, forget, move
from essgui.simulator.machine.filling import fill
from essgui.simulator.machine.phases import Outcome

if TYPE_CHECKING:
    from datetime import datetime

    from essgui.simulator.machine.draft import Draft
    from essgui.simulator.world import Member

R = RefreshStatus


def run(draft: Draft, now: datetime) -> None:
    """Let everything happen that falls due up to `now`."""
    while (what := draft.next_event(now)) is not None:
        happen(draft, what)
        settle(draft)


def happen(draft: Draft, what: str) -> None:
    """Perform one event: of the refresh, of the retry clock, or of the member with that id."""
    if what == "refresh":
        _clock_of_refresh(draft)
    elif what == "retry":
        draft.change(retry_at=None)
    else:
        phase_over(draft, draft.members[InstanceId(what)])


def phase_over(draft: Draft, member: Member, result: str = "") -> None:
    """End a member's present phase and count what that means for the refresh."""
    outcome = phases.phase_over(draft, member, result)
    refresh = draft.refresh
    if outcome is Outcome.FAILED and draft.group.retry_at is None:
        retry_at = draft.at + timedelta(seconds=draft.world.assumptions.retry_after)
        draft.change(retry_at=retry_at)
        draft.wake(retry_at, "retry")
    if refresh is None:
        return
    if outcome is Outcome.FAILED:
        # A member that was still coming when the refresh listed it never came: nothing is left to replace.
        forget(draft, [member])
    if outcome is Outcome.SERVES and member.task == refresh.id:
        count(draft, arrived=refresh.arrived + 1)
    if outcome is Outcome.LEFT and member.id in draft.queue:
        del draft.queue[member.id]
        count(draft, gone=refresh.gone + 1)


def settle(draft: Draft) -> None:
    """Do whatever the state of the group asks for at this moment."""
    while pursue(draft) or fill(draft):
        pass


def _clock_of_refresh(draft: Draft) -> None:
    refresh = draft.refresh
    if refresh is None:
        return
    if refresh.status in {R.PENDING, R.CHECKPOINT_PAUSE}:
        move(draft, R.IN_PROGRESS)
    else:
        draft.refresh = replace(refresh, until=None)
