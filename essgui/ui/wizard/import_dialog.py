"""Import: a text is pasted or a file chosen, what it says is shown, and only then the form takes it.

It is not modal: the fleet and the monitors can be used while it is open.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from essgui.core.messages import (
    ImportApplied,
    ImportAsked,
    ImportDismissed,
    ImportFileChosen,
    ImportKept,
)
from essgui.core.select_import import import_view
from essgui.ui.fonts import FontRole
from essgui.ui.widgets.buttons import primary_button, secondary_button
from essgui.ui.widgets.card import Card
from essgui.ui.widgets.code_edit import CodeEdit
from essgui.ui.widgets.disabled_reason import DisabledReason
from essgui.ui.widgets.file_dialogs import ask_what_to_open
from essgui.ui.widgets.labels import Label
from essgui.ui.widgets.rows import KeyValueRow
from essgui.ui.wizard.field import Complaint

if TYPE_CHECKING:
    from collections.abc import Callable

    from essgui.core.messages import Message
    from essgui.core.select_import import ImportView
    from essgui.core.state import AppState

_WHAT = (
    "Paste a Terraform block of alicloud_ess_instance_refresh, a request as JSON, or a file of saved "
    "settings. Nothing changes before you press Apply to the form."
)
_SETTINGS = 6


class ImportDialog(QDialog):
    """Renders AppState.intake; which of several offers is chosen is its own affair."""

    def __init__(self, send: Callable[[Message], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._send = send
        self._state: AppState | None = None
        self._view: ImportView | None = None
        self.setWindowTitle("Import into the form")
        self.setObjectName("import_dialog")
        self.setModal(False)
        self.resize(860, 560)
        self.setMinimumSize(640, 420)
        self.text = CodeEdit("import_text", "Text to import")
        self.text.setPlaceholderText('resource "alicloud_ess_instance_refresh" "default" {\n  …\n}')
        self.file = secondary_button("Choose a file…", "import", small=True)
        self.file.setObjectName("import_file")
        self.read = secondary_button("Read the text", "eye", small=True)
        self.read.setObjectName("import_read")
        self.read.setToolTip("Ctrl+Enter")
        self.read_gate = DisabledReason(self.read)
        self.heading = Label("", FontRole.STRONG, wrap=True)
        self.heading.setObjectName("import_heading")
        self.choice = QComboBox()
        self.choice.setObjectName("import_choice")
        self.choice.setAccessibleName("Which one")
        self.settings = [KeyValueRow("", key_width=130) for _ in range(_SETTINGS)]
        self.remarks: list[Complaint] = []
        self.close_button = secondary_button("Cancel")
        self.close_button.setObjectName("import_cancel")
        self.keep = secondary_button("")
        self.keep.setObjectName("import_keep")
        self.apply = primary_button("Apply to the form", "tick")
        self.apply.setObjectName("import_apply")
        self.apply_gate = DisabledReason(self.apply)
        self._remark_lines = QVBoxLayout()
        self._lay_out()
        self.text.textChanged.connect(self._judge)
        self.file.clicked.connect(self._choose_file)
        self.read.clicked.connect(self._read)
        self.choice.currentIndexChanged.connect(self._again)
        self.keep.clicked.connect(lambda: self._send(ImportKept()))
        self.apply.clicked.connect(lambda: self._send(ImportApplied(self._chosen())))
        self.close_button.clicked.connect(self.reject)
        self.rejected.connect(lambda: self._send(ImportDismissed()))
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self._read)

    def ask(self) -> None:
        """Open, or come to the front; a dialog that was closed begins anew."""
        if not self.isVisible():
            self.text.clear()
            self._view = None
            self._show(None)
        self.show()
        self.raise_()
        self.activateWindow()
        self.text.setFocus()

    def show_state(self, old: AppState | None, new: AppState) -> None:
        """Show how the import fares; it closes by itself when it was taken."""
        self._state = new
        if not self.isVisible():
            return
        if old is not None and old.intake is not None and new.intake is None:
            self.hide()
            return
        if old is None or old.intake is not new.intake:
            self.choice.blockSignals(True)
            self.choice.setCurrentIndex(0)
            self.choice.blockSignals(False)
        self._again()

    def _again(self) -> None:
        if self._state is not None:
            self._show(import_view(self._state, self._chosen()))

    def _show(self, view: ImportView | None) -> None:
        if view == self._view and view is not None:
            return
        self._view = view
        self._judge()
        self.heading.setText(view.heading if view else "Nothing was read yet")
        choices = list(view.choices) if view else []
        if [self.choice.itemText(i) for i in range(self.choice.count())] != choices:
            self.choice.blockSignals(True)
            self.choice.clear()
            self.choice.addItems(choices)
            self.choice.blockSignals(False)
        self.choice.setVisible(bool(choices))
        settings = view.settings if view else ()
        for index, row in enumerate(self.settings):
            row.setVisible(index < len(settings))
            if index < len(settings):
                setting = settings[index]
                row.key.setText(setting.name)
                row.set_value(setting.value)
                row.value.set_tone("text3" if setting.kept else "text")
        self._show_remarks(view)
        self.text.mark_lines(view.wrong_lines if view else ())
        keep = view.keep if view else 0
        self.keep.setVisible(bool(keep))
        self.keep.setText("Add to saved settings" if keep == 1 else f"Add all {keep} to saved settings")
        self.apply_gate.set_reason(view.apply_reason if view else "Paste a text or choose a file first.")

    def _show_remarks(self, view: ImportView | None) -> None:
        told = view.remarks if view else ()
        while len(self.remarks) < len(told):
            line = Complaint()
            self.remarks.append(line)
            self._remark_lines.addWidget(line)
        for index, line in enumerate(self.remarks):
            if index >= len(told):
                line.say("")
                continue
            remark = told[index]
            said = f"{remark.place}: {remark.sentence}" if remark.place else remark.sentence
            line.say(said, grave=remark.grave)

    def _chosen(self) -> int:
        return max(0, self.choice.currentIndex())

    def _judge(self) -> None:
        empty = not self.text.document().toPlainText().strip()
        self.read_gate.set_reason("Paste a text first." if empty else "")

    def _read(self) -> None:
        if self.read.isEnabled():
            self._send(ImportAsked(self.text.text()))

    def _choose_file(self) -> None:
        ask_what_to_open(self, "Import a file", lambda path: self._send(ImportFileChosen(path)))

    def _lay_out(self) -> None:
        given = QVBoxLayout()
        given.setSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.file)
        row.addStretch(1)
        row.addWidget(self.read_gate)
        given.addWidget(self.text, 1)
        given.addLayout(row)
        found = Card()
        found.body.addWidget(self.heading)
        found.body.addWidget(self.choice)
        for line in self.settings:
            found.body.addWidget(line)
        inside = QWidget()
        lines = QVBoxLayout(inside)
        lines.setContentsMargins(0, 4, 0, 0)
        lines.setSpacing(6)
        self._remark_lines.setSpacing(6)
        lines.addLayout(self._remark_lines)
        lines.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        found.body.addWidget(area, 1)
        halves = QHBoxLayout()
        halves.setSpacing(16)
        halves.addLayout(given, 1)
        halves.addWidget(found, 1)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.keep)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        foot.addWidget(self.apply_gate)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        layout.addWidget(Label("Import into the form", FontRole.HEADING))
        layout.addWidget(Label(_WHAT, FontRole.BODY, "text2", wrap=True))
        layout.addLayout(halves, 1)
        layout.addLayout(foot)
