"""The card that rehearses the rollback: to what, whether that exists, how many and how long at each stop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from essgui.core.select_wizard_facts import Fact, FactKind
from essgui.ui.fonts import FontRole
from essgui.ui.widgets.card import Card
from essgui.ui.widgets.icon_label import IconLabel
from essgui.ui.widgets.labels import Label
from essgui.ui.wizard.diff_panel import FactLine
from essgui.ui.wizard.verdicts import look_of

if TYPE_CHECKING:
    from essgui.core.select_wizard_safety import RehearsalLine, RehearsalView

_MOST = 8
"""Stops that are shown; a refresh with more has them every few percent anyway."""


class RehearsalCard(Card):
    """Its lines are kept and filled anew."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Rollback, rehearsed", parent)
        self.setObjectName("rehearsal_card")
        self._view: RehearsalView | None = None
        self.fact = FactLine()
        self.icon = IconLabel("check", "green_fg")
        self.existence = Label("", FontRole.SMALL, wrap=True)
        self.exists = QWidget()
        row = QHBoxLayout(self.exists)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.existence, 1)
        self.stages = QWidget()
        self._grid = QGridLayout(self.stages)
        self._grid.setContentsMargins(24, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(0, 1)
        self._rows: list[tuple[Label, Label, Label]] = []
        self.note = Label("", FontRole.SMALL, "text3", wrap=True)
        self.note.setContentsMargins(24, 0, 0, 0)
        for part in (self.fact, self.exists, self.stages, self.note):
            self.body.addWidget(part)

    def show_view(self, view: RehearsalView | None) -> None:
        """Show a rehearsal, or nothing."""
        self.setVisible(view is not None)
        if view is None or view == self._view:
            return
        self._view = view
        kind = FactKind.WAY_BACK if view.possible else FactKind.NO_WAY_BACK
        self.fact.show_fact(Fact(kind, view.title, view.text))
        icon, family = look_of(view.existence_verdict)
        self.icon.set_icon(icon, f"{family}_fg")
        self.existence.setText(view.existence)
        self.existence.set_tone(f"{family}_fg" if family == "red" else "text")
        self.exists.setVisible(bool(view.existence))
        shown = view.lines if len(view.lines) <= _MOST else (*view.lines[: _MOST - 1], view.lines[-1])
        self._show_stages(shown)
        self.note.setText(view.note)

    def _show_stages(self, lines: tuple[RehearsalLine, ...]) -> None:
        while len(self._rows) < len(lines):
            row = (
                Label("", FontRole.SMALL, "text2"),
                Label("", FontRole.SMALL),
                Label("", FontRole.SMALL),
            )
            for column, label in enumerate(row):
                self._grid.addWidget(label, len(self._rows), column)
            self._rows.append(row)
        for index, row in enumerate(self._rows):
            line = lines[index] if index < len(lines) else None
            texts = ("", "", "") if line is None else (line.when, line.count, line.takes)
            for label, text in zip(row, texts, strict=True):
                label.setText(text)
                label.setVisible(line is not None)
        self.stages.setVisible(bool(lines))
