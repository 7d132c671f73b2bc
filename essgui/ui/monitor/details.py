"""Fills the tabs of a monitor from the state, and exports the rows that are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from essgui.core.lookup import detail_of
from essgui.core.messages import FileAsked, MonitorOpened, RecordingWanted
from essgui.core.select_event_log import event_log
from essgui.core.select_exports import activities_table, events_table, instances_table
from essgui.core.select_instance_map import GroupBy, instance_map
from essgui.core.select_monitor import data_age, watched
from essgui.core.select_monitor_gone import listed_rows
from essgui.core.select_monitor_request import despite_text
from essgui.core.select_monitor_rows import activity_rows, newest_of
from essgui.domain.exchange.tabular import to_csv, to_json
from essgui.domain.roles import GONE
from essgui.ui.monitor.tabs import ACTIVITIES, INSTANCES, LOG, MonitorTabs
from essgui.ui.widgets.file_dialogs import ask_where_to_save

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import tzinfo

    from PySide6.QtWidgets import QWidget

    from essgui.core.messages import Message
    from essgui.core.select_monitor import Watched
    from essgui.core.select_monitor_rows import InstanceRow
    from essgui.core.state import AppState
    from essgui.domain.scaling import TaskId
    from essgui.ui.monitor.table_pane import TablePane


class Details(QObject):
    """Knows what each tab of one refresh shows; `tabs` is the card that the page lays out."""

    def __init__(
        self, send: Callable[[Message], None], task_id: TaskId, zone: tzinfo | None, page: QWidget
    ) -> None:
        super().__init__(page)
        self._send, self._task, self._zone, self._page = send, task_id, zone, page
        self._state: AppState | None = None
        self._by = GroupBy.ZONE
        self._instances: tuple[InstanceRow, ...] | None = None
        self.tabs = MonitorTabs()
        # What a poll would leave out, because it was denied, is read as if it were opened.
        self.tabs.again.connect(lambda: self._send(MonitorOpened(self._task)))
        self.tabs.grouped.connect(self._group)
        self.tabs.exported.connect(self._export)
        self.tabs.request.saved.connect(self._save_text)
        self.tabs.bar.currentChanged.connect(self._read_past)

    def keep(self, state: AppState) -> None:
        """Remember the newest state, which a click is answered from."""
        self._state = state

    def show_watched(self, state: AppState, found: Watched, *, stale: bool) -> None:
        """Show all that is known in all tabs."""
        read = found.monitor.activities
        rows = None if read.value is None else activity_rows(read.value, state.now.at, self._zone)
        self.tabs.activities.filter.rest = newest_of(found)
        self.tabs.activities.show_rows(rows, read.failure, dim=stale)
        bad = any(row.second_bad for row in rows or ())
        self.tabs.bar.set_count(ACTIVITIES, None if rows is None else len(rows), calls=bad)
        listed = detail_of(state, found.task.group).instances
        known = listed.value
        self._instances = None if known is None else listed_rows(state, found, known, self._zone)
        self._show_map(state, found)
        self.tabs.instances.show_rows(self._instances, listed.failure, dim=stale)
        self.tabs.bar.set_count(INSTANCES, None if known is None else len(known))
        self._show_log(state)
        self.tabs.request.show_request(found.task)
        self.tabs.request.show_despite(despite_text(state, found.task.id))

    def _show_map(self, state: AppState, found: Watched) -> None:
        rows, failure = self._instances, detail_of(state, found.task.group).instances.failure
        if rows is None:
            self.tabs.map.show_map(None, {}, failure, dim=False)
            return
        shown = instance_map(rows, self._by, found.monitor.zones, whole=not found.monitor.unread)
        details = {row.key: row for row in rows if row.role not in GONE}
        self.tabs.map.show_map(shown, details, failure, dim=data_age(state, found).stale)

    def _show_log(self, state: AppState) -> None:
        log = event_log(state, self._task, self._zone)
        self.tabs.log.show_log(log)
        self.tabs.bar.set_count(LOG, len(log.rows) or None, calls=any(row.bad for row in log.rows))
        if log.unread and self.tabs.bar.currentIndex() == LOG:
            self._send(RecordingWanted(self._task))

    def _read_past(self) -> None:
        if self._state is not None:
            self._show_log(self._state)

    def _group(self, by: GroupBy) -> None:
        self._by = by
        found = None if self._state is None else watched(self._state, self._task)
        if self._state is not None and found is not None:
            self._show_map(self._state, found)

    def _export(self, pane: TablePane, kind: str) -> None:
        state = self._state
        found = None if state is None else watched(state, self._task)
        if state is None or found is None:
            return
        keys = pane.shown_keys
        if pane is self.tabs.log:
            name, table = "events", events_table(state, found, keys)
        elif pane is self.tabs.activities:
            name, table = "activities", activities_table(found, keys)
        else:
            name, table = "instances", instances_table(state, found, keys)
        text = to_csv(table) if kind == "csv" else to_json(table)
        file = f"{self._task}-{name}.{kind}"
        ask_where_to_save(self._page, f"Export the {name}", file, lambda path: self._save_text(path, text))

    def _save_text(self, path: str, text: str) -> None:
        self._send(FileAsked(path, text))
