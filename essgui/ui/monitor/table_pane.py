"""A table with its filter and its other faces: still loading, nothing there, could not be read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from essgui.ui.monitor.faces import Faces
from essgui.ui.widgets.buttons import secondary_button
from essgui.ui.widgets.delegates.roles import Role
from essgui.ui.widgets.empty_state import EmptyState

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from essgui.core.failure import Failure
    from essgui.ui.monitor.filter_strip import FilterStrip
    from essgui.ui.monitor.row_model import Keyed, RowModel
    from essgui.ui.monitor.row_table import RowTable


class RowsPane(Faces):
    """Shows the last good rows; a failure stands above them and takes nothing away."""

    def __init__(
        self,
        model: RowModel,
        table: RowTable,
        empty: EmptyState,
        parent: QWidget | None = None,
        *,
        filled: QWidget | None = None,
    ) -> None:
        self.model, self.table = model, table
        super().__init__(table if filled is None else filled, empty, parent)

    def show_rows(self, rows: Sequence[Keyed] | None, failure: Failure | None, *, dim: bool) -> None:
        """Show rows, None for "not read yet", and why the newest read failed where it did."""
        self.model.set_rows(rows or ())
        self.model.set_dim(dim=dim or (failure is not None and bool(rows)))
        self.show_face(known=rows is not None, some=bool(rows), failure=failure)


class TablePane(RowsPane):
    """Rows with a filter above them.

    `passes` tells of a row whether the filter's choice and switch let it through.
    """

    def __init__(
        self,
        model: RowModel,
        table: RowTable,
        empty: EmptyState,
        parent: QWidget | None = None,
        *,
        strip: FilterStrip,
        passes: Callable[[FilterStrip, Any], bool],
    ) -> None:
        self.filter = strip
        self._passes = passes
        self.clear_filter = secondary_button("Clear the filter", small=True)
        self.clear_filter.setObjectName("clear_filter")
        self.unmatched = EmptyState("filter", "No row passes the filter", actions=(self.clear_filter,))
        self.beside = QHBoxLayout()
        self.beside.setContentsMargins(0, 0, 0, 0)
        self.beside.setSpacing(0)
        self.rows_or_none = QStackedWidget()
        self.rows_or_none.addWidget(table)
        self.rows_or_none.addWidget(self.unmatched)
        self.beside.addWidget(self.rows_or_none, 1)
        filled = QWidget()
        column = QVBoxLayout(filled)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(strip)
        column.addLayout(self.beside, 1)
        super().__init__(model, table, empty, parent, filled=filled)
        strip.changed.connect(self._narrow)
        self.clear_filter.clicked.connect(strip.clear)

    @property
    def shown_keys(self) -> tuple[str, ...]:
        """The keys of the rows that the filter lets through, in the order of the screen."""
        proxy = self.table.proxy
        return tuple(str(proxy.index(n, 0).data(Role.IDENTITY)) for n in range(proxy.rowCount()))

    def show_rows(self, rows: Sequence[Keyed] | None, failure: Failure | None, *, dim: bool) -> None:
        """Show rows, and how many of them pass the filter."""
        super().show_rows(rows, failure, dim=dim)
        self._tell()

    def show_row(self, key: str) -> None:
        """Select a row, bring it into view and give it the focus; a filter that hides it is cleared."""
        if not self.table.select_key(key):
            self.filter.clear()
            self.table.select_key(key)
        self.table.setFocus()

    def _narrow(self) -> None:
        strip = self.filter
        self.table.proxy.set_text(strip.field.text())
        tested = strip.chosen or strip.only_bad.isChecked()
        self.table.proxy.set_test((lambda row: self._passes(strip, row)) if tested else None)
        self._tell()

    def _tell(self) -> None:
        shown, total = self.table.proxy.rowCount(), self.model.rowCount()
        self.filter.show_count(shown, total)
        self.rows_or_none.setCurrentWidget(self.unmatched if total and not shown else self.table)
