"""The tab of a monitor counts what is grave in its refresh, and takes the count back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from essgui.core.state import Page
from essgui.domain.situation import Gravity, Kind
from essgui.ui.shell.monitors import Monitors
from essgui.ui.widgets.badges import CountBadge
from tests.support.states import make_group, make_instances, make_state, make_task, with_monitor

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

WEB, API = make_group("web"), make_group("api")
ONE, TWO = make_task(WEB), make_task(API)
GRAVE = {Kind.FLOOR: Gravity.GRAVE, Kind.ZONE: Gravity.GRAVE, Kind.HOOK: Gravity.CAUTION}


def test_grave_items_are_counted_on_their_tab(qtbot: QtBot, themed: QApplication) -> None:
    calm = make_state([WEB, API], [ONE, TWO], page=Page.MONITOR)
    calm = with_monitor(with_monitor(calm, ONE, make_instances()), TWO, make_instances())
    monitors = Monitors(lambda _message: None)
    qtbot.addWidget(monitors)
    monitors.show_state(None, calm)
    monitors.show()
    assert monitors.findChildren(CountBadge, "monitor_badge") == []
    grave = replace(calm, attention={ONE.id: GRAVE, TWO.id: {}})
    monitors.show_state(calm, grave)
    (badge,) = monitors.findChildren(CountBadge, "monitor_badge")
    assert (badge.text, badge.isVisible(), badge.width() > 0) == ("2", True, True)
    assert monitors.tabs.tabButton(0, monitors.tabs.ButtonPosition.LeftSide) is badge
    monitors.show_state(grave, calm)
    assert badge.width() == 0
