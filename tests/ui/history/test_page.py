"""The page by its clicks and keys: what is listed, ticked, compared, replayed, and its empty states."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta, timezone
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest

from essgui.core import messages as m
from essgui.core.past import Ending, HistoryView
from essgui.core.state import AppState, Remote
from essgui.domain.lifecycle import RefreshStatus
from essgui.domain.run import Recording
from essgui.domain.scaling import TaskId
from essgui.domain.timeline import timeline_of
from essgui.ui.history.page import OVERLAY_BELOW, PANEL_WIDTH, HistoryPage
from essgui.ui.history.row_menu import run_menu
from essgui.ui.widgets.delegates.roles import Role
from tests.support.playbook import OFFLINE
from tests.ui.history import scenes
from tests.ui.history.scenes import A, B

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

BEIJING = timezone(timedelta(hours=8))


class Looker:
    """A page, what it sent, and how to show it another state."""

    def __init__(self, page: HistoryPage, sent: list[m.Message]) -> None:
        self.page = page
        self.sent = sent
        self.state: AppState | None = None

    def show(self, state: AppState) -> HistoryPage:
        old, self.state = self.state, state
        self.page.show_state(old, state)
        return self.page

    def column(self, number: int, role: int = Qt.ItemDataRole.DisplayRole) -> list[object]:
        model = self.page.table.model()
        return [model.index(row, number).data(role) for row in range(model.rowCount())]


@pytest.fixture
def look(qtbot: QtBot, themed: QApplication) -> Looker:
    sent: list[m.Message] = []
    page = HistoryPage(sent.append, lambda: sent.append(m.WatchDismissed()), zone=BEIJING)
    qtbot.addWidget(page)
    page.resize(1367, 800)
    page.show()
    return Looker(page, sent)


def test_runs_are_listed_newest_first_and_sorted_by_the_header(look: Looker) -> None:
    state = scenes.half_read("ir-5", "ir-8")
    page = look.show(state)
    QAbstractItemModelTester(page.model, page)
    assert look.column(1)[:2] == ["cart-session-prod", "notify-push-eci"]
    assert look.column(3)[-1] == "10 Oct"
    page.table.sortByColumn(5, Qt.SortOrder.DescendingOrder)
    assert look.column(1)[0] == "web-frontend-prod"
    assert page.foot.count.text() == "13 of 13"
    assert page.top.endings.count_of(Ending.FAILED.value) == "2"
    known = state.archive
    wanted = m.RunsShown((TaskId("ir-5"), TaskId("ir-8")))
    assert look.sent == [wanted]
    unwritten = replace(known, pending={A: Recording()})
    look.show(replace(state, archive=unwritten))
    look.show(state)
    assert look.sent.count(wanted) == 3, "once more after the writing"


def test_the_next_runs_are_asked_for_when_the_last_ones_have_come(look: Looker) -> None:
    first, second = TaskId("ir-5"), TaskId("ir-8")
    state = scenes.half_read(first, second)
    known = state.archive
    look.show(replace(state, archive=replace(known, waits_asked=frozenset({first}))))
    assert look.sent == []
    look.show(replace(state, archive=replace(known, waits={**known.waits, first: None})))
    assert look.sent == [m.RunsShown((second,))]
    failed = replace(state, archive=replace(known, waits_asked=frozenset({second})))
    look.show(failed)
    look.show(state)
    look.show(failed)
    look.show(state)
    assert look.sent == [m.RunsShown((second,)), m.RunsShown((first, second))], "not at once after a failure"


def test_space_ticks_enter_replays_c_compares(look: Looker) -> None:
    page = look.show(scenes.history())
    page.table.selectRow(2)
    QTest.keyClick(page.table, Qt.Key.Key_Space)
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    QTest.keyClick(page.table, Qt.Key.Key_C)
    assert look.sent[-3:] == [m.RunTicked(A), m.RunOpened(A), m.RunTicked(A)]


def test_a_click_on_the_box_ticks_and_elsewhere_does_not(look: Looker) -> None:
    page = look.show(scenes.history())
    model = page.table.model()
    for column, wanted in ((0, 1), (3, 0)):
        look.sent.clear()
        spot = page.table.visualRect(model.index(2, column)).center()
        QTest.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
        assert look.sent == [m.RunTicked(A)] * wanted


def test_ticked_rows_keep_their_letters_and_the_panel_comes(look: Looker) -> None:
    page = look.show(scenes.history())
    assert page.panel.isHidden()
    look.show(scenes.compared())
    assert {letter for letter in look.column(1, Role.LETTER) if letter} == {"A", "B"}
    assert page.panel.isVisible()
    assert page.panel.x() == 1367 - PANEL_WIDTH
    assert page.panel.again.text() == "Start again like A…"
    look.show(scenes.history())
    assert page.panel.isHidden()


@pytest.mark.parametrize(
    ("button", "message"),
    [
        ("again", m.WizardOpenedLike(A)),
        ("back", m.WizardOpenedBack(A)),
        ("replay", m.ReplayOpened(A)),
        ("close_button", m.TicksCleared()),
    ],
)
def test_the_panel_acts_on_a(look: Looker, button: str, message: m.Message) -> None:
    page = look.show(scenes.compared())
    QTest.mouseClick(getattr(page.panel, button), Qt.MouseButton.LeftButton)
    assert look.sent[-1] == message


def test_a_retry_is_offered_for_what_ended_early_alone(look: Looker) -> None:
    page = look.show(scenes.compared())
    assert not page.panel.retry.isVisible()
    state = scenes.history(ticked=(TaskId("ir-10"),))
    look.show(state)
    assert page.panel.retry.isVisible()
    QTest.mouseClick(page.panel.retry, Qt.MouseButton.LeftButton)
    assert look.sent[-1] == m.WizardOpenedLike(TaskId("ir-10"), retry=True)


def test_what_is_off_says_why(look: Looker) -> None:
    page = look.show(scenes.history(ticked=(TaskId("ir-13"),)))
    assert not page.panel.back.isEnabled()
    assert "nothing to reverse" in page.panel.back.accessibleDescription()
    assert not page.panel.replay.isEnabled()
    assert "Nothing was recorded" in page.panel.replay.accessibleDescription()


def test_a_narrow_window_has_the_panel_over_the_list(look: Looker) -> None:
    page = look.show(scenes.compared())
    page.resize(OVERLAY_BELOW - 60, 640)
    assert page.panel.geometry().right() == page.width() - 1
    assert page.table.width() > page.width() - PANEL_WIDTH


@pytest.mark.parametrize(
    ("build", "face", "title"),
    [
        (scenes.nothing, "empty", "Nothing recorded yet"),
        (scenes.reading, "loading", None),
        (scenes.unmatched, "empty", "No refresh matches"),
        (scenes.broken, "rows", None),
    ],
)
def test_each_state_has_its_face(
    look: Looker, build: Callable[[], AppState], face: str, title: str | None
) -> None:
    page = look.show(build())
    assert page.pane.face == face
    if title is not None:
        assert page.empty.title.text() == title


def test_ways_out_of_the_empty_states(look: Looker) -> None:
    page = look.show(scenes.unmatched())
    assert not page.empty.watch.isVisible()
    QTest.mouseClick(page.empty.clear, Qt.MouseButton.LeftButton)
    assert look.sent[-3:] == [m.HistoryTyped(""), m.EndingChosen(Ending.ALL), m.PeriodChosen(0)]
    look.show(scenes.nothing())
    QTest.mouseClick(page.empty.watch, Qt.MouseButton.LeftButton)
    assert look.sent[-1] == m.WatchDismissed()
    look.show(scenes.broken())
    assert "disk is full" in page.pane.failure.accessibleName()
    QTest.mouseClick(page.pane.retry, Qt.MouseButton.LeftButton)
    assert look.sent[-1] == m.KeepDue()


def test_filters_are_sent(look: Looker) -> None:
    page = look.show(scenes.history())
    QTest.keyClicks(page.top.filter, "w")
    page.top.endings.set_current(Ending.CANCELLED.value)
    page.top.views.set_current(HistoryView.ASKED.value)
    assert look.sent[-3:] == [
        m.HistoryTyped("w"),
        m.EndingChosen(Ending.CANCELLED),
        m.HistoryViewChosen(HistoryView.ASKED),
    ]


def test_the_log_has_its_faces(look: Looker) -> None:
    page = look.show(scenes.asked())
    assert page.asked.isVisible()
    assert not page.table.isVisible()
    assert page.asked.face == "rows"
    model = page.asked.table.model()
    first = [model.index(0, column).data() for column in range(6)]
    assert first[1:4] == ["Rollback", "web-frontend-prod", "on its way"]
    state = scenes.asked()
    for remote, face in (
        (Remote(()), "empty"),
        (Remote(loading=True), "loading"),
        (Remote(failure=OFFLINE), "loading"),
    ):
        look.show(replace(state, archive=replace(state.archive, asked=remote)))
        assert page.asked.face == face


def test_the_replay_takes_the_place_of_the_list_and_gives_it_back(look: Looker) -> None:
    page = look.show(scenes.compared())
    look.show(scenes.replayed())
    assert page.replay.isVisible()
    assert not page.table.isVisible()
    assert page.replay.pill.status == RefreshStatus.CHECKPOINT_PAUSE
    QTest.keyClick(page.replay.bar.slider, Qt.Key.Key_Right)
    assert isinstance(look.sent[-1], m.ReplayMoved)
    assert look.sent[-1].position > 4000
    QTest.mouseClick(page.replay.bar.play, Qt.MouseButton.LeftButton)
    assert look.sent[-1] == m.ReplayPlayed(playing=True)
    page.replay.take_focus()
    look.sent.clear()
    QTest.keyClick(page.replay.bar.slider, Qt.Key.Key_Space)
    assert look.sent == [m.ReplayPlayed(playing=True)]
    QTest.keyClick(page.replay.bar.slider, Qt.Key.Key_Escape)
    assert look.sent[-1] == m.ReplayClosed()
    page.replay.bar.pace.set_current("600")
    assert look.sent[-1] == m.ReplayPaced(600)
    QTest.mouseClick(page.replay.back, Qt.MouseButton.LeftButton)
    assert look.sent[-1] == m.ReplayClosed()
    look.show(scenes.compared())
    assert page.table.isVisible()
    assert page.panel.isVisible()


def test_the_replay_shows_the_zones_of_its_moment(look: Looker) -> None:
    page = look.show(scenes.zone_lost())
    strip = page.replay.zones
    shown = {z.name.text(): (z.words.text(), z.sign.isVisible()) for z in strip.zones if z.isVisible()}
    assert shown == {
        "cn-hangzhou-h": ("5 new · 15 other", False),
        "cn-hangzhou-i": ("none in service", True),
        "cn-hangzhou-j": ("5 new · 15 other", False),
        "cn-hangzhou-k": ("none yet", False),
    }
    assert "cn-hangzhou-i: none in service" in strip.accessibleDescription()
    assert not strip.unknown.isVisible()
    state = scenes.replayed()
    old = timeline_of(replace(s, zones=None) for s in state.archive.timelines[A].samples)
    look.show(replace(state, archive=replace(state.archive, timelines={A: old})))
    assert strip.unknown.isVisible()
    assert not any(z.isVisible() for z in strip.zones)


def test_a_replay_of_what_was_not_recorded_says_so(look: Looker) -> None:
    page = look.show(scenes.unrecorded())
    assert page.replay.nothing.isVisible()
    assert "Nothing was recorded" in page.replay.nothing.text.text()
    state = scenes.unrecorded()
    look.show(replace(state, archive=replace(state.archive, recordings={A: Remote(loading=True)})))
    assert page.replay.reading.isVisible()


def test_the_menu_of_a_row_says_why(look: Looker) -> None:
    state = scenes.history()
    page = look.show(state)
    menu = run_menu(state, B, page, look.sent.append)
    found = {action.objectName(): action for action in menu.actions() if action.objectName()}
    assert found["menu_again"].isEnabled()
    assert not found["menu_retry"].isEnabled()
    assert "failed or was cancelled" in found["menu_retry"].toolTip()
    found["menu_back"].trigger()
    assert look.sent[-1] == m.WizardOpenedBack(B)
    menu.deleteLater()


def test_where_there_is_nothing_to_replay_the_way_goes_on(look: Looker) -> None:
    state = scenes.unrecorded()
    page = look.show(state)
    assert page.replay.monitor.text() == "Look for it on ESS"
    QTest.mouseClick(page.replay.monitor, Qt.MouseButton.LeftButton)
    assert look.sent[-1] == m.WatchRequested(A)
    page = look.show(replace(state, tasks={A: state.archive.runs[A].task}))
    assert page.replay.monitor.text() == "Open monitor"
    QTest.mouseClick(page.replay.monitor, Qt.MouseButton.LeftButton)
    assert look.sent[-1] == m.MonitorOpened(A)
