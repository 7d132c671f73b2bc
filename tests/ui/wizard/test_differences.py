from __future__ import annotations

from dataclasses import replace

from essgui.core.state import Step
from essgui.ui.wizard.differences import form_differs
from tests.support.states import later
from tests.ui.wizard import scenes


def test_the_form_is_left_alone_by_what_other_pages_show() -> None:
    state = scenes.ecs(Step.PACE, **scenes.CONFIGURATION)
    assert not form_differs(state, replace(state, fleet=replace(state.fleet, text="web"), notices=()))
    assert form_differs(state, replace(state, details=dict(state.details)))
    assert state.wizard is not None
    assert form_differs(state, replace(state, wizard=replace(state.wizard, step=Step.SCOPE)))


def test_the_forecast_moves_on_once_in_a_minute() -> None:
    state = scenes.ecs(Step.PACE, **scenes.CONFIGURATION)
    seconds = state.now.at.second
    assert not form_differs(state, replace(state, now=later(59 - seconds, state.now)))
    assert form_differs(state, replace(state, now=later(60 - seconds, state.now)))
