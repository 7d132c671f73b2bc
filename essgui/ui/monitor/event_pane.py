"""The event log of a refresh: what happened, when, and what the operator gave as reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox

from essgui.core.select_event_log import KIND_WORDS, LONGEST_TIP
from essgui.ui.monitor.cells import UnfoldedDelegate
from essgui.ui.monitor.filter_strip import FilterStrip
from essgui.ui.monitor.row_model import Column, RowModel
from essgui.ui.monitor.row_table import RowTable
from essgui.ui.monitor.table_pane import TablePane
from essgui.ui.widgets.delegates.cells import IconTextDelegate, PlainDelegate
from essgui.ui.widgets.delegates.roles import Role
from essgui.ui.widgets.empty_state import EmptyState

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from essgui.core.select_event_log import EventLog, EventRow

_SHOW, _TIP = Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole


def _what(row: EventRow) -> dict[int, Any]:
    return {
        _SHOW: row.sentence,
        Role.TONE: "red_fg" if row.bad else "text",
        Role.SECOND_LINE: row.detail,
        Role.ICON_TONE: "red_fg" if row.bad else "text2",
        Role.SORT: row.sentence,
        _TIP: f"{row.sentence}\n{row.detail[:LONGEST_TIP]}" if row.detail else row.sentence,
    }


COLUMNS: tuple[Column[EventRow], ...] = (
    Column("Time", lambda row: {_SHOW: row.at, Role.SORT: row.at_sort, _TIP: row.at_tip}, 132),
    Column(
        "Kind",
        lambda row: {
            _SHOW: row.word,
            Role.ICON: row.icon,
            Role.ICON_TONE: "red_fg" if row.bad else "text2",
            Role.SORT: row.word,
        },
        128,
    ),
    Column("What happened", _what, 0),
)


class EventPane(TablePane):
    """The table of events, the newest first unless the switch says otherwise."""

    def __init__(self, parent: QWidget | None = None) -> None:
        model = RowModel(COLUMNS, lambda row: f"{row.at_tip}\t{row.word}\t{row.sentence}\t{row.detail}")
        delegates = (PlainDelegate(row_height=40, first=True), IconTextDelegate(), UnfoldedDelegate())
        table = RowTable(model, COLUMNS, delegates, 40)
        table.setObjectName("event_table")
        table.setAccessibleName("Event log of this refresh")
        strip = FilterStrip(
            "event",
            "events",
            (("", "All kinds"), *((kind.value, word) for kind, (_, word) in KIND_WORDS.items())),
            "Only what went wrong",
        )
        self.newest_first = QCheckBox("Newest first")
        self.newest_first.setObjectName("event_newest_first")
        self.newest_first.setChecked(True)
        strip.row.insertWidget(3, self.newest_first)
        empty = EmptyState("log", "Nothing has happened yet", "Everything that changes is written down here.")
        super().__init__(model, table, empty, parent, strip=strip, passes=_passes)
        model.setParent(self)
        table.setSortingEnabled(True)
        self._sort(newest=True)
        self.newest_first.toggled.connect(self._turn)

    def show_log(self, log: EventLog) -> None:
        """Show a log."""
        waiting = log.loading and not log.rows
        self.show_rows(None if waiting else log.rows, log.failure, dim=False)

    def _turn(self, on: bool) -> None:
        self._sort(newest=on)

    def _sort(self, *, newest: bool) -> None:
        order = Qt.SortOrder.DescendingOrder if newest else Qt.SortOrder.AscendingOrder
        self.table.sortByColumn(0, order)


def _passes(strip: FilterStrip, row: EventRow) -> bool:
    if strip.only_bad.isChecked() and not row.bad:
        return False
    return not strip.chosen or row.kind.value == strip.chosen
