"""The fleet page: the scaling groups of all chosen regions, filtered, sorted, and one of them looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from essgui.core.messages import (
    FilterTyped,
    GroupSelected,
    MonitorOpened,
    ReadAgain,
    RowsShown,
    SegmentChosen,
)
from essgui.core.select_fleet import TITLES, fleet_rows
from essgui.core.select_fleet_drawer import drawer
from essgui.core.select_fleet_filter import arranged, filtered
from essgui.core.select_fleet_summary import body, cards, segment_counts, speaking, still_reading, strips
from essgui.core.state import Segment
from essgui.domain.clock import START_OF_TIME
from essgui.ui.fleet.differences import rows_differ, same_filter
from essgui.ui.fleet.drawer import WIDTH, Drawer
from essgui.ui.fleet.model import FleetModel
from essgui.ui.fleet.outgoing import connect_drawer, connect_top, open_past_menu, open_row_menu
from essgui.ui.fleet.places import Places
from essgui.ui.fleet.table import FleetTable
from essgui.ui.fleet.top import FleetTop

if TYPE_CHECKING:
    from collections.abc import Callable

    from essgui.core.messages import Message
    from essgui.core.select_fleet import FleetRow
    from essgui.core.select_fleet_filter import Sorting
    from essgui.core.state import AppState
    from essgui.domain.scaling import GroupId, TaskId

OVERLAY_BELOW = 1248
"""Width under which the drawer lies over the table: a window of 1320 less the rail."""


class FleetPage(QWidget):
    """Renders the fleet of AppState; every click becomes a message."""

    def __init__(self, send: Callable[[Message], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("fleet_page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("ground", "window")
        self._send = send
        self._state: AppState | None = None
        self._rows: dict[GroupId, FleetRow] = {}
        self._counts: dict[Segment, int] = dict.fromkeys(Segment, 0)
        self._speaking: tuple[FleetRow, ...] = ()
        self._told: tuple[GroupId, ...] = ()
        self._unsettled = False
        self._complete = False
        self.model = FleetModel(START_OF_TIME, self)
        self._main = QWidget(self)
        self.top = FleetTop()
        self.table = FleetTable(self.model)
        self.places = Places(self.table)
        column = QVBoxLayout(self._main)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top)
        column.addWidget(self.places, 1)
        self.drawer = Drawer(self)
        self.drawer.hide()
        self._connect()
        self._make_shortcuts()

    def show_state(self, old: AppState | None, new: AppState) -> None:
        """Draw what differs from the state before."""
        self._state = new
        self.model.set_now(new.now)
        before = self._rows
        if rows_differ(old, new):
            self._rows = fleet_rows(new, before)
        changed = self._rows is not before
        if old is None or changed:
            self._counts = segment_counts(self._rows.values())
            self._speaking = speaking(self._rows.values())
        filter_changed = old is None or old.fleet is not new.fleet
        if changed or filter_changed:
            self.top.show_filter(new.fleet.text, new.fleet.segment, self._counts)
        filtered_alike = same_filter(old, new)
        # While groups are still being looked at for the first time, there is no order yet to keep.
        pointed = self._complete and self.table.underMouse()
        self._complete = self._complete or len(new.discovery.looked) >= len(self._rows) > 0
        if changed or not filtered_alike or (self._unsettled and not pointed):
            self._arrange(frozen=filtered_alike and pointed)
        self.top.show_cards(cards(new, self._speaking, self._counts))
        self.top.show_strips(strips(new))
        self._show_place(new)
        self._show_order(new)
        moved = old is None or old.fleet.selected != new.fleet.selected
        self.table.renew(new.fleet.selected, show=moved)
        self._show_drawer(new)
        self._tell_shown()

    def take_focus(self) -> None:
        """Put the keyboard on the table."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._tell_shown()

    def _connect(self) -> None:
        connect_top(self.top, self._send)
        connect_drawer(self.drawer, self._send)
        self.places.cleared.connect(self._on_clear)
        self.places.read_again.connect(self._on_read_again)
        self.table.chosen.connect(self._on_chosen)
        self.table.opened.connect(self._on_opened)
        self.table.order_chosen.connect(self._on_sorted)
        self.table.menu_wanted.connect(self._on_menu)
        self.table.scrolled.connect(self._tell_shown)
        self.top.filter.left.connect(self.table.enter)
        self.drawer.closed.connect(self._close_drawer)
        self.drawer.refreshes.menu_wanted.connect(self._on_past_menu)

    def _make_shortcuts(self) -> None:
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        anywhere = Qt.ShortcutContext.WindowShortcut
        for keys, act, where in (
            ("Ctrl+F", self._focus_filter, anywhere),
            ("/", self._focus_filter, anywhere),
            ("Ctrl+R", self.drawer.ask_refresh, anywhere),
            ("Ctrl+C", self._copy_selected, within),
            ("Esc", self._on_escape, within),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(where)
            shortcut.activated.connect(act)

    def _arrange(self, *, frozen: bool) -> None:
        if self._state is None:
            return
        fleet = self._state.fleet
        rows = filtered(self._rows.values(), fleet.text, fleet.segment)
        # Rows do not move away under the pointer; they find their place once it has left.
        keep = [row.id for row in self.model.rows] if frozen else []
        shown = arranged(rows, self.table.sorting, keep)
        self._unsettled = bool(keep)
        self.table.quietly(True)
        try:
            self.model.set_rows(shown)
        finally:
            self.table.quietly(False)

    def _show_place(self, state: AppState) -> None:
        fleet = state.fleet
        what = f"“{fleet.text}”" if fleet.text.strip() else ""
        if fleet.segment is not Segment.ALL:
            what = f"{what} in {fleet.segment.value}" if what else f"Only: {fleet.segment.value}"
        self.places.show_body(body(state, len(self._rows), len(self.model.rows)), what)

    def _show_order(self, state: AppState) -> None:
        sorting = self.table.sorting
        column = TITLES[sorting.column].lower()
        text = "Sorted by attention" if sorting.by_attention else f"Sorted by {column}"
        reading = still_reading(state)
        if reading and self._rows:
            text = f"Reading {', '.join(reading)}…"
        self.top.order.setText(text)

    def _show_drawer(self, state: AppState) -> None:
        view = drawer(state)
        if view is not None:
            self.drawer.show_view(view)
        if self.drawer.isHidden() != (view is None):
            if view is None and self.drawer.isAncestorOf(QWidget.focusWidget(self.window()) or self):
                self.take_focus()
            self.drawer.setVisible(view is not None)
            self._lay_out()

    def _lay_out(self) -> None:
        over = self.width() < OVERLAY_BELOW
        drawn = not self.drawer.isHidden()
        room = self.width() - (WIDTH if drawn and not over else 0)
        self._main.setGeometry(0, 0, room, self.height())
        self.drawer.setGeometry(QRect(self.width() - WIDTH, 0, WIDTH, self.height()))
        self.drawer.raise_()

    def _tell_shown(self) -> None:
        if not self.isVisible():
            return
        shown = self.table.visible_groups()
        if shown and shown != self._told:
            self._told = shown
            self._send(RowsShown(shown))

    def _on_read_again(self) -> None:
        self._send(ReadAgain())

    def _on_chosen(self, group: GroupId | None) -> None:
        self._send(GroupSelected(group))

    def _on_sorted(self, _sorting: Sorting) -> None:
        self._arrange(frozen=False)
        if self._state is not None:
            self.table.renew(self._state.fleet.selected, show=True)
            self._show_order(self._state)
        self._tell_shown()

    def _on_opened(self, group: GroupId) -> None:
        row = self._rows.get(group)
        if row is None:
            return
        if row.running is not None:
            self._send(MonitorOpened(row.running))
        elif self.drawer.view is not None and self.drawer.view.id == group and self.drawer.isVisible():
            self.drawer.take_focus()
        else:
            self._send(GroupSelected(group))

    def _on_menu(self, group: GroupId, where: QPoint) -> None:
        row = self._rows.get(group)
        if row is not None:
            open_row_menu(row, where, self, self._send)

    def _on_past_menu(self, task: TaskId, where: QPoint) -> None:
        if self._state is not None:
            open_past_menu(self._state, task, where, self, self._send)

    def _on_clear(self) -> None:
        self._send(FilterTyped(""))
        self._send(SegmentChosen(Segment.ALL))
        self.take_focus()

    def _on_escape(self) -> None:
        if self.top.filter.hasFocus() and self.top.filter.text():
            self.top.filter.clear()
        else:
            self._close_drawer()

    def _close_drawer(self) -> None:
        if self._state is not None and self._state.fleet.selected is not None:
            self._send(GroupSelected(None))

    def _focus_filter(self) -> None:
        self.top.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.top.filter.selectAll()

    def _copy_selected(self) -> None:
        selected = self._state.fleet.selected if self._state is not None else None
        if selected is not None:
            QGuiApplication.clipboard().setText(selected)
