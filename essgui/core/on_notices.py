"""What happens with notices: read and put away by the operator, or, where they are good news, by time."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from essgui.core.state import NoticeKind

if TYPE_CHECKING:
    from essgui.core.state import AppState, Notice
    from essgui.domain.clock import Instant

GOOD_FOR = 12.0
"""Seconds for which good news lies over the page."""


def dismiss(state: AppState, key: str) -> AppState:
    """Put away a notice that was read."""
    return replace(state, notices=tuple(n for n in state.notices if n.key != key))


def hold(state: AppState, now: Instant, *, held: bool) -> AppState:
    """Keep every notice while the pointer or the focus is on them; after that their time begins again."""
    if held == state.notices_held:
        return state
    if not held:
        again = tuple(replace(n, since=now.mono) if _leaves(n) else n for n in state.notices)
        state = replace(state, notices=again)
    return replace(state, notices_held=held)


def leave(state: AppState, now: Instant) -> AppState:
    """Put away good news whose time is over, unless something would move under the pointer."""
    if state.notices_held:
        return state
    left = tuple(n for n in state.notices if not (_leaves(n) and now.mono - n.since >= GOOD_FOR))
    return state if len(left) == len(state.notices) else replace(state, notices=left)


def _leaves(notice: Notice) -> bool:
    """Tell whether a notice wants nothing of anybody."""
    return notice.kind is NoticeKind.GOOD and notice.act is None
