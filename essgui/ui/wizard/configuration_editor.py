"""Chooses a scaling configuration: from the group's own in a table, or by typing an id."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from essgui.ui.widgets.card import Card
from essgui.ui.widgets.delegates.cells import IconTextDelegate, PlainDelegate
from essgui.ui.widgets.delegates.roles import Role
from essgui.ui.widgets.empty_state import LoadingBars
from essgui.ui.widgets.labels import Label
from essgui.ui.wizard.choice_delegate import CHOSEN_ROLE, ChoiceDelegate
from essgui.ui.wizard.field import Field, id_edit, keep_text
from essgui.ui.wizard.lines_model import LinesModel
from essgui.ui.wizard.load_failure import LoadFailure
from essgui.ui.wizard.tables import make_table

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from essgui.core.select_wizard_target import ConfigurationRow, TargetView
    from essgui.ui.wizard.field import Edit


class ConfigurationEditor(QWidget):
    """The table marks what the form says; a click, Space or Enter on a row writes its id into the form."""

    def __init__(self, edit: Edit, read_again: Callable[[], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._edit = edit
        self.model = LinesModel(("Name / ID", "Image", "Instance types", "Created", "Use"), self)
        self.table = make_table(
            "configurations", "Scaling configurations of this group", self.model, (0, 164, 150, 96, 100)
        )
        for column, delegate in enumerate(
            (
                ChoiceDelegate(self.table, row_height=43, first=True),
                PlainDelegate(self.table, row_height=43),
                PlainDelegate(self.table, row_height=43),
                PlainDelegate(self.table, row_height=43),
                IconTextDelegate(self.table, row_height=43),
            )
        ):
            self.table.setItemDelegateForColumn(column, delegate)
        self.table.clicked.connect(self._choose)
        self.table.activated.connect(self._choose)
        self.table.selectionModel().currentRowChanged.connect(self._walked)
        self.loading = LoadingBars((0.5, 0.8, 0.65, 0.7))
        self.loading.setObjectName("configurations_loading")
        self.empty = Label("This group has no scaling configuration.", tone="text2")
        self.failed = LoadFailure(
            "configurations_failed", "The group's configurations could not be read.", read_again
        )
        self.id = id_edit("configuration_id", "asc-…")
        self.id.textEdited.connect(self._set_id)
        self.field = Field("Configuration id", self.id)
        card = self._card = Card("Scaling configuration")
        card.body.setContentsMargins(0, 12, 0, 12)
        card.title.setContentsMargins(16, 0, 16, 0)
        card.body.addWidget(self.table, 1)
        inner = QVBoxLayout()
        inner.setContentsMargins(16, 4, 16, 0)
        inner.setSpacing(8)
        for widget in (self.loading, self.empty, self.failed, self.field):
            inner.addWidget(widget)
        card.body.addLayout(inner)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card)
        layout.addStretch(0)

    def show_view(self, view: TargetView) -> None:
        """Show the rows and the id."""
        self.table.setVisible(bool(view.rows))
        # Only a table has use for the height of the page.
        fit = QSizePolicy.Policy.Expanding if view.rows else QSizePolicy.Policy.Maximum
        self._card.setSizePolicy(QSizePolicy.Policy.Preferred, fit)
        self.table.setMinimumHeight(34 + 43 * min(len(view.rows), 6))
        self.field.note.setText("Choose above, or type the id." if view.rows else "Type the id.")
        self.loading.setVisible(view.loading and not view.rows)
        self.failed.show_failure(view.failure)
        self.empty.setVisible(not view.rows and not view.loading and view.failure is None)
        chosen = view.configuration.strip()
        self.model.set_rows([(row.id, _cells(row, row.id == chosen)) for row in view.rows])
        keep_text(self.id, view.configuration)
        self.field.set_problem(view.problems.get("configuration"))
        place = self.model.row_of(chosen)
        selection = self.table.selectionModel()
        if place < 0:
            selection.clearSelection()
        elif not selection.isRowSelected(place, QModelIndex()):
            flags = QItemSelectionModel.SelectionFlag
            selection.setCurrentIndex(self.model.index(place, 0), flags.ClearAndSelect | flags.Rows)

    def _set_id(self, text: str) -> None:
        self._edit(lambda d: replace(d, configuration=text))

    def _walked(self, now: QModelIndex, before: QModelIndex) -> None:
        # A table that gets the focus makes its first row current: only a step from row to row is a choice.
        if before.isValid() and self.table.hasFocus():
            self._choose(now)

    def _choose(self, index: QModelIndex | QPersistentModelIndex) -> None:
        if index.isValid():
            key = self.model.key(index.row())
            self.id.setText(key)
            self._edit(lambda d: replace(d, configuration=key))


def _cells(row: ConfigurationRow, chosen: bool) -> tuple[Mapping[int, Any], ...]:
    show, tip = Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole
    return (
        {
            show: row.name,
            tip: f"{row.name}\n{row.id}",
            Role.SECOND_LINE: row.id,
            Role.SECOND_IS_ID: True,
            Role.NAMED: True,
            CHOSEN_ROLE: chosen,
        },
        {show: row.image, tip: row.image},
        {show: row.types, tip: row.types},
        {show: row.created},
        {show: "Active now", Role.ICON: "active", Role.ICON_TONE: "text2"} if row.active else {},
    )
