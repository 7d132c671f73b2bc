from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QAbstractButton, QTableView, QWidget

from essgui.core.messages import (
    ActionAccepted,
    ActionFailureDismissed,
    ActionRequested,
    GuardsChosen,
    MonitorOpened,
    PageChosen,
    PollDue,
    PollSucceeded,
    ReadAgain,
    WizardOpenedBack,
)
from essgui.core.state import Origin, Page, Remote
from essgui.core.update import update
from essgui.domain.guards import Guards
from essgui.domain.lifecycle import ALLOWED, RefreshAction, RefreshStatus
from essgui.domain.refresh import ImageTarget
from essgui.ui.monitor.page import MonitorPage
from essgui.ui.monitor.tabs import ACTIVITIES, INSTANCES
from tests.support.states import HANGZHOU
from tests.ui.monitor import scenes

A, S = RefreshAction, RefreshStatus


def test_the_page_shows_one_refresh(watch):
    page = watch.show(scenes.scene())
    assert page.head.name.text() == "checkout-api-prod"
    assert page.head.pill.status == "InProgress"
    assert page.head.identifier.identifier == scenes.TASK
    assert page.head.place.text() == "cn-hangzhou · ECS · scaling configuration"
    assert page.head.figures.progress.done.text() == "18"
    assert page.tabs.bar.count_of(ACTIVITIES) == "4"
    assert page.tabs.bar.count_of(INSTANCES) == "41"


@pytest.mark.parametrize("status", list(S))
def test_buttons_are_on_by_the_table_and_off_with_a_reason(watch, status):
    page = watch.show(scenes.scene(status))
    for action in A:
        allowed = action in ALLOWED[status]
        assert page.head.buttons.button(action).isEnabled() is allowed
        assert bool(page.head.buttons.gate(action).reason) is not allowed


def test_suspend_goes_out_at_once(watch, qtbot):
    page = watch.show(scenes.scene())
    qtbot.mouseClick(page.head.buttons.button(A.SUSPEND), Qt.MouseButton.LeftButton)
    assert watch.sent == [ActionRequested(scenes.TASK, A.SUSPEND)]


def test_resume_now_takes_the_same_way_and_is_off_while_in_flight(watch, qtbot):
    page = watch.show(scenes.checkpoint())
    gate = next(r.resume for r in page.ladder.ladder._rungs if r.resume is not None)
    qtbot.mouseClick(gate.control, Qt.MouseButton.LeftButton)
    assert watch.sent == [ActionRequested(scenes.TASK, A.RESUME)]
    flight = scenes.flying().monitors[scenes.TASK].in_flight
    watch.show(scenes.watching(scenes.checkpoint(), in_flight=replace(flight, action=A.RESUME)))
    assert not gate.control.isEnabled()
    assert gate.reason.startswith("Resuming…")


def test_without_an_action_there_is_no_reason_to_give(watch):
    page = watch.show(scenes.ended(S.SUCCESSFUL, 40))
    assert not page.head.buttons.reason.isEnabled()
    assert "neither is possible" in page.head.buttons.reason.accessibleDescription()


def test_enter_on_a_square_opens_its_row_whatever_the_filter_hides(watch, qtbot):
    page = watch.show(scenes.scene())
    tabs = page.tabs
    tabs.instances.filter.field.setText("nothing like it")
    tabs.map.view.choose("i-bp1old0000005")
    qtbot.keyClick(tabs.map.view, Qt.Key.Key_Return)
    assert tabs.bar.currentIndex() == INSTANCES
    chosen = tabs.instances.table.selectionModel().selectedRows()
    assert [index.data() for index in chosen] == ["i-bp1old0000005"]


def test_back_goes_to_the_list(watch):
    watch.show(scenes.scene()).head.back.click()
    assert watch.sent == [PageChosen(Page.REFRESHES)]


def test_stale_data_stays_dim_and_can_be_asked_again(watch):
    page = watch.show(scenes.stale())
    assert not page.notes.isHidden()
    assert "did not answer" in page.notes.stale.label.text()
    assert page.head.figures.progress.done.text() == "18"
    assert page.head.figures.progress.done.property("tone") == "text3"
    assert all(row.dim for row in page.tabs.map.view.rows)
    page.notes.try_now.click()
    assert watch.sent == [ReadAgain(HANGZHOU)]
    watch.show(scenes.scene())
    assert not any(row.dim for row in page.tabs.map.view.rows)
    assert page.notes.stale.isHidden()
    assert page.head.figures.progress.done.property("tone") == "text"


def test_what_is_over_is_read_anew_as_if_opened(watch):
    state = scenes.failed()
    broken = Remote(scenes.activities(), failure=scenes.stale().polls[HANGZHOU].failure)
    page = watch.show(scenes.watching(state, activities=broken))
    page.tabs.activities.retry.click()
    assert watch.sent == [MonitorOpened(scenes.TASK)]


def test_guards_are_chosen_for_the_refresh_on_the_page(watch):
    page = watch.show(scenes.scene())
    page.head.guards.chosen.emit(Guards(True, 3))
    assert watch.sent == [GuardsChosen(scenes.TASK, Guards(True, 3))]


def test_a_failed_action_is_told_and_dismissed(watch):
    page = watch.show(scenes.refused())
    assert "Suspend: This identity" in page.notes.refused.sentence.text()
    page.notes.refused.dismiss.click()
    assert watch.sent == [ActionFailureDismissed(scenes.TASK)]


def test_a_second_changes_the_age_and_the_countdown_only(watch):
    state = scenes.checkpoint()
    page = watch.show(state)
    shown: list[str] = []
    page.tabs.activities.model.dataChanged.connect(lambda *_: shown.append("rows"))
    watch.show(scenes.ticked(state, 1))
    assert page.head.figures.age.label.text() == "updated 4 s ago"
    assert "12:39" in [node.countdown for node in page.ladder.ladder.nodes]
    assert shown == []


def test_a_minute_changes_the_durations(watch):
    state = scenes.scene()
    page = watch.show(state)
    watch.show(scenes.ticked(state, 60))
    assert page.head.figures.running.line.text() == "37 min working, 15 min waiting"
    assert page.tabs.activities.model.rows[0].duration == "4 min so far, 40 %"


def test_a_poll_keeps_selection_and_details(watch):
    state = scenes.scene()
    page = watch.show(state)
    table = page.tabs.activities.table
    table.selectRow(1)
    assert not page.tabs.activities.detail.isHidden()
    text = page.tabs.activities.detail.text.toPlainText()
    newest = replace(scenes.activities()[3], id="asa-bp1aa05", started_at=scenes.NOW.at)
    watch.show(scenes.watching(state, activities=Remote((*scenes.activities(), newest), scenes.NOW)))
    assert table.selectionModel().selectedRows()[0].row() == 2
    assert page.tabs.activities.detail.text.toPlainText() == text


def test_a_refresh_that_is_no_longer_watched_says_so_and_comes_back(watch):
    page = watch.show(scenes.scene())
    page.head.buttons.asked.emit(A.CANCEL)
    watch.show(replace(scenes.scene(), monitors={}))
    assert page._faces.currentWidget() is page.unknown
    assert page.sheets.action is None
    watch.show(scenes.scene())
    assert page._faces.currentWidget() is not page.unknown


def test_every_control_has_a_name_for_the_driver_and_for_the_ear(watch):
    page = watch.show(scenes.scene())
    mine = [c for c in page.findChildren(QAbstractButton) if c.objectName() and c.parent() is not None]
    assert {"suspend_button", "resume_button", "cancel_button", "roll_back_button", "back"} <= {
        control.objectName() for control in mine
    }
    for control in page.findChildren(QAbstractButton):
        if control.focusPolicy() != Qt.FocusPolicy.NoFocus and not control.objectName().startswith("qt_"):
            assert control.accessibleName() or control.text(), control.objectName()
    for table in page.findChildren(QTableView):
        assert table.objectName()
        assert table.accessibleName()


@pytest.mark.parametrize(
    "state",
    [
        scenes.loading,
        scenes.joined_late,
        lambda: scenes.scene("Frozen"),
        lambda: scenes.scene(total=0, finished=0),
        lambda: replace(scenes.scene(), groups={}, details={}, polls={}),
        lambda: scenes.with_task(scenes.scene(), started_at=None),
    ],
)
def test_odd_states_are_painted_too(watch, qtbot, state):
    page = watch.show(state())
    page.show()
    qtbot.waitExposed(page)
    assert not page.grab().isNull()


def test_the_page_loads_without_the_charts_library():
    code = (
        "import sys, essgui.ui.monitor.page; sys.exit('pyqtgraph' in sys.modules or 'numpy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False, timeout=60).returncode == 0


def test_a_click_through_the_real_update_until_the_poll_that_shows_it(watch, qtbot):
    """Suspend is clicked, accepted and seen: each step by the program's own update."""
    state, now = scenes.scene(), scenes.NOW
    page = watch.show(state)
    qtbot.mouseClick(page.head.buttons.button(A.SUSPEND), Qt.MouseButton.LeftButton)
    state, _ = update(state, watch.sent[0], now)
    watch.show(state)
    assert page.head.buttons.button(A.SUSPEND).text() == "Suspending…"
    state, _ = update(state, ActionAccepted(scenes.TASK, A.SUSPEND), now)
    state, _ = update(state, PollDue(HANGZHOU), now)
    paused = replace(state.tasks[scenes.TASK], status=S.PAUSED)
    number = state.polls[HANGZHOU].sent
    state, _ = update(state, PollSucceeded(HANGZHOU, number, (scenes.TASK,), (paused,)), now)
    watch.show(state)
    assert page.head.pill.status == "Paused"
    assert page.head.buttons.button(A.SUSPEND).text() == "Suspend"
    assert page.head.buttons.button(A.RESUME).kind == "primary"


def test_a_refresh_that_is_over_is_undone_from_its_head(watch):
    page = watch.show(scenes.scene())
    assert page.head.reverse_gate.isHidden()
    ended = scenes.ended(RefreshStatus.SUCCESSFUL, 40)
    page = watch.show(ended)
    assert not page.head.reverse.isEnabled()
    assert "before is not known" in page.head.reverse.accessibleDescription()
    origin = Origin(ours=True, before=ImageTarget("m-old"))
    archive = replace(ended.archive, origins={scenes.TASK: origin})
    watch.state = None
    page = watch.show(replace(ended, archive=archive))
    page.head.reverse.click()
    assert watch.sent[-1] == WizardOpenedBack(scenes.TASK)


class _Windows(QObject):
    """Notes what is shown as a window of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[QWidget] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(watched)
        return False


def test_no_part_of_a_page_flashes_as_a_window_while_it_is_made(qtbot, themed):
    windows = _Windows()
    themed.installEventFilter(windows)
    page = MonitorPage(lambda _message: None, scenes.TASK)
    qtbot.addWidget(page)
    page.show()
    page.show_state(None, scenes.scene())
    themed.removeEventFilter(windows)
    assert windows.seen == [page]
