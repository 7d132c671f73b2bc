"""The guards on the Safety page: what this program may do by itself once the refresh has started."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from essgui.core.select_guards import BEFORE_START, with_choice
from essgui.ui.fonts import FontRole
from essgui.ui.monitor.guard_line import GuardLine
from essgui.ui.widgets.card import Card, Divider
from essgui.ui.widgets.labels import Label

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from essgui.core.draft import Draft
    from essgui.core.select_wizard_guards import GuardsChoice
    from essgui.domain.guards import Guard


class GuardsCard(Card):
    """The monitor's lines, for a refresh that is still to come."""

    def __init__(
        self, edit: Callable[[Callable[[Draft], Draft]], None], parent: QWidget | None = None
    ) -> None:
        super().__init__("Guards", parent)
        self.setObjectName("wizard_guards")
        self._edit = edit
        self.promise = Label(BEFORE_START, FontRole.SMALL, "text2", wrap=True)
        self.body.addWidget(self.promise)
        self.lines: dict[Guard, GuardLine] = {}

    def show_choice(self, choice: GuardsChoice) -> None:
        """Show what is chosen, and what cannot be."""
        for row in choice.rows:
            if row.guard in self.lines:
                self.lines[row.guard].show_row(row)
                continue
            line = GuardLine(row)
            line.chosen.connect(partial(self._choose, row.guard))
            self.lines[row.guard] = line
            self.body.addWidget(Divider())
            self.body.addWidget(line)

    def _choose(self, guard: Guard, key: str) -> None:
        self._edit(lambda draft: replace(draft, guards=with_choice(draft.guards, guard, key)))
