"""The history page: the runs of before, two of them compared, one of them gone through again."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from essgui.core import messages as m
from essgui.core.past import Ending, HistoryView
from essgui.core.select_asked import asked_rows
from essgui.core.select_compare import panel
from essgui.core.select_history import (
    all_runs,
    ended_as,
    ending_counts,
    listed,
    run_rows,
    summary,
)
from essgui.domain.scaling import TaskId
from essgui.ui.history.asked_pane import AskedPane
from essgui.ui.history.columns import COLUMNS, copied
from essgui.ui.history.differences import asked_differs, panel_differs, runs_differ
from essgui.ui.history.exports import export_menu
from essgui.ui.history.foot import HistoryFoot
from essgui.ui.history.nothing_listed import NothingListed
from essgui.ui.history.outgoing import connect_panel, connect_replay, connect_top
from essgui.ui.history.panel import WIDTH as PANEL_WIDTH
from essgui.ui.history.panel import HistoryPanel
from essgui.ui.history.replay_page import ReplayPage
from essgui.ui.history.row_menu import run_menu
from essgui.ui.history.table import RunTable
from essgui.ui.history.top import HistoryTop
from essgui.ui.monitor.row_model import RowModel
from essgui.ui.monitor.table_pane import RowsPane

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import tzinfo

    from PySide6.QtGui import QResizeEvent

    from essgui.core.messages import Message
    from essgui.core.select_history import MadeRow
    from essgui.core.state import AppState
    from essgui.domain.run import Run

OVERLAY_BELOW = 1248
"""Width under which the panel lies over the list."""


class HistoryPage(QWidget):
    """Renders the history of AppState; every click becomes a message."""

    def __init__(
        self,
        send: Callable[[Message], None],
        watch_by_id: Callable[[], None] = lambda: None,
        zone: tzinfo | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("history_page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("ground", "window")
        self._send = send
        self._zone = zone
        self._state: AppState | None = None
        self._stale = False
        self._made: dict[TaskId, MadeRow] = {}
        self._told: tuple[tuple[TaskId, ...], bool] = ((), False)
        self._main = QWidget(self)
        self.top = HistoryTop()
        self.model = RowModel(COLUMNS, copied, self)
        self.table = RunTable(self.model)
        self.empty = NothingListed()
        self.pane = RowsPane(self.model, self.table, self.empty)
        self.asked = AskedPane()
        self.foot = HistoryFoot()
        self.panel = HistoryPanel(self)
        self.panel.hide()
        self.replay = ReplayPage(zone, self)
        self.replay.hide()
        self._arrange()
        self._connect(watch_by_id)

    def show_state(self, old: AppState | None, new: AppState) -> None:
        """Draw what differs from the state before."""
        self._state = new
        self._show_replay(new)
        if new.past.replay is not None:
            self._stale = True
            return
        if self._stale:
            old, self._stale = None, False
        if runs_differ(old, new):
            self._show_runs(new)
        if panel_differs(old, new):
            self._show_panel(new)
        if asked_differs(old, new):
            asked = new.archive.asked
            self.asked.show_rows(asked_rows(new, self._zone), asked.failure, dim=False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def _show_runs(self, state: AppState) -> None:
        runs = all_runs(state)
        fitting = listed(state, runs)
        shown = ended_as(fitting, state.past.ending)
        self.top.show_past(state.past, ending_counts(fitting), summary(state, self._zone))
        reading = not state.archive.keeping and state.archive.failure is None
        self.empty.show_past(state.past, filtered=bool(runs) and not shown)
        rows = None if reading and not runs else run_rows(state, shown, self._zone, self._made)
        self.pane.show_rows(rows, state.archive.failure, dim=False)
        self.foot.count.setText(f"{len(shown)} of {len(runs)}")
        runs_on = state.past.view is HistoryView.RUNS
        self.pane.setVisible(runs_on)
        self.asked.setVisible(not runs_on)
        self.foot.setVisible(bool(shown) and runs_on)
        self._tell_shown(state, shown)

    def _show_replay(self, state: AppState) -> None:
        shown = state.past.replay is not None
        came = shown and self.replay.isHidden()
        went = not shown and not self.replay.isHidden()
        if shown:
            self.replay.show_state(state)
        self._main.setVisible(not shown)
        self.replay.setVisible(shown)
        if shown:
            self.panel.hide()
        if came or went:
            self._lay_out()
        if came:
            self.replay.take_focus()
        if went:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_panel(self, state: AppState) -> None:
        view = panel(state, self._zone) if state.past.view is HistoryView.RUNS else None
        if view is not None:
            self.panel.show_panel(view)
        if self.panel.isHidden() != (view is None):
            if view is None and self.panel.isAncestorOf(QWidget.focusWidget(self.window()) or self):
                self.table.setFocus(Qt.FocusReason.OtherFocusReason)
            self.panel.setVisible(view is not None)
            self._lay_out()

    def _tell_shown(self, state: AppState, shown: tuple[Run, ...]) -> None:
        archive = state.archive
        if archive.waits_asked:
            return
        wanted = tuple(r.task.id for r in shown if r.task.over and r.task.id not in archive.waits)
        # What is not written yet cannot be read: it is asked for once more after the writing.
        told = (wanted, bool(archive.changed or archive.pending))
        if wanted and told != self._told:
            self._told = told
            self._send(m.RunsShown(wanted))

    def _connect(self, watch_by_id: Callable[[], None]) -> None:
        connect_top(self.top, self._send, self._shown)
        connect_panel(self.panel, self._send)
        connect_replay(self.replay, self._send, self._shown)
        self.top.watch_wanted.connect(watch_by_id)
        self.empty.watch.clicked.connect(watch_by_id)
        self.empty.clear.clicked.connect(self._on_clear)
        self.table.ticked.connect(self._on_ticked)
        self.table.opened.connect(self._on_opened)
        self.table.menu_wanted.connect(self._on_menu)
        self.table.compare_wanted.connect(self._on_compare)
        self.asked.again.connect(partial(self._send, m.HistoryViewChosen(HistoryView.ASKED)))
        self.pane.again.connect(partial(self._send, m.KeepDue()))
        for source in (self.top, self.panel, self.replay):
            source.export_wanted.connect(partial(self._export, source.export))
        for keys, act in (
            ("Ctrl+E", partial(self._export, self.top.export)),
            ("Esc", self._on_escape),
            ("Ctrl+F", self._focus_filter),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def _shown(self) -> AppState | None:
        return self._state

    def _on_ticked(self, task: str) -> None:
        self._send(m.RunTicked(TaskId(task)))

    def _on_opened(self, task: str) -> None:
        self._send(m.RunOpened(TaskId(task)))

    def _on_menu(self, task: str, where: QPoint) -> None:
        if self._state is not None:
            run_menu(self._state, TaskId(task), self, self._send).popup(where)

    def _export(self, button: QWidget) -> None:
        state = self._state
        if state is None:
            return
        replay = state.past.replay
        tasks = (replay.task,) if replay is not None else state.past.ticked
        menu = export_menu(state, tasks, self, self._send)
        spot = button.rect().bottomLeft()
        menu.popup((button if button.isVisible() else self).mapToGlobal(spot))

    def _on_compare(self) -> None:
        if self.panel.isVisible():
            self.panel.take_focus()
        elif self.table.current_task:
            self._send(m.RunTicked(TaskId(self.table.current_task)))

    def _on_escape(self) -> None:
        if self._state is not None and self._state.past.replay is not None:
            self._send(m.ReplayClosed())
        elif self.top.filter.hasFocus() and self.top.filter.text():
            self.top.filter.clear()
        elif self._state is not None and self._state.past.ticked:
            self._send(m.TicksCleared())

    def _on_clear(self) -> None:
        self._send(m.HistoryTyped(""))
        self._send(m.EndingChosen(Ending.ALL))
        self._send(m.PeriodChosen(0))

    def _focus_filter(self) -> None:
        self.top.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.top.filter.selectAll()

    def _lay_out(self) -> None:
        over = self.width() < OVERLAY_BELOW
        drawn = not self.panel.isHidden()
        room = self.width() - (PANEL_WIDTH if drawn and not over else 0)
        self._main.setGeometry(0, 0, room, self.height())
        self.panel.setGeometry(QRect(self.width() - PANEL_WIDTH, 0, PANEL_WIDTH, self.height()))
        self.panel.raise_()
        self.replay.setGeometry(self.rect())

    def _arrange(self) -> None:
        column = QVBoxLayout(self._main)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top)
        column.addWidget(self.pane, 1)
        column.addWidget(self.asked, 1)
        column.addWidget(self.foot)
