"""One step is on screen at a time, and the focus goes with it."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from essgui.core.state import Step
from essgui.ui.wizard.step_stack import StepStack


@pytest.fixture
def stack(qtbot, themed):
    page = QWidget()
    made = StepStack()
    outside = QLineEdit()
    outside.setObjectName("outside")
    layout = QVBoxLayout(page)
    layout.addWidget(made)
    layout.addWidget(outside)
    qtbot.addWidget(page)
    fields = {step: made.add(step, QLineEdit()) for step in (Step.TARGET, Step.SCOPE, Step.REVIEW)}
    page.show()
    page.activateWindow()
    # The page has to outlive the test, and nothing else holds it.
    yield made, fields, outside
    page.close()


def test_a_step_is_there_once_it_was_added(stack):
    made, _, _ = stack
    assert made.has(Step.TARGET)
    assert not made.has(Step.PACE)


def test_one_step_is_on_screen_and_takes_the_focus_of_the_one_before(stack):
    made, fields, _ = stack
    fields[Step.TARGET].setFocus()
    made.open(Step.SCOPE)
    assert [step for step, field in fields.items() if field.isVisible()] == [Step.SCOPE]
    assert fields[Step.SCOPE].hasFocus()


def test_the_focus_stays_on_a_button_below_but_never_on_the_last_step(stack):
    made, fields, outside = stack
    outside.setFocus()
    made.open(Step.SCOPE)
    assert outside.hasFocus(), "Next can be pressed over and over"
    made.open(Step.REVIEW)
    assert fields[Step.REVIEW].hasFocus()


def test_every_step_is_locked_with_its_reason(stack):
    made, fields, _ = stack
    made.lock(True)
    assert not any(field.isEnabled() for field in fields.values())
    assert "A start is under way" in fields[Step.SCOPE].toolTip()
    made.lock(False)
    assert all(field.isEnabled() for field in fields.values())
    assert fields[Step.SCOPE].toolTip() == ""
