"""Chooses a scaling configuration of the group: a table with the active one marked, or its id typed in."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from essgui.core.select_wizard_images import ListPhase
from essgui.ui.widgets.card import Card
from essgui.ui.widgets.delegates.cells import IconTextDelegate
from essgui.ui.widgets.delegates.roles import Role
from essgui.ui.widgets.search_field import SearchField
from essgui.ui.wizard.choice_delegate import CHOSEN_ROLE
from essgui.ui.wizard.choice_table import ChoiceTable, take_height
from essgui.ui.wizard.field import Field, id_edit, keep_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from essgui.core.select_wizard_target import ConfigurationRow, TargetView
    from essgui.ui.wizard.field import Edit, Search

_SEARCHED_FROM = 9
"""Configurations from which on there is a search."""


class ConfigurationEditor(QWidget):
    """What is chosen in the table is written into the field."""

    def __init__(
        self, edit: Edit, read_again: Callable[[], None], search: Search, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._edit, self._search = edit, search
        self.list = ChoiceTable(
            "configurations",
            "Scaling configurations of this group",
            (("Name / ID", 0), ("Image", 164), ("Instance types", 150), ("Created", 96), ("Use", 100)),
            read_again,
            "The group's configurations could not be read.",
            {4: IconTextDelegate},
        )
        self.table, self.model = self.list.table, self.list.model
        self.loading, self.failed = self.list.loading, self.list.failed
        self.list.chosen.connect(self._choose)
        self.search_field = SearchField(
            "configuration_search", "Search the configurations", "Name, id, image or type"
        )
        self.search_field.setProperty("small", True)
        self.search_field.setFixedWidth(224)
        self.search_field.textChanged.connect(self._type)
        self.id = id_edit("configuration_id", "asc-…")
        self.id.textEdited.connect(self._set_id)
        self.field = Field("Configuration id", self.id)
        right = QWidget()
        tools = QVBoxLayout(right)
        tools.setContentsMargins(0, 0, 16, 0)
        tools.addWidget(self.search_field)
        card = self._card = Card("Scaling configuration", trailing=right)
        card.body.setContentsMargins(0, 12, 0, 12)
        card.title.setContentsMargins(16, 0, 16, 0)
        card.body.addWidget(self.list, 1)
        inner = QVBoxLayout()
        inner.setContentsMargins(16, 4, 16, 0)
        inner.addWidget(self.field)
        card.body.addLayout(inner)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card)
        layout.addStretch(1)

    def show_view(self, view: TargetView) -> None:
        """Show the rows and the id."""
        # Only a table has use for the height of the page.
        take_height(self._card, bool(view.rows))
        self.field.note.setText("Choose above, or type the id." if view.rows else "Type the id.")
        chosen = view.configuration.strip()
        self.list.show_rows([(row.id, _cells(row, row.id == chosen)) for row in view.rows], chosen)
        loading = view.loading and not view.found
        phase = ListPhase.LOADING if loading else ListPhase.READY if view.rows else ListPhase.EMPTY
        none = "" if view.failure else "This group has no scaling configuration."
        self.list.show_phase(phase, "No configuration matches the search." if view.found else none)
        self.failed.show_failure(view.failure)
        self.search_field.setVisible(view.found >= _SEARCHED_FROM)
        keep_text(self.search_field, view.templates.picker.configurations)
        keep_text(self.id, view.configuration)
        self.field.set_problem(view.problems.get("configuration"))

    def _type(self, text: str) -> None:
        self._search(lambda p: replace(p, configurations=text))

    def _set_id(self, text: str) -> None:
        self._edit(lambda d: replace(d, configuration=text))

    def _choose(self, key: str) -> None:
        self.id.setText(key)
        self._set_id(key)


def _cells(row: ConfigurationRow, chosen: bool) -> tuple[Mapping[int, Any], ...]:
    show, tip = Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole
    return (
        {
            show: row.name,
            tip: f"{row.name}\n{row.id}",
            Role.SECOND_LINE: row.id,
            Role.SECOND_IS_ID: True,
            Role.NAMED: True,
            Role.IDENTITY: row.id,
            CHOSEN_ROLE: chosen,
        },
        {show: row.image, tip: row.image},
        {show: row.types, tip: row.types},
        {show: row.created},
        {show: "Active now", Role.ICON: "active", Role.ICON_TONE: "text2"} if row.active else {},
    )
