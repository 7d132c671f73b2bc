"""Above a table: a field for words, a choice of rows, switches, and how many of the rows are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QWidget

from essgui.ui.fonts import FontRole
from essgui.ui.icons import themed_icon
from essgui.ui.theme import current_theme
from essgui.ui.widgets.labels import Label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QEvent


class WordField(QLineEdit):
    """A small field with a funnel and a button that empties it."""

    def __init__(self, name: str, what: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"{name}_filter")
        self.setAccessibleName(f"Filter the {what}")
        self.setPlaceholderText(f"Filter the {what}")
        self.setToolTip("Every word has to be in the row, in any column.")
        self.setProperty("small", True)
        self.setClearButtonEnabled(True)
        self.setFixedWidth(216)
        self._funnel = QAction(self)
        self.setTextMargins(-8, 0, 0, 0)
        self.addAction(self._funnel, QLineEdit.ActionPosition.LeadingPosition)
        self._draw()

    def changeEvent(self, arg__1: QEvent) -> None:
        super().changeEvent(arg__1)
        if arg__1.type() in {arg__1.Type.StyleChange, arg__1.Type.PaletteChange} and hasattr(self, "_funnel"):
            self._draw()

    def _draw(self) -> None:
        self._funnel.setIcon(themed_icon(current_theme(), "filter", "text3"))


class FilterStrip(QWidget):
    """The controls of one table's filter.

    Signals: changed() when one of them was used.
    """

    changed = Signal()

    def __init__(
        self,
        name: str,
        what: str,
        choices: Sequence[tuple[str, str]] = (),
        only_bad: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.rest = ""
        """What stands in the place of the count while no row is hidden."""
        self._what = what
        self.field = WordField(name, what)
        self.choice = QComboBox()
        self.choice.setObjectName(f"{name}_choice")
        self.choice.setAccessibleName(f"Which {what}")
        self.choice.setProperty("small", True)
        for key, text in choices:
            self.choice.addItem(text, key)
        self.only_bad = QCheckBox(only_bad)
        self.only_bad.setObjectName(f"{name}_only_bad")
        self.count = Label("", FontRole.SMALL, "text3")
        self.count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(16, 4, 16, 4)
        self.row.setSpacing(12)
        self.row.addWidget(self.field)
        # Shown only where they have a place: without one they would be windows for a moment.
        for box, wanted in ((self.choice, bool(choices)), (self.only_bad, bool(only_bad))):
            if wanted:
                self.row.addWidget(box)
            box.setHidden(not wanted)
        self.row.addWidget(self.count, 1)
        self.field.textChanged.connect(self.changed)
        self.choice.currentIndexChanged.connect(self.changed)
        self.only_bad.toggled.connect(self.changed)

    @property
    def chosen(self) -> str:
        """The key of the choice; empty for all."""
        return str(self.choice.currentData() or "")

    @property
    def narrows(self) -> bool:
        """Whether anything is set."""
        return bool(self.field.text().strip() or self.chosen or self.only_bad.isChecked())

    def clear(self) -> None:
        """Let all rows pass again."""
        self.field.clear()
        self.choice.setCurrentIndex(0)
        self.only_bad.setChecked(False)

    def choose(self, key: str) -> None:
        """Let only the rows of a choice pass."""
        self.choice.setCurrentIndex(max(0, self.choice.findData(key)))

    def show_count(self, shown: int, total: int) -> None:
        """Say how many of the rows are shown."""
        self.count.setText(f"{shown} of {total} {self._what}" if shown != total else self.rest)
