from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from essgui.core.messages import (
    FilterTyped,
    GroupSelected,
    MonitorOpened,
    ReadAgain,
    RowsShown,
    SegmentChosen,
    WizardOpened,
    WizardOpenedLike,
)
from essgui.core.select_fleet import Column, fleet_rows
from essgui.core.select_fleet_summary import Body
from essgui.core.state import Segment
from essgui.core.update import update
from essgui.domain.lifecycle import RefreshStatus
from essgui.ui.fleet.page import FleetPage
from tests.support.states import NOW, make_group, make_state
from tests.ui.fleet import worlds
from tests.ui.pointer import double_click


class Stage:
    """The page over the real update(), without a cloud."""

    def __init__(self, qtbot, state, size=(1370, 822)):
        self.state = state
        self.sent = []
        self.page = FleetPage(self.send)
        qtbot.addWidget(self.page)
        self.page.resize(*size)
        self.page.show()
        self.page.show_state(None, state)
        QApplication.processEvents()

    def send(self, message):
        self.sent.append(message)
        old = self.state
        self.state, _effects = update(old, message, old.now)
        self.pending = old

    def show(self, state=None):
        """Draw the state as it is, or another one."""
        old = getattr(self, "shown", None) or self.state
        self.state = state or self.state
        self.page.show_state(old if state is not None else self.pending, self.state)
        QApplication.processEvents()

    def names(self):
        return [row.group.name for row in self.page.model.rows]

    def click_row(self, group, double=False):
        table = self.page.table
        at = table.visualRect(self.page.model.index(self.page.model.place_of(group.id), 0)).center()
        QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=at)
        if double:
            double_click(table.viewport(), at)

    def of(self, kind):
        return [message for message in self.sent if isinstance(message, kind)]


@pytest.fixture
def stage(qtbot, themed):
    return Stage(qtbot, worlds.believable())


def test_those_that_need_a_person_are_on_top(stage):
    assert stage.names()[0] == "web-frontend-prod"
    assert stage.names()[4] == "payments-ledger"
    assert len(stage.names()) == 13
    assert stage.page.top.order.text() == "Sorted by attention"


def test_the_rows_on_screen_are_told_once(stage):
    (first,) = stage.of(RowsShown)
    assert first.groups == tuple(row.id for row in stage.page.model.rows)
    stage.page.show_state(stage.state, replace(stage.state, now=NOW))
    assert len(stage.of(RowsShown)) == 1


def test_scrolling_tells_other_rows(qtbot, themed):
    groups = [make_group(f"g{n:04}") for n in range(300)]
    stage = Stage(qtbot, make_state(groups))
    first = stage.of(RowsShown)[-1].groups
    assert 5 < len(first) < 20
    stage.page.table.verticalScrollBar().setValue(48 * 100)
    later = stage.of(RowsShown)[-1].groups
    assert later[0] == groups[100].id
    assert not set(first) & set(later)


def test_a_card_filters_and_the_same_card_again_shows_all(stage):
    card = stage.page.top.cards[Segment.FAILED]
    card.click()
    assert stage.of(SegmentChosen)[-1].segment is Segment.FAILED
    stage.show()
    assert stage.names() == ["payments-ledger"]
    assert card.isChecked()
    assert stage.page.top.segments.current == ""
    card.click()
    assert stage.of(SegmentChosen)[-1].segment is Segment.ALL
    stage.show()
    assert len(stage.names()) == 13
    assert not card.isChecked()
    assert stage.page.top.segments.current == Segment.ALL.value


def test_the_tip_of_a_card_tells_what_its_line_leaves_out(stage):
    card = stage.page.top.cards[Segment.RUNNING]
    plain = card.toolTip()
    stage.page.show_state(None, worlds.foretold())
    assert card.line.startswith("next known end ≈ ")
    assert card.toolTip().endswith(plain)
    assert "29 of 78 instances done." in card.toolTip()
    stage.page.show_state(None, worlds.believable())
    assert card.toolTip() == plain


def test_segments_and_cards_are_one_filter(stage):
    stage.page.top.segments.set_current(Segment.IDLE.value)
    assert stage.of(SegmentChosen) == [SegmentChosen(Segment.IDLE)]
    stage.show()
    assert stage.page.top.cards[Segment.IDLE].isChecked()
    assert len(stage.names()) == 8
    assert stage.of(SegmentChosen) == [SegmentChosen(Segment.IDLE)]


def test_typing_filters_and_keeps_the_caret(stage):
    stage.page.activateWindow()
    stage.page.top.filter.setFocus()
    QTest.keyClicks(stage.page.top.filter, "type:eci")
    assert stage.of(FilterTyped)[-1] == FilterTyped("type:eci")
    stage.page.top.filter.setCursorPosition(2)
    stage.show()
    assert stage.names() == ["batch-worker-eci", "notify-push-eci"]
    assert stage.page.top.filter.text() == "type:eci"
    assert stage.page.top.filter.cursorPosition() == 2


def test_nothing_matches_and_the_way_back(qtbot, themed):
    stage = Stage(qtbot, worlds.no_match())
    assert stage.page.places.body is Body.NO_MATCH
    stage.page.places.clear.click()
    assert (stage.state.fleet.text, stage.state.fleet.segment) == ("", Segment.ALL)
    stage.page.show_state(worlds.no_match(), stage.state)
    assert stage.page.places.body is Body.ROWS
    assert stage.page.top.filter.text() == ""


def test_a_click_selects_and_opens_the_drawer(stage):
    stage.click_row(worlds.RESIZER)
    assert stage.of(GroupSelected) == [GroupSelected(worlds.RESIZER.id)]
    stage.show()
    assert stage.page.drawer.isVisible()
    assert stage.page.drawer.name.text() == "image-resizer"
    assert stage.page.table.width() < 1370 - 300


def test_a_selection_survives_rows_that_come_go_and_move(stage):
    stage.click_row(worlds.RESIZER)
    stage.show()
    stage.page.top.segments.set_current(Segment.RUNNING.value)
    stage.show()
    assert stage.page.drawer.isVisible()
    assert stage.page.table.selected() is None
    stage.page.top.segments.set_current(Segment.ALL.value)
    stage.show()
    assert stage.page.table.selected() == worlds.RESIZER.id
    stage.page.table.horizontalHeader().setSortIndicator(Column.NAME, Qt.SortOrder.DescendingOrder)
    assert stage.names()[0] == "web-frontend-prod"
    assert stage.names() == sorted(stage.names(), reverse=True)
    assert stage.page.table.selected() == worlds.RESIZER.id
    assert stage.of(GroupSelected) == [GroupSelected(worlds.RESIZER.id)]


def test_arrow_keys_select_and_a_held_key_reads_only_the_last_row(stage):
    stage.click_row(worlds.WEB)
    stage.show()
    QTest.keyClick(stage.page.table, Qt.Key.Key_Down)
    assert stage.of(GroupSelected)[-1].group == stage.page.model.rows[1].id
    sent = len(stage.of(GroupSelected))
    for _n in range(3):
        held = QKeyEvent(
            QKeyEvent.Type.KeyPress, Qt.Key.Key_Down, Qt.KeyboardModifier.NoModifier, "", autorep=True
        )
        QApplication.sendEvent(stage.page.table, held)
    assert len(stage.of(GroupSelected)) == sent
    QTest.keyRelease(stage.page.table, Qt.Key.Key_Down)
    assert stage.of(GroupSelected)[sent:] == [GroupSelected(stage.page.model.rows[4].id)]


def test_enter_opens_the_monitor_of_a_running_row(stage):
    stage.click_row(worlds.SEARCH)
    stage.show()
    QTest.keyClick(stage.page.table, Qt.Key.Key_Return)
    assert stage.of(MonitorOpened) == [MonitorOpened(worlds.SEARCH_TASK.id)]


def test_a_double_click_opens_the_monitor_of_a_running_row(stage):
    stage.click_row(worlds.BATCH, double=True)
    assert stage.of(MonitorOpened) == [MonitorOpened(worlds.BATCH_TASK.id)]


def test_enter_on_an_idle_row_goes_to_the_drawer(stage):
    stage.page.activateWindow()
    stage.click_row(worlds.RESIZER)
    stage.show()
    QTest.keyClick(stage.page.table, Qt.Key.Key_Return)
    assert stage.of(MonitorOpened) == []
    assert QApplication.focusWidget() is stage.page.drawer.refresh


def test_escape_empties_the_filter_first_and_then_closes_the_drawer(stage):
    stage.page.activateWindow()
    stage.click_row(worlds.RESIZER)
    stage.show()
    QTest.keyClick(stage.page.table, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert stage.page.top.filter.hasFocus()
    QTest.keyClicks(stage.page.top.filter, "res")
    QTest.keyClick(stage.page.top.filter, Qt.Key.Key_Escape)
    assert stage.of(FilterTyped)[-1] == FilterTyped("")
    assert stage.state.fleet.selected == worlds.RESIZER.id
    QTest.keyClick(stage.page.top.filter, Qt.Key.Key_Escape)
    assert stage.of(GroupSelected)[-1] == GroupSelected(None)
    stage.show()
    assert not stage.page.drawer.isVisible()
    assert stage.page.table.selected() is None


@pytest.mark.parametrize("key", [Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_the_keyboard_goes_from_the_filter_to_the_rows(stage, key):
    stage.page.activateWindow()
    QTest.keyClick(stage.page.table, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(stage.page.top.filter, "zzz")
    stage.show()
    QTest.keyClick(stage.page.top.filter, key)
    assert stage.page.top.filter.hasFocus(), "there is no row to go to"
    stage.page.top.filter.selectAll()
    QTest.keyClicks(stage.page.top.filter, worlds.RESIZER.id)
    stage.show()
    QTest.keyClick(stage.page.top.filter, key)
    assert stage.page.table.hasFocus()
    assert stage.of(GroupSelected) == [GroupSelected(worlds.RESIZER.id)]
    assert stage.of(MonitorOpened) == []


def test_a_slash_goes_to_the_filter_but_can_be_typed_there(stage):
    stage.page.activateWindow()
    stage.page.table.setFocus()
    QTest.keyClick(stage.page.table, Qt.Key.Key_Slash)
    assert stage.page.top.filter.hasFocus()
    QTest.keyClicks(stage.page.top.filter, "a/b")
    assert stage.page.top.filter.text() == "a/b"


def test_ctrl_c_copies_the_id_and_ctrl_r_opens_the_wizard(stage):
    stage.page.activateWindow()
    stage.click_row(worlds.RESIZER)
    stage.show()
    QTest.keyClick(stage.page.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == worlds.RESIZER.id
    QTest.keyClick(stage.page.table, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    assert stage.of(WizardOpened) == [WizardOpened(worlds.RESIZER.id)]


def test_ctrl_r_does_nothing_where_the_button_is_off(stage):
    stage.page.activateWindow()
    stage.click_row(worlds.GEO)
    stage.show()
    QTest.keyClick(stage.page.table, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    assert stage.of(WizardOpened) == []
    assert "economical reclaim" in stage.page.drawer.refresh_reason.reason


def menu_of(stage, group):
    table = stage.page.table
    at = table.visualRect(stage.page.model.index(stage.page.model.place_of(group.id), 0)).center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, table.viewport().mapToGlobal(at))
    QApplication.sendEvent(table.viewport(), event)
    (menu,) = stage.page.findChildren(QMenu, "fleet_menu")
    return menu, {action.objectName(): action for action in menu.actions()}


# Qt says this of every menu on the offscreen platform.
OFFSCREEN_MENU = pytest.mark.qt_log_ignore("This plugin does not support")


@OFFSCREEN_MENU
def test_the_menu_of_an_idle_row(stage):
    menu, entries = menu_of(stage, worlds.GEO)
    assert not entries["menu_refresh"].isEnabled()
    assert "economical reclaim" in entries["menu_refresh"].toolTip()
    assert not entries["menu_watch"].isEnabled()
    assert entries["menu_again"].toolTip() == "No refresh of this group is known."
    entries["menu_copy"].trigger()
    assert QGuiApplication.clipboard().text() == worlds.GEO.id
    menu.close()


@OFFSCREEN_MENU
def test_the_menu_starts_and_watches(stage):
    menu, entries = menu_of(stage, worlds.LEDGER)
    entries["menu_watch"].trigger()
    entries["menu_refresh"].trigger()
    entries["menu_again"].trigger()
    assert stage.of(WizardOpenedLike) == [WizardOpenedLike(worlds.LEDGER_TASK.id)]
    assert stage.of(MonitorOpened) == [MonitorOpened(worlds.LEDGER_TASK.id)]
    assert stage.of(WizardOpened) == [WizardOpened(worlds.LEDGER.id)]
    menu.close()


def test_the_drawer_opens_wizard_and_monitors(stage):
    stage.click_row(worlds.RESIZER)
    stage.show(worlds.with_drawer(worlds.believable()))
    drawer = stage.page.drawer
    assert not drawer.watch.isVisible()
    drawer.refresh.click()
    drawer.refreshes.rows[1].click()
    assert stage.of(WizardOpened) == [WizardOpened(worlds.RESIZER.id)]
    assert stage.of(MonitorOpened) == [MonitorOpened(worlds.PAST[1].id)]
    drawer.close_button.click()
    assert stage.of(GroupSelected)[-1] == GroupSelected(None)


def test_watch_is_there_while_a_refresh_runs(stage):
    stage.show(worlds.with_drawer(worlds.believable(), worlds.WEB))
    assert not stage.page.drawer.refresh.isEnabled()
    stage.page.drawer.watch.click()
    assert stage.of(MonitorOpened) == [MonitorOpened(worlds.WEB_TASK.id)]


def test_a_failed_region_does_not_blank_the_others(qtbot, themed):
    stage = Stage(qtbot, worlds.failing())
    shown = [strip for strip in stage.page.top.strips if strip.isVisible()]
    assert [strip.code.text() for strip in shown] == ["Forbidden.RAM", "ConnectTimeout"]
    assert shown[0].request.identifier == worlds.DENIED.request_id
    assert not shown[1].request.isVisible()
    assert "web-frontend-prod" in stage.names()
    assert "payments-ledger" in stage.names()
    shown[0].retry.click()
    assert stage.of(ReadAgain) == [ReadAgain(worlds.SHANGHAI)]


def test_strips_go_when_the_region_is_back(qtbot, themed):
    stage = Stage(qtbot, worlds.failing())
    stage.page.show_state(worlds.failing(), worlds.believable())
    assert not any(strip.isVisible() for strip in stage.page.top.strips)


@pytest.mark.parametrize(
    ("state", "body"),
    [(worlds.loading(), Body.LOADING), (worlds.empty(), Body.EMPTY), (worlds.no_key(), Body.FAILED)],
)
def test_what_stands_in_for_the_table(qtbot, themed, state, body):
    stage = Stage(qtbot, state)
    assert stage.page.places.body is body
    assert stage.page.places.currentWidget().objectName() == f"fleet_{body.name.lower()}"


def test_a_wrong_key_is_one_message_and_can_be_tried_again(qtbot, themed):
    stage = Stage(qtbot, worlds.no_key())
    (strip,) = [strip for strip in stage.page.top.strips if strip.isVisible()]
    assert worlds.BAD_KEY.hint in strip.hint.text()
    strip.retry.click()
    stage.page.places.retry.click()
    assert stage.of(ReadAgain) == [ReadAgain(), ReadAgain()]


def test_rows_do_not_jump_under_the_pointer(stage):
    first = stage.state
    calm = replace(worlds.WEB_TASK, status=RefreshStatus.SUCCESSFUL)
    done = replace(first, tasks={**first.tasks, calm.id: calm})
    stage.page.table.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, True)
    stage.page.show_state(first, done)
    assert stage.names()[0] == "web-frontend-prod"
    stage.page.table.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, False)
    stage.page.show_state(done, replace(done, now=NOW))
    assert stage.names()[0] != "web-frontend-prod"


@pytest.mark.parametrize(("width", "over"), [(1370, False), (1108, True)])
def test_a_narrow_window_lays_the_drawer_over_the_table(qtbot, themed, width, over):
    stage = Stage(qtbot, worlds.with_drawer(worlds.believable()), (width, 700))
    assert stage.page.drawer.geometry().right() == width - 1
    assert (stage.page.table.width() == width) is over


def test_the_pointer_marks_a_whole_row(stage):
    table = stage.page.table
    at = table.visualRect(stage.page.model.index(2, 3)).center()
    QTest.mouseMove(table.viewport(), at)
    QApplication.processEvents()
    assert table.itemDelegate().hovered == 2
    QTest.mouseMove(table.viewport(), QPointF(at).toPoint() + QPoint(0, 48))
    QApplication.processEvents()
    assert table.itemDelegate().hovered == 3


def test_controls_have_names_for_people_and_for_tests(stage):
    stage.show(worlds.with_drawer(worlds.believable()))
    page = stage.page
    for widget in (page.table, page.top.filter, page.drawer.close_button, page.drawer, page.top.strips):
        if not isinstance(widget, list):
            assert widget.accessibleName()
    for name in (
        "fleet_table",
        "fleet_filter",
        "fleet_segments",
        "refresh_instances",
        "watch_refresh",
        "close_drawer",
        "card_running",
        "card_failed",
    ):
        assert page.findChild(object, name) is not None, name


def test_five_thousand_groups_change_cheaply(qtbot, themed):
    groups = [make_group(f"group-{n:05}") for n in range(5000)]
    stage = Stage(qtbot, make_state(groups))
    assert len(stage.names()) == 5000
    before = stage.page.model.rows[17]
    told = []
    stage.page.model.dataChanged.connect(lambda a, b, _r: told.append((a.row(), b.row())))
    changed = replace(groups[3], tags={"new": "yes"})
    remote = stage.state.groups[groups[3].region]
    value = tuple(changed if g is groups[3] else g for g in remote.value)
    stage.show(replace(stage.state, groups={groups[3].region: replace(remote, value=value)}))
    assert told == [(3, 3)]
    assert stage.page.model.rows[17] is before


def test_the_first_paint_needs_no_chart_library():
    import subprocess
    import sys

    code = "import sys, essgui.ui.fleet.page; assert not {'pyqtgraph', 'numpy'} & set(sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_rows_speak_of_the_same_groups_as_the_state(stage):
    assert set(fleet_rows(stage.state)) == {row.id for row in stage.page.model.rows}
