"""Remedies on the Scope step: asked about first, under way, refused, tried again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from essgui.core import effects as e
from essgui.core import messages as m
from essgui.core.state import AppState, Remote, Step
from essgui.domain.remedies import ExitStandby, Unprotect
from essgui.domain.scaling import InstanceId
from tests.support.states import HANGZHOU, NOW
from tests.ui.wizard import scenes
from tests.ui.wizard.stage import Stage

Make = Callable[[AppState], Stage]


def three_protected() -> AppState:
    state = scenes.ecs(Step.SCOPE, **scenes.CONFIGURATION)
    assert state.wizard is not None
    known = state.details[state.wizard.group].instances.value or ()
    instances = (*(replace(i, state="Protected") for i in known[:3]), *known[3:])
    instances = tuple(replace(i, creation_type="AutoCreated") for i in instances)
    return scenes.with_detail(state, instances=Remote(instances, NOW))


def click(here: Stage, name: str) -> None:
    QTest.mouseClick(here.find(QPushButton, name), Qt.MouseButton.LeftButton)
    here.turn()


def ids(*numbers: int) -> tuple[InstanceId, ...]:
    return tuple(InstanceId(f"i-bp1{n:05}") for n in numbers)


def test_all_of_a_reason_after_a_question_that_says_what_it_means(stage: Make) -> None:
    here = stage(three_protected())
    # What the step wants to know is asked by then: nothing but the errand makes the page draw anew.
    here.store.send(m.StepChosen(Step.SCOPE))
    here.turn()
    click(here, "remedy_all_protected")
    sheet = here.page.scope.sheet
    assert sheet is not None
    assert sheet.question.title == "Unprotect 3 instances of web-frontend?"
    assert "every later refresh, and scale-in" in sheet.question.lines[0]
    assert here.sent == []
    QTest.mouseClick(sheet.act, Qt.MouseButton.LeftButton)
    here.turn()
    remedy = Unprotect(HANGZHOU, here.wizard.group, ids(0, 1, 2))
    assert here.sent == [m.RemedyRequested(remedy)]
    assert e.RunErrand(remedy) in here.asked
    gate = here.find(QPushButton, "remedy_all_protected")
    assert not gate.isEnabled()
    assert "under way" in gate.accessibleDescription()


def test_keeping_it_as_it_is_sends_nothing(stage: Make) -> None:
    here = stage(three_protected())
    click(here, "remedy_all_protected")
    sheet = here.page.scope.sheet
    assert sheet is not None
    QTest.mouseClick(sheet.cancel, Qt.MouseButton.LeftButton)
    here.turn()
    assert here.sent == []
    assert here.page.scope.sheet is None


def test_only_those_selected(stage: Make) -> None:
    here = stage(three_protected())
    some = here.find(QPushButton, "remedy_some_protected")
    assert not some.isEnabled()
    assert "Select Protected instances" in some.accessibleDescription()
    table = here.page.scope.table
    flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    for index in (0, 2):
        table.selectionModel().select(table.model().index(index, 0), flags)
    here.turn()
    assert some.text() == "Unprotect 2 selected"
    click(here, "remedy_some_protected")
    sheet = here.page.scope.sheet
    assert sheet is not None
    sheet.accept()
    here.turn()
    assert here.sent == [m.RemedyRequested(Unprotect(HANGZHOU, here.wizard.group, ids(0, 2)))]


def test_standby_is_put_back(stage: Make) -> None:
    here = stage(scenes.ecs(Step.SCOPE, **scenes.CONFIGURATION))
    click(here, "remedy_all_standby")
    sheet = here.page.scope.sheet
    assert sheet is not None
    sheet.accept()
    here.turn()
    assert here.sent == [m.RemedyRequested(ExitStandby(HANGZHOU, here.wizard.group, ids(1)))]


def test_the_counts_follow_what_is_read_afterwards(stage: Make) -> None:
    here = stage(three_protected())
    assert here.page.scope.ignored.number.text() == "3"
    known = here.store.state.details[here.wizard.group].instances.value or ()
    free = tuple(replace(i, state="InService") for i in known)
    here.show(scenes.with_detail(here.store.state, instances=Remote(free, NOW)))
    assert here.page.scope.ignored.number.text() == "0"
    assert here.page.scope.replaced.number.text() == "40"
    assert not here.page.scope.remedies.isVisible()


def test_a_question_about_instances_that_are_free_by_now_is_put_away(stage: Make) -> None:
    here = stage(three_protected())
    click(here, "remedy_all_protected")
    assert here.page.scope.sheet is not None
    known = here.store.state.details[here.wizard.group].instances.value or ()
    free = (replace(known[0], state="InService"), *known[1:])
    here.show(scenes.with_detail(here.store.state, instances=Remote(free, NOW)))
    assert here.page.scope.sheet is None
    assert here.sent == []


def test_a_refusal_is_told_tried_again_and_dismissed(stage: Make) -> None:
    here = stage(scenes.mending(scenes.ecs(Step.SCOPE, **scenes.CONFIGURATION), scenes.MAY_NOT))
    (remedy,) = here.store.state.errands
    card = here.page.scope.remedies._cards[0]
    assert card.isVisible()
    assert "ess:SetInstancesProtection" in card.hint.text()
    assert (card.code.text(), card.copy_policy.isVisible()) == ("Forbidden.RAM", True)
    click(here, "remedy_again")
    assert e.RunErrand(remedy) in here.asked
    assert not card.isVisible()
    here.store.send(m.RemedyFailed(remedy, scenes.MAY_NOT))
    here.turn()
    assert card.isVisible()
    click(here, "remedy_dismiss")
    assert here.store.state.errands == {}
    assert not card.isVisible()
