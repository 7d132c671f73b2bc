"""The Review step: one sentence, the request as it is sent, what stands against it, and the typed name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from essgui.core.select_wizard_facts import Fact, FactKind
from essgui.ui.fonts import FontRole
from essgui.ui.widgets.buttons import link_button
from essgui.ui.widgets.card import Card, Ground
from essgui.ui.widgets.labels import Label
from essgui.ui.wizard.diff_panel import FactLine
from essgui.ui.wizard.field import Complaint
from essgui.ui.wizard.request_card import RequestCard

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QHideEvent

    from essgui.core.select_wizard_review import ReviewLink, ReviewView
    from essgui.core.state import Step

_CLEAR = "Nothing in the form stands against it."


class _Link(QWidget):
    """A problem with the step that mends it."""

    def __init__(self, go: Callable[[Step], None]) -> None:
        super().__init__()
        self._step: Step | None = None
        self.complaint = Complaint()
        self.button = link_button("")
        self.button.clicked.connect(lambda: go(self._step) if self._step is not None else None)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.complaint, 1)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)

    def show_link(self, link: ReviewLink, *, grave: bool) -> None:
        self._step = link.step
        self.complaint.say(link.sentence, grave=grave)
        self.button.setText(f"Go to {link.title}")
        self.button.setAccessibleName(f"Go to {link.title}: {link.sentence}")
        self.button.setObjectName(f"review_go_{link.title.lower()}")


class ReviewStep(QWidget):
    """What was typed to confirm belongs to this view alone; another group starts with an empty field.

    Signals: confirm_typed() when the typed name changed.
    """

    confirm_typed = Signal()

    def __init__(self, go: Callable[[Step], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._go = go
        self._view: ReviewView | None = None
        self._links: list[_Link] = []
        self.sentence = Label("", FontRole.HEADING, wrap=True)
        self.sentence.setObjectName("review_sentence")
        self.sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.request = RequestCard()
        self.preflight = FactLine()
        self.way_back = FactLine()
        self.ignored = FactLine()
        self.guards = FactLine()
        self.clear = Label(_CLEAR, tone="text2", wrap=True)
        self.confirm_why = Label("", FontRole.BODY, wrap=True)
        self.confirm = QLineEdit()
        self.confirm.setObjectName("confirm_name")
        self.confirm.setAccessibleName("Name of the group, typed to confirm")
        self.confirm.textChanged.connect(self._confirming)
        said = Ground("card")
        inside = QVBoxLayout(said)
        inside.setContentsMargins(16, 14, 16, 14)
        inside.addWidget(self.sentence)
        facts = Card("Before you start")
        facts.body.addWidget(self.preflight)
        facts.body.addWidget(self.way_back)
        facts.body.addWidget(self.ignored)
        facts.body.addWidget(self.guards)
        self.against = Card("What to look at")
        self._link_lines = QVBoxLayout()
        self._link_lines.setSpacing(6)
        self.against.body.addLayout(self._link_lines)
        self.against.body.addWidget(self.clear)
        self.confirming = Card("Confirm")
        self.confirming.setObjectName("confirm_card")
        self.confirming.body.addWidget(self.confirm_why)
        self.confirming.body.addWidget(self.confirm)
        right = QVBoxLayout()
        right.setSpacing(12)
        for card in (self.against, facts, self.confirming):
            right.addWidget(card)
        right.addStretch(1)
        columns = QHBoxLayout()
        columns.setSpacing(16)
        columns.addWidget(self.request, 6)
        columns.addLayout(right, 4)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 8, 0)
        layout.setSpacing(12)
        layout.addWidget(Label("This is what will happen", FontRole.HEADING))
        layout.addWidget(said)
        layout.addLayout(columns, 1)

    @property
    def start_reason(self) -> str:
        """Why Start is off, the typed name counted in; empty where it is on."""
        view = self._view
        if view is None:
            return "There is nothing to start."
        if view.start_reason:
            return view.start_reason
        if view.confirm and self.confirm.text().strip() != view.confirm:
            return f"Type {view.confirm} under Confirm to allow Start."
        return ""

    def forget_confirmation(self) -> None:
        """Empty the typed name, and fold the values that were shown."""
        self.confirm.clear()
        self.request.forget_values()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        # A minimized window has not left the step; whoever has left it confirms what is there on return.
        if not event.spontaneous():
            self.forget_confirmation()

    def _confirming(self, _text: str) -> None:
        self.confirm_typed.emit()

    def show_view(self, view: ReviewView) -> None:
        """Show the review."""
        if view == self._view:
            return
        self._view = view
        self.sentence.setText(view.sentence)
        self.request.show_parameters(view.parameters)
        self.preflight.setVisible(view.preflight is not None)
        if view.preflight is not None:
            self.preflight.show_fact(view.preflight)
        self.way_back.show_fact(view.way_back)
        self.guards.show_fact(view.guards)
        self.ignored.show_fact(Fact(FactKind.MATCHING, "Left alone", view.ignored))
        links = [(link, True) for link in view.errors] + [(link, False) for link in view.warnings]
        while len(self._links) < len(links):
            line = _Link(self._go)
            self._links.append(line)
            self._link_lines.addWidget(line)
        for line, (link, grave) in zip(self._links, links, strict=False):
            line.show_link(link, grave=grave)
        for index, line in enumerate(self._links):
            line.setVisible(index < len(links))
        self.clear.setText(view.start_reason if not view.errors and view.start_reason else _CLEAR)
        self.clear.setVisible(not links or bool(not view.errors and view.start_reason))
        self.confirming.setVisible(bool(view.confirm))
        self.confirm_why.setText(view.confirm_why)
        self.confirm.setPlaceholderText(view.confirm)
