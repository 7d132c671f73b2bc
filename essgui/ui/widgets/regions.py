"""Regions of a window, and the key that takes the keyboard from one to the next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from essgui.ui.widgets.focus import stops

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Region:
    """A part of the window in which Tab goes on and to which F6 goes at once."""

    panel: QWidget
    first: tuple[QWidget, ...] = ()
    """What is useful first in it, the best one that is on; else it is whatever Tab reaches first."""


def go_round(regions: Sequence[Region], step: int) -> None:
    """Take the keyboard to the next region, or the one before, at which there is something to do.

    It lands where it was in that region the last time. What surrounds regions, as a page does that has just
    come to the front, stands before the first of them.
    """
    count, focus = len(regions), QApplication.focusWidget()
    at, inside = _place(regions, focus)
    start = at + step if inside or step < 0 else at
    for turn in range(count):
        wanted = _landing(regions[(start + turn * step) % count])
        if wanted is not None:
            reason = Qt.FocusReason.TabFocusReason if step > 0 else Qt.FocusReason.BacktabFocusReason
            wanted.setFocus(reason)
            _scroll_to(wanted)
            return


def _place(regions: Sequence[Region], focus: QWidget | None) -> tuple[int, bool]:
    """Return the number of the region that has the focus, or before which it stands."""
    if focus is None:
        return 0, False
    for at, region in enumerate(regions):
        if region.panel is focus or region.panel.isAncestorOf(focus):
            return at, True
    around = (at for at, region in enumerate(regions) if focus.isAncestorOf(region.panel))
    return next(around, 0), False


def _landing(region: Region) -> QWidget | None:
    if not region.panel.isVisible():
        return None
    reached = _reached(region.panel)
    # Qt keeps for every widget which one inside it had the focus last.
    last = region.panel.focusWidget()
    useful = (stop for control in region.first for stop in _reached(control))
    return next((stop for stop in (last, *useful, *reached) if stop in reached), None)


def _reached(panel: QWidget) -> list[QWidget]:
    """Return where Tab stops in a panel; a table or a bar of tabs is such a place itself."""
    itself = bool(panel.focusPolicy() & Qt.FocusPolicy.TabFocus) and panel.isEnabled()
    # A scroll area does not show that it has the focus.
    inside = [stop for stop in stops(panel) if not isinstance(stop, QScrollArea)]
    return [panel, *inside] if itself else inside


def _scroll_to(widget: QWidget) -> None:
    # A scroll area follows the Tab key alone.
    around = widget.parentWidget()
    while around is not None:
        if isinstance(around, QScrollArea):
            around.ensureWidgetVisible(widget)
        around = around.parentWidget()
