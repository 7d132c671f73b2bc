"""When an action that ESS accepted is no longer on its way: its effect was seen, or is not waited for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essgui.domain.lifecycle import RefreshAction, allowed

if TYPE_CHECKING:
    from essgui.core.state import InFlight
    from essgui.domain.clock import Instant
    from essgui.domain.refresh import RefreshTask

SEEN_WITHIN = 60.0
"""Seconds in which the effect of an accepted action shows; then it is not waited for any more (assumed)."""


def overdue(flight: InFlight | None, now: Instant) -> bool:
    """Tell whether the effect of an accepted action is not waited for any more."""
    if flight is None or flight.accepted_at_poll is None:
        return False
    return now.mono - flight.since.mono >= SEEN_WITHIN


def landed(
    flight: InFlight | None, before: RefreshTask | None, task: RefreshTask, number: int, now: Instant
) -> bool:
    """Tell whether a poll ends the wait for an action: ESS may accept one before its status shows it."""
    if flight is None:
        return False
    if task.over:
        # What is over is not polled again, so nothing later would clear it.
        return True
    if flight.accepted_at_poll is None or number <= flight.accepted_at_poll:
        return False
    if flight.action not in allowed(task.status) or overdue(flight, now):
        return True
    # What was resumed may have come to its next stop between two polls.
    moved = before is not None and (before.status, before.finished) != (task.status, task.finished)
    return flight.action is RefreshAction.RESUME and moved
