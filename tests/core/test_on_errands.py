"""Questions are asked once, their answers kept and bounded; remedies run once and show what came of them."""

from __future__ import annotations

from essgui.core import effects as e
from essgui.core import messages as m
from essgui.core.failure import Failure, FailureKind
from essgui.core.lookup import answer
from essgui.core.on_errands import MOST_ANSWERS
from essgui.core.update import update
from essgui.domain.questions import Hooks, ImageById
from essgui.domain.remedies import ExitStandby
from essgui.domain.scaling import InstanceId
from essgui.domain.surroundings import LifecycleHook
from tests.support.states import HANGZHOU, NOW, later, make_group, make_state, make_task

WEB = make_group()
HOOKS = Hooks(HANGZHOU, WEB.id)
HOOK = LifecycleHook("ash-1", "warm-cache", "SCALE_OUT")
NO = Failure(FailureKind.DENIED, "Forbidden.RAM", "Not allowed.", action="ess:DescribeLifecycleHooks")
BACK = ExitStandby(HANGZHOU, WEB.id, (InstanceId("i-1"),))
STATE = make_state([WEB])


def test_a_question_is_asked_once_while_it_is_on_its_way() -> None:
    state, effects = update(STATE, m.Asked(HOOKS), NOW)
    assert effects == (e.Ask(HOOKS),)
    assert answer(state, HOOKS).loading
    assert update(state, m.Asked(HOOKS), NOW)[1] == ()


def test_an_answer_is_kept_and_asked_for_again_only_on_demand() -> None:
    state, _ = update(STATE, m.Asked(HOOKS), NOW)
    state, _ = update(state, m.Answered(HOOKS, (HOOK,)), later(1))
    known = answer(state, HOOKS)
    assert (known.value, known.seen, known.loading) == ((HOOK,), later(1), False)
    assert update(state, m.Asked(HOOKS), later(2))[1] == ()
    state, effects = update(state, m.Asked(HOOKS, again=True), later(2))
    assert effects == (e.Ask(HOOKS),)
    assert answer(state, HOOKS).value == (HOOK,)


def test_a_refusal_keeps_the_answer_of_before_and_may_be_tried_again() -> None:
    state, _ = update(STATE, m.Answered(HOOKS, (HOOK,)), NOW)
    state, _ = update(state, m.Asked(HOOKS, again=True), NOW)
    state, _ = update(state, m.AskFailed(HOOKS, NO), later(1))
    known = answer(state, HOOKS)
    assert (known.value, known.failure, known.loading) == ((HOOK,), NO, False)
    assert update(state, m.Asked(HOOKS), later(2))[1] == (e.Ask(HOOKS),)


def test_an_empty_answer_is_an_answer() -> None:
    state, _ = update(STATE, m.Asked(HOOKS), NOW)
    state, _ = update(state, m.Answered(HOOKS, None), NOW)
    assert update(state, m.Asked(HOOKS), NOW)[1] == ()


def test_the_oldest_answers_are_forgotten_but_none_that_is_on_its_way() -> None:
    state, _ = update(STATE, m.Asked(HOOKS), NOW)
    for number in range(MOST_ANSWERS + 20):
        question = ImageById(HANGZHOU, f"m-{number}")
        state, _ = update(state, m.Asked(question), NOW)
        state, _ = update(state, m.Answered(question, None), NOW)
    assert len(state.looks) == MOST_ANSWERS
    assert answer(state, HOOKS).loading
    assert answer(state, ImageById(HANGZHOU, "m-0")).seen is None
    assert answer(state, ImageById(HANGZHOU, f"m-{MOST_ANSWERS + 19}")).seen is not None


def test_a_remedy_runs_once_and_then_the_group_is_read_again() -> None:
    state, effects = update(STATE, m.RemedyRequested(BACK), NOW)
    assert effects == (e.RunErrand(BACK),)
    assert update(state, m.RemedyRequested(BACK), NOW)[1] == ()
    state, effects = update(state, m.RemedyAccepted(BACK), later(1))
    assert state.errands == {}
    assert e.ReadInstances(HANGZHOU, WEB.id) in effects


def test_a_refused_remedy_says_why_until_it_is_read_or_tried_again() -> None:
    state, _ = update(STATE, m.RemedyRequested(BACK), NOW)
    assert update(state, m.RemedyFailureDismissed(BACK), NOW)[0].errands == state.errands
    state, effects = update(state, m.RemedyFailed(BACK, NO), later(1))
    assert state.errands[BACK].failure == NO
    assert e.ReadInstances(HANGZHOU, WEB.id) in effects
    again, effects = update(state, m.RemedyRequested(BACK), later(2))
    assert effects == (e.RunErrand(BACK),)
    assert again.errands[BACK].failure is None
    assert update(state, m.RemedyFailureDismissed(BACK), later(2))[0].errands == {}


def test_a_remedy_names_the_refresh_that_runs() -> None:
    task = make_task(WEB)
    _, effects = update(make_state([WEB], [task]), m.RemedyRequested(BACK), NOW)
    assert effects == (e.RunErrand(BACK, task.id),)
