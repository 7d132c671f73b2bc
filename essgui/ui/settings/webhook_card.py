"""Where messages are sent beside this computer: a DingTalk robot or anything that takes JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from essgui.core import select_settings as select
from essgui.core.messages import WebhookEntered, WebhookTestRequested
from essgui.domain.credentials import Secret
from essgui.domain.settings import OFF, Key
from essgui.ui.fonts import FontRole
from essgui.ui.settings.cards import Choice
from essgui.ui.widgets.buttons import secondary_button
from essgui.ui.widgets.card import Card
from essgui.ui.widgets.disabled_reason import DisabledReason
from essgui.ui.widgets.labels import Label

if TYPE_CHECKING:
    from collections.abc import Callable

    from essgui.core.messages import Message
    from essgui.core.state import AppState


class WebhookCard(Card):
    """Kind, address, signing secret, and a test; what was entered is never shown again."""

    def __init__(self, send: Callable[[Message], None], parent: QWidget | None = None) -> None:
        super().__init__("Webhook", parent)
        self._send = send
        self.choice = Choice(Key.WEBHOOK, "Webhook", send)
        self.address = _hidden("webhook_address", "Address", "https://…")
        self.secret = _hidden("webhook_secret", "Signing secret", "SEC…, only where the robot asks for it")
        self.save = secondary_button("Save address")
        self.save.setObjectName("webhook_save")
        self.save_gate = DisabledReason(self.save)
        self.forget = secondary_button("Forget address")
        self.forget.setObjectName("webhook_forget")
        self.forget.setToolTip("Takes the address and the signing secret away; nothing is sent any more.")
        self.test = secondary_button("Send a test")
        self.test.setObjectName("webhook_test")
        self.test_gate = DisabledReason(self.test)
        self.state_line = Label("", FontRole.SMALL, "text2", wrap=True)
        self.state_line.setObjectName("webhook_state")
        self.last = Label("", FontRole.SMALL, "text2", wrap=True)
        self.last.setObjectName("webhook_last")
        self.form = QWidget()
        row = QHBoxLayout()
        # What comes and goes stands last: no button takes the place of another below the pointer.
        for widget in (self.save_gate, self.test_gate, self.forget):
            row.addWidget(widget)
        row.addStretch(1)
        self.body.addWidget(self.choice)
        self.labels = [Label("Address", FontRole.NAME), Label("Signing secret (DingTalk)", FontRole.NAME)]
        for label, edit in zip(self.labels, (self.address, self.secret), strict=True):
            label.setBuddy(edit)
            self.body.addWidget(label)
            self.body.addWidget(edit)
        self.body.addLayout(row)
        self.body.addWidget(self.state_line)
        self.body.addWidget(self.last)
        self.address.textChanged.connect(self._gate)
        self.save.clicked.connect(self._save)
        self.forget.clicked.connect(lambda: send(WebhookEntered(Secret(""), Secret(""))))
        self.test.clicked.connect(lambda: send(WebhookTestRequested()))
        self._gate()

    def show_state(self, state: AppState) -> None:
        """Show what may be shown of the webhook."""
        self.choice.show_state(state)
        way = state.settings[Key.WEBHOOK]
        for widget in (self.labels[0], self.address, self.save_gate, self.test_gate):
            widget.setVisible(way != OFF)
        for widget in (self.labels[1], self.secret):
            widget.setVisible(way == "dingtalk")
        self.forget.setVisible(way != OFF and state.webhook.ready)
        self.test_gate.set_reason(select.test_reason(state), "A test cannot be sent now")
        self.state_line.setText(select.webhook_line(state))
        tried, bad = select.webhook_try(state)
        self.last.setText(tried)
        self.last.set_tone("red_fg" if bad else "text2")
        self.last.setVisible(bool(tried) and way != OFF)

    def _save(self) -> None:
        secret = self.secret.text() if self.secret.isVisible() else ""
        self._send(WebhookEntered(Secret(self.address.text().strip()), Secret(secret.strip())))
        # They are not on screen any longer than it takes to enter them.
        self.address.clear()
        self.secret.clear()

    def _gate(self) -> None:
        reason = "" if self.address.text().strip() else "Enter an address first."
        self.save_gate.set_reason(reason, "Nothing to save" if reason else "")


def _hidden(name: str, label: str, placeholder: str) -> QLineEdit:
    edit = QLineEdit()
    edit.setObjectName(name)
    edit.setAccessibleName(label)
    edit.setPlaceholderText(placeholder)
    edit.setEchoMode(QLineEdit.EchoMode.Password)
    return edit
