"""A table model of frozen rows with keys: of new rows only the differences are told."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from essgui.ui.widgets.delegates.roles import Role
from essgui.ui.widgets.tips import plain_tip

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from PySide6.QtCore import QObject

Index = QModelIndex | QPersistentModelIndex
COPY_ROLE = Role.NAMED + 100
"""str: the row as text, for the clipboard."""
ROW_ROLE = Role.NAMED + 101
"""The row itself."""


class Keyed(Protocol):
    """A row that can be recognised."""

    @property
    def key(self) -> str:
        """What stays the same while the rest changes."""
        ...


R = TypeVar("R", bound=Keyed)


@dataclass(frozen=True, slots=True)
class Column(Generic[R]):
    """One column: its heading and what its cells tell by role."""

    title: str
    cell: Callable[[R], Mapping[int, Any]]
    width: int
    """Pixels; 0 takes what is left."""


class RowModel(QAbstractTableModel):
    """Holds rows; never resets, so that selection and scroll position stay."""

    def __init__(
        self,
        columns: Sequence[Column[Any]],
        copy: Callable[[Any], str],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._copy = copy
        self._rows: list[Any] = []
        self._dim = False

    @property
    def rows(self) -> tuple[Any, ...]:
        """The rows as they are shown."""
        return tuple(self._rows)

    def set_rows(self, fresh: Sequence[Keyed]) -> None:
        """Become these rows: what is gone is removed, what is new inserted, what differs is told."""
        wanted = {row.key for row in fresh}
        self._remove([n for n, row in enumerate(self._rows) if row.key not in wanted])
        known = {row.key for row in self._rows}
        self._order([row.key for row in fresh if row.key in known])
        place = 0
        while place < len(fresh):
            if fresh[place].key not in known:
                stop = place
                while stop < len(fresh) and fresh[stop].key not in known:
                    stop += 1
                self.beginInsertRows(QModelIndex(), place, stop - 1)
                self._rows[place:place] = fresh[place:stop]
                self.endInsertRows()
                place = stop
                continue
            place += 1
        self._tell_changes(fresh)

    def set_dim(self, *, dim: bool) -> None:
        """Paint all rows pale, because they are stale."""
        if dim != self._dim:
            self._dim = dim
            if self._rows:
                last = self.index(len(self._rows) - 1, len(self._columns) - 1)
                self.dataChanged.emit(self.index(0, 0), last, [Role.DIM])

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == Role.DIM:
            return self._dim
        if role == Role.IDENTITY:
            return row.key
        if role == COPY_ROLE:
            return self._copy(row)
        if role == ROW_ROLE:
            return row
        value = self._columns[index.column()].cell(row).get(role)
        return plain_tip(value) if role == Qt.ItemDataRole.ToolTipRole and isinstance(value, str) else value

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._columns[section].title
        return None

    def _remove(self, gone: list[int]) -> None:
        while gone:
            last = first = gone.pop()
            while gone and gone[-1] == first - 1:
                first = gone.pop()
            self.beginRemoveRows(QModelIndex(), first, last)
            del self._rows[first : last + 1]
            self.endRemoveRows()

    def _order(self, wanted: list[str]) -> None:
        """Move rows into an order of the same keys, as few of them as possible."""
        places = {row.key: place for place, row in enumerate(self._rows)}
        staying = _rising([places[key] for key in wanted])
        before: str | None = None
        for number, key in enumerate(wanted):
            if number not in staying:
                source = next(n for n, row in enumerate(self._rows) if row.key == key)
                target = 0
                if before is not None:
                    target = next(n for n, row in enumerate(self._rows) if row.key == before) + 1
                if target not in {source, source + 1}:
                    self.beginMoveRows(QModelIndex(), source, source, QModelIndex(), target)
                    row = self._rows.pop(source)
                    self._rows.insert(target - (target > source), row)
                    self.endMoveRows()
            before = key

    def _tell_changes(self, fresh: Sequence[Keyed]) -> None:
        first: int | None = None
        for place, row in enumerate(fresh):
            if row is not self._rows[place] and row != self._rows[place]:
                self._rows[place] = row
                first = place if first is None else first
            elif first is not None:
                self._tell(first, place - 1)
                first = None
        if first is not None:
            self._tell(first, len(fresh) - 1)

    def _tell(self, first: int, last: int) -> None:
        self.dataChanged.emit(self.index(first, 0), self.index(last, len(self._columns) - 1))


def _rising(places: Sequence[int]) -> set[int]:
    """Return the positions of a longest rising run of a sequence of different numbers."""
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for number, place in enumerate(places):
        at = bisect_left(ends, place)
        before.append(last[at - 1] if at else -1)
        if at == len(ends):
            ends.append(place)
            last.append(number)
        else:
            ends[at], last[at] = place, number
    found: set[int] = set()
    number = last[-1] if last else -1
    while number >= 0:
        found.add(number)
        number = before[number]
    return found
