"""The wizard and the monitors ask for what they need: once, again when it is old, and within bounds."""

from __future__ import annotations

from dataclasses import replace

from essgui.core import effects as e
from essgui.core import messages as m
from essgui.core.draft import Draft, TargetKind
from essgui.core.failure import Failure, FailureKind
from essgui.core.lookup import answer
from essgui.core.state import Step
from essgui.core.update import update
from essgui.domain.lifecycle import RefreshStatus
from essgui.domain.questions import (
    Alarms,
    DiagnosisOf,
    Hooks,
    ImageById,
    PastActivities,
    ScheduledTasks,
    StockOf,
)
from essgui.domain.surroundings import Diagnosis
from tests.support.states import (
    HANGZHOU,
    NOW,
    OTHER,
    later,
    make_configurations,
    make_group,
    make_state,
    make_task,
)

WEB = make_group()
PAST = PastActivities(HANGZHOU, WEB.id)
HOOKS, TASKS = Hooks(HANGZHOU, WEB.id), ScheduledTasks(HANGZHOU, WEB.id)
TASK = make_task(WEB)
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


def test_a_refresh_that_ended_since_is_one_more_to_learn_from() -> None:
    state, _ = update(OPEN, m.Answered(PAST, ()), NOW)
    ended = make_task(WEB, RefreshStatus.SUCCESSFUL, 10, ended_at=later(30).at)
    state = replace(state, tasks={ended.id: ended}, history={WEB.id: (ended.id,)})
    assert update(state, TYPED, later(40))[1] == ()
    state, effects = update(state, m.StepChosen(Step.PACE), later(40))
    assert effects == (e.Ask(PAST),)
    state, _ = update(state, m.Answered(PAST, ()), later(41))
    assert e.Ask(PAST) not in update(state, m.StepChosen(Step.REVIEW), later(42))[1]


def test_without_a_wizard_nothing_is_asked() -> None:
    assert update(STATE, m.StepChosen(Step.PACE), NOW)[1] == ()


def test_the_safety_step_asks_its_questions_and_so_does_the_review_that_is_come_to_directly() -> None:
    for step in (Step.SAFETY, Step.REVIEW):
        _, effects = update(OPEN, m.StepChosen(step), NOW)
        kinds = {type(effect.question) for effect in effects if isinstance(effect, e.Ask)}
        assert {DiagnosisOf, Hooks, ScheduledTasks, Alarms} <= kinds
    assert update(OPEN, m.StepChosen(Step.PACE), NOW)[1] == ()


def test_the_answer_to_one_question_leads_to_the_next() -> None:
    typed = Draft(kind=TargetKind.CONFIGURATION, configuration=OTHER)
    state, _ = update(OPEN, m.DraftChanged(typed), NOW)
    state, effects = update(state, m.StepChosen(Step.SAFETY), NOW)
    assert not any(isinstance(effect.question, StockOf) for effect in effects if isinstance(effect, e.Ask))
    state, effects = update(state, m.ConfigurationsLoaded(WEB.id, make_configurations(WEB)), later(1))
    kinds = {type(effect.question) for effect in effects if isinstance(effect, e.Ask)}
    assert kinds == {StockOf, ImageById}


def test_answers_of_the_preflight_are_good_for_a_minute_and_a_diagnosis_for_two() -> None:
    state, effects = update(OPEN, m.StepChosen(Step.SAFETY), NOW)
    for effect in effects:
        assert isinstance(effect, e.Ask)
        good = Diagnosis("d", None) if isinstance(effect.question, DiagnosisOf) else ()
        state, _ = update(state, m.Answered(effect.question, good), NOW)
    assert update(state, m.StepChosen(Step.SAFETY), later(60))[1] == ()
    asked = {type(a.question) for a in update(state, m.StepChosen(Step.REVIEW), later(61))[1]}
    assert asked == {Hooks, ScheduledTasks, Alarms}
    asked = {type(a.question) for a in update(state, m.StepChosen(Step.REVIEW), later(121))[1]}
    assert DiagnosisOf in asked
