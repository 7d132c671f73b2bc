"""The wizard asks for what its steps need: once, again when it is old, after a failure only on purpose."""

from __future__ import annotations

from essgui.core import effects as e
from essgui.core import messages as m
from essgui.core.draft import Draft
from essgui.core.failure import Failure, FailureKind
from essgui.core.lookup import answer
from essgui.core.state import Step
from essgui.core.update import update
from essgui.domain.questions import PastActivities
from tests.support.states import HANGZHOU, NOW, later, make_group, make_state

WEB = make_group()
PAST = PastActivities(HANGZHOU, WEB.id)
NO = Failure(FailureKind.DENIED, "Forbidden.RAM", "Not allowed.")
STATE = make_state([WEB])
OPEN, FIRST = update(STATE, m.WizardOpened(WEB.id), NOW)
TYPED = m.DraftChanged(Draft(min_healthy=70))


def test_opening_the_wizard_asks_for_the_past_activities_of_the_group() -> None:
    assert e.Ask(PAST) in FIRST
    assert answer(OPEN, PAST).loading


def test_an_answer_is_good_for_a_while() -> None:
    state, _ = update(OPEN, m.Answered(PAST, ()), NOW)
    assert update(state, TYPED, later(299))[1] == ()
    assert update(state, TYPED, later(301))[1] == (e.Ask(PAST),)


def test_what_failed_is_not_asked_at_every_key_stroke_but_when_a_step_is_opened() -> None:
    state, _ = update(OPEN, m.AskFailed(PAST, NO), NOW)
    state, effects = update(state, TYPED, later(1))
    assert effects == ()
    assert update(state, m.StepChosen(Step.PACE), later(2))[1] == (e.Ask(PAST),)


def test_without_a_wizard_nothing_is_asked() -> None:
    assert update(STATE, m.StepChosen(Step.PACE), NOW)[1] == ()
