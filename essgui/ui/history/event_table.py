"""A table of events or of intents: when, what, the evidence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from essgui.core.select_event_log import LONGEST_TIP
from essgui.ui.fonts import FontRole
from essgui.ui.monitor.row_model import Column, RowModel
from essgui.ui.monitor.row_table import RowTable
from essgui.ui.widgets.delegates.cells import IconTextDelegate, PlainDelegate
from essgui.ui.widgets.delegates.roles import Role
from essgui.ui.widgets.labels import Label

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import tzinfo

    from essgui.domain.run import Event

ROW = 30
_TEXT, _TIP = Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole
ICONS = {
    "status": "active",
    "batch": "refreshes",
    "checkpoint": "flag",
    "action": "user",
    "activity": "log",
    "scaling": "fleet",
    "attention": "warn",
    "stuck": "stuck",
    "connection": "offline",
}


@dataclass(frozen=True, slots=True)
class EventRow:
    """One event."""

    key: str
    time: str
    icon: str
    sentence: str
    detail: str
    bad: bool


def _time(row: EventRow) -> Mapping[int, Any]:
    return {_TEXT: row.time, Role.TONE: "text2", Role.SORT: row.key}


def _what(row: EventRow) -> Mapping[int, Any]:
    tone = "red_fg" if row.bad else "text"
    tip = f"{row.sentence}\n{row.detail[:LONGEST_TIP]}".strip()
    icon_tone = "red_fg" if row.bad else "text3"
    return {
        _TEXT: row.sentence,
        Role.TONE: tone,
        Role.ICON: row.icon,
        Role.ICON_TONE: icon_tone,
        Role.SORT: row.sentence,
        _TIP: tip,
    }


COLUMNS: tuple[Column[EventRow], ...] = (Column("Time", _time, 84), Column("What", _what, 0))


class EventPane(QWidget):
    """Shows events, newest first."""

    def __init__(self, zone: tzinfo | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._zone = zone
        self.model = RowModel(COLUMNS, lambda row: f"{row.time}\t{row.sentence}\t{row.detail}", self)
        self.table = RowTable(
            self.model, COLUMNS, (PlainDelegate(row_height=ROW), IconTextDelegate(row_height=ROW)), ROW
        )
        self.table.setObjectName("replay_events")
        self.table.setAccessibleName("What had happened by then")
        self.nothing = Label("Nothing had happened yet.", FontRole.BODY, "text3")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.nothing, 1, Qt.AlignmentFlag.AlignCenter)

    def show_events(self, events: tuple[Event, ...]) -> None:
        """Show other events."""
        self.model.set_rows(tuple(self._row(n, e) for n, e in enumerate(reversed(events)))[::-1])
        self.table.setVisible(bool(events))
        self.nothing.setVisible(not events)

    def _row(self, number: int, event: Event) -> EventRow:
        local = event.at.astimezone(self._zone)
        return EventRow(
            f"{event.at.timestamp():017.3f} {number:05}",
            f"{local:%H:%M:%S}",
            ICONS.get(event.kind, "info"),
            event.sentence,
            event.detail,
            event.bad,
        )
