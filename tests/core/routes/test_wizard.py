from __future__ import annotations

from dataclasses import replace

from essgui.core import messages as m
from essgui.core.effects import Ask
from essgui.core.override import standing
from essgui.core.routes import wizard
from essgui.core.state import Override, Step
from tests.support.states import NOW
from tests.ui.wizard import answers, scenes


def test_a_step_that_is_come_to_asks_for_what_it_has_to_know() -> None:
    state = scenes.ecs(Step.PACE, **scenes.CONFIGURATION)
    _, effects = wizard.take(state, m.StepChosen(Step.SAFETY), NOW)
    assert any(isinstance(effect, Ask) for effect in effects)


def test_an_edit_that_changes_the_no_goes_takes_the_decision_back() -> None:
    state = answers.answered(
        scenes.ecs(Step.REVIEW, **scenes.CONFIGURATION, max_healthy=150), StockOf=answers.SOLD_OUT
    )
    reason = "The old version loses orders."
    state, _ = wizard.take(state, m.OverrideChanged(True, reason, standing(state)), NOW)
    assert state.wizard is not None
    assert state.wizard.override.on
    other = replace(state.wizard.draft, configuration="asc-bp1older000000000009")
    state, _ = wizard.take(state, m.DraftChanged(other), NOW)
    assert state.wizard is not None
    assert state.wizard.override == Override(False, reason, ())
