"""F6 goes round the parts of the real window, page by page, and finds again where it was in each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea

from essgui.core.messages import (
    GroupSelected,
    MonitorOpened,
    PageChosen,
    RunTicked,
    StepChosen,
    WizardOpened,
)
from essgui.core.state import Notice, NoticeKind, Page, Step
from essgui.core.update import update
from essgui.domain.lifecycle import RefreshAction, RefreshStatus
from essgui.domain.scaling import TaskId
from essgui.ui.shell.keys_sheet import KeysSheet
from essgui.ui.widgets.focus import has_focus
from essgui.ui.widgets.labels import Label
from essgui.ui.window import MainWindow
from tests.support.states import NOW, make_group, make_instances, make_state, make_task, with_monitor

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from essgui.core.messages import Message
    from essgui.core.state import AppState

WEB, API = make_group("web"), make_group("api")
RUNNING = make_task(WEB)
WAITING = make_task(API, RefreshStatus.CHECKPOINT_PAUSE)
OVER = replace(make_task(WEB, RefreshStatus.SUCCESSFUL), id=TaskId("ir-over"))
_LISTED = make_state([WEB, API], [RUNNING, WAITING, OVER])
START = with_monitor(with_monitor(_LISTED, RUNNING, make_instances()), WAITING, make_instances())


class Desk:
    """The window on a state that follows its messages, and the keys."""

    def __init__(self, qtbot: QtBot, state: AppState) -> None:
        self.state = state
        self.window = MainWindow(lambda _message: None)
        qtbot.addWidget(self.window)
        self.window.show_state(None, state)
        self.window.show()
        # Shortcuts are found only in a window that is active.
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)

    def tell(self, *messages: Message) -> None:
        """Give messages to the state and show it."""
        for message in messages:
            old = self.state
            self.state, _ = update(old, message, NOW)
            self.window.show_state(old, self.state)

    def press(self, *, back: bool = False) -> None:
        """Press F6, or Shift+F6."""
        shift = Qt.KeyboardModifier.ShiftModifier if back else Qt.KeyboardModifier.NoModifier
        QTest.keyClick(self.window, Qt.Key.Key_F6, shift)

    def round(self, count: int, *, back: bool = False) -> list[QWidget]:
        """Press the key some times and return where the keyboard was after each."""
        seen: list[QWidget] = []
        for _ in range(count):
            self.press(back=back)
            focus = QApplication.focusWidget()
            assert focus is not None
            seen.append(focus)
        return seen


Make = Callable[..., Desk]


@pytest.fixture
def desk(qtbot: QtBot, themed: QApplication) -> Make:
    def make(*messages: Message, state: AppState = START) -> Desk:
        made = Desk(qtbot, state)
        made.tell(*messages)
        return made

    return make


def _fleet(window: MainWindow) -> tuple[QWidget, ...]:
    page = window.fleet
    return page.top.filter, page.table, page.drawer


def _refreshes(window: MainWindow) -> tuple[QWidget, ...]:
    return window.refreshes.top, window.refreshes.table


def _target(window: MainWindow) -> tuple[QWidget, ...]:
    page = window.wizard
    return page.header.strip, page.target, page.diff, page.footer.next


def _pace(window: MainWindow) -> tuple[QWidget, ...]:
    page = window.wizard
    return page.header.strip, page.pace.presets, page.pace.forecast, page.footer.next


def _running(window: MainWindow) -> tuple[QWidget, ...]:
    page = window.monitors.front
    assert page is not None
    suspend = page.head.buttons.button(RefreshAction.SUSPEND)
    return window.monitors.tabs, suspend, page.chart, page.tabs.bar


def _at_checkpoint(window: MainWindow) -> tuple[QWidget, ...]:
    page = window.monitors.front
    assert page is not None
    resume = page.head.buttons.button(RefreshAction.RESUME)
    return window.monitors.tabs, resume, page.chart, page.tabs.bar


def _history(window: MainWindow) -> tuple[QWidget, ...]:
    page = window.past
    return page.top.filter, page.table, page.panel


def _settings(window: MainWindow) -> tuple[QWidget, ...]:
    page = window.settings
    return page.notifications, page.webhook, page.archive, page.look


@pytest.mark.parametrize(
    ("messages", "panes"),
    [
        ((GroupSelected(WEB.id),), _fleet),
        ((PageChosen(Page.REFRESHES),), _refreshes),
        ((WizardOpened(WEB.id),), _target),
        ((WizardOpened(WEB.id), StepChosen(Step.PACE)), _pace),
        ((MonitorOpened(RUNNING.id),), _running),
        ((MonitorOpened(WAITING.id),), _at_checkpoint),
        ((PageChosen(Page.HISTORY), RunTicked(OVER.id)), _history),
        ((PageChosen(Page.SETTINGS),), _settings),
    ],
)
def test_the_key_goes_round_the_regions_in_their_order_and_back(
    desk: Make, messages: tuple[Message, ...], panes: Callable[[MainWindow], tuple[QWidget, ...]]
) -> None:
    made = desk(*messages)
    window = made.window
    window.context.profile.setFocus()
    expected = (*panes(window), window.rail, window.context)
    there = made.round(len(expected))
    assert [p is f or p.isAncestorOf(f) for p, f in zip(expected, there, strict=True)] == [True] * len(there)
    assert made.round(len(there), back=True) == [*reversed(there[:-1]), there[-1]]


def test_a_page_that_came_to_the_front_stands_before_its_first_region(qtbot: QtBot, desk: Make) -> None:
    made = desk(MonitorOpened(RUNNING.id))
    qtbot.waitUntil(lambda: made.window.monitors.tabs.height() > 20)
    made.window.activateWindow()
    qtbot.waitUntil(made.window.isActiveWindow)
    assert QApplication.focusWidget() is made.window.monitors
    assert made.round(1) == [made.window.monitors.tabs]
    ringed = made.window.monitors.tabs.grab().toImage()
    made.window.monitors.setFocus()
    assert made.window.monitors.tabs.grab().toImage() != ringed, "the focus is seen on them"
    made.press(back=True)
    assert has_focus(made.window.context)


def test_a_region_is_entered_where_it_was_left(desk: Make) -> None:
    made = desk(GroupSelected(WEB.id))
    window = made.window
    window.fleet.drawer.close_button.setFocus()
    window.context.watch.setFocus()
    *_, table, drawer = made.round(3)
    assert (table, drawer) == (window.fleet.table, window.fleet.drawer.close_button)
    assert made.round(2)[-1] is window.context.watch


def test_what_is_hidden_off_or_empty_is_left_out(desk: Make) -> None:
    made = desk()
    window = made.window
    window.fleet.table.setFocus()
    made.press()
    assert has_focus(window.rail), "the drawer is closed, and no notice lies over the page"
    window.context.setEnabled(False)
    made.press()
    assert window.fleet.top.filter.hasFocus()


def test_a_notice_is_reached_after_the_page(desk: Make) -> None:
    notice = Notice("k", NoticeKind.BAD, "It failed.")
    made = desk(state=replace(START, notices=(notice,)))
    made.window.fleet.table.setFocus()
    made.press()
    assert has_focus(made.window.notices)


def test_what_lies_below_the_fold_is_scrolled_to(desk: Make) -> None:
    made = desk(PageChosen(Page.SETTINGS))
    window = made.window
    window.resize(1180, 720)
    bar = window.settings.findChildren(QScrollArea)[0].verticalScrollBar()
    assert (bar.value(), bar.maximum() > 0) == (0, True)
    made.round(4)
    assert has_focus(window.settings.look)
    assert bar.value() > 0


def test_no_key_of_the_window_is_declared_twice(desk: Make) -> None:
    made = desk(MonitorOpened(RUNNING.id))
    made.tell(WizardOpened(WEB.id))
    found = [s.key().toString() for s in made.window.findChildren(QShortcut)]
    assert (found.count("F6"), found.count("Shift+F6")) == (1, 1)


def test_the_sheet_of_keys_lists_them(qtbot: QtBot, themed: QApplication) -> None:
    sheet = KeysSheet()
    qtbot.addWidget(sheet)
    assert {"F6", "Shift+F6"} <= {label.text() for label in sheet.findChildren(Label)}
