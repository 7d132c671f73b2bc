"""How closely an open monitor is read: on screen or on guard with each poll, behind it about once a minute.

Status and progress of all come with the polls. What lies beyond them is what can wait: once ESS has throttled
anything, it does, for longer than the polls do; the looks of a floor guard, only once one of them was.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from essgui.core.cadence import pace
from essgui.core.changes import wait_after
from essgui.core.failure import Failure, FailureKind
from essgui.core.lookup import detail_of
from essgui.core.state import Held, Page
from essgui.domain.guards import Guard

if TYPE_CHECKING:
    from essgui.core.messages import Message
    from essgui.core.state import AppState, Monitor, Remote
    from essgui.domain.clock import Instant

T = TypeVar("T")

BEHIND_GOOD = 60.0
"""Seconds for which what a monitor that is not on screen has read is good."""
LONGER = 3.0
"""How many times the back-off of a poll these reads wait once ESS throttles."""


def on_screen(state: AppState, monitor: Monitor) -> bool:
    """Tell whether a monitor is the one that is seen."""
    return state.page is Page.MONITOR and state.monitor == monitor.task


def needs_all(state: AppState, monitor: Monitor) -> bool:
    """Tell whether a monitor is read with each poll: somebody looks at it, or its guards do."""
    return on_screen(state, monitor) or bool(monitor.vigil.watching)


def held(state: AppState, now: Instant) -> bool:
    """Tell whether close looks wait because ESS has throttled."""
    return now.mono < state.held.until


def barred(known: Remote[T], now: Instant) -> bool:
    """Tell whether a read was denied, or has to wait, so that only the operator asks for it before."""
    return known.retry_at is not None and now.mono < known.retry_at


def instances_due(state: AppState, monitor: Monitor, now: Instant) -> bool:
    """Tell whether a poll is to be followed by a look at the instances of a monitor's group."""
    known = detail_of(state, monitor.group).instances
    if barred(known, now) or (held(state, now) and not _guarded(monitor, known)):
        return False
    if needs_all(state, monitor) or known.seen is None:
        return True
    return now.mono - known.seen.mono > BEHIND_GOOD * pace(state.cadence)


def _guarded(monitor: Monitor, known: Remote[T]) -> bool:
    """Tell whether the guard of the floor needs a look, and it was not such a look that was throttled."""
    throttled = known.failure is not None and known.failure.kind is FailureKind.THROTTLED
    return Guard.FLOOR in monitor.vigil.watching and not throttled


def heed(state: AppState, message: Message, now: Instant) -> AppState:
    """Hold close looks back after a message that something was throttled; longer where it goes on."""
    failure = getattr(message, "failure", None)
    if not isinstance(failure, Failure) or failure.kind is not FailureKind.THROTTLED or held(state, now):
        # What was sent together is throttled together, and counts once.
        return state
    calm = now.mono > state.held.until + state.cadence.most_backoff
    misses = 1 if calm else state.held.misses + 1
    wait = LONGER * wait_after(state, misses, failure)
    return replace(state, held=Held(misses, now.mono + wait))
