"""The icon of the tray comes with the first message, and a click on a message opens what it told of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QSystemTrayIcon, QWidget

from essgui.core import messages as m
from essgui.core.state import Notification, NotificationKind
from essgui.domain.scaling import TaskId
from essgui.ui.shell.tray import Tray
from tests.support.states import HANGZHOU, NOW

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot


# Qt looks for a tray of X11 wherever there is no other, and says that an offscreen platform has none.
pytestmark = pytest.mark.qt_log_ignore("systemTrayWindowChanged", "This plugin does not support")


class Desktop(Tray):
    """A tray on a desktop that has one; its icon tells nobody, as offscreen there is none."""

    @property
    def possible(self) -> bool:
        return True


class Shown:
    def __init__(self, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
        self.told: list[tuple[object, ...]] = []
        monkeypatch.setattr(
            QSystemTrayIcon, "showMessage", lambda _icon, *said: self.told.append(tuple(said))
        )
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.sent: list[m.Message] = []
        self.tray = Desktop(self.sent.append, self.window)

    @property
    def icons(self) -> list[QSystemTrayIcon]:
        return self.tray.findChildren(QSystemTrayIcon)


@pytest.fixture
def shown(qtbot: QtBot, themed: QApplication, monkeypatch: pytest.MonkeyPatch) -> Shown:
    return Shown(qtbot, monkeypatch)


def told(
    number: int = 1, kind: NotificationKind = NotificationKind.FINISHED, after: str = "Rest."
) -> Notification:
    task = TaskId(f"ir-{number}")
    return Notification(number, kind, NOW.at, "web", HANGZHOU, task, "Successful", "It ended.", after)


@pytest.mark.parametrize("kind", NotificationKind)
def test_every_kind_has_its_sign_and_its_words(shown: Shown, kind: NotificationKind) -> None:
    shown.tray.show_notification(told(kind=kind))
    ((title, text, sign),) = shown.told
    assert (title, text) == ("web", "It ended. Rest.")
    grave = {
        NotificationKind.FAILED: QSystemTrayIcon.MessageIcon.Critical,
        NotificationKind.STUCK: QSystemTrayIcon.MessageIcon.Warning,
        NotificationKind.LOST: QSystemTrayIcon.MessageIcon.Warning,
    }
    assert sign == grave.get(kind, QSystemTrayIcon.MessageIcon.Information)


def test_there_is_no_icon_before_a_message_and_one_for_all_of_them(shown: Shown) -> None:
    assert shown.icons == []
    shown.tray.show_notification(told(1))
    shown.tray.show_notification(told(2, after=""))
    (icon,) = shown.icons
    assert icon.toolTip() == "ESS instance refreshes"
    assert not icon.icon().isNull()
    assert shown.told[1][1] == "It ended."


def test_a_click_on_a_message_opens_the_newest_and_on_the_icon_only_the_window(shown: Shown) -> None:
    shown.tray.show_notification(told(1))
    shown.tray.show_notification(told(2))
    (icon,) = shown.icons
    icon.activated.emit(QSystemTrayIcon.ActivationReason.Trigger)
    assert shown.sent == []
    assert shown.window.isVisible()
    shown.window.hide()
    icon.messageClicked.emit()
    assert shown.sent == [m.MonitorOpened(TaskId("ir-2"))]
    assert shown.window.isVisible()


def test_where_there_is_no_tray_nothing_is_made(qtbot: QtBot, themed: QApplication) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    tray = Tray(lambda _message: None, window)
    assert not tray.possible
    tray.show_notification(told())
    assert tray.findChildren(QSystemTrayIcon) == []
