"""The painter of the fleet table: the right kind of cell for each column, hovered by whole rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QSize
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from essgui.core.select_fleet import Column
from essgui.ui.widgets.delegates.cells import (
    CapacityDelegate,
    IconTextDelegate,
    PlainDelegate,
    StatusDelegate,
    TwoLineDelegate,
)

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from essgui.ui.widgets.delegates.cell import CellDelegate

ROW_HEIGHT = 48


class FleetDelegate(QStyledItemDelegate):
    """Hands each cell to its kind; `hovered` is the row under the pointer, or −1."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.hovered = -1
        self._kinds: dict[int, CellDelegate] = {
            Column.NAME: TwoLineDelegate(self, first=True),
            Column.REGION: PlainDelegate(self),
            Column.TYPE: PlainDelegate(self),
            Column.CAPACITY: CapacityDelegate(self),
            Column.SOURCE: IconTextDelegate(self),
            Column.DRIFT: TwoLineDelegate(self),
            Column.ELIGIBLE: IconTextDelegate(self),
            Column.REFRESH: StatusDelegate(self),
            Column.LAST: TwoLineDelegate(self),
        }

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        # The stubs of the binding do not know the fields of option.
        found: Any = option
        if index.row() == self.hovered:
            found.state |= QStyle.StateFlag.State_MouseOver
        else:
            found.state &= ~QStyle.StateFlag.State_MouseOver
        self._kinds[index.column()].paint(painter, option, index)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(96, ROW_HEIGHT)
