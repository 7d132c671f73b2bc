"""Tells which parts of the history page have to be drawn anew: what did not change is left alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essgui.core.past import HistoryView

if TYPE_CHECKING:
    from essgui.core.state import AppState


def runs_differ(old: AppState | None, new: AppState) -> bool:
    """Tell whether the list of runs may look otherwise than for the state before."""
    if old is None:
        return True
    running = any(not task.over for task in new.tasks.values())
    return (
        running
        or old.archive.runs is not new.archive.runs
        or old.archive.waits is not new.archive.waits
        or old.archive.waits_asked is not new.archive.waits_asked
        or bool(old.archive.pending) is not bool(new.archive.pending)
        or old.archive.failure is not new.archive.failure
        or old.archive.keeping is not new.archive.keeping
        or old.tasks is not new.tasks
        or old.history is not new.history
        or old.past is not new.past
        or old.groups is not new.groups
    )


def panel_differs(old: AppState | None, new: AppState) -> bool:
    """Tell whether the panel beside the list may look otherwise."""
    return (
        old is None or runs_differ(old, new) or old.archive is not new.archive or old.wizard is not new.wizard
    )


def asked_differs(old: AppState | None, new: AppState) -> bool:
    """Tell whether the list of what was asked is on screen and may look otherwise."""
    return new.past.view is HistoryView.ASKED and (
        old is None or old.archive is not new.archive or old.past is not new.past
    )
