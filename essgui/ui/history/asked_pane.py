"""The log of everything that was asked for: who, what, when, and what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt

from essgui.ui.monitor.row_model import Column, RowModel
from essgui.ui.monitor.row_table import RowTable
from essgui.ui.monitor.table_pane import RowsPane
from essgui.ui.widgets.delegates.cells import IconTextDelegate, PlainDelegate, TwoLineDelegate
from essgui.ui.widgets.delegates.roles import Role
from essgui.ui.widgets.empty_state import EmptyState

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QWidget

    from essgui.core.select_asked import AskedRow

ROW = 46
REQUEST = 284
"""Pixels that a whole request ID has room in."""
_TEXT, _TIP = Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole


def _time(row: AskedRow) -> Mapping[int, Any]:
    return {
        _TEXT: row.time,
        Role.TONE: "text",
        Role.SECOND_LINE: f"account {row.account}",
        Role.SORT: row.sort,
        _TIP: f"{row.when}\naccount {row.account}",
    }


def _deed(row: AskedRow) -> Mapping[int, Any]:
    return {_TEXT: row.deed, Role.NAMED: True, Role.SORT: row.deed, _TIP: row.words}


def _group(row: AskedRow) -> Mapping[int, Any]:
    return {
        _TEXT: row.group,
        Role.NAMED: True,
        Role.SECOND_LINE: row.task or row.without,
        Role.SECOND_IS_ID: bool(row.task),
        Role.SORT: row.group.casefold(),
        _TIP: f"{row.group}\n{row.task}".strip(),
    }


def _outcome(row: AskedRow) -> Mapping[int, Any]:
    return {
        _TEXT: row.outcome,
        Role.ICON: row.icon,
        Role.ICON_TONE: row.tone,
        Role.SORT: row.outcome,
        _TIP: f"{row.outcome}\n{row.detail}".strip(),
    }


def _detail(row: AskedRow) -> Mapping[int, Any]:
    code, _, request = row.detail.partition(" · ")
    return {
        _TEXT: code or "–",
        Role.SECOND_LINE: request,
        Role.SECOND_IS_ID: True,
        Role.SORT: row.detail,
        _TIP: row.detail,
    }


def _words(row: AskedRow) -> Mapping[int, Any]:
    whole = "\n".join(part for part in (row.words, row.reason) if part)
    return {
        _TEXT: row.words or row.reason or "–",
        Role.TONE: "text",
        Role.SECOND_LINE: row.reason if row.words else "",
        Role.SORT: row.words,
        _TIP: whole,
    }


COLUMNS: tuple[Column[AskedRow], ...] = (
    Column("Time, account", _time, 150),
    Column("What", _deed, 104),
    Column("Group, refresh", _group, 230),
    Column("Outcome", _outcome, 140),
    Column("Code, request ID", _detail, REQUEST),
    Column("Request, reason", _words, 0),
)


class AskedPane(RowsPane):
    """Shows the log."""

    def __init__(self, parent: QWidget | None = None) -> None:
        model = RowModel(COLUMNS, _copied)
        painters = (
            TwoLineDelegate(row_height=ROW, first=True),
            PlainDelegate(row_height=ROW),
            TwoLineDelegate(row_height=ROW),
            IconTextDelegate(row_height=ROW),
            TwoLineDelegate(row_height=ROW),
            TwoLineDelegate(row_height=ROW),
        )
        table = RowTable(model, COLUMNS, painters, ROW)
        table.setObjectName("asked_table")
        table.setAccessibleName("What was asked from this computer")
        table.setFrameShape(table.Shape.NoFrame)
        table.setSortingEnabled(True)
        table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
        empty = EmptyState(
            "log",
            "Nothing was asked yet",
            "Every start, suspend, resume, cancel, rollback and remedy from this computer is kept here.",
        )
        super().__init__(model, table, empty, parent)
        model.setParent(self)


def _copied(row: AskedRow) -> str:
    parts = (row.when, row.account, row.deed, row.group, row.task, row.outcome, row.detail)
    return "\t".join((*parts, row.words, row.reason))
