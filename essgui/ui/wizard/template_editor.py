"""Chooses a launch template, its version, and instance types in the order in which ESS shall try them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QCompleter, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from essgui.ui.fonts import FontRole
from essgui.ui.widgets.card import Card, Divider
from essgui.ui.widgets.labels import Label
from essgui.ui.wizard.field import Field, id_edit, keep_text
from essgui.ui.wizard.rows_editor import Column, RowsEditor
from essgui.ui.wizard.wheel_guard import WheelGuard

if TYPE_CHECKING:
    from essgui.core.draft import Draft
    from essgui.core.select_wizard_target import TargetView
    from essgui.ui.wizard.field import Edit


class TemplateEditor(QWidget):
    """Default and Latest are offered; a number is typed."""

    def __init__(self, edit: Edit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._edit = edit
        self.id = id_edit("template_id", "lt-…")
        self.id.textEdited.connect(self._set_template)
        self.version = QComboBox()
        self.version.setObjectName("template_version")
        self.version.setEditable(True)
        self.version.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.version.addItems(["Default", "Latest"])
        self.version.setCurrentText("")
        self.typed = QLineEdit()
        self.version.setLineEdit(self.typed)
        self.typed.setObjectName("template_version_text")
        self.typed.setAccessibleName("Version")
        self.typed.setPlaceholderText("A number, Default or Latest")
        # An empty completer: the box's own one would finish "L" to "Latest" unasked.
        self.version.setCompleter(QCompleter(self))
        self.typed.textEdited.connect(self._set_version)
        self.version.textActivated.connect(self._set_version)
        WheelGuard(self).watch(self.version)
        self.types = RowsEditor(
            "types", "instance type", (Column("", "Instance type", "ecs.g7.large"),), ordered=True
        )
        self.types.changed.connect(self._set_types)
        self.id_field = Field("Launch template", self.id)
        self.version_field = Field("Version", self.version)
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(self.id_field, 3, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.version_field, 2, Qt.AlignmentFlag.AlignTop)
        card = Card("Launch template")
        card.body.addLayout(head)
        card.body.addWidget(Divider())
        card.body.addWidget(Label("Instance types instead of the template's", FontRole.NAME))
        card.body.addWidget(
            Label(
                "Optional. ESS tries them in this order. Without any, the template's own type is used.",
                FontRole.SMALL,
                "text2",
                wrap=True,
            )
        )
        card.body.addWidget(self.types)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card)
        layout.addStretch(1)

    def show_view(self, view: TargetView) -> None:
        """Show the template, the version and the types."""
        keep_text(self.id, view.template)
        keep_text(self.typed, view.version)
        self.types.show_values(tuple((name,) for name in view.types))
        self.id_field.set_problem(view.problems.get("template"))
        self.version_field.set_problem(view.problems.get("version"))
        places = {k.removeprefix("types."): p for k, p in view.problems.items() if k.startswith("types.")}
        self.types.show_problems(places)

    def _set_template(self, text: str) -> None:
        self._edit(lambda d: replace(d, template=text))

    def _set_version(self, text: str) -> None:
        self._edit(lambda d: replace(d, template_version=text))

    def _set_types(self) -> None:
        names = tuple(row[0].strip() for row in self.types.values())

        def change(draft: Draft) -> Draft:
            return replace(draft, instance_types=names)

        self._edit(change)
