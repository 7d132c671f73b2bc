from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from essgui.core.messages import (
    FilterTyped,
    MonitorOpened,
    ReadAgain,
    ReadRegionsAgain,
    SegmentChosen,
    WizardOpened,
    WizardOpenedLike,
)
from essgui.core.select_fleet_summary import Strip
from essgui.core.state import Segment
from essgui.ui.fleet.drawer import Drawer
from essgui.ui.fleet.outgoing import connect_drawer, connect_top, open_past_menu
from essgui.ui.fleet.top import FleetTop
from tests.support.states import HANGZHOU, SHANGHAI
from tests.ui.fleet import worlds

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from essgui.core.messages import Message
    from essgui.domain.scaling import RegionId


@pytest.fixture
def sent() -> list[Message]:
    return []


@pytest.mark.parametrize(
    ("regions", "message"),
    [
        ((HANGZHOU,), ReadAgain(HANGZHOU)),
        ((HANGZHOU, SHANGHAI), ReadAgain()),
        ((), ReadRegionsAgain()),
    ],
)
def test_what_a_strip_speaks_of_is_read_again(
    qtbot: QtBot,
    themed: QApplication,
    sent: list[Message],
    regions: tuple[RegionId, ...],
    message: Message,
) -> None:
    top = FleetTop()
    qtbot.addWidget(top)
    connect_top(top, sent.append)
    top.retried.emit(Strip(regions, "Not read", worlds.BAD_KEY, "", loading=False))
    assert sent == [message]


def test_the_filter_is_sent_as_it_is_typed_and_chosen(
    qtbot: QtBot, themed: QApplication, sent: list[Message]
) -> None:
    top = FleetTop()
    qtbot.addWidget(top)
    connect_top(top, sent.append)
    top.typed.emit("web")
    top.segment_chosen.emit(Segment.RUNNING)
    assert sent == [FilterTyped("web"), SegmentChosen(Segment.RUNNING)]


def test_the_drawer_goes_to_the_wizard_and_to_a_monitor_that_there_is(
    qtbot: QtBot, themed: QApplication, sent: list[Message]
) -> None:
    drawer = Drawer()
    qtbot.addWidget(drawer)
    connect_drawer(drawer, sent.append)
    drawer.refresh_wanted.emit(worlds.GEO.id)
    drawer.watch_wanted.emit(None)
    drawer.watch_wanted.emit(worlds.WEB_TASK.id)
    assert sent == [WizardOpened(worlds.GEO.id), MonitorOpened(worlds.WEB_TASK.id)]


# Qt says this of every menu on the offscreen platform.
@pytest.mark.qt_log_ignore("This plugin does not support")
def test_a_refresh_of_before_is_watched_copied_and_started_like(
    qtbot: QtBot, themed: QApplication, sent: list[Message]
) -> None:
    page, task = QWidget(), worlds.PAST[0].id
    qtbot.addWidget(page)
    open_past_menu(worlds.believable(), task, QPoint(), page, sent.append)
    (menu,) = page.findChildren(QMenu)
    for action in menu.actions():
        action.trigger()
    assert sent == [MonitorOpened(task), WizardOpenedLike(task)]
    assert QGuiApplication.clipboard().text() == task
    menu.close()
