"""Chooses a launch template and its version, and instance types in the order in which ESS shall try them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from essgui.core.select_wizard_images import ListPhase
from essgui.ui.fonts import FontRole
from essgui.ui.widgets.card import Card
from essgui.ui.widgets.delegates.cells import TwoLineDelegate
from essgui.ui.widgets.labels import Label
from essgui.ui.widgets.search_field import SearchField
from essgui.ui.wizard.choice_table import ChoiceTable
from essgui.ui.wizard.field import Field, id_edit, keep_text
from essgui.ui.wizard.template_cells import template_cells, version_cells
from essgui.ui.wizard.types_editor import TypesEditor

if TYPE_CHECKING:
    from essgui.core.draft import Draft
    from essgui.core.select_wizard_target import TargetView
    from essgui.core.select_wizard_templates import TemplatePicker
    from essgui.ui.wizard.field import Ask, Edit, Search

_SEARCHED_FROM = 6
"""Templates from which on there is a search."""
_IN_SIGHT = 4
"""Rows that are in sight of both tables."""


class TemplateEditor(QWidget):
    """Templates at the left, versions of the chosen one at the right; both can be typed as well."""

    def __init__(self, edit: Edit, search: Search, ask: Ask, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._edit, self._search, self._ask = edit, search, ask
        self._shown: TemplatePicker | None = None
        self.templates = ChoiceTable(
            "templates",
            "Launch templates",
            (("Name / ID", 0),),
            lambda: self._again(0),
            "The launch templates could not be read; type an id instead.",
        )
        self.templates.chosen.connect(self._choose_template)
        self.search_field = SearchField("template_search", "Search the launch templates", "Name or id")
        self.search_field.setProperty("small", True)
        self.search_field.setFixedWidth(200)
        self.search_field.textChanged.connect(self._type)
        self.versions = ChoiceTable(
            "template_versions",
            "Versions of the launch template",
            (("Version", 0), ("Image / Types", 156), ("Created", 88)),
            lambda: self._again(1),
            "The versions could not be read; type a number instead.",
            {1: TwoLineDelegate, 2: TwoLineDelegate},
        )
        self.versions.chosen.connect(self._choose_version)
        self.id = id_edit("template_id", "lt-…")
        self.id.textEdited.connect(self._set_template)
        self.version = id_edit("template_version_text", "A number, Default or Latest")
        self.version.textEdited.connect(self._set_version)
        self.id_field = Field("Launch template id", self.id)
        self.version_field = Field("Version", self.version)
        self.types = TypesEditor(edit, search, lambda: self._again(2))
        right = QWidget()
        tools = QHBoxLayout(right)
        tools.setContentsMargins(0, 0, 16, 0)
        tools.addWidget(self.search_field)
        card = Card("Launch template", trailing=right)
        card.title.setContentsMargins(16, 0, 0, 0)
        card.body.setContentsMargins(0, 12, 0, 12)
        columns = QGridLayout()
        columns.setHorizontalSpacing(0)
        columns.setVerticalSpacing(6)
        columns.setColumnStretch(0, 40)
        columns.setColumnStretch(1, 60)
        columns.addWidget(self.templates, 0, 0)
        columns.addWidget(self.versions, 0, 1)
        for column, field in enumerate((self.id_field, self.version_field)):
            field.setContentsMargins(16, 0, 16, 0)
            columns.addWidget(field, 1, column, Qt.AlignmentFlag.AlignTop)
        card.body.addLayout(columns)
        types = Card()
        types.body.addWidget(Label("Instance types instead of the template's", FontRole.NAME))
        types.body.addWidget(self.types)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(card)
        layout.addWidget(types)
        layout.addStretch(1)

    def show_view(self, view: TargetView) -> None:
        """Show the template, the version and the types."""
        shown = self._shown = view.templates
        self.search_field.setVisible(shown.total >= _SEARCHED_FROM)
        keep_text(self.search_field, shown.picker.templates)
        chosen = next((r.id for r in shown.templates if r.chosen), "")
        self.templates.show_rows([(r.id, template_cells(r)) for r in shown.templates], chosen, _IN_SIGHT)
        self.templates.show_phase(
            shown.phase,
            "No template matches the search."
            if shown.total
            else "This account has no launch templates here.",
        )
        self.templates.failed.show_failure(shown.failure)
        rows = shown.versions
        version = next((r.version for r in rows if r.chosen), "")
        self.versions.show_rows([(r.version, version_cells(r)) for r in rows], version, _IN_SIGHT)
        waiting = shown.versions_phase is ListPhase.EMPTY and not rows
        self.versions.show_phase(shown.versions_phase, "Choose a template first." if waiting else "")
        self.versions.failed.show_failure(shown.versions_failure)
        keep_text(self.id, view.template)
        keep_text(self.version, view.version)
        self.id_field.set_problem(view.problems.get("template"))
        self.version_field.set_problem(view.problems.get("version"))
        self.types.show_view(view)

    def _again(self, place: int) -> None:
        if self._shown is not None and self._shown.questions:
            self._ask(self._shown.questions[place])

    def _type(self, text: str) -> None:
        self._search(lambda p: replace(p, templates=text))

    def _choose_template(self, key: str) -> None:
        self.id.setText(key)

        def change(draft: Draft) -> Draft:
            # Another template's numbers mean something else.
            version = draft.template_version if draft.template.strip() == key else ""
            return replace(draft, template=key, template_version=version)

        self._edit(change)

    def _choose_version(self, key: str) -> None:
        self.version.setText(key)
        self._set_version(key)

    def _set_template(self, text: str) -> None:
        self._edit(lambda d: replace(d, template=text))

    def _set_version(self, text: str) -> None:
        self._edit(lambda d: replace(d, template_version=text))
