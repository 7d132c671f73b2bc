"""A read-only table of texts whose rows have a key: changed rows are told one by one, never a reset."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from essgui.ui.widgets.tips import plain_tip

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
OFF_ROLE = Qt.ItemDataRole.UserRole + 101
"""bool, in a row's first cell: whether the row cannot be chosen."""


class LinesModel(QAbstractTableModel):
    """Holds rows of cells; each cell is a mapping from role to value, made by the page from its view."""

    def __init__(self, titles: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._titles = tuple(titles)
        self._keys: list[str] = []
        self._cells: dict[str, tuple[Mapping[int, Any], ...]] = {}

    def key(self, row: int) -> str:
        """Return the key of a row; raises IndexError past the end."""
        return self._keys[row]

    def row_of(self, key: str) -> int:
        """Return the row of a key, or -1."""
        return self._keys.index(key) if key in self._cells else -1

    def can_choose(self, row: int) -> bool:
        """Tell whether a row can be chosen: its first cell may say that it is off."""
        return not self._cells[self._keys[row]][0].get(OFF_ROLE)

    def set_rows(self, rows: Sequence[tuple[str, Sequence[Mapping[int, Any]]]]) -> None:
        """Take rows as (key, cells); keys are unique. Rows that stay keep their selection."""
        wanted = {key: tuple(cells) for key, cells in rows}
        for row in range(len(self._keys) - 1, -1, -1):
            if self._keys[row] not in wanted:
                self.beginRemoveRows(_NOWHERE, row, row)
                del self._cells[self._keys.pop(row)]
                self.endRemoveRows()
        for at, (key, cells) in enumerate(wanted.items()):
            if key not in self._cells:
                self.beginInsertRows(_NOWHERE, at, at)
                self._keys.insert(at, key)
                self._cells[key] = cells
                self.endInsertRows()
                continue
            here = self._keys.index(key)
            if here != at:
                self.beginMoveRows(_NOWHERE, here, here, _NOWHERE, at)
                self._keys.insert(at, self._keys.pop(here))
                self.endMoveRows()
            if self._cells[key] != cells:
                self._cells[key] = cells
                self.dataChanged.emit(self.index(at, 0), self.index(at, self.columnCount() - 1))

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._keys)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._titles)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        value = self._cells[self._keys[index.row()]][index.column()].get(role)
        return plain_tip(value) if role == Qt.ItemDataRole.ToolTipRole and isinstance(value, str) else value

    def flags(self, index: Index) -> Qt.ItemFlag:
        # Without the flags neither the pointer nor the arrows stop at the row; its tooltip stays.
        found = super().flags(index)
        if index.isValid() and not self.can_choose(index.row()):
            return Qt.ItemFlag.NoItemFlags
        return found

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | int | None:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self._titles):
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return (Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter).value
        return self._titles[section] if role == Qt.ItemDataRole.DisplayRole else None
