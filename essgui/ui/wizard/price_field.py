"""An optional price per instance-hour: a plain number, because the currency is the operator's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from essgui.ui.fonts import FontRole
from essgui.ui.widgets.labels import Label
from essgui.ui.wizard.field import Complaint

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent

_PRICE = re.compile(r"\d{0,9}(?:[.,]\d{0,6})?")
_HINT = "What an instance costs in an hour, in your currency; the forecast then counts the cost"


class PriceField(QWidget):
    """Empty means that no cost is shown.

    Signals: changed(price) with a number, or None where it was emptied.
    """

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.label = Label("Price per instance-hour", FontRole.SMALL, "text2")
        self.edit = _Edit()
        self.edit.setObjectName("hourly_price")
        self.edit.setProperty("small", True)
        self.edit.setFixedWidth(96)
        self.edit.setPlaceholderText("optional")
        self.edit.setAccessibleName("Price per instance-hour, optional")
        self.edit.setAccessibleDescription(_HINT)
        self.label.setBuddy(self.edit)
        self.setToolTip(_HINT)
        self.complaint = Complaint()
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(self.label)
        row.addWidget(self.edit)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(row)
        layout.addWidget(self.complaint)
        self._price: float | None = None
        self.edit.textEdited.connect(self._typed)
        self.edit.left.connect(self._show)

    def show_price(self, price: float | None) -> None:
        """Show a price, unless it is being typed."""
        self._price = price
        if not self.edit.hasFocus():
            self._show()

    def _typed(self, text: str) -> None:
        text = text.strip()
        fits = _PRICE.fullmatch(text) is not None and text not in {".", ","}
        self.complaint.say("" if fits else "A price is a number such as 0.42.")
        price = float(text.replace(",", ".")) if fits and text else None
        if price != self._price:
            self._price = price
            self.changed.emit(price)

    def _show(self) -> None:
        if not self.complaint.sentence:
            self.edit.setText("" if self._price is None else f"{self._price:.6f}".rstrip("0").rstrip("."))


class _Edit(QLineEdit):
    """Signals: left() when the focus went."""

    left = Signal()

    def focusOutEvent(self, arg__1: QFocusEvent) -> None:
        super().focusOutEvent(arg__1)
        self.left.emit()
