from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from essgui.core import messages as m
from essgui.core.past import Ending, HistoryView
from essgui.ui.history.outgoing import connect_panel, connect_replay, connect_top
from essgui.ui.history.panel import HistoryPanel
from essgui.ui.history.replay_page import ReplayPage
from essgui.ui.history.top import HistoryTop
from tests.ui.history import scenes
from tests.ui.history.scenes import A

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot


@pytest.fixture
def sent() -> list[m.Message]:
    return []


def test_what_is_chosen_already_is_not_sent_again(
    qtbot: QtBot, themed: QApplication, sent: list[m.Message]
) -> None:
    top, state = HistoryTop(), scenes.history()
    qtbot.addWidget(top)
    connect_top(top, sent.append, lambda: state)
    top.ending_chosen.emit(state.past.ending)
    top.view_chosen.emit(state.past.view)
    assert sent == []
    top.ending_chosen.emit(Ending.FAILED)
    top.view_chosen.emit(HistoryView.ASKED)
    top.typed.emit("web")
    top.period_chosen.emit(7)
    assert sent == [
        m.EndingChosen(Ending.FAILED),
        m.HistoryViewChosen(HistoryView.ASKED),
        m.HistoryTyped("web"),
        m.PeriodChosen(7),
    ]


def test_before_the_first_state_only_what_needs_none_is_sent(
    qtbot: QtBot, themed: QApplication, sent: list[m.Message]
) -> None:
    top, panel, replay = HistoryTop(), HistoryPanel(), ReplayPage()
    for widget in (top, panel, replay):
        qtbot.addWidget(widget)
    connect_top(top, sent.append, lambda: None)
    connect_panel(panel, sent.append)
    connect_replay(replay, sent.append, lambda: None)
    top.ending_chosen.emit(Ending.FAILED)
    panel.again_wanted.emit()
    replay.monitor_wanted.emit()
    replay.read_again.emit()
    assert sent == []
    panel.closed.emit()
    replay.left.emit()
    assert sent == [m.TicksCleared(), m.ReplayClosed()]


def test_a_replay_that_failed_is_read_again(
    qtbot: QtBot, themed: QApplication, sent: list[m.Message]
) -> None:
    replay, state = ReplayPage(), scenes.unrecorded()
    qtbot.addWidget(replay)
    connect_replay(replay, sent.append, lambda: state)
    replay.read_again.emit()
    assert sent == [m.RecordingWanted(A)]
