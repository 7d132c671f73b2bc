"""A table with its other faces: still loading, nothing there, could not be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QWidget

from essgui.ui.monitor.faces import Faces

if TYPE_CHECKING:
    from collections.abc import Sequence

    from essgui.core.failure import Failure
    from essgui.ui.monitor.row_model import Keyed, RowModel
    from essgui.ui.monitor.row_table import RowTable
    from essgui.ui.widgets.empty_state import EmptyState


class TablePane(Faces):
    """Shows the last good rows; a failure stands above them and takes nothing away."""

    def __init__(
        self, model: RowModel, table: RowTable, empty: EmptyState, parent: QWidget | None = None
    ) -> None:
        self.model, self.table = model, table
        self.beside = QHBoxLayout()
        self.beside.setContentsMargins(0, 0, 0, 0)
        self.beside.setSpacing(0)
        self.beside.addWidget(table, 1)
        filled = QWidget()
        filled.setLayout(self.beside)
        super().__init__(filled, empty, parent)

    def show_rows(self, rows: Sequence[Keyed] | None, failure: Failure | None, *, dim: bool) -> None:
        """Show rows, None for "not read yet", and why the newest read failed where it did."""
        self.model.set_rows(rows or ())
        self.model.set_dim(dim=dim or (failure is not None and bool(rows)))
        self.show_face(known=rows is not None, some=bool(rows), failure=failure)
