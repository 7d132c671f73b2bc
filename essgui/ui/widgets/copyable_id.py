"""An id in the fixed face with a button that copies it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from essgui.ui.fonts import FontRole
from essgui.ui.widgets.buttons import icon_button
from essgui.ui.widgets.labels import ElidedLabel
from essgui.ui.widgets.tips import plain_tip

_LEAST = 14
"""Figures whose width a shortened id keeps: twelve of its characters and the ellipsis."""


class CopyableId(QWidget):
    """Shows an id, shortened in the middle where it does not fit; copies all of it.

    Signals: copied(id) when it went to the clipboard.
    """

    copied = Signal(str)

    def __init__(self, identifier: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.label = ElidedLabel(
            identifier, FontRole.ID, "text2", mode=Qt.TextElideMode.ElideMiddle, parent=self
        )
        self.label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.button = icon_button("copy", self.tr("Copy the id"), self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self.label)
        layout.addWidget(self.button)
        layout.addStretch(1)
        self.button.clicked.connect(self._copy)

    @property
    def identifier(self) -> str:
        """The whole id."""
        return self.label.text()

    def set_identifier(self, identifier: str) -> None:
        """Show another id."""
        self.label.setText(identifier)
        self.button.setVisible(bool(identifier))

    def bounds(self) -> tuple[int, int, int]:
        """Return the widths of the button alone, of the id as short as it may be, and of all of it."""
        button, gap = self.button.sizeHint().width(), 2
        whole = self.label.sizeHint().width()
        least = min(whole, self.label.fontMetrics().horizontalAdvance("0" * _LEAST) + 2)
        return button, least + gap + button, whole + gap + button

    def fit(self, room: int) -> None:
        """Keep to a width; where the id would say nothing, the button alone stays and tells it."""
        button, least, _ = self.bounds()
        self.label.setVisible(room >= least)
        self.label.setMaximumWidth(max(room - button - 2, 0))
        told = "" if room >= least else f"\n{self.identifier}"
        self.button.setToolTip(plain_tip(self.tr("Copy the id") + told))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.identifier)
        self.copied.emit(self.identifier)
