"""A no-go stops a Start; a reason lets it pass, covers what was seen, and is kept with the refresh."""

from __future__ import annotations

from dataclasses import replace

import pytest

from essgui.core import effects as e
from essgui.core import messages as m
from essgui.core.failure import Failure, FailureKind
from essgui.core.form import start_permit
from essgui.core.override import covers, despite, is_on, standing, uncovered
from essgui.core.state import AppState, Override, Step
from essgui.core.update import update
from essgui.domain.scaling import TaskId
from essgui.domain.surroundings import Diagnosis
from tests.support.playbook import Playbook
from tests.support.states import NOW
from tests.ui.wizard import answers, scenes

REASON = "  The old version loses orders.  "
SOLD_OUT = "Stock: Sold out everywhere: ecs.g8i.xlarge, ecs.g7.xlarge"


@pytest.fixture
def blocked() -> AppState:
    return answers.answered(
        scenes.ecs(Step.REVIEW, **scenes.CONFIGURATION, max_healthy=150), StockOf=answers.SOLD_OUT
    )


def decided(state: AppState, reason: str = REASON) -> AppState:
    return update(state, m.OverrideChanged(True, reason, standing(state)), NOW)[0]


def test_a_no_go_stops_the_start_and_says_which(blocked: AppState) -> None:
    assert standing(blocked) == (SOLD_OUT,)
    assert SOLD_OUT in start_permit(blocked).reason
    state, effects = update(blocked, m.StartRequested(), NOW)
    assert effects == () or not any(isinstance(effect, e.StartRefresh) for effect in effects)
    assert state.wizard is not None
    assert state.wizard.attempt is None


def test_cautions_and_what_was_not_checked_never_stop_it() -> None:
    state = scenes.ecs(Step.REVIEW, **scenes.CONFIGURATION)
    assert start_permit(state).enabled
    assert start_permit(answers.asking(state)).enabled
    failing = answers.answered(state, StockOf=answers.BROKEN, DiagnosisOf=answers.DENIED)
    assert start_permit(failing).enabled
    assert start_permit(answers.answered(state, StockOf=answers.SOME_OUT)).enabled


@pytest.mark.parametrize(
    ("on", "reason", "passes"),
    [(True, REASON, True), (True, "too short", False), (True, "   short   ", False), (False, REASON, False)],
)
def test_it_needs_the_switch_and_a_reason(blocked: AppState, on: bool, reason: str, passes: bool) -> None:
    state, _ = update(blocked, m.OverrideChanged(on, reason, standing(blocked)), NOW)
    assert start_permit(state).enabled is passes


def test_the_reason_is_kept_with_the_refresh(blocked: AppState) -> None:
    play = Playbook(decided(blocked))
    play.take(m.StartRequested())
    (start,) = play.asked(e.StartRefresh)
    task = TaskId("ir-new")
    play.take(m.StartAccepted(start.token, task))
    assert play.state.archive.origins[task].reason == f"Despite {SOLD_OUT}. Reason: {REASON.strip()}"


def test_a_start_that_nothing_stood_against_keeps_no_reason(blocked: AppState) -> None:
    play = Playbook(answers.answered(decided(blocked)))
    assert standing(play.state) == ()
    play.take(m.StartRequested())
    (start,) = play.asked(e.StartRefresh)
    play.take(m.StartAccepted(start.token, TaskId("ir-new")))
    assert play.state.archive.origins[TaskId("ir-new")].reason == ""


def test_a_refused_start_keeps_the_decision(blocked: AppState) -> None:
    play = Playbook(decided(blocked))
    play.take(m.StartRequested())
    (start,) = play.asked(e.StartRefresh)
    play.take(m.StartFailed(start.token, Failure(FailureKind.REFUSED, "No", "ESS said no.")))
    assert start_permit(play.state).enabled


def test_another_no_go_that_comes_later_is_not_covered(blocked: AppState) -> None:
    state = decided(blocked)
    worse = answers.answered(
        state, StockOf=answers.SOLD_OUT, DiagnosisOf=Diagnosis("d", None, (answers.CRITICAL,))
    )
    assert not start_permit(worse).enabled
    assert uncovered(worse) == standing(worse)
    assert len(standing(worse)) == 2
    assert despite(worse) is None
    assert start_permit(decided(worse)).enabled


def test_another_target_takes_the_decision_back_and_keeps_what_was_typed(blocked: AppState) -> None:
    state = decided(blocked)
    assert state.wizard is not None
    other = replace(state.wizard.draft, configuration="asc-bp1older000000000009")
    state, _ = update(state, m.DraftChanged(other), NOW)
    assert state.wizard is not None
    assert state.wizard.override == Override(False, REASON, ())
    # The same no-go again: nobody has looked at it for this target.
    state = answers.answered(state, StockOf=answers.SOLD_OUT)
    assert not start_permit(state).enabled


def test_an_edit_that_leaves_the_no_goes_as_they_are_leaves_the_decision(blocked: AppState) -> None:
    state = decided(blocked)
    assert state.wizard is not None
    state, _ = update(state, m.DraftChanged(replace(state.wizard.draft, pause_minutes=30)), NOW)
    assert start_permit(state).enabled


def test_what_ess_refuses_itself_cannot_be_overridden(blocked: AppState) -> None:
    state = scenes.with_group(decided(blocked), multi_az_policy="BALANCE")
    assert standing(state) == (SOLD_OUT,)
    assert "Priority" in start_permit(state).reason


def test_nothing_changes_while_a_start_is_on_its_way(blocked: AppState) -> None:
    state = scenes.starting(decided(blocked))
    assert update(state, m.OverrideChanged(False, "", ()), NOW)[0].wizard == state.wizard


def test_a_decision_about_nothing_covers_nothing() -> None:
    assert not is_on(Override(True, REASON, ()), ())
    assert not covers(Override(True, REASON, ("a",)), ("a", "b"))
    assert covers(Override(True, REASON, ("a", "b")), ("a",))
    assert despite(scenes.ecs(Step.REVIEW, **scenes.CONFIGURATION)) is None
