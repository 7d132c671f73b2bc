"""Notices lie where they cover no action, and the state knows while the pointer or the focus is on them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QCursor, QEnterEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from essgui.core import messages as m
from essgui.core.state import AppState, Notice, NoticeKind, Page
from essgui.domain.lifecycle import RefreshStatus
from essgui.ui.monitor.action_bar import ActionBar
from essgui.ui.shell.notices import Notices
from essgui.ui.widgets.banner import Banner
from essgui.ui.widgets.buttons import Button
from essgui.ui.window import SMALLEST, MainWindow
from tests.support.playbook import REFUSED
from tests.support.states import make_state
from tests.ui.monitor import scenes

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

GOOD = Notice("good", NoticeKind.GOOD, "web: refreshed, 10 of 10 instances are new.")
BAD = Notice("bad", NoticeKind.BAD, "web: the refresh failed.")
LONG = "shop-checkout-and-payment-frontend: the refresh failed with 18 of 40 instances new. " * 2


class Shown:
    """Notices over a page with a field, and what they send."""

    def __init__(self, qtbot: QtBot) -> None:
        self.sent: list[m.Message] = []
        self.state: AppState = make_state()
        self.page = QWidget()
        self.page.resize(900, 600)
        self.field = QLineEdit(self.page)
        self.notices = Notices(self.sent.append, self.page)
        qtbot.addWidget(self.page)
        # The pointer rests where no notice will lie.
        QCursor.setPos(self.page.mapToGlobal(QPoint(880, 590)))
        self.page.show()

    def show(self, *notices: Notice) -> None:
        old, self.state = self.state, replace(self.state, notices=notices)
        self.notices.show_state(old, self.state)
        self.notices.place(QPoint(24, 500))

    def point(self, *, on: bool) -> None:
        spot = QPointF(5, 5)
        event = QEnterEvent(spot, spot, spot) if on else QEvent(QEvent.Type.Leave)
        QApplication.sendEvent(self.notices, event)


@pytest.fixture
def shown(qtbot: QtBot, themed: QApplication) -> Shown:
    return Shown(qtbot)


def test_the_pointer_holds_them(shown: Shown) -> None:
    shown.show(GOOD, BAD)
    shown.point(on=True)
    shown.point(on=True)
    assert shown.sent == [m.NoticesHeld(held=True)]
    shown.point(on=False)
    assert shown.sent == [m.NoticesHeld(held=True), m.NoticesHeld(held=False)]


def test_one_that_comes_under_a_pointer_at_rest_is_held_too(shown: Shown, qtbot: QtBot) -> None:
    QCursor.setPos(shown.page.mapToGlobal(QPoint(60, 485)))
    shown.show(GOOD)
    qtbot.waitUntil(lambda: shown.sent == [m.NoticesHeld(held=True)])


def test_the_focus_holds_them(shown: Shown, qtbot: QtBot) -> None:
    shown.show(GOOD, BAD)
    shown.page.activateWindow()
    shown.field.setFocus()
    qtbot.waitUntil(shown.field.hasFocus)
    assert shown.sent == []
    close = shown.notices.findChildren(Button, "notice_dismiss")[0]
    close.setFocus(Qt.FocusReason.TabFocusReason)
    assert shown.sent == [m.NoticesHeld(held=True)]
    shown.point(on=True)
    shown.field.setFocus()
    assert len(shown.sent) == 1, "the pointer is there still"
    shown.point(on=False)
    assert shown.sent[-1] == m.NoticesHeld(held=False)


def test_the_last_one_that_goes_holds_nothing(shown: Shown) -> None:
    shown.show(BAD)
    shown.point(on=True)
    shown.show()
    assert shown.sent == [m.NoticesHeld(held=True), m.NoticesHeld(held=False)]


def test_one_that_begins_its_time_again_keeps_its_banner(shown: Shown) -> None:
    shown.show(GOOD)
    (before,) = shown.notices.findChildren(Banner)
    shown.show(replace(GOOD, since=99.0))
    assert shown.notices.findChildren(Banner) == [before]


@pytest.mark.parametrize("over", [False, True])
def test_however_many_they_are_they_cover_no_action_of_the_monitor(
    over: bool, qtbot: QtBot, themed: QApplication
) -> None:
    window = MainWindow(lambda _: None)
    qtbot.addWidget(window)
    window.resize(*SMALLEST)
    state = scenes.ended(RefreshStatus.FAILED, 18) if over else scenes.scene()
    many = tuple(
        replace(BAD, key=f"n{n}", text=LONG, failure=REFUSED, task=scenes.TASK, act=("Try again", m.Ticked()))
        for n in range(5)
    )
    state = replace(state, page=Page.MONITOR, notices=many)
    window.show_state(None, state)
    window.show()
    window.show_state(state, state)
    qtbot.waitUntil(lambda: window.notices.height() > 200)
    assert len(window.notices.findChildren(Banner)) == 5
    lies = on(window, window.notices)
    (bar,) = [b for b in window.findChildren(ActionBar) if b.isVisible()]
    buttons = [b for b in bar.findChildren(Button) if b.isVisible()]
    assert len(buttons) >= 2
    assert [b.text() for b in buttons if on(window, b).intersects(lies)] == []
    assert on(window, window.context).intersects(lies) is False


def on(window: QWidget, widget: QWidget) -> QRect:
    return QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())
