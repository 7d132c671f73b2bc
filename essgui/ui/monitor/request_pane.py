"""The request of the refresh in the API's own names, to read and to copy."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from essgui.ui.fonts import FontRole
from essgui.ui.theme import current_theme
from essgui.ui.widgets.banner import Banner
from essgui.ui.widgets.buttons import secondary_button
from essgui.ui.widgets.labels import Label


class RequestPane(QWidget):
    """Shows the parameters of StartInstanceRefresh."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        note = "Parameters of StartInstanceRefresh, as ESS keeps them; the client token is not kept."
        self.copy = secondary_button("Copy", "copy", small=True)
        self.copy.setObjectName("copy_request")
        self.text = QPlainTextEdit()
        self.text.setObjectName("request_text")
        self.text.setAccessibleName("Request in API names")
        self.text.setReadOnly(True)
        self.text.setFont(current_theme().font(FontRole.ID))
        row = QHBoxLayout()
        row.addWidget(Label(note, FontRole.SMALL, "text2"), 1)
        row.addWidget(self.copy)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 8, 16, 12)
        layout.setSpacing(8)
        self.despite = Banner("", "amber")
        self.despite.setObjectName("started_despite")
        self.despite.hide()
        layout.addWidget(self.despite)
        layout.addLayout(row)
        layout.addWidget(self.text, 1)
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.text.toPlainText()))

    def show_despite(self, text: str) -> None:
        """Say despite what it was started, or nothing."""
        if self.despite.label.text() != text:
            self.despite.set_message(text)
        self.despite.setVisible(bool(text))

    def show_text(self, text: str) -> None:
        """Show another request; the same one is left alone, with what is selected in it."""
        if self.text.toPlainText() != text:
            self.text.setPlainText(text)
