"""Tells whether the wizard has to be drawn anew: what did not change is left alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from essgui.core.state import AppState


def form_differs(old: AppState, new: AppState) -> bool:
    """Tell whether anything changed that the wizard shows."""
    return (
        old.wizard is not new.wizard
        or old.groups is not new.groups
        or old.details is not new.details
        or old.looks is not new.looks
        or old.errands is not new.errands
        or old.tasks is not new.tasks
        or old.history is not new.history
        or _minute(old) != _minute(new)
    )


def _minute(state: AppState) -> int:
    """Return the minute of the clock: once in a minute the forecast moves on."""
    return int(state.now.at.timestamp() // 60)
