"""The list of runs: a tick by click or Space, the recording by Enter or a double click."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QWidget

from essgui.ui.history.columns import COLUMNS, ROW_HEIGHT, STARTED, delegates
from essgui.ui.monitor.row_table import RowTable
from essgui.ui.widgets.delegates.roles import Role

if TYPE_CHECKING:
    from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent

    from essgui.ui.monitor.row_model import RowModel

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class RunTable(RowTable):
    """Shows the runs.

    Signals: ticked(task id); opened(task id) when its recording is wanted; compare_wanted() for C;
    menu_wanted(task id, global point).
    """

    ticked = Signal(str)
    opened = Signal(str)
    compare_wanted = Signal()
    menu_wanted = Signal(str, QPoint)

    def __init__(self, model: RowModel, parent: QWidget | None = None) -> None:
        super().__init__(model, COLUMNS, delegates(), ROW_HEIGHT, parent)
        self.setObjectName("history_table")
        self.setAccessibleName("Refreshes of before")
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setFrameShape(self.Shape.NoFrame)
        self.horizontalHeader().setMinimumSectionSize(36)
        self.setSortingEnabled(True)
        self.sortByColumn(STARTED, Qt.SortOrder.DescendingOrder)
        self.doubleClicked.connect(self._on_double)

    def task_at(self, index: QModelIndex) -> str:
        """Return the id of a row, or nothing."""
        found: Any = index.data(Role.IDENTITY) if index.isValid() else None
        return "" if found is None else str(found)

    @property
    def current_task(self) -> str:
        """The id of the row that the keyboard is on, or nothing."""
        return self.task_at(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        task = self.current_task
        if event.key() == Qt.Key.Key_Space and task:
            self.ticked.emit(task)
        elif event.key() in _ENTER and task:
            self.opened.emit(task)
        elif event.key() == Qt.Key.Key_C and not event.modifiers():
            self.compare_wanted.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() is Qt.MouseButton.LeftButton and index.isValid() and index.column() == 0:
            self.ticked.emit(self.task_at(index))

    def contextMenuEvent(self, arg__1: QContextMenuEvent) -> None:
        by_pointer = arg__1.reason() is arg__1.Reason.Mouse
        index = self.indexAt(arg__1.pos()) if by_pointer else self.currentIndex()
        task = self.task_at(index)
        if task:
            where = self.visualRect(index).bottomLeft()
            spot = arg__1.globalPos() if by_pointer else self.viewport().mapToGlobal(where)
            self.menu_wanted.emit(task, spot)

    def _on_double(self, index: QModelIndex) -> None:
        if index.column() > 0:
            self.opened.emit(self.task_at(index))
