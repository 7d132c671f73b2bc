"""The bell counts what is unread; its card lists it, opens the monitor and can be emptied."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from essgui.core import messages as m
from essgui.core.state import Centre, Notification, NotificationKind, Page
from essgui.domain.scaling import TaskId
from essgui.ui.actions import Command
from essgui.ui.shell.centre_card import FACES, CentreCard
from essgui.ui.window import MainWindow
from tests.support.states import HANGZHOU, later, make_group, make_state

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot


# A popup asks for the keyboard, which an offscreen platform cannot give.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def told(number: int, kind: NotificationKind = NotificationKind.FINISHED, group: str = "web") -> Notification:
    return Notification(
        number,
        kind,
        later(number).at,
        group,
        HANGZHOU,
        TaskId(f"ir-{number}"),
        "Successful",
        "It ended.",
        "Rest.",
    )


QUIET = make_state([make_group()])
NEWS = replace(QUIET, centre=Centre((told(3), told(2), told(1)), 3, 1))


class Shown:
    def __init__(self, qtbot: QtBot) -> None:
        self.sent: list[m.Message] = []
        self.window = MainWindow(self.sent.append)
        qtbot.addWidget(self.window)
        self.window.show_state(None, NEWS)
        self.window.show()

    def card(self) -> CentreCard:
        self.window.run_command(Command.CENTRE)
        (card,) = [c for c in self.window.findChildren(CentreCard) if c.isVisible()]
        return card


@pytest.fixture
def shown(qtbot: QtBot, themed: QApplication) -> Shown:
    return Shown(qtbot)


def test_the_bell_counts_what_is_unread(shown: Shown) -> None:
    bell = shown.window.context.bell
    assert (bell.unread, bell.accessibleName()) == (2, "Notifications, 2 unread")
    with_dot = bell.grab().toImage()
    shown.window.show_state(NEWS, replace(NEWS, centre=replace(NEWS.centre, read=3)))
    assert (bell.unread, bell.accessibleName()) == (0, "Notifications")
    assert bell.grab().toImage() != with_dot


def test_pressing_it_lists_the_newest_first_and_reads_them(shown: Shown) -> None:
    shown.window.context.bell.click()
    (card,) = [c for c in shown.window.findChildren(CentreCard) if c.isVisible()]
    assert [row.told.number for row in card.rows] == [3, 2, 1]
    assert [row.accessibleName().startswith("Unread") for row in card.rows] == [True, True, False]
    assert shown.sent[-1] == m.CentreRead()


def test_a_row_opens_its_monitor_and_the_card_goes(shown: Shown, qtbot: QtBot) -> None:
    card = shown.card()
    shown.sent.clear()
    card.rows[1].setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(card.rows[1], Qt.Key.Key_Space)
    assert shown.sent == [m.MonitorOpened(TaskId("ir-2"))]
    assert not card.isVisible()


def test_it_can_be_emptied_and_says_so_when_it_is(shown: Shown) -> None:
    card = shown.card()
    card.clear.click()
    assert shown.sent[-1] == m.CentreCleared()
    shown.window.show_state(NEWS, QUIET)
    empty = shown.card()
    assert empty.rows == ()
    assert not empty.clear.isVisible()
    empty.choose.click()
    assert shown.sent[-1] == m.PageChosen(Page.SETTINGS)


@pytest.mark.parametrize("kind", NotificationKind)
def test_every_kind_has_a_face_and_long_names_do_not_widen_the_card(
    qtbot: QtBot, themed: QApplication, shown: Shown, kind: NotificationKind
) -> None:
    assert kind in FACES
    centre = Centre((told(1, kind, "n" * 300),), 1)
    card = CentreCard(centre, later(9).at, shown.sent.append, shown.window)
    card.open_below(shown.window.context.bell, right=True)
    assert card.width() == 440
    assert card.rows[0].toolTip().startswith("n" * 300)
    card.close()


def test_without_a_tray_a_notification_costs_nothing(shown: Shown) -> None:
    assert not shown.window.tray.possible
    shown.window.tray.show_notification(told(1))
