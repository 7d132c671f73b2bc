"""Rows below one another that stay where they are while somebody is about to press something in them.

While the list is held, what is new is added at the end, what is gone keeps its place greyed, and no row
changes its height; what comes back takes the place it had. What was put off is made good when it is let go.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGraphicsOpacityEffect, QVBoxLayout, QWidget

from essgui.ui.widgets.focus import has_focus, stops

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

GAP = 8
MOST_GREYED = 20
"""So many that are gone keep their places; the list stays bounded however long the pointer rests on it."""
_GREYED = 0.6
_FREE = 16_777_215
"""Qt's word for a height without a limit."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row that is wanted."""

    key: str
    """What stays the same while it is the same row."""
    make: Callable[[], QWidget]
    take: Callable[[QWidget], bool] = lambda _widget: True
    """Shows newer words in a widget of it; False where it would take another widget."""
    acts: tuple[object, ...] = ()
    """What can be pressed in it, in order: only a row with the same takes its place under the pointer."""


@dataclass(frozen=True, slots=True)
class _Gone:
    """What is left of a row that is no longer wanted."""

    key: str
    acts: tuple[object, ...]
    widget: QWidget


class HeldList(QWidget):
    """Shows rows; `set_held` freezes their places and lets them go."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._held = False
        self._widgets: dict[str, QWidget] = {}
        self._acts: dict[str, tuple[object, ...]] = {}
        self._greyed: list[_Gone] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(GAP)

    @property
    def held(self) -> bool:
        """Whether the places are frozen."""
        return self._held

    @property
    def greyed(self) -> tuple[QWidget, ...]:
        """What is gone and keeps its place."""
        return tuple(gone.widget for gone in self._greyed)

    def set_held(self, held: bool) -> None:
        """Freeze the places of all rows, or let them go and show what is wanted."""
        if held == self._held:
            return
        self._held = held
        if held:
            self._layout.activate()
            for widget in self._widgets.values():
                widget.setFixedHeight(max(widget.height(), self._wanted_height(widget)))
            return
        for widget in self._widgets.values():
            widget.setMinimumHeight(0)
            widget.setMaximumHeight(_FREE)
        for gone in self._greyed:
            self._remove(gone.widget)
        self._greyed.clear()
        self._arrange()

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show rows in their order; while they are held, in the order in which they came."""
        known, self._widgets = self._widgets, {}
        order = list(known.values())
        wanted = {row.key for row in rows}
        gone = [_Gone(key, self._acts[key], widget) for key, widget in known.items() if key not in wanted]
        for row in rows:
            old = known.get(row.key)
            if old is not None and row.take(old):
                self._widgets[row.key] = old
                continue
            new = self._widgets[row.key] = row.make()
            if old is not None and self._replace(old, new, alike=self._acts[row.key] == row.acts):
                continue
            if old is not None:
                gone.append(_Gone(row.key, self._acts[row.key], old))
            if self._return(row, new):
                continue
            self._add(new, self._layout.count())
            if self._held:
                new.setFixedHeight(self._wanted_height(new))
        self._acts = {row.key: row.acts for row in rows}
        for one in gone:
            self._part_with(one)
        if not self._held and list(self._widgets.values()) != order:
            self._arrange()

    def _add(self, widget: QWidget, place: int) -> None:
        self._layout.insertWidget(place, widget)
        # The layout would show it later, and until then it could not take the focus.
        widget.show()

    def _replace(self, old: QWidget, new: QWidget, *, alike: bool) -> bool:
        """Put a widget in the place of another, unless that could put another button under the pointer."""
        if self._held and not (alike and self._wanted_height(new) <= old.height()):
            return False
        self._add(new, self._layout.indexOf(old))
        if self._held:
            new.setFixedHeight(old.height())
        if has_focus(old):
            at, after = stops(old), stops(new)
            number = next((n for n, stop in enumerate(at) if stop.hasFocus()), 0)
            (after[min(number, len(after) - 1)] if after else self).setFocus(Qt.FocusReason.OtherFocusReason)
        self._remove(old)
        return True

    def _return(self, row: Row, new: QWidget) -> bool:
        """Put what comes back in the place that it left greyed, where it fits there."""
        for one in self._greyed:
            if one.key == row.key and self._replace(one.widget, new, alike=one.acts == row.acts):
                self._greyed.remove(one)
                return True
        return False

    def _part_with(self, gone: _Gone) -> None:
        widget = gone.widget
        if has_focus(widget):
            self._hand_on(widget)
        if not self._held:
            self._remove(widget)
            return
        self._greyed.append(gone)
        widget.setEnabled(False)
        widget.setToolTip("This is over. It leaves the list when the pointer and the focus do.")
        effect = QGraphicsOpacityEffect(widget)
        effect.setOpacity(_GREYED)
        widget.setGraphicsEffect(effect)
        if len(self._greyed) > MOST_GREYED:
            # The last of them: nothing that stands above it moves.
            last = max(self._greyed, key=lambda one: self._layout.indexOf(one.widget))
            self._greyed.remove(last)
            self._remove(last.widget)

    def _hand_on(self, widget: QWidget) -> None:
        """Give the focus to the next row that has a button, else to the one before, else to the list."""
        place = self._layout.indexOf(widget)
        places = (*range(place + 1, self._layout.count()), *reversed(range(place)))
        wanted = set(self._widgets.values())
        items = [item for n in places if (item := self._layout.itemAt(n)) is not None]
        near = [w for item in items if (w := item.widget()) in wanted]
        stop = next((entry for w in near if (entry := _entry(w)) is not None), self)
        stop.setFocus(Qt.FocusReason.OtherFocusReason)

    def _arrange(self) -> None:
        before: QWidget | None = None
        for place, widget in enumerate(self._widgets.values()):
            self._layout.insertWidget(place, widget)
            for stop in stops(widget):
                if before is not None:
                    QWidget.setTabOrder(before, stop)
                before = stop

    def _remove(self, widget: QWidget) -> None:
        self._layout.removeWidget(widget)
        widget.hide()
        widget.deleteLater()

    def _wanted_height(self, widget: QWidget) -> int:
        widget.ensurePolished()
        flowing = widget.heightForWidth(self.width()) if widget.hasHeightForWidth() else -1
        return max(flowing, widget.sizeHint().height() if flowing < 0 else 0)


def _entry(widget: QWidget) -> QWidget | None:
    """Return where the focus enters a row: at what it names itself, else at its first stop."""
    own, found = widget.focusProxy(), stops(widget)
    return own if own in found else next(iter(found), None)
