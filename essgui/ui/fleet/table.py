"""The fleet table itself: one row selected, sorted by its header, telling which rows are on screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from essgui.core.select_fleet import Column
from essgui.core.select_fleet_filter import BY_ATTENTION, Sorting
from essgui.ui.fleet.delegate import ROW_HEIGHT, FleetDelegate
from essgui.ui.theme import current_theme

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent

    from essgui.domain.scaling import GroupId
    from essgui.ui.fleet.model import FleetModel

_WIDTHS = {
    Column.REGION: 112,
    Column.TYPE: 40,
    Column.CAPACITY: 106,
    Column.DRIFT: 90,
    Column.ELIGIBLE: 148,
    Column.REFRESH: 166,
    Column.LAST: 92,
}
_LEAST_NAME, _LEAST_SOURCE = 152, 118
_NAME_SHARE = 0.55
"""How much of the room that the other columns leave goes to the name; the rest is the source's."""
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class FleetTable(QTableView):
    """The view; it selects nothing by itself when rows come and go.

    Signals: chosen(group id or None) by pointer or keys; opened(group id) by double click or Enter;
    order_chosen(Sorting) by the header; menu_wanted(group id, global point); scrolled() when other rows show.
    """

    chosen = Signal(object)
    opened = Signal(object)
    order_chosen = Signal(object)
    menu_wanted = Signal(object, QPoint)
    scrolled = Signal()

    def __init__(self, model: FleetModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("fleet_table")
        self.setAccessibleName(self.tr("Scaling groups"))
        self._rows = model
        self._sorting = BY_ATTENTION
        self._quiet = False
        self._held = False
        self._cells = FleetDelegate(self)
        self.setModel(model)
        self.setItemDelegate(self._cells)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        # Opaque, so that scrolling moves the picture and paints only the rows that come into sight.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self._set_up_header()
        self.selectionModel().currentRowChanged.connect(self._on_current)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)

    @property
    def sorting(self) -> Sorting:
        """The order that the header shows."""
        return self._sorting

    def selected(self) -> GroupId | None:
        """Return the group whose row is selected."""
        row = self._rows.row_at(self.currentIndex().row())
        return row.id if row is not None else None

    def visible_groups(self) -> tuple[GroupId, ...]:
        """Return the groups whose rows are on screen, from the top."""
        height = self.viewport().height()
        if not self._rows.rows or height <= 0:
            return ()
        top = self.verticalScrollBar().value()
        first, last = top // ROW_HEIGHT, (top + height - 1) // ROW_HEIGHT
        return tuple(row.id for row in self._rows.rows[first : last + 1])

    def renew(self, selected: GroupId | None, show: bool = False) -> None:
        """Select a group's row without telling anybody; `show` scrolls to it."""
        place = self._rows.place_of(selected)
        self._quiet = True
        try:
            if place is None:
                self.clearSelection()
                self.setCurrentIndex(QModelIndex())
            elif self.currentIndex().row() != place or not self.selectionModel().hasSelection():
                at = self.verticalScrollBar().value()
                self.selectRow(place)
                if not show:
                    self.verticalScrollBar().setValue(at)
            if place is not None and show:
                self.scrollTo(self._rows.index(place, 0))
        finally:
            self._quiet = False

    def enter(self) -> None:
        """Take the keyboard, on the selected row or else on the first."""
        if not self._rows.rows:
            return
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.selected() is None:
            self.selectRow(0)

    def quietly(self, quiet: bool) -> None:
        """Tell nobody of selections while rows are being changed."""
        self._quiet = quiet

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self._rows.row_at(self.currentIndex().row())
        if event.key() in _ENTER and row is not None:
            self.opened.emit(row.id)
            return
        # A key that is held down runs over many rows: only the one where it stops is read closely.
        self._held = event.isAutoRepeat()
        super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        super().keyReleaseEvent(event)
        if self._held and not event.isAutoRepeat():
            self._held = False
            self.chosen.emit(self.selected())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        row = self._rows.row_at(self.indexAt(event.position().toPoint()).row())
        if row is not None and event.button() is Qt.MouseButton.LeftButton:
            self.opened.emit(row.id)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._hover(self.indexAt(event.position().toPoint()).row())

    def paintEvent(self, e: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(e.rect(), current_theme().color("surface"))
        painter.end()
        super().paintEvent(e)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    def contextMenuEvent(self, arg__1: QContextMenuEvent) -> None:
        by_key = arg__1.reason() is QContextMenuEvent.Reason.Keyboard
        place = self.currentIndex().row() if by_key else self.indexAt(arg__1.pos()).row()
        row = self._rows.row_at(place)
        if row is None:
            return
        where = arg__1.globalPos()
        if by_key:
            where = self.viewport().mapToGlobal(self.visualRect(self._rows.index(place, 0)).center())
        self.menu_wanted.emit(row.id, where)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.viewport().width() - sum(_WIDTHS.values())
        name = max(_LEAST_NAME, int(room * _NAME_SHARE))
        self.horizontalHeader().resizeSection(Column.NAME, name)
        self.horizontalHeader().resizeSection(Column.SOURCE, max(_LEAST_SOURCE, room - name))
        self.scrolled.emit()

    def _set_up_header(self) -> None:
        header = self.horizontalHeader()
        header.setObjectName("fleet_header")
        header.setHighlightSections(False)
        header.setSectionsClickable(True)
        header.setMinimumSectionSize(36)
        header.setFixedHeight(32)
        # The first cells stand 16 pixels in, under their head.
        header.setStyleSheet("QHeaderView::section:first { padding-left: 16px; }")
        for column in Column:
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            header.resizeSection(column, _WIDTHS.get(column, _LEAST_NAME))
        header.setSortIndicatorShown(True)
        header.setSortIndicator(Column.REFRESH, Qt.SortOrder.DescendingOrder)
        header.sortIndicatorChanged.connect(self._on_sort)

    def _on_sort(self, section: int, order: Qt.SortOrder) -> None:
        sorting = Sorting(Column(section), order is Qt.SortOrder.DescendingOrder)
        if sorting != self._sorting:
            self._sorting = sorting
            self.order_chosen.emit(sorting)

    def _on_current(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if self._quiet or self._held:
            return
        row = self._rows.row_at(current.row())
        if row is not None:
            self.chosen.emit(row.id)

    def _on_scrolled(self, _value: int) -> None:
        self.scrolled.emit()

    def _hover(self, row: int) -> None:
        before, self._cells.hovered = self._cells.hovered, row
        if before == row:
            return
        for each in (before, row):
            if each >= 0:
                top = self.rowViewportPosition(each)
                self.viewport().update(0, top, self.viewport().width(), ROW_HEIGHT)
