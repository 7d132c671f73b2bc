"""How long a pause at a checkpoint lasts: a number, its unit, and what is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QHBoxLayout, QVBoxLayout, QWidget

from essgui.ui.fonts import FontRole
from essgui.ui.theme import current_theme
from essgui.ui.widgets.labels import ElidedLabel, Label
from essgui.ui.wizard.field import Complaint

if TYPE_CHECKING:
    from collections.abc import Sequence

_UNITS: Sequence[tuple[str, int]] = (("min", 1), ("hours", 60))


class PauseField(QWidget):
    """The unit is a matter of showing only; the value is always minutes.

    Signals: changed(minutes) when the user typed another time.
    """

    changed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._minutes = 0
        self.label = Label("Pause at each", FontRole.SMALL, "text2")
        self.number = QDoubleSpinBox()
        self.number.setObjectName("pause_number")
        self.number.setAccessibleName("Pause at each checkpoint")
        self.number.setFixedSize(current_theme().spacing["spin_width"], 28)
        # As in SpinBox: a styled field has no padding of its own.
        self.number.lineEdit().setTextMargins(8, 0, 0, 0)
        self.label.setBuddy(self.number)
        self.unit = QComboBox()
        self.unit.setObjectName("pause_unit")
        self.unit.setAccessibleName("Unit of the pause")
        self.unit.setProperty("small", True)
        for word, minutes in _UNITS:
            self.unit.addItem(word, minutes)
        self.words = ElidedLabel("", FontRole.SMALL, "text3")
        self.complaint = Complaint()
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.label)
        row.addWidget(self.number)
        row.addWidget(self.unit)
        row.addWidget(self.words, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(row)
        layout.addWidget(self.complaint)
        self._fit()
        self.number.valueChanged.connect(self._typed)
        self.unit.currentIndexChanged.connect(self._fit)

    def show_minutes(self, minutes: int, words: str, problem: str) -> None:
        """Show a time, what it is in words, and what is wrong with it."""
        self.words.setText(f"= {words}")
        self.complaint.say(problem)
        if minutes != self._minutes:
            self._minutes = minutes
            self._put()

    def _typed(self, value: float) -> None:
        minutes = round(value * self._factor)
        if minutes != self._minutes:
            self._minutes = minutes
            self.changed.emit(minutes)

    @property
    def _factor(self) -> int:
        return int(self.unit.currentData())

    def _fit(self) -> None:
        hours = self._factor > 1
        self.number.blockSignals(True)
        self.number.setDecimals(2 if hours else 0)
        self.number.setSingleStep(0.5 if hours else 5)
        # Wider than the rule, so that a slip is shown as typed and explained rather than swallowed.
        self.number.setRange(0, 999 if hours else 99999)
        self.number.blockSignals(False)
        self._put()

    def _put(self) -> None:
        self.number.blockSignals(True)
        self.number.setValue(self._minutes / self._factor)
        self.number.blockSignals(False)
