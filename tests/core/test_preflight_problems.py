from __future__ import annotations

from essgui.core.preflight import preflight
from essgui.core.preflight_problems import preflight_problems
from essgui.core.state import AppState, Override, Step
from essgui.domain.rules import Severity
from tests.ui.wizard import answers, scenes

READY = scenes.ecs(Step.SAFETY, **scenes.CONFIGURATION, max_healthy=200)
E, C = Severity.ERROR, Severity.CAUTION


def problems(state: AppState) -> dict[str, Severity]:
    assert state.wizard is not None
    return {p.field: p.severity for p in preflight_problems(preflight(state), state.wizard.override)}


def test_a_no_go_is_an_error_until_it_is_overridden_and_a_caution_stays_one() -> None:
    state = answers.answered(READY, StockOf=answers.SOLD_OUT, Hooks=(answers.HOOK,))
    assert problems(state) == {"safety.stock": E, "safety.hooks": C}
    assert problems(scenes.despite(state)) == {"safety.stock": C, "safety.hooks": C}


def test_what_ess_refuses_itself_stays_an_error() -> None:
    state = scenes.despite(answers.answered(READY, StockOf=answers.SOLD_OUT))
    assert problems(scenes.with_group(state, multi_az_policy="BALANCE"))["safety.group"] is E


def test_what_was_not_checked_is_no_problem_and_other_steps_keep_their_own_words() -> None:
    assert problems(READY) == {}
    assert preflight_problems(None, Override()) == ()
    tight = scenes.ecs(Step.SAFETY, **scenes.CONFIGURATION, max_healthy=200, size=60)
    assert "safety.room" not in problems(answers.answered(tight, ImageById=None))
    assert "safety.way back" not in problems(answers.answered(tight, ImageById=None))
