"""The icon in the desktop's tray, where there is one: a click on its message opens the monitor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QSystemTrayIcon

from essgui.core.messages import MonitorOpened
from essgui.core.state import NotificationKind
from essgui.ui.icons import themed_icon
from essgui.ui.theme import current_theme

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from essgui.core.messages import Message
    from essgui.core.state import Notification

_ICON = {
    NotificationKind.CHECKPOINT: QSystemTrayIcon.MessageIcon.Information,
    NotificationKind.STUCK: QSystemTrayIcon.MessageIcon.Warning,
    NotificationKind.FAILED: QSystemTrayIcon.MessageIcon.Critical,
    NotificationKind.FINISHED: QSystemTrayIcon.MessageIcon.Information,
    NotificationKind.LOST: QSystemTrayIcon.MessageIcon.Warning,
}


class Tray(QObject):
    """A tray icon that comes with the first message; without a tray it does nothing, and nothing is lost."""

    def __init__(self, send: Callable[[Message], None], window: QWidget) -> None:
        super().__init__(window)
        self._send = send
        self._window = window
        self._icon: QSystemTrayIcon | None = None
        self._last: Notification | None = None

    @property
    def possible(self) -> bool:
        """Whether this desktop has a tray."""
        return QGuiApplication.platformName() != "offscreen" and QSystemTrayIcon.isSystemTrayAvailable()

    def show_notification(self, notification: Notification) -> None:
        """Show a message of the desktop."""
        if not self.possible:
            return
        if self._icon is None:
            self._icon = QSystemTrayIcon(themed_icon(current_theme(), "bell", "accent"), self)
            self._icon.setToolTip("ESS instance refreshes")
            self._icon.messageClicked.connect(self._clicked)
            self._icon.activated.connect(self._raise)
            self._icon.show()
        self._last = notification
        text = f"{notification.sentence} {notification.next}".strip()
        self._icon.showMessage(notification.group, text, _ICON[notification.kind])

    def _clicked(self) -> None:
        if self._last is not None:
            self._send(MonitorOpened(self._last.task))
        self._raise()

    def _raise(self) -> None:
        self._window.show()
        self._window.raise_()
        self._window.activateWindow()
