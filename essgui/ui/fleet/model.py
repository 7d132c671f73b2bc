"""The fleet table's rows for Qt: takes arranged rows, and tells the view only what differs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from essgui.core.select_fleet import TITLES, Column
from essgui.ui.fleet.cells import cell
from essgui.ui.widgets.delegates.roles import Role
from essgui.ui.widgets.tips import plain_tip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from essgui.core.select_fleet import FleetRow
    from essgui.domain.clock import Instant
    from essgui.domain.scaling import GroupId

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
FLASH_SECONDS = 0.8
"""How long a changed cell stays marked."""


class FleetModel(QAbstractTableModel):
    """Rows by group id; order and filter are decided before, so there is no proxy to sort them again."""

    def __init__(self, now: Instant, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[FleetRow] = []
        self._places: dict[GroupId, int] = {}
        self._now = now
        self._flashes: dict[GroupId, float] = {}

    @property
    def rows(self) -> Sequence[FleetRow]:
        """The rows as they are shown."""
        return self._rows

    def place_of(self, group: GroupId | None) -> int | None:
        """Return the row number of a group, or None where it is not shown."""
        return None if group is None else self._places.get(group)

    def row_at(self, row: int) -> FleetRow | None:
        """Return a row by its number."""
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def set_rows(self, rows: Sequence[FleetRow]) -> None:
        """Show these rows: takes out what is gone, puts in what is new, moves the rest, tells of changes."""
        if [row.id for row in rows] != [row.id for row in self._rows]:
            wanted = {row.id for row in rows}
            self._remove([i for i, row in enumerate(self._rows) if row.id not in wanted])
            kept = {row.id for row in self._rows}
            self._reorder([row.id for row in rows if row.id in kept])
            self._insert(rows, kept)
            self._places = {row.id: i for i, row in enumerate(self._rows)}
        self._replace(rows)

    def set_now(self, now: Instant) -> None:
        """Let ages move on, and take off the marks of cells that changed a while ago."""
        before, self._now = self._now, now
        for group, since in list(self._flashes.items()):
            if now.mono - since >= FLASH_SECONDS:
                del self._flashes[group]
                place = self._places.get(group)
                if place is not None:
                    self._tell(place, place, Column.REFRESH, Column.REFRESH)
        if self._rows and int(before.mono / 10) != int(now.mono / 10):
            self._tell(0, len(self._rows) - 1, Column.LAST, Column.LAST)

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(Column)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row_at(index.row()) if index.isValid() else None
        if row is None:
            return None
        if role == Role.IDENTITY:
            return row.id
        if role == Role.DIM:
            return row.stale
        if role == Role.FLASH:
            return index.column() == Column.REFRESH and row.id in self._flashes
        value = cell(row, Column(index.column()), role, self._now)
        return plain_tip(value) if role == Qt.ItemDataRole.ToolTipRole and isinstance(value, str) else value

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return TITLES[section]
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None

    def _remove(self, gone: list[int]) -> None:
        for first, last in reversed(_spans(gone)):
            self.beginRemoveRows(_ROOT, first, last)
            del self._rows[first : last + 1]
            self.endRemoveRows()

    def _reorder(self, order: list[GroupId]) -> None:
        if [row.id for row in self._rows] == order:
            return
        self.layoutAboutToBeChanged.emit()
        by_id = {row.id: row for row in self._rows}
        before = [row.id for row in self._rows]
        self._rows = [by_id[group] for group in order]
        after = {group: i for i, group in enumerate(order)}
        old = self.persistentIndexList()
        new = [self.index(after[before[i.row()]], i.column()) for i in old]
        self.changePersistentIndexList(old, new)
        self.layoutChanged.emit()

    def _insert(self, rows: Sequence[FleetRow], kept: set[GroupId]) -> None:
        for first, last in _spans([i for i, row in enumerate(rows) if row.id not in kept]):
            self.beginInsertRows(_ROOT, first, last)
            self._rows[first:first] = rows[first : last + 1]
            self.endInsertRows()

    def _replace(self, rows: Sequence[FleetRow]) -> None:
        changed: list[int] = []
        for i, row in enumerate(rows):
            old = self._rows[i]
            if old is row:
                continue
            if _progress(old) != _progress(row) and old.looked:
                self._flashes[row.id] = self._now.mono
            self._rows[i] = row
            changed.append(i)
        for first, last in _spans(changed):
            self._tell(first, last, Column.NAME, Column.LAST)

    def _tell(self, first: int, last: int, left: Column, right: Column) -> None:
        self.dataChanged.emit(self.index(first, left), self.index(last, right))


def _progress(row: FleetRow) -> tuple[str, str]:
    task = row.task
    return (str(task.status), row.counts) if task is not None else ("", "")


def _spans(places: list[int]) -> list[tuple[int, int]]:
    """Join ascending numbers to runs of (first, last)."""
    runs: list[tuple[int, int]] = []
    for place in places:
        if runs and runs[-1][1] == place - 1:
            runs[-1] = (runs[-1][0], place)
        else:
            runs.append((place, place))
    return runs
