"""The list of refreshes: everything that runs or ran in the regions on screen; a double click watches it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QStackedLayout,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from essgui.core.again import again_permit
from essgui.core.messages import MonitorOpened, WizardOpenedLike
from essgui.core.select_shell import refresh_rows, running_count
from essgui.ui.fonts import FontRole
from essgui.ui.shell.refresh_menu import refresh_menu
from essgui.ui.shell.refreshes_model import Column, RefreshesModel
from essgui.ui.widgets.buttons import primary_button, secondary_button
from essgui.ui.widgets.card import Ground
from essgui.ui.widgets.delegates.cells import PlainDelegate, StatusDelegate, TwoLineDelegate
from essgui.ui.widgets.disabled_reason import DisabledReason
from essgui.ui.widgets.empty_state import EmptyState
from essgui.ui.widgets.labels import Label

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QPoint
    from PySide6.QtGui import QKeyEvent

    from essgui.core.messages import Message
    from essgui.core.state import AppState
    from essgui.domain.scaling import TaskId

_WIDTHS = {
    Column.GROUP: 240,
    Column.REGION: 130,
    Column.STATUS: 190,
    Column.STARTED: 130,
    Column.DURATION: 90,
}


class _Table(QTableView):
    """A table in which Enter does what a double click does."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentIndex().isValid():
            self.activated.emit(self.currentIndex())
            return
        super().keyPressEvent(event)


class RefreshesPage(QWidget):
    """The list, with Watch for the selected refresh and Watch by ID for any other."""

    def __init__(
        self,
        send: Callable[[Message], None],
        watch_by_id: Callable[[], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._send = send
        self._state: AppState | None = None
        self.model = RefreshesModel(self)
        self.table = self._make_table()
        self.summary = Label("", FontRole.SMALL, "text2")
        self.watch = primary_button("Watch", "eye")
        self.watch.setObjectName("refreshes_watch")
        self._gate = DisabledReason(self.watch)
        self.again = secondary_button("Start again like this…", "history")
        self.again.setObjectName("refreshes_again")
        self.again.setToolTip("Open the form of its group with the settings of this refresh (Ctrl+R)")
        self._again_gate = DisabledReason(self.again)
        by_id = secondary_button("Watch by ID…", "link")
        by_id.clicked.connect(watch_by_id)
        head = QHBoxLayout()
        head.setContentsMargins(16, 14, 16, 12)
        head.setSpacing(8)
        head.addWidget(Label("Refreshes", FontRole.TITLE))
        head.addSpacing(8)
        head.addWidget(self.summary)
        head.addStretch(1)
        head.addWidget(by_id)
        head.addWidget(self._again_gate)
        head.addWidget(self._gate)
        other = secondary_button("Watch by ID…", "link")
        other.clicked.connect(watch_by_id)
        empty = EmptyState(
            "refreshes",
            "No refresh is known",
            "Refreshes of the groups on screen appear here as they are found.",
            actions=(other,),
        )
        self._stack = QStackedLayout()
        self._stack.addWidget(empty)
        self._stack.addWidget(self.table)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self.top = Ground("surface")
        self.top.setLayout(head)
        layout.addWidget(self.top)
        layout.addLayout(self._stack, 1)
        self.watch.clicked.connect(self._watch_selected)
        self.again.clicked.connect(self._start_like_selected)
        shortcut = QShortcut(QKeySequence("Ctrl+R"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self._start_like_selected)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._open_menu)
        self.table.activated.connect(self._open)
        self.table.doubleClicked.connect(self._open)
        self.table.selectionModel().selectionChanged.connect(self._judge)
        self._judge()

    def show_state(self, old: AppState | None, new: AppState) -> None:
        """Show a state."""
        self._state = new
        rows = refresh_rows(new)
        self.model.set_rows(rows, new.now.at)
        self._stack.setCurrentIndex(1 if rows else 0)
        running = running_count(new)
        self.summary.setText(f"{running} running, {len(rows) - running} ended")
        self._judge()

    def _make_table(self) -> QTableView:
        table = _Table()
        table.setObjectName("refreshes_table")
        table.setAccessibleName("Instance refreshes")
        table.setModel(self.model)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setShowGrid(False)
        table.setMouseTracking(True)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(48)
        header = table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)
        table.setItemDelegate(PlainDelegate(table))
        table.setItemDelegateForColumn(Column.GROUP, TwoLineDelegate(table, first=True))
        table.setItemDelegateForColumn(Column.STATUS, StatusDelegate(table))
        for column, width in _WIDTHS.items():
            table.setColumnWidth(column, width)
        return table

    def _selected(self) -> TaskId | None:
        rows = self.table.selectionModel().selectedRows()
        return self.model.row_at(rows[0].row()).task if rows else None

    def _watch_selected(self) -> None:
        task = self._selected()
        if task is not None:
            self._send(MonitorOpened(task))

    def _open(self, index: QModelIndex) -> None:
        self._send(MonitorOpened(self.model.row_at(index.row()).task))

    def _judge(self) -> None:
        task = self._selected()
        first = "" if task is not None else "Select a refresh in the list first."
        self._gate.set_reason(first)
        self._again_gate.set_reason(first or self._why_not_again(task))

    def _why_not_again(self, task: TaskId | None) -> str:
        if task is None or self._state is None:
            return "This refresh is not known yet."
        return again_permit(self._state, task).reason

    def _start_like_selected(self) -> None:
        task = self._selected()
        if task is not None and self.again.isEnabled():
            self._send(WizardOpenedLike(task))

    def _open_menu(self, spot: QPoint) -> None:
        index = self.table.indexAt(spot)
        if not index.isValid():
            index = self.table.currentIndex()
        if not index.isValid():
            return
        task = self.model.row_at(index.row()).task
        menu = refresh_menu(
            self,
            self._why_not_again(task),
            lambda: self._send(MonitorOpened(task)),
            lambda: self._send(WizardOpenedLike(task)),
            lambda: QGuiApplication.clipboard().setText(task),
        )
        menu.popup(self.table.viewport().mapToGlobal(spot))
