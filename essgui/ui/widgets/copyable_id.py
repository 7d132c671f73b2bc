"""An id in the fixed face with a button that copies it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from essgui.ui.fonts import FontRole
from essgui.ui.widgets.buttons import icon_button
from essgui.ui.widgets.labels import ElidedLabel


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

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.identifier)
        self.copied.emit(self.identifier)
