from __future__ import annotations

from dataclasses import replace

from essgui.core import messages as m
from essgui.core.effects import WriteFile
from essgui.core.override import standing
from essgui.core.routes import papers, wizard
from essgui.core.state import Override, Step
from essgui.domain.exchange.settings import SavedSettings
from essgui.domain.refresh import ImageTarget
from tests.support.states import NOW, make_state
from tests.ui.wizard import answers, scenes


def test_a_file_is_written_as_it_was_asked_for() -> None:
    state = make_state()
    assert papers.take(state, m.FileAsked("request.json", "{}")) == (
        state,
        (WriteFile("request.json", "{}"),),
    )


def test_settings_that_fill_the_form_in_take_a_decision_about_it_back() -> None:
    state = answers.answered(
        scenes.ecs(Step.REVIEW, **scenes.CONFIGURATION, max_healthy=150), StockOf=answers.SOLD_OUT
    )
    reason = "The old version loses orders."
    state, _ = wizard.take(state, m.OverrideChanged(True, reason, standing(state)), NOW)
    state = replace(state, saved=(SavedSettings("calm", target=ImageTarget("m-1")),))
    state, _ = papers.take(state, m.SettingsChosen("calm"))
    assert state.wizard is not None
    assert state.wizard.override == Override(False, reason, ())
