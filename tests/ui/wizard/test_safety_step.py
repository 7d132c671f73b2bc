"""The Safety step: verdicts that can be read without colour, evidence on demand, and the override."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton

from essgui.core import effects as e
from essgui.core import messages as m
from essgui.core.state import AppState, Override, Step
from essgui.domain.preflight.verdict import Verdict
from essgui.domain.questions import Alarms, DiagnosisOf, Hooks, ImageById, ScheduledTasks, StockOf
from essgui.domain.surroundings import Diagnosis
from essgui.ui.widgets.switch import Switch
from essgui.ui.wizard.check_row import CheckRow
from tests.ui.wizard import answers, scenes
from tests.ui.wizard.stage import Stage

Make = Callable[[AppState], Stage]
PACE = {**scenes.CONFIGURATION, "min_healthy": 90, "max_healthy": 150, "checkpoints": (25, 50, 100)}


@pytest.fixture
def ready() -> AppState:
    return scenes.ecs(Step.SAFETY, **PACE)


def row(here: Stage, kind: str) -> CheckRow:
    return here.find(CheckRow, f"check_{kind}")


def click(here: Stage, name: str) -> None:
    QTest.mouseClick(here.find(QPushButton, name), Qt.MouseButton.LeftButton)
    here.turn()


def test_every_check_has_its_verdict_as_a_word(stage: Make, ready: AppState) -> None:
    here = stage(answers.answered(ready, StockOf=answers.SOLD_OUT, Hooks=(answers.HOOK,)))
    assert here.page.safety.title.text() == "No-go: 1 check stands against it"
    assert (row(here, "stock").verdict, row(here, "stock").tag.text) == (Verdict.NO_GO, "NO-GO")
    assert row(here, "hooks").tag.text == "CAUTION"
    assert row(here, "alarms").tag.text == "GO"
    assert "no-go" in row(here, "stock").accessibleName()


def test_what_a_check_rests_on_is_folded_until_it_is_asked_for(stage: Make, ready: AppState) -> None:
    here = stage(answers.answered(ready, StockOf=answers.SOLD_OUT))
    stock = row(here, "stock")
    assert not stock.evidence.isVisible()
    click(here, "check_stock_fold")
    assert stock.evidence.isVisible()
    assert "OperationDenied.NoStock" in stock.evidence.text()
    here.show(answers.answered(here.store.state, StockOf=answers.SOME_OUT))
    assert stock.evidence.isVisible(), "it stays as the operator left it"
    click(here, "check_stock_fold")
    assert not stock.evidence.isVisible()
    assert not row(here, "alarms").fold.isVisible(), "there is nothing to unfold"


def test_checking_again_asks_every_question_and_reads_the_group(stage: Make, ready: AppState) -> None:
    here = stage(answers.answered(ready))
    click(here, "safety_again")
    asked = [effect.question for effect in here.asked if isinstance(effect, e.Ask)]
    assert {type(q) for q in asked} >= {StockOf, DiagnosisOf, Hooks, ScheduledTasks, Alarms, ImageById}
    assert any(isinstance(effect, e.ReadInstances) for effect in here.asked)
    assert not here.page.safety.again.isEnabled()
    assert here.page.safety.again_gate.reason == "The checks are being made."


def test_answers_that_come_are_shown(stage: Make, ready: AppState) -> None:
    here = stage(answers.asking(ready))
    assert row(here, "diagnosis").tag.text == "CHECKING"
    question = next(q for q in here.store.state.looks if type(q).__name__ == "DiagnosisOf")
    here.store.send(m.Answered(question, Diagnosis("d", None, (answers.CRITICAL,))))
    here.turn()
    assert row(here, "diagnosis").tag.text == "NO-GO"


def test_the_override_is_there_only_where_something_stands_against_it(stage: Make, ready: AppState) -> None:
    here = stage(answers.answered(ready))
    assert not here.page.safety.override.isVisible()
    here.show(answers.answered(ready, StockOf=answers.SOLD_OUT))
    assert here.page.safety.override.isVisible()
    here.show(scenes.with_group(answers.answered(ready), multi_az_policy="BALANCE"))
    assert not here.page.safety.override.isVisible(), "ESS itself refuses"


def test_typing_a_reason_and_switching_lets_it_start(stage: Make, ready: AppState) -> None:
    here = stage(answers.answered(ready, StockOf=answers.SOLD_OUT))
    QTest.keyClicks(here.find(QLineEdit, "override_reason"), "old one loses orders")
    here.turn()
    assert here.wizard.override == Override(False, "old one loses orders", ())
    QTest.mouseClick(here.find(Switch, "override_on"), Qt.MouseButton.LeftButton)
    here.turn()
    assert here.wizard.override.against == ("Stock: Sold out everywhere: ecs.g8i.xlarge, ecs.g7.xlarge",)
    assert here.page.safety.override.complaint.sentence == ""
    here.send(m.StepChosen(Step.REVIEW))
    here.turn()
    assert "old one loses orders" in here.page.review.preflight.text.text()
    click(here, "wizard_start")
    (start,) = [effect for effect in here.asked if isinstance(effect, e.StartRefresh)]
    assert here.wizard.attempt is not None
    assert here.wizard.attempt.override is not None
    assert start.spec == here.wizard.attempt.spec


def test_without_it_start_is_off_and_says_why(stage: Make, ready: AppState) -> None:
    here = stage(answers.answered(ready, StockOf=answers.SOLD_OUT))
    here.send(m.StepChosen(Step.REVIEW))
    here.turn()
    assert not here.find(QPushButton, "wizard_start").isEnabled()
    assert "Sold out everywhere" in here.page.footer.start_gate.reason
    click(here, "review_go_safety")
    assert here.wizard.step is Step.SAFETY


def test_a_short_reason_is_asked_to_be_longer(stage: Make, ready: AppState) -> None:
    here = stage(scenes.despite(answers.answered(ready, StockOf=answers.SOLD_OUT), "short"))
    assert here.find(Switch, "override_on").isChecked()
    assert "5 characters more" in here.page.safety.override.complaint.sentence


def test_a_rehearsal_lists_the_stops(stage: Make, ready: AppState) -> None:
    here = stage(answers.answered(ready))
    card = here.page.safety.rehearsal
    texts = [[label.text() for label in line] for line in card._rows]
    assert [line[:2] for line in texts] == [
        ["At 25 %", "10 instances back"],
        ["At 50 %", "20 instances back"],
        ["Just before the end", "37 instances back"],
    ]
    here.show(answers.answered(scenes.template(Step.SAFETY, template_version="Latest")))
    assert card.fact.title.text() == "Rollback impossible"
    assert not card.stages.isVisible()


def test_a_long_list_of_stops_keeps_the_first_ones_and_the_end(stage: Make) -> None:
    many = {**PACE, "checkpoints": (*range(5, 95, 5), 100)}
    here = stage(answers.answered(scenes.ecs(Step.SAFETY, **many)))
    shown = [line[0].text() for line in here.page.safety.rehearsal._rows if line[0].isVisible()]
    assert len(shown) == 8
    assert shown[-1] == "Just before the end"


def test_everything_is_reached_by_keyboard_and_named(stage: Make, ready: AppState) -> None:
    here = stage(answers.answered(ready, StockOf=answers.SOLD_OUT))
    for button in here.page.safety.findChildren(QPushButton):
        if button.isVisible():
            assert button.text() or button.accessibleName(), button.objectName()
            assert button.focusPolicy() & Qt.FocusPolicy.TabFocus
    reason = here.find(QLineEdit, "override_reason")
    assert reason.accessibleName() == "Reason"
    switch = here.find(Switch, "override_on")
    switch.setFocus()
    QTest.keyClick(switch, Qt.Key.Key_Space)
    here.turn()
    assert here.wizard.override.on
