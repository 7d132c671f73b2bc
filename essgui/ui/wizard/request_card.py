"""The request in its forms, one tab each: a summary, the JSON that can be edited, and texts to copy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from essgui.core.select_wizard_texts import Form
from essgui.ui.fonts import FontRole
from essgui.ui.widgets.buttons import secondary_button
from essgui.ui.widgets.card import Divider, Ground
from essgui.ui.widgets.code_edit import CodeEdit
from essgui.ui.widgets.delegates.cells import PlainDelegate
from essgui.ui.widgets.delegates.roles import Role
from essgui.ui.widgets.disabled_reason import DisabledReason
from essgui.ui.widgets.file_dialogs import ask_where_to_save
from essgui.ui.widgets.labels import Label
from essgui.ui.widgets.switch import Switch
from essgui.ui.widgets.tab_bar import CountedTabBar
from essgui.ui.wizard.field import Complaint
from essgui.ui.wizard.lines_model import LinesModel
from essgui.ui.wizard.tables import make_table

if TYPE_CHECKING:
    from collections.abc import Callable

    from essgui.core.select_wizard_review import Parameter
    from essgui.core.select_wizard_texts import TextView

_ROW = 30
_TOLD = 4
"""Slips that are told at a time; the lines of the others are marked all the same."""
_FORMS = tuple(Form)


class RequestCard(Ground):
    """Which tab is shown and whether values are is its own affair; everything else comes from a view.

    Signals: typed(text) when the JSON was edited; saved(path, text) when a text shall be a file;
    imported() when the operator wants to import.
    """

    typed = Signal(str)
    saved = Signal(str, str)
    imported = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("card", parent)
        self._ask: Callable[[Form, bool], TextView] | None = None
        self._view: TextView | None = None
        self.tabs = CountedTabBar()
        self.tabs.setObjectName("request_tabs")
        self.tabs.setAccessibleName("Forms of the request")
        for form in Form:
            self.tabs.addTab(form.value)
        self.values = Switch("Show values")
        self.values.setObjectName("show_values")
        self.values.setToolTip("Values of environment variables are often secrets: they are folded at first.")
        self.copy = secondary_button("Copy", "copy", small=True)
        self.copy.setObjectName("copy_text")
        self.save = secondary_button("Save as…", "down", small=True)
        self.save.setObjectName("save_text")
        self.take = secondary_button("Import…", "import", small=True)
        self.take.setObjectName("review_import")
        self.take.setToolTip("Fill the form from a Terraform block, a request as JSON, or a settings file")
        self.copy_gate, self.save_gate = DisabledReason(self.copy), DisabledReason(self.save)
        self.model = LinesModel(("Parameter", "Value"), self)
        self.table = make_table("request", "The request as it is sent", self.model, (410, 0), _ROW)
        for column in range(2):
            delegate = PlainDelegate(self.table, row_height=_ROW, first=column == 0)
            self.table.setItemDelegateForColumn(column, delegate)
        self.text = CodeEdit("request_text", "The request as text")
        self.text.setMinimumHeight(200)
        self.note = Label("", FontRole.SMALL, "text3", wrap=True)
        self.note.setObjectName("request_note")
        self.complaints = [Complaint() for _ in range(_TOLD + 1)]
        self._stack = QStackedWidget()
        self._lay_out()
        self.tabs.currentChanged.connect(self._again)
        self.values.toggled.connect(self._again)
        self.text.typed.connect(self.typed)
        self.take.clicked.connect(self.imported)
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.text.text()))
        self.save.clicked.connect(self._save)

    @property
    def form(self) -> Form:
        """The form that is shown."""
        return _FORMS[max(0, self.tabs.currentIndex())]

    @property
    def view(self) -> TextView | None:
        """What is shown."""
        return self._view

    def forget_values(self) -> None:
        """Fold the values again, as for another group."""
        self.values.setChecked(False)

    def show_parameters(self, parameters: tuple[Parameter, ...]) -> None:
        """Show the summary."""
        show, tip = Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole
        self.model.set_rows(
            [
                (p.name, ({show: p.name, tip: p.name}, {show: p.value, tip: p.value, Role.NAMED: True}))
                for p in parameters
            ]
        )

    def show_texts(self, ask: Callable[[Form, bool], TextView]) -> None:
        """Show the form that is chosen; `ask` is asked again when another one is."""
        self._ask = ask
        self._again()

    def _again(self) -> None:
        if self._ask is None:
            return
        view = self._ask(self.form, self.values.isChecked())
        if view == self._view:
            return
        self._view = view
        summary = view.form is Form.SUMMARY
        self._stack.setCurrentIndex(0 if summary else 1)
        reason = "Choose JSON, aliyun CLI, Python or Terraform first." if summary else ""
        self.copy_gate.set_reason(reason)
        self.save_gate.set_reason(reason)
        self.values.setVisible(view.foldable and not summary)
        self.note.setText(view.note)
        if not summary:
            self.text.setReadOnly(not view.editable)
            self.text.setAccessibleName(f"The request as {view.form.value}")
            self.text.show_text(view.text)
            self.text.mark_lines(slip.line for slip in view.slips if view.editable)
        self._complain(view)

    def _complain(self, view: TextView) -> None:
        told = [f"{slip.place}: {slip.sentence}" for slip in view.slips[:_TOLD]]
        more = len(view.slips) - len(told)
        if more:
            told.append(f"{more} more.")
        for index, complaint in enumerate(self.complaints):
            complaint.say(told[index] if index < len(told) else "")
        self.tabs.set_count(_FORMS.index(Form.JSON), len(view.slips) or None, calls=True)

    def _save(self) -> None:
        view = self._view
        if view is not None:
            text = self.text.text()
            ask_where_to_save(
                self, "Save the request", view.file_name, lambda path: self.saved.emit(path, text)
            )

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(16, 0, 12, 0)
        head.setSpacing(8)
        head.addWidget(self.tabs, 1)
        head.addWidget(self.values)
        self._stack.addWidget(self.table)
        around = QWidget()
        inside = QVBoxLayout(around)
        inside.setContentsMargins(12, 12, 12, 12)
        inside.addWidget(self.text)
        self._stack.addWidget(around)
        foot = QVBoxLayout()
        foot.setContentsMargins(16, 8, 16, 12)
        foot.setSpacing(4)
        for complaint in self.complaints:
            foot.addWidget(complaint)
        last = QHBoxLayout()
        last.setSpacing(8)
        last.addWidget(self.note, 1)
        for each in (self.copy_gate, self.save_gate, self.take):
            last.addWidget(each)
        foot.addLayout(last)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(Divider())
        layout.addWidget(self._stack, 1)
        layout.addWidget(Divider())
        layout.addLayout(foot)
