"""Every open monitor has a tab that is there, and that counts what is grave in its refresh."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest

from essgui.core.messages import MonitorOpened
from essgui.core.state import Page
from essgui.core.update import update
from essgui.domain.situation import Gravity, Kind
from essgui.ui.shell.monitor_tabs import TabEnd
from essgui.ui.shell.monitors import Monitors
from essgui.ui.window import MainWindow
from tests.support.states import NOW, make_group, make_instances, make_state, make_task, with_monitor

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from essgui.core.messages import Message
    from essgui.ui.widgets.badges import CountBadge

WEB, API = make_group("web"), make_group("api")
ONE, TWO = make_task(WEB), make_task(API)
GRAVE = {Kind.FLOOR: Gravity.GRAVE, Kind.ZONE: Gravity.GRAVE, Kind.HOOK: Gravity.CAUTION}


def _badge(monitors: Monitors, index: int) -> CountBadge:
    end = monitors.tabs.tabButton(index, monitors.tabs.ButtonPosition.RightSide)
    assert isinstance(end, TabEnd)
    return end.badge


def test_grave_items_are_counted_on_their_tab(qtbot: QtBot, themed: QApplication) -> None:
    calm = make_state([WEB, API], [ONE, TWO], page=Page.MONITOR)
    calm = with_monitor(with_monitor(calm, ONE, make_instances()), TWO, make_instances())
    monitors = Monitors(lambda _message: None)
    qtbot.addWidget(monitors)
    monitors.show_state(None, calm)
    monitors.show()
    badge, other = (_badge(monitors, index) for index in range(2))
    narrow = monitors.tabs.tabRect(0).width()
    assert not badge.isVisible()
    grave = replace(calm, attention={ONE.id: GRAVE, TWO.id: {}})
    monitors.show_state(calm, grave)
    assert (badge.text, badge.isVisible(), other.isVisible()) == ("2", True, False)
    assert monitors.tabs.tabRect(0).width() > narrow, "the tab has room for it"
    monitors.show_state(grave, calm)
    assert not badge.isVisible()
    assert monitors.tabs.tabRect(0).width() == narrow


def test_another_monitor_comes_to_the_front_without_a_ring_on_the_way_back(
    qtbot: QtBot, themed: QApplication
) -> None:
    first = make_state([WEB, API], [ONE, TWO], page=Page.MONITOR)
    first = with_monitor(with_monitor(first, ONE, make_instances()), TWO, make_instances())
    first = replace(first, monitor=ONE.id)
    monitors = Monitors(lambda _message: None)
    qtbot.addWidget(monitors)
    monitors.show_state(None, first)
    monitors.show()
    monitors.activateWindow()
    qtbot.waitUntil(monitors.isActiveWindow)
    page, other = monitors.page(ONE.id), monitors.page(TWO.id)
    assert page is not None
    assert other is not None
    page.tabs.bar.setFocus(Qt.FocusReason.TabFocusReason)
    monitors.show_state(first, replace(first, monitor=TWO.id))
    assert other.hasFocus(), "Tab goes on from the body, and Space presses nothing"


def test_a_count_stands_clear_of_the_icon_and_the_name(qtbot: QtBot, themed: QApplication) -> None:
    state = with_monitor(make_state([WEB], [ONE], page=Page.MONITOR), ONE, make_instances())
    monitors = Monitors(lambda _message: None)
    qtbot.addWidget(monitors)
    monitors.show_state(None, state)
    monitors.show()
    before = monitors.tabs.grab().toImage()
    monitors.show_state(state, replace(state, attention={ONE.id: GRAVE}))
    badge = _badge(monitors, 0)
    spot = badge.mapTo(monitors.tabs, badge.rect().topLeft())
    words = QRect(0, 0, spot.x(), monitors.tabs.height() - 4)
    assert spot.x() > monitors.tabs.iconSize().width() + monitors.tabs.fontMetrics().horizontalAdvance("web")
    assert monitors.tabs.grab().toImage().copy(words) == before.copy(words), "nothing is painted over them"


def test_the_strip_is_there_where_a_restored_monitor_waited_behind(
    qtbot: QtBot, themed: QApplication
) -> None:
    window = MainWindow(lambda _message: None)
    qtbot.addWidget(window)
    state = with_monitor(make_state([WEB, API], [ONE, TWO]), ONE, make_instances())
    window.show_state(None, state)
    window.show()
    both, _ = update(state, MonitorOpened(TWO.id), NOW)
    window.show_state(state, both)
    tabs = window.monitors.tabs
    assert tabs.count() == 2
    qtbot.waitUntil(lambda: tabs.height() >= tabs.sizeHint().height() > 20)


def test_a_name_is_shown_letter_by_letter(qtbot: QtBot, themed: QApplication) -> None:
    group = make_group("R&D &web")
    task = make_task(group)
    state = with_monitor(make_state([group], [task], page=Page.MONITOR), task, make_instances())
    monitors = Monitors(lambda _message: None)
    qtbot.addWidget(monitors)
    monitors.show_state(None, state)
    assert monitors.tabs.tabText(0) == "R&&D &&web"
    assert monitors.tabs.accessibleTabName(0) == "R&D &web"
    assert "R&amp;D" in monitors.tabs.tabToolTip(0)


def test_names_are_shortened_before_the_strip_outgrows_the_window(qtbot: QtBot, themed: QApplication) -> None:
    groups = [make_group(f"{'long-' * 12}{n}") for n in range(12)]
    tasks = [make_task(group) for group in groups]
    state = make_state(groups, tasks, page=Page.MONITOR)
    for task in tasks:
        state = with_monitor(state, task, make_instances())
    monitors = Monitors(lambda _message: None)
    qtbot.addWidget(monitors)
    monitors.resize(1180, 700)
    monitors.show_state(None, state)
    monitors.show()
    widths = [monitors.tabs.tabRect(n).width() for n in range(12)]
    assert min(widths) >= 200, "one can be told from another"
    assert max(widths) <= 280
    front = monitors.tabs.tabRect(11)
    assert monitors.tabs.rect().intersects(front), "the one in front is scrolled to"


def test_the_key_goes_round_the_open_monitors(qtbot: QtBot, themed: QApplication) -> None:
    sent: list[object] = []
    window = MainWindow(lambda said: sent.append(said) if isinstance(said, MonitorOpened) else None)
    # Shortcuts are found only in a window that is active.
    qtbot.addWidget(window)
    state = with_monitor(make_state([WEB, API], [ONE, TWO]), ONE, make_instances())
    window.show_state(None, state)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(window, Qt.Key.Key_Tab, control)
    assert sent == [MonitorOpened(ONE.id)], "from another page, the one behind it"
    state, _ = update(state, MonitorOpened(TWO.id), NOW)
    window.show_state(None, state)
    sent.clear()
    QTest.keyClick(window, Qt.Key.Key_Tab, control)
    QTest.keyClick(window, Qt.Key.Key_Backtab, control | shift)
    assert sent == [MonitorOpened(ONE.id), MonitorOpened(ONE.id)]
    page = window.monitors.page(TWO.id)
    assert page is not None
    QTest.keyClick(window, Qt.Key.Key_PageDown, control)
    assert page.tabs.bar.currentIndex() == 1
    QTest.keyClick(window, Qt.Key.Key_PageUp, control)
    assert page.tabs.bar.currentIndex() == 0


def test_the_arrow_keys_open_the_monitor_that_they_mark(qtbot: QtBot, themed: QApplication) -> None:
    state = make_state([WEB, API], [ONE, TWO], page=Page.MONITOR)
    state = with_monitor(with_monitor(state, ONE, make_instances()), TWO, make_instances())
    sent: list[Message] = []
    monitors = Monitors(sent.append)
    qtbot.addWidget(monitors)
    monitors.show_state(None, replace(state, monitor=ONE.id))
    monitors.show()
    assert sent == [], "what is drawn nobody has chosen"
    QTest.keyClick(monitors.tabs, Qt.Key.Key_Right)
    assert sent == [MonitorOpened(TWO.id)]
    monitors.show_state(state, replace(state, monitor=TWO.id))
    assert sent == [MonitorOpened(TWO.id)]
    QTest.keyClick(monitors.tabs, Qt.Key.Key_Left)
    assert sent[1:] == [MonitorOpened(ONE.id)]
