"""The guards on the Safety page: chosen by mouse and keyboard, kept in the form, shown on the Review page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from essgui.core import messages as m
from essgui.core.select_guards import BEFORE_START
from essgui.core.state import AppState, Step
from essgui.domain.guards import Guard, Guards
from tests.ui.wizard import answers, scenes
from tests.ui.wizard.stage import Stage

Make = Callable[[AppState], Stage]


@pytest.fixture
def here(stage: Make) -> Stage:
    return stage(answers.answered(scenes.ecs(Step.SAFETY, **scenes.CONFIGURATION)))


def click(here: Stage, name: str) -> None:
    QTest.mouseClick(here.find(QAbstractButton, name), Qt.MouseButton.LeftButton)
    here.turn()


def test_the_card_says_first_when_guards_act(here: Stage) -> None:
    card = here.page.safety.guards
    assert card.promise.text() == BEFORE_START
    assert card.promise.isVisible()
    assert set(card.lines) == set(Guard)


def test_what_is_chosen_is_kept_in_the_form_and_nothing_is_sent(here: Stage) -> None:
    click(here, "guard_floor")
    click(here, "guard_failures_3")
    assert here.draft.guards == Guards(suspend_below_floor=True, suspend_after=3)
    click(here, "guard_failures_off")
    assert here.draft.guards == Guards(suspend_below_floor=True)
    assert {type(message) for message in here.sent} == {m.DraftChanged}


def test_the_keyboard_chooses_too(here: Stage) -> None:
    switch = here.find(QAbstractButton, "guard_floor")
    switch.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(switch, Qt.Key.Key_Space)
    here.turn()
    assert here.draft.guards.suspend_below_floor


def test_the_review_page_names_what_was_chosen(here: Stage) -> None:
    click(here, "guard_failures_5")
    click(here, "wizard_next")
    assert "suspend after 5 failed activities" in here.page.review.guards.text.text().lower()


def test_a_choice_from_elsewhere_is_shown(here: Stage) -> None:
    state = here.store.state
    wizard = here.wizard
    here.show(
        replace(
            state,
            wizard=replace(wizard, draft=replace(wizard.draft, guards=Guards(roll_back_after=10))),
        )
    )
    assert here.find(QAbstractButton, "guard_roll_back_10").isChecked()
    assert here.draft.guards == Guards(roll_back_after=10)
