"""The model of the list of refreshes: rows are matched by id, so that a selection never jumps."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from essgui.domain.words import span
from essgui.ui.widgets.delegates.roles import Role
from essgui.ui.widgets.tips import plain_tip

if TYPE_CHECKING:
    from datetime import datetime

    from essgui.core.select_shell import RefreshRow

Index = QModelIndex | QPersistentModelIndex


class Column(IntEnum):
    """The columns."""

    GROUP = 0
    REGION = 1
    STATUS = 2
    STARTED = 3
    DURATION = 4
    ID = 5


_HEADS = ("Group", "Region", "Status", "Started", "Took", "Refresh ID")


class RefreshesModel(QAbstractTableModel):
    """Rows of refreshes."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[RefreshRow, ...] = ()
        self._now: datetime | None = None

    def set_rows(self, rows: tuple[RefreshRow, ...], now: datetime) -> None:
        """Show these rows; where only values changed, only they are repainted."""
        before = tuple(r.task for r in self._rows)
        after = tuple(r.task for r in rows)
        changed = {i for i, row in enumerate(rows) if i >= len(self._rows) or self._rows[i] != row}
        self._now = now
        if before == after:
            self._rows = rows
            for i in sorted(changed):
                self.dataChanged.emit(self.index(i, 0), self.index(i, len(Column) - 1))
            for i, row in enumerate(rows):
                if not row.over and i not in changed:
                    cell = self.index(i, Column.DURATION)
                    self.dataChanged.emit(cell, cell)
            return
        self.layoutAboutToBeChanged.emit()
        old = self.persistentIndexList()
        place = {task: i for i, task in enumerate(after)}
        moved: list[QModelIndex] = []
        for index in old:
            row = place.get(before[index.row()])
            moved.append(QModelIndex() if row is None else self.index_of(row, index.column(), len(rows)))
        self._rows = rows
        self.changePersistentIndexList(old, moved)
        self.layoutChanged.emit()

    def index_of(self, row: int, column: int, count: int) -> QModelIndex:
        """Return an index of the table as it is about to be, which may be longer than it is now."""
        return self.createIndex(row, column) if row < count else QModelIndex()

    def row_at(self, row: int) -> RefreshRow:
        """Return a row."""
        return self._rows[row]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(Column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _HEADS[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self._rows[index.row()]
        if role == Role.IDENTITY:
            return row.task
        match index.column():
            case Column.GROUP:
                found: dict[int, Any] = {
                    Qt.ItemDataRole.DisplayRole: row.name,
                    Role.NAMED: True,
                    Role.SECOND_LINE: row.group,
                    Role.SECOND_IS_ID: True,
                    Qt.ItemDataRole.ToolTipRole: plain_tip(f"{row.name}\n{row.group}"),
                }
                return found.get(role)
            case Column.STATUS:
                shown: dict[int, Any] = {
                    Role.STATUS: row.status,
                    Role.STRONG: str(row.finished),
                    Qt.ItemDataRole.DisplayRole: f"/{row.total}",
                    Role.SHARE: row.share,
                }
                return shown.get(role)
            case _:
                return self._text(row, index.column()) if role == Qt.ItemDataRole.DisplayRole else None

    def _text(self, row: RefreshRow, column: int) -> str:
        match column:
            case Column.REGION:
                return row.region
            case Column.STARTED:
                return f"{row.started_at.astimezone():%d %b %H:%M}" if row.started_at else "not yet"
            case Column.DURATION:
                end = row.ended_at or (None if row.over else self._now)
                return span((end - row.started_at).total_seconds()) if row.started_at and end else ""
            case _:
                return row.task
