"""The activities of the refresh, and beside them all of the selected one, to read and to copy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from essgui.ui.fonts import FontRole
from essgui.ui.monitor.cells import UnfoldedDelegate
from essgui.ui.monitor.filter_strip import FilterStrip
from essgui.ui.monitor.row_model import COPY_ROLE, Column, RowModel
from essgui.ui.monitor.row_table import RowTable
from essgui.ui.monitor.table_pane import TablePane
from essgui.ui.theme import current_theme
from essgui.ui.widgets.buttons import icon_button, secondary_button
from essgui.ui.widgets.delegates.cells import IconTextDelegate, PlainDelegate
from essgui.ui.widgets.delegates.roles import Role
from essgui.ui.widgets.empty_state import EmptyState
from essgui.ui.widgets.labels import Label

if TYPE_CHECKING:
    from essgui.core.select_monitor_rows import ActivityRow

_SHOW, _TIP = Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole


def _count(number: int) -> dict[int, Any]:
    return {_SHOW: str(number) if number else "–", Role.SORT: number}


def _what(row: ActivityRow) -> dict[int, Any]:
    return {
        _SHOW: row.text,
        Role.SECOND_LINE: row.second,
        Role.ICON_TONE: "red_fg" if row.second_bad else "text3",
        Role.SORT: row.text,
        _TIP: f"{row.text}\n{row.second}" if row.second else row.text,
    }


COLUMNS: tuple[Column[ActivityRow], ...] = (
    Column(
        "Status",
        lambda row: {
            _SHOW: row.status,
            Role.ICON: row.icon,
            Role.ICON_TONE: row.tone,
            Role.SORT: row.status,
        },
        132,
    ),
    Column("Started", lambda row: {_SHOW: row.started, Role.SORT: row.started_sort}, 104),
    Column("Took", lambda row: {_SHOW: row.duration, Role.SORT: row.seconds}, 164),
    Column("What and why", _what, 0),
    Column("Created", lambda row: _count(row.created), 76),
    Column("Released", lambda row: _count(row.destroyed), 84),
)


class ActivityDetail(QFrame):
    """All of one activity, selectable, with a button that copies it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(360)
        self.title = Label("Activity", FontRole.SMALL_STRONG, "text2")
        self.copy = secondary_button("Copy", "copy", small=True)
        self.copy.setObjectName("copy_activity")
        self.close_button = icon_button("close", "Close the details")
        self.close_button.setObjectName("close_activity")
        self.text = QPlainTextEdit()
        self.text.setObjectName("activity_details")
        self.text.setAccessibleName("Details of the selected activity")
        self.text.setReadOnly(True)
        self.text.setFont(current_theme().font(FontRole.SMALL))
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self.title)
        row.addStretch(1)
        row.addWidget(self.copy)
        row.addWidget(self.close_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 6, 16, 12)
        layout.setSpacing(6)
        layout.addLayout(row)
        layout.addWidget(self.text, 1)
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.text.toPlainText()))

    def show_text(self, text: str) -> None:
        """Show another text; the same one is left alone, with what is selected in it."""
        if self.text.toPlainText() != text:
            self.text.setPlainText(text)


class ActivityPane(TablePane):
    """The table, newest first, and the details of the selected activity."""

    def __init__(self, parent: QWidget | None = None) -> None:
        model = RowModel(COLUMNS, lambda row: row.details)
        delegates = (
            IconTextDelegate(first=True),
            PlainDelegate(),
            PlainDelegate(),
            UnfoldedDelegate(),
            PlainDelegate(),
            PlainDelegate(),
        )
        table = RowTable(model, COLUMNS, delegates, 48)
        table.setObjectName("activity_table")
        table.setAccessibleName("Activities of this refresh")
        empty = EmptyState("log", "No activity yet", "ESS lists here what it launches and releases.")
        strip = FilterStrip("activity", "activities", only_bad="Only those with errors")
        super().__init__(model, table, empty, parent, strip=strip, passes=lambda _, row: row.second_bad)
        model.setParent(self)
        table.setSortingEnabled(True)
        table.sortByColumn(1, Qt.SortOrder.DescendingOrder)
        self.detail = ActivityDetail()
        self.detail.hide()
        self.beside.addWidget(self.detail)
        table.selectionModel().selectionChanged.connect(self._show_detail)
        model.dataChanged.connect(self._show_detail)
        self.detail.close_button.clicked.connect(table.clearSelection)

    def _show_detail(self) -> None:
        chosen = self.table.selectionModel().selectedRows()
        if chosen:
            self.detail.show_text(str(chosen[0].data(COPY_ROLE)))
        self.detail.setVisible(bool(chosen))
