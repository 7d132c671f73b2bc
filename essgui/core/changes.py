"""Small pure changes to the state that several parts of `update` share."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from essgui.core.cadence import DENIED_AGAIN, back_off, fraction_of, pace
from essgui.core.failure import FailureKind
from essgui.core.state import Detail, NoticeKind, Remote

if TYPE_CHECKING:
    from collections.abc import Mapping

    from essgui.core.effects import Effect
    from essgui.core.failure import Failure
    from essgui.core.state import AppState, Notice
    from essgui.domain.clock import Instant
    from essgui.domain.scaling import GroupId

K = TypeVar("K")
V = TypeVar("V")
T = TypeVar("T")

MOST_NOTICES = 5
"""Notices that lie over the page at the same time."""

Outcome = tuple["AppState", "tuple[Effect, ...]"]
"""What `update` returns: the next state, and what to ask of the world."""


def put(mapping: Mapping[K, V], key: K, value: V) -> Mapping[K, V]:
    """Return the mapping with one entry replaced, in its place."""
    return {**mapping, key: value}


def without(mapping: Mapping[K, V], key: K) -> Mapping[K, V]:
    """Return the mapping without one entry."""
    return {k: v for k, v in mapping.items() if k != key} if key in mapping else mapping


def loading(remote: Remote[T]) -> Remote[T]:
    """Mark that a read is under way."""
    return replace(remote, loading=True)


def loaded(remote: Remote[T], value: T, now: Instant) -> Remote[T]:
    """Take a good answer; an equal value keeps its identity, so that nothing is redrawn for it."""
    kept = remote.value if remote.value is not None and remote.value == value else value
    return Remote(value=kept, seen=now)


def failed(remote: Remote[T], failure: Failure, retry_at: float | None = None) -> Remote[T]:
    """Take a failure; the last good value and its age stay."""
    return replace(remote, loading=False, failure=failure, misses=remote.misses + 1, retry_at=retry_at)


def wait_after(state: AppState, misses: int, failure: Failure) -> float:
    """Return the seconds to wait after failures in a row."""
    return back_off(misses, state.cadence, failure.retry_after, fraction_of(state.session, misses))


def denied_until(state: AppState, failure: Failure) -> float | None:
    """Return until when what was denied is not asked again by itself; None for any other failure."""
    if failure.kind is not FailureKind.DENIED:
        return None
    return state.now.mono + DENIED_AGAIN * pace(state.cadence)


def with_detail(state: AppState, group: GroupId, detail: Detail) -> AppState:
    """Return the state with what is known of one group replaced."""
    return replace(state, details=put(state.details, group, detail))


def without_notices(state: AppState, *keys: str) -> AppState:
    """Take notices back by their keys."""
    return replace(state, notices=tuple(n for n in state.notices if n.key not in keys))


def with_notice(state: AppState, notice: Notice) -> AppState:
    """Show a notice, in the place of an older one with the same key."""
    others = tuple(n for n in state.notices if n.key != notice.key)
    if len(others) >= MOST_NOTICES:
        # Good news makes room before anything that somebody has to read.
        first = next((n for n in others if n.kind is NoticeKind.GOOD), others[0])
        others = tuple(n for n in others if n is not first)
    return replace(state, notices=(*others, replace(notice, since=state.now.mono)))
