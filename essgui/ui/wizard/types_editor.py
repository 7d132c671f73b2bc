"""The ordered list of instance types, and beside it all that ECS has, to add from."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from essgui.core.select_wizard_images import ListPhase
from essgui.ui.fonts import FontRole
from essgui.ui.widgets.labels import Label
from essgui.ui.widgets.search_field import SearchField
from essgui.ui.wizard.choice_table import ChoiceTable
from essgui.ui.wizard.rows_editor import Column, RowsEditor
from essgui.ui.wizard.template_cells import type_cells

if TYPE_CHECKING:
    from collections.abc import Callable

    from essgui.core.draft import Draft
    from essgui.core.select_wizard_target import TargetView
    from essgui.ui.wizard.field import Edit, Search

_IN_SIGHT = 4


class TypesEditor(QWidget):
    """A click on a type adds it at the end, once more takes it out; the order is changed at the left."""

    def __init__(
        self, edit: Edit, search: Search, read_again: Callable[[], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._edit, self._search = edit, search
        self.rows = RowsEditor(
            "types", "instance type", (Column("", "Instance type", "ecs.g7.large"),), ordered=True
        )
        self.rows.changed.connect(self._set_types)
        self.search_field = SearchField(
            "types_search", "Search the instance types", "Type, vCPU or GiB, e.g. 4 vcpu"
        )
        self.search_field.setProperty("small", True)
        self.search_field.textChanged.connect(self._type)
        self.list = ChoiceTable(
            "types_known",
            "Instance types of ECS",
            (("Instance type", 0), ("CPU", 68), ("Memory", 62), ("Arch.", 52), ("Order", 60)),
            read_again,
            "The instance types could not be read; type them instead.",
            many=True,
        )
        self.list.chosen.connect(self._toggle)
        self.more = Label("", FontRole.SMALL, "text3", wrap=True)
        left = QVBoxLayout()
        left.setSpacing(6)
        left.addWidget(
            Label(
                "Optional. ESS tries them in this order. Without any, the template's own type is used.",
                FontRole.SMALL,
                "text2",
                wrap=True,
            )
        )
        left.addWidget(self.rows)
        left.addStretch(1)
        right = QVBoxLayout()
        right.setSpacing(6)
        right.addWidget(self.search_field)
        right.addWidget(self.list, 1)
        right.addWidget(self.more)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        layout.addLayout(left, 42)
        layout.addLayout(right, 58)

    def show_view(self, view: TargetView) -> None:
        """Show the types of the form, and those to choose from."""
        self.rows.show_values(tuple((name,) for name in view.types))
        places = {k.removeprefix("types."): p for k, p in view.problems.items() if k.startswith("types.")}
        self.rows.show_problems(places)
        shown = view.templates
        keep = shown.types_phase in {ListPhase.READY, ListPhase.EMPTY}
        self.search_field.setVisible(keep)
        if self.search_field.text() != shown.picker.types and not self.search_field.hasFocus():
            self.search_field.setText(shown.picker.types)
        self.list.show_rows([(r.id, type_cells(r)) for r in shown.types], "", _IN_SIGHT)
        self.list.show_phase(shown.types_phase, "No instance type matches the search.")
        self.list.failed.show_failure(shown.types_failure)
        hidden = shown.types_found - len(shown.types)
        self.more.setText(f"{hidden} more: search to find them." if hidden else "")
        self.more.setVisible(hidden > 0)

    def _type(self, text: str) -> None:
        self._search(lambda p: replace(p, types=text))

    def _toggle(self, key: str) -> None:
        def change(draft: Draft) -> Draft:
            there = draft.instance_types
            kept = tuple(t for t in there if t != key) if key in there else (*there, key)
            return replace(draft, instance_types=kept)

        self._edit(change)

    def _set_types(self) -> None:
        names = tuple(row[0].strip() for row in self.rows.values())

        def change(draft: Draft) -> Draft:
            return replace(draft, instance_types=names)

        self._edit(change)
