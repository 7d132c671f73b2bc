"""A table from which one thing is chosen, and what stands in its place while there is nothing to choose."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from essgui.core.select_wizard_images import ListPhase
from essgui.ui.widgets.delegates.cells import PlainDelegate
from essgui.ui.widgets.empty_state import LoadingBars
from essgui.ui.widgets.labels import Label
from essgui.ui.wizard.choice_delegate import ChoiceDelegate, ManyDelegate
from essgui.ui.wizard.lines_model import LinesModel
from essgui.ui.wizard.load_failure import LoadFailure
from essgui.ui.wizard.tables import make_table

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from PySide6.QtWidgets import QStyledItemDelegate

_ROW = 43
_HEADER = 34
_ANY_HEIGHT = 16_777_215
"""Qt's own word for no limit."""


class ChoiceTable(QWidget):
    """The table marks what the form says; a click, Space, Enter or a step with the arrows chooses a row.

    With `many`, several can be chosen, and the arrows only look.

    Signals: chosen(key).
    """

    chosen = Signal(str)

    def __init__(
        self,
        name: str,
        title: str,
        columns: Sequence[tuple[str, int]],
        read_again: Callable[[], None],
        failed: str,
        delegates: Mapping[int, type[QStyledItemDelegate]] | None = None,
        parent: QWidget | None = None,
        *,
        many: bool = False,
    ) -> None:
        super().__init__(parent)
        self._many = many
        self.model = LinesModel([text for text, _ in columns], self)
        self.table = make_table(name, title, self.model, [width for _, width in columns], _ROW)
        for column in range(len(columns)):
            kind = (delegates or {}).get(column, PlainDelegate)
            delegate = (
                kind(self.table, row_height=_ROW)  # pyright: ignore[reportCallIssue] - all kinds are cells
                if column
                else (ManyDelegate if many else ChoiceDelegate)(self.table, row_height=_ROW, first=True)
            )
            self.table.setItemDelegateForColumn(column, delegate)
        self.table.clicked.connect(self._choose)
        self.table.activated.connect(self._choose)
        self.table.selectionModel().currentRowChanged.connect(self._walked)
        self.loading = LoadingBars((0.5, 0.8, 0.65, 0.7), spacing=_ROW)
        self.loading.setObjectName(f"{name}_loading")
        self.empty = Label("", tone="text2", wrap=True)
        self.failed = LoadFailure(f"{name}_failed", failed, read_again)
        below = QVBoxLayout()
        below.setContentsMargins(16, 0, 16, 0)
        for widget in (self.loading, self.empty, self.failed):
            below.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.table, 1)
        layout.addLayout(below)
        layout.addStretch(0)

    def show_rows(
        self, rows: Sequence[tuple[str, Sequence[Mapping[int, Any]]]], chosen: str, least: int = 6
    ) -> None:
        """Show rows; at least so many of them are in sight without scrolling the table."""
        self.table.setVisible(bool(rows))
        self.table.setMinimumHeight(_HEADER + _ROW * min(len(rows), least))
        self.model.set_rows(rows)
        place = self.model.row_of(chosen)
        selection = self.table.selectionModel()
        if place < 0:
            selection.clearSelection()
        elif not selection.isRowSelected(place, QModelIndex()):
            flags = QItemSelectionModel.SelectionFlag
            index = self.model.index(place, 0)
            selection.setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
            self.table.scrollTo(index)

    def show_phase(self, phase: ListPhase, empty: str) -> None:
        """Say why there are no rows."""
        self.loading.setVisible(phase is ListPhase.LOADING)
        self.empty.setText(empty)
        self.empty.setVisible(phase is ListPhase.EMPTY and bool(empty))
        # What stands below a table that is not all there belongs close to its last row.
        short = phase in {ListPhase.LOADING, ListPhase.FAILED}
        self.table.setMaximumHeight(self.table.minimumHeight() if short else _ANY_HEIGHT)

    def _walked(self, now: QModelIndex, before: QModelIndex) -> None:
        # A table that gets the focus makes its first row current: only a step from row to row is a choice,
        # and not even that where several are chosen.
        if not self._many and before.isValid() and self.table.hasFocus():
            self._choose(now)

    def _choose(self, index: QModelIndex | QPersistentModelIndex) -> None:
        if index.isValid() and self.model.can_choose(index.row()):
            self.chosen.emit(self.model.key(index.row()))


def take_height(card: QWidget, tall: bool) -> None:
    """Give a card the height of its page, or only what it needs; it stands above a stretch."""
    fit = QSizePolicy.Policy.Expanding if tall else QSizePolicy.Policy.Preferred
    card.setSizePolicy(QSizePolicy.Policy.Preferred, fit)
    parent = card.parentWidget()
    layout = parent.layout() if parent is not None else None
    if isinstance(layout, QVBoxLayout):
        layout.setStretch(layout.indexOf(card), 1 if tall else 0)
        layout.setStretch(layout.count() - 1, 0 if tall else 1)
