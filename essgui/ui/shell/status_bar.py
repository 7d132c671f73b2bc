"""The line at the bottom: how the regions fare, what is being polled, who we are, what time it is there."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from essgui.core.select_shell import account_items, status_items
from essgui.core.state import ProfileKind
from essgui.domain.clock import START_OF_TIME
from essgui.ui.fonts import FontRole
from essgui.ui.widgets.card import Divider
from essgui.ui.widgets.labels import ElidedLabel, Label

if TYPE_CHECKING:
    from datetime import datetime

    from essgui.core.state import AppState

_SEPARATOR = "   |   "


class StatusBar(QFrame):
    """The status bar."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("ground", "rail")
        self.setFixedHeight(28)
        self.marker = Label("", FontRole.SMALL_STRONG, "env_sim")
        self.items = ElidedLabel("", FontRole.SMALL, "text2")
        self.items.setObjectName("status_items")
        self.account = Label("", FontRole.SMALL, "text2")
        self.clock = Label("", FontRole.SMALL, "text2")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 0, 16, 0)
        layout.setSpacing(12)
        layout.addWidget(self.marker)
        layout.addWidget(self.items, 1)
        layout.addWidget(self.account)
        self._divider = Divider(vertical=True)
        self._divider.setFixedHeight(14)
        layout.addWidget(self._divider)
        layout.addWidget(self.clock)

    def show_state(self, state: AppState) -> None:
        """Show a state."""
        items = status_items(state)
        simulated = state.profile.kind is ProfileKind.SIMULATED
        self.marker.setVisible(simulated)
        if simulated:
            self.marker.setText(items[0])
            items = items[1:]
        self.items.setText(_SEPARATOR.join(items))
        account = _SEPARATOR.join(account_items(state))
        self.account.setText(account)
        self._divider.setVisible(bool(account))
        self.clock.setText(_clock(state.now.at) if state.now is not START_OF_TIME else "")


def _clock(moment: datetime) -> str:
    local = moment.astimezone()
    offset = local.utcoffset() or timedelta()
    hours = offset.total_seconds() / 3600
    return f"{local:%H:%M:%S} UTC{hours:+g}" if hours else f"{local:%H:%M:%S} UTC"
