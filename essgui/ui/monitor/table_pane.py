"""A table with its other faces: still loading, nothing there, could not be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from essgui.ui.widgets.banner import Banner
from essgui.ui.widgets.buttons import secondary_button
from essgui.ui.widgets.empty_state import EmptyState, LoadingBars

if TYPE_CHECKING:
    from collections.abc import Sequence

    from essgui.core.failure import Failure
    from essgui.ui.monitor.row_model import Keyed, RowModel
    from essgui.ui.monitor.row_table import RowTable


class TablePane(QWidget):
    """Shows the last good rows; a failure stands above them and takes nothing away.

    Signals: again() when the operator wants to read once more.
    """

    again = Signal()

    def __init__(
        self, model: RowModel, table: RowTable, empty: EmptyState, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.model, self.table, self.empty = model, table, empty
        self.retry = secondary_button("Try again", small=True)
        self.retry.setObjectName("try_again")
        self.failure = Banner("", "amber", actions=(self.retry,))
        self.failure.setObjectName("table_failure")
        self._bars = LoadingBars((0.5, 0.8, 0.65, 0.75))
        self.loading = QWidget()
        padding = QVBoxLayout(self.loading)
        padding.setContentsMargins(16, 12, 16, 12)
        padding.addWidget(self._bars)
        padding.addStretch(1)
        self.beside = QHBoxLayout()
        self.beside.setContentsMargins(0, 0, 0, 0)
        self.beside.setSpacing(0)
        self.beside.addWidget(table, 1)
        filled = QWidget()
        filled.setLayout(self.beside)
        self.stack = QStackedWidget()
        for face in (self.loading, empty, filled):
            self.stack.addWidget(face)
        self._filled = filled
        self._strip = QWidget()
        margin = QHBoxLayout(self._strip)
        margin.setContentsMargins(16, 8, 16, 8)
        margin.addWidget(self.failure)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._strip)
        layout.addWidget(self.stack, 1)
        self._strip.hide()
        self.retry.clicked.connect(self.again)

    @property
    def face(self) -> str:
        """Which face is on: loading, empty or rows."""
        shown = self.stack.currentWidget()
        return "loading" if shown is self.loading else "empty" if shown is self.empty else "rows"

    def show_rows(self, rows: Sequence[Keyed] | None, failure: Failure | None, *, dim: bool) -> None:
        """Show rows, None for "not read yet", and why the newest read failed where it did."""
        if failure is not None:
            code = f" ({failure.code})" if failure.code else ""
            self.failure.set_message(f"{failure.sentence}{code} {failure.hint}".strip())
        self._strip.setVisible(failure is not None)
        self.model.set_rows(rows or ())
        self.model.set_dim(dim=dim or (failure is not None and bool(rows)))
        face = self._filled if rows else self.loading if rows is None else self.empty
        self.stack.setCurrentWidget(face)
        # After a failure nothing loads: grey bars would promise too much.
        self._bars.setVisible(failure is None)
