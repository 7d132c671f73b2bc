from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton

from essgui.core.messages import ActionRequested
from essgui.domain.lifecycle import RefreshAction, RefreshStatus
from tests.ui.monitor import scenes

A, S = RefreshAction, RefreshStatus


def test_cancel_asks_first_and_nothing_is_sent_before_the_answer(watch, qtbot):
    page = watch.show(scenes.scene(tags={}))
    qtbot.mouseClick(page.head.buttons.button(A.CANCEL), Qt.MouseButton.LeftButton)
    assert page.sheets.action is not None
    assert watch.sent == []
    page.sheets.action.act.click()
    assert watch.sent == [ActionRequested(scenes.TASK, A.CANCEL)]
    assert page.sheets.action is None


@pytest.mark.parametrize("action", [A.CANCEL, A.ROLLBACK])
def test_a_reason_goes_with_the_action(watch, qtbot, action):
    page = watch.show(scenes.scene(tags={}))
    page.head.buttons.asked.emit(action)
    qtbot.keyClicks(page.sheets.action.reason, "  ticket OPS-7 ")
    watch.show(scenes.scene(tags={}, finished=0))
    assert page.sheets.action.reason.text() == "  ticket OPS-7 "
    page.sheets.action.act.click()
    assert watch.sent == [ActionRequested(scenes.TASK, action, "ticket OPS-7")]


@pytest.mark.parametrize(("status", "action"), [(S.IN_PROGRESS, A.SUSPEND), (S.PAUSED, A.RESUME)])
def test_what_is_not_asked_about_can_have_a_reason_too(watch, qtbot, status, action):
    page = watch.show(scenes.scene(status))
    qtbot.mouseClick(page.head.buttons.reason, Qt.MouseButton.LeftButton)
    assert watch.sent == []
    qtbot.keyClicks(page.sheets.action.reason, "errors after the deploy")
    page.sheets.action.act.click()
    assert watch.sent == [ActionRequested(scenes.TASK, action, "errors after the deploy")]


def test_a_refused_question_sends_nothing(watch):
    page = watch.show(scenes.scene(tags={}))
    page.head.buttons.asked.emit(A.ROLLBACK)
    page.sheets.action.cancel.click()
    assert page.sheets.action is None
    assert watch.sent == []


def test_a_protected_group_wants_its_name_typed(watch, qtbot):
    page = watch.show(scenes.scene())
    page.head.buttons.asked.emit(A.ROLLBACK)
    sheet = page.sheets.action
    assert not sheet.act.isEnabled()
    qtbot.keyClicks(sheet.field, "checkout-api-prod")
    assert sheet.act.isEnabled()
    sheet.act.click()
    assert watch.sent == [ActionRequested(scenes.TASK, A.ROLLBACK)]


def test_an_open_question_keeps_its_counts_true_and_what_was_typed(watch, qtbot):
    page = watch.show(scenes.scene())
    page.head.buttons.asked.emit(A.CANCEL)
    sheet = page.sheets.action
    qtbot.keyClicks(sheet.field, "checkout")
    watch.show(scenes.scene(finished=20))
    assert "20 new instances stay, 20 old ones remain." in sheet.question.keeps
    assert page.sheets.action is sheet
    assert sheet.field.text() == "checkout"


def test_a_question_of_another_shape_takes_over_what_was_typed(watch, qtbot):
    page = watch.show(scenes.scene(finished=0))
    page.head.buttons.asked.emit(A.CANCEL)
    first = page.sheets.action
    qtbot.keyClicks(first.field, "checkout")
    watch.show(replace(scenes.scene(finished=5), details={}))
    assert page.sheets.action is not None
    assert page.sheets.action is not first
    assert page.sheets.action.field.text() == "checkout"


def test_a_question_is_put_away_when_the_status_no_longer_allows_it(watch):
    page = watch.show(scenes.scene())
    page.head.buttons.asked.emit(A.CANCEL)
    watch.show(scenes.ended(S.SUCCESSFUL, 40))
    assert page.sheets.action is None
    assert watch.sent == []
    assert not page.notes.withdrawn.isHidden()
    assert "put away" in page.notes.withdrawn.label.text()
    page.notes.understood.click()
    assert page.notes.withdrawn.isHidden()


def test_what_is_not_permitted_is_not_sent_however_it_is_asked(watch):
    page = watch.show(scenes.ended(S.SUCCESSFUL, 40))
    for action in A:
        page.head.buttons.asked.emit(action)
    assert watch.sent == []
    assert page.sheets.action is None


def test_a_question_about_a_remedy_goes_with_the_refresh_without_a_word(watch):
    page = watch.show(scenes.needing())
    page.show()
    page.findChild(QAbstractButton, "offer_hook_2").click()
    assert page.sheets.remedy is not None
    watch.show(replace(scenes.needing(), monitors={}))
    assert page.sheets.remedy is None
    assert page.notes.withdrawn.isHidden()
    assert watch.sent == []
