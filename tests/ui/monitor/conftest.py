"""A page of the monitor with what it sends, closed after each test."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta, timezone
from typing import TYPE_CHECKING

import pytest

from essgui.ui.monitor.page import MonitorPage
from tests.ui.monitor import scenes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from essgui.core.messages import Message
    from essgui.core.state import AppState

BEIJING = timezone(timedelta(hours=8))


@dataclass
class Watch:
    """A page, the state it shows, and the messages that it sent."""

    page: MonitorPage
    sent: list[Message] = field(default_factory=list)
    state: AppState | None = None

    def show(self, state: AppState) -> MonitorPage:
        """Show another state, as the window does."""
        old, self.state = self.state, state
        self.page.show_state(old, state)
        return self.page


@pytest.fixture
def watch(qtbot: QtBot, themed: QApplication) -> Iterator[Watch]:
    sent: list[Message] = []
    page = MonitorPage(sent.append, scenes.TASK, zone=BEIJING)
    qtbot.addWidget(page)
    page.resize(1370, 800)
    yield Watch(page, sent)
    if page.sheets.action is not None:
        page.sheets.action.reject()
