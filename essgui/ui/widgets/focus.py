"""Where the keyboard's focus goes when what had it goes away: to what is beside it, not out of its panel."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

if TYPE_CHECKING:
    from collections.abc import Generator


def has_focus(panel: QWidget) -> bool:
    """Tell whether a widget or one inside it has the focus."""
    focus = QApplication.focusWidget()
    return focus is not None and (focus is panel or panel.isAncestorOf(focus))


def stops(panel: QWidget) -> list[QWidget]:
    """Return the widgets inside a panel at which the Tab key stops, in the order in which it does."""
    found: list[QWidget] = []
    at = panel.nextInFocusChain()
    while at is not None and at is not panel:
        tabbed = bool(at.focusPolicy() & Qt.FocusPolicy.TabFocus)
        if tabbed and at.isEnabled() and panel.isAncestorOf(at) and at.isVisibleTo(panel):
            found.append(at)
        at = at.nextInFocusChain()
    return found


@contextmanager
def kept_in(*panels: QWidget) -> Generator[None]:
    """Keep the focus in the panel that has it while what is inside changes.

    It goes to the next stop of the panel, else to the one before. Where the panel has none any more, the last
    panel named takes it itself, so that Tab goes on from there.
    """
    panel = next((p for p in panels if has_focus(p)), None)
    before = [] if panel is None else stops(panel)
    at = next((n for n, stop in enumerate(before) if has_focus(stop)), 0)
    yield
    if panel is None or has_focus(panel):
        return
    left = stops(panel) if panel.isVisible() else []
    near = [stop for stop in (*before[at:], *reversed(before[:at]), *left) if stop in left]
    (near[0] if near else panels[-1]).setFocus(Qt.FocusReason.OtherFocusReason)
