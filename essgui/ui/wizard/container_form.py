"""One container of an ECI group: whether it changes, and its new image, commands, args and variables."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from essgui.domain.rules import ARGS, COMMANDS
from essgui.domain.scaling import Container, EnvironmentVariable
from essgui.ui.fonts import FontRole
from essgui.ui.widgets.buttons import Button
from essgui.ui.widgets.labels import Label
from essgui.ui.widgets.rows import SectionTitle
from essgui.ui.wizard.field import Complaint, Field, id_edit, keep_text
from essgui.ui.wizard.rows_editor import Column, RowsEditor

if TYPE_CHECKING:
    from essgui.core.draft import ContainerDraft
    from essgui.core.select_wizard_target import ContainerView
    from essgui.domain.rules import Problem


class ContainerForm(QWidget):
    """Edits one container.

    Signals: changed() when the user changed anything; removed() when a container typed by name shall go.
    """

    changed = Signal()
    removed = Signal()

    def __init__(self, place: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        name = f"container_{place}"
        self.setObjectName(name)
        self.chosen = QCheckBox("Change this container")
        self.chosen.setObjectName(f"{name}_chosen")
        self.remove = Button("Remove from the form", "close", "ghost", small=True)
        self.remove.setObjectName(f"{name}_remove")
        self.name_trouble = Complaint()
        self.image = id_edit(f"{name}_image", "registry/name:tag")
        self.image_field = Field("Image", self.image)
        self.commands = RowsEditor(
            f"{name}_commands", "command", (Column("", "Command"),), most=COMMANDS.high
        )
        self.args = RowsEditor(f"{name}_args", "arg", (Column("", "Arg"),), most=ARGS.high)
        self.environment = RowsEditor(
            f"{name}_environment",
            "variable",
            (Column("key", "Name", "NAME"), Column("value", "Value", "value", 2)),
        )
        self.commands_count = Label("", FontRole.SMALL, "text3")
        self.args_count = Label("", FontRole.SMALL, "text3")
        self.commands_trouble, self.args_trouble = Complaint(), Complaint()
        self.fields = QWidget()
        inner = QVBoxLayout(self.fields)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(8)
        inner.addWidget(self.image_field)
        columns = QHBoxLayout()
        columns.setSpacing(20)
        for title, count, trouble, editor in (
            ("Commands", self.commands_count, self.commands_trouble, self.commands),
            ("Args", self.args_count, self.args_trouble, self.args),
        ):
            column = QVBoxLayout()
            column.setSpacing(4)
            column.addWidget(SectionTitle(title, trailing=count))
            column.addWidget(editor)
            column.addWidget(trouble)
            column.addStretch(1)
            columns.addLayout(column, 1)
        inner.addLayout(columns)
        inner.addWidget(SectionTitle("Environment variables"))
        inner.addWidget(self.environment)
        head = QHBoxLayout()
        head.addWidget(self.chosen)
        head.addStretch(1)
        head.addWidget(self.remove)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(head)
        layout.addWidget(self.name_trouble)
        layout.addWidget(self.fields)
        layout.addStretch(1)
        self.chosen.toggled.connect(self._tell)
        self.image.textEdited.connect(self._tell)
        for editor in (self.commands, self.args, self.environment):
            editor.changed.connect(self._tell)
        self.remove.clicked.connect(self.removed)

    def show_view(self, view: ContainerView) -> None:
        """Show a container; what is typed in just now is left alone."""
        container = view.container
        self.chosen.blockSignals(True)
        self.chosen.setChecked(view.chosen)
        self.chosen.blockSignals(False)
        self.remove.setVisible(not view.known)
        self.fields.setEnabled(view.chosen)
        self.fields.setToolTip("" if view.chosen else "Tick “Change this container” to edit it.")
        keep_text(self.image, container.image)
        self.commands.show_values(tuple((text,) for text in container.commands))
        self.args.show_values(tuple((text,) for text in container.args))
        self.environment.show_values(tuple((v.key, v.value, v.field_ref) for v in container.environment))
        self.commands_count.setText(view.commands_count)
        self.args_count.setText(view.args_count)
        self.name_trouble.say_problem(view.problems.get("name"))
        self.image_field.set_problem(view.problems.get("image"))
        self.commands_trouble.say_problem(view.problems.get("commands"))
        self.args_trouble.say_problem(view.problems.get("args"))
        for part, editor in (
            ("commands", self.commands),
            ("args", self.args),
            ("environment", self.environment),
        ):
            editor.show_problems(_below(view, part))

    def typed_into(self, draft: ContainerDraft) -> ContainerDraft:
        """Return the draft of this container with what is in the fields now."""
        container: Container = replace(
            draft.container,
            image=self.image.text().strip(),
            commands=tuple(row[0] for row in self.commands.values()),
            args=tuple(row[0] for row in self.args.values()),
            environment=tuple(EnvironmentVariable(*(*row, "", "")[:3]) for row in self.environment.values()),
        )
        return replace(draft, container=container, chosen=self.chosen.isChecked())

    def _tell(self) -> None:
        self.changed.emit()


def _below(view: ContainerView, part: str) -> dict[str, Problem]:
    return {k.removeprefix(f"{part}."): p for k, p in view.problems.items() if k.startswith(f"{part}.")}
