"""The request of the refresh in the forms in which it can be sent again, to read, to copy and to keep."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from essgui.core.select_monitor_request import FORMS, request_view
from essgui.core.select_wizard_texts import Form
from essgui.ui.fonts import FontRole
from essgui.ui.theme import current_theme
from essgui.ui.widgets.banner import Banner
from essgui.ui.widgets.buttons import secondary_button
from essgui.ui.widgets.file_dialogs import ask_where_to_save
from essgui.ui.widgets.labels import ElidedLabel
from essgui.ui.widgets.segmented import SegmentedControl
from essgui.ui.widgets.switch import Switch

if TYPE_CHECKING:
    from essgui.domain.refresh import RefreshTask


class RequestPane(QWidget):
    """Which form is shown and whether values are is its own affair.

    Signals: saved(path, text) when a form shall be a file.
    """

    saved = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._task: RefreshTask | None = None
        self._file_name = ""
        self.forms = SegmentedControl([(form.name.lower(), form.value) for form in FORMS])
        self.forms.setObjectName("request_forms")
        self.forms.setAccessibleName("Forms of the request")
        self.forms.name_segments("request_form")
        self.values = Switch("Show values")
        self.values.setObjectName("request_values")
        self.values.setToolTip("Values of environment variables are often secrets: they are folded at first.")
        self.note = ElidedLabel("", FontRole.SMALL, "text2")
        self.copy = secondary_button("Copy", "copy", small=True)
        self.copy.setObjectName("copy_request")
        self.save = secondary_button("Save as…", "down", small=True)
        self.save.setObjectName("save_request")
        self.text = QPlainTextEdit()
        self.text.setObjectName("request_text")
        self.text.setAccessibleName("Request in API names")
        self.text.setReadOnly(True)
        self.text.setFont(current_theme().font(FontRole.ID))
        self.despite = Banner("", "amber")
        self.despite.setObjectName("started_despite")
        self.despite.hide()
        self._lay_out()
        self.forms.changed.connect(self._again)
        self.values.toggled.connect(self._again)
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.text.toPlainText()))
        self.save.clicked.connect(self._save)

    def show_despite(self, text: str) -> None:
        """Say despite what it was started, or nothing."""
        if self.despite.label.text() != text:
            self.despite.set_message(text)
        self.despite.setVisible(bool(text))

    def show_request(self, task: RefreshTask) -> None:
        """Show the request of a refresh; the same one is left alone, with what is selected in it."""
        self._task = task
        self._again()

    def _again(self) -> None:
        if self._task is None:
            return
        form = Form[self.forms.current.upper()]
        view = request_view(self._task, form, values=self.values.isChecked())
        self._file_name = view.file_name
        self.values.setVisible(view.foldable)
        self.note.setText(view.note)
        if self.text.toPlainText() != view.text:
            self.text.setPlainText(view.text)

    def _save(self) -> None:
        text = self.text.toPlainText()
        ask_where_to_save(self, "Save the request", self._file_name, lambda path: self.saved.emit(path, text))

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.forms)
        row.addSpacing(4)
        row.addWidget(self.note, 1)
        for each in (self.values, self.copy, self.save):
            row.addWidget(each)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 8, 16, 12)
        layout.setSpacing(8)
        layout.addWidget(self.despite)
        layout.addLayout(row)
        layout.addWidget(self.text, 1)
