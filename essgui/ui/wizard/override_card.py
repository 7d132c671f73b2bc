"""The card that lets one start despite a no-go: what stands against it, a reason, and a switch."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from essgui.core.override import LEAST_REASON
from essgui.ui.fonts import FontRole
from essgui.ui.widgets.card import Card
from essgui.ui.widgets.labels import Label
from essgui.ui.widgets.switch import Switch
from essgui.ui.wizard.field import Complaint, Field, keep_text

if TYPE_CHECKING:
    from essgui.core.select_wizard_safety import OverrideView

Decide = Callable[[bool, str, tuple[str, ...]], None]
"""Tells whether to start despite it, why, and despite what."""

_LONGEST = 300


class OverrideCard(Card):
    """Tells what was decided together with what was on screen at that moment."""

    def __init__(self, decide: Decide, parent: QWidget | None = None) -> None:
        super().__init__("Start despite a no-go", parent)
        self.setObjectName("override_card")
        self._view: OverrideView | None = None
        self._decide = decide
        self._against = QVBoxLayout()
        self._against.setSpacing(4)
        self._lines: list[Complaint] = []
        self.reason = QLineEdit()
        self.reason.setObjectName("override_reason")
        self.reason.setMaxLength(_LONGEST)
        self.reason.setPlaceholderText("Such as: the old version loses orders, see the incident of today")
        self.reason.textEdited.connect(self._typed)
        self.field = Field(
            "Reason", self.reason, note=f"at least {LEAST_REASON} characters, kept with the refresh"
        )
        self.switch = Switch("Start despite this")
        self.switch.setObjectName("override_on")
        self.switch.toggled.connect(self._toggled)
        self.complaint = Complaint()
        self.body.addLayout(self._against)
        self.body.addWidget(self.field)
        self.body.addWidget(self.switch, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self.complaint)
        self.note = Label(
            "It covers what is listed here and nothing that is found later.",
            FontRole.SMALL,
            "text3",
            wrap=True,
        )
        self.body.addWidget(self.note)
        self.hide()

    def show_view(self, view: OverrideView | None) -> None:
        """Show what stands against a start, or nothing where that is nothing."""
        self.setVisible(view is not None)
        if view is None or view == self._view:
            self._view = view
            return
        self._view = view
        while len(self._lines) < len(view.against):
            self._lines.append(Complaint())
            self._against.addWidget(self._lines[-1])
        for index, line in enumerate(self._lines):
            line.say(view.against[index] if index < len(view.against) else "")
        keep_text(self.reason, view.reason)
        self.switch.blockSignals(True)
        self.switch.setChecked(view.on)
        self.switch.blockSignals(False)
        self.switch.update()
        self.complaint.say(view.complaint, grave=False)

    def _typed(self, text: str) -> None:
        if self._view is not None:
            self._tell(self.switch.isChecked(), text)

    def _toggled(self, on: bool) -> None:
        self._tell(on, self.reason.text())

    def _tell(self, on: bool, reason: str) -> None:
        if self._view is not None:
            self._decide(on, reason, self._view.against if on else ())
