"""What a table shows of its rows: those that have every word, and pass the switch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSortFilterProxyModel

from essgui.ui.monitor.row_model import COPY_ROLE, ROW_ROLE

if TYPE_CHECKING:
    from collections.abc import Callable


class RowFilter(QSortFilterProxyModel):
    """Sorts by native values and filters by words and by a test of the row."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self._words: tuple[str, ...] = ()
        self._passes: Callable[[Any], bool] | None = None

    def set_text(self, text: str) -> None:
        """Show the rows that have every word of a text, in any cell."""
        words = tuple(text.casefold().split())
        if words != self._words:
            self._words = words
            self.invalidate()

    def set_test(self, passes: Callable[[Any], bool] | None) -> None:
        """Show the rows that pass a test; None lets all pass."""
        self._passes = passes
        self.invalidate()

    def filterAcceptsRow(self, source_row: int, source_parent: QModelIndex | QPersistentModelIndex) -> bool:
        if not self._words and self._passes is None:
            return True
        index = self.sourceModel().index(source_row, 0)
        if self._passes is not None and not self._passes(index.data(ROW_ROLE)):
            return False
        text = str(index.data(COPY_ROLE)).casefold() if self._words else ""
        return all(word in text for word in self._words)
