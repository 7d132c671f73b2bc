"""The Safety step: the verdict, each check below it, the rollback rehearsed, the override, the guards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from essgui.ui.fonts import FontRole
from essgui.ui.widgets.buttons import secondary_button
from essgui.ui.widgets.card import Card, Ground
from essgui.ui.widgets.disabled_reason import DisabledReason
from essgui.ui.widgets.empty_state import LoadingBars
from essgui.ui.widgets.icon_label import IconLabel
from essgui.ui.widgets.labels import Label
from essgui.ui.wizard.check_row import CheckRow
from essgui.ui.wizard.guards_card import GuardsCard
from essgui.ui.wizard.override_card import OverrideCard
from essgui.ui.wizard.rehearsal_card import RehearsalCard
from essgui.ui.wizard.verdicts import look_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from essgui.core.draft import Draft
    from essgui.core.select_wizard_safety import SafetyView
    from essgui.domain.questions import Question
    from essgui.ui.wizard.override_card import Decide


class SafetyStep(QWidget):
    """Shows SafetyView; "Check again" asks every question of it once more."""

    def __init__(
        self,
        ask_again: Callable[[tuple[Question[object], ...]], None],
        decide: Decide,
        edit: Callable[[Callable[[Draft], Draft]], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._view: SafetyView | None = None
        self._rows: list[CheckRow] = []
        self.icon = IconLabel("clock", "slate_fg", 20, tile="slate_bg", extent=36)
        self.title = Label("", FontRole.HEADING, wrap=True)
        self.title.setObjectName("safety_verdict")
        self.text = Label("", FontRole.SMALL, "text2", wrap=True)
        self.again = secondary_button("Check again", "spin", small=True)
        self.again.setObjectName("safety_again")
        self.again.clicked.connect(lambda: ask_again(self._view.questions) if self._view else None)
        self.again_gate = DisabledReason(self.again)
        said = Ground("card")
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(self.title)
        words.addWidget(self.text)
        top = QHBoxLayout(said)
        top.setContentsMargins(16, 12, 16, 12)
        top.setSpacing(12)
        top.addWidget(self.icon)
        top.addLayout(words, 1)
        top.addWidget(self.again_gate)
        self.checks = Card("Checks")
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        self.loading = LoadingBars((0.5, 0.8, 0.6, 0.7))
        self.checks.body.addWidget(self.loading)
        self.checks.body.addLayout(self._lines)
        self.rehearsal = RehearsalCard()
        self.override = OverrideCard(decide)
        self.guards = GuardsCard(edit)
        right = QVBoxLayout()
        right.setSpacing(12)
        right.addWidget(self.override)
        right.addWidget(self.guards)
        right.addWidget(self.rehearsal)
        right.addStretch(1)
        left = QVBoxLayout()
        left.addWidget(self.checks)
        left.addStretch(1)
        columns = QHBoxLayout()
        columns.setSpacing(16)
        columns.addLayout(left, 60)
        columns.addLayout(right, 40)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 8, 0)
        layout.setSpacing(12)
        layout.addWidget(Label("Is it safe to start?", FontRole.HEADING))
        layout.addWidget(said)
        layout.addLayout(columns, 1)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_view(self, view: SafetyView) -> None:
        """Show the checks."""
        if view == self._view:
            return
        self._view = view
        reading = any(line.reading for line in view.checks) or not view.checks
        icon, family = look_of(view.verdict, reading=reading)
        self.icon.set_icon(icon, f"{family}_fg", f"{family}_bg")
        self.title.setText(view.title)
        self.text.setText(view.text)
        self.text.setVisible(bool(view.text))
        self.again_gate.set_reason(view.again_reason)
        self.loading.setVisible(not view.checks)
        while len(self._rows) < len(view.checks):
            row = CheckRow(f"check_{view.checks[len(self._rows)].kind.name.lower()}")
            row.divider.setVisible(bool(self._rows))
            self._rows.append(row)
            self._lines.addWidget(row)
        for row, line in zip(self._rows, view.checks, strict=False):
            row.show_line(line)
        for index, row in enumerate(self._rows):
            row.setVisible(index < len(view.checks))
        self.rehearsal.show_view(view.rehearsal)
        self.override.show_view(view.override)
        self.guards.show_choice(view.guards)
