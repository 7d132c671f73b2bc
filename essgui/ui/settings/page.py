"""The settings page: one column of cards; every control is in force at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from essgui.ui.fonts import FontRole
from essgui.ui.settings.cards import ArchiveCard, ConfirmationsCard, LookCard, NotificationsCard
from essgui.ui.settings.webhook_card import WebhookCard
from essgui.ui.widgets.labels import Label

if TYPE_CHECKING:
    from collections.abc import Callable

    from essgui.core.messages import Message
    from essgui.core.state import AppState

_WIDE = 720


class SettingsPage(QWidget):
    """Renders the settings of AppState; every click becomes a message."""

    def __init__(
        self, send: Callable[[Message], None], parent: QWidget | None = None, *, tray: bool = False
    ) -> None:
        super().__init__(parent)
        self.setObjectName("settings_page")
        self.setProperty("ground", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.look = LookCard(send)
        self.notifications = NotificationsCard(send, tray=tray)
        self.webhook = WebhookCard(send)
        self.archive = ArchiveCard(send)
        inner = QWidget()
        inner.setProperty("ground", "window")
        column = QVBoxLayout()
        column.setContentsMargins(0, 20, 0, 24)
        column.setSpacing(16)
        column.addWidget(Label("Settings", FontRole.TITLE))
        for card in (self.notifications, self.webhook, self.archive, self.look, ConfirmationsCard()):
            column.addWidget(card)
        column.addStretch(1)
        held = QWidget()
        held.setLayout(column)
        held.setMaximumWidth(_WIDE)
        middle = QHBoxLayout(inner)
        middle.setContentsMargins(24, 0, 24, 0)
        middle.addWidget(held, 1)
        middle.addStretch(1)
        middle.setStretch(0, 100)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inner)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)

    def show_state(self, old: AppState | None, new: AppState) -> None:
        """Draw what differs from the state before."""
        if (
            old is not None
            and old.settings is new.settings
            and old.webhook is new.webhook
            and old.archive is new.archive
        ):
            return
        for card in (self.look, self.notifications, self.webhook, self.archive):
            card.show_state(new)
