"""The table view of the monitor: sorted by native values, copied with Ctrl+C, its look set once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from essgui.ui.monitor.row_filter import RowFilter
from essgui.ui.monitor.row_model import COPY_ROLE
from essgui.ui.widgets.delegates.roles import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QStyledItemDelegate

    from essgui.ui.monitor.row_model import Column, RowModel


class RowTable(QTableView):
    """Shows a RowModel."""

    def __init__(
        self,
        model: RowModel,
        columns: Sequence[Column[Any]],
        delegates: Sequence[QStyledItemDelegate],
        row_height: int,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.proxy = RowFilter(self)
        self.proxy.setSortRole(Role.SORT)
        self.proxy.setSourceModel(model)
        self.setModel(self.proxy)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(row_height)
        self.verticalHeader().setMinimumSectionSize(row_height)
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setSortIndicatorClearable(True)
        for number, (column, delegate) in enumerate(zip(columns, delegates, strict=True)):
            delegate.setParent(self)
            self.setItemDelegateForColumn(number, delegate)
            if column.width:
                self.setColumnWidth(number, column.width)
            else:
                header.setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)

    def selected_text(self) -> str:
        """Return the selected rows as text, in the order of the screen."""
        rows = sorted(self.selectionModel().selectedRows(), key=lambda index: index.row())
        return "\n".join(str(index.data(COPY_ROLE)) for index in rows)

    def select_key(self, key: str) -> bool:
        """Select the row of a key and bring it into view; False where it is not shown."""
        for row in range(self.proxy.rowCount()):
            if self.proxy.index(row, 0).data(Role.IDENTITY) == key:
                self.selectRow(row)
                self.scrollTo(self.proxy.index(row, 0))
                return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy) and self.selectionModel().hasSelection():
            QGuiApplication.clipboard().setText(self.selected_text())
            event.accept()
            return
        super().keyPressEvent(event)
