from __future__ import annotations

from dataclasses import replace
from datetime import UTC

import pytest

from essgui.core.form import start_permit
from essgui.core.select_wizard import Subject, subject_of
from essgui.core.select_wizard_facts import FactKind
from essgui.core.select_wizard_frame import frame
from essgui.core.select_wizard_review import review_view
from essgui.core.select_wizard_safety import NAMES, SafetyView, safety_view
from essgui.core.state import AppState, Override, Step
from essgui.domain.preflight.verdict import CheckKind, Verdict
from tests.support.states import later
from tests.ui.wizard import answers, scenes

PACE = {**scenes.CONFIGURATION, "min_healthy": 90, "max_healthy": 150, "checkpoints": (25, 50, 100)}


def subject(state: AppState) -> Subject:
    found = subject_of(state)
    assert found is not None
    return found


def view(state: AppState) -> SafetyView:
    return safety_view(subject(state), UTC)


@pytest.fixture
def ready() -> AppState:
    return scenes.ecs(Step.SAFETY, **PACE)


@pytest.fixture
def blocked(ready: AppState) -> AppState:
    return answers.answered(ready, StockOf=answers.SOLD_OUT)


def test_every_kind_of_check_has_a_name() -> None:
    assert set(NAMES) == set(CheckKind)


def test_all_well(ready: AppState) -> None:
    shown = view(answers.answered(ready))
    assert (shown.verdict, shown.title) == (Verdict.GO, "Go: nothing stands against it")
    assert shown.text == "Looked at 06:00."
    assert {line.word for line in shown.checks} == {"GO"}
    assert shown.override is None
    assert shown.again_reason == ""
    assert len(shown.questions) == 6


def test_while_it_is_read_again_the_button_says_why_it_is_off(ready: AppState) -> None:
    shown = view(answers.asking(ready))
    assert shown.title == "Checking…"
    assert "still being made" in shown.text
    assert {line.word for line in shown.checks if line.reading} == {"CHECKING"}
    assert shown.again_reason == "The checks are being made."


def test_a_no_go_offers_the_override_and_says_what_is_missing(blocked: AppState) -> None:
    shown = view(blocked).override
    assert shown is not None
    assert (shown.on, shown.stands, shown.complaint) == (False, False, "")
    on = scenes.despite(blocked, "")
    found = view(on).override
    assert found is not None
    assert found.complaint == "Say why, in 10 characters at least."
    found = view(scenes.despite(blocked, "short")).override
    assert found is not None
    assert found.complaint == "Say why, in 5 characters more at least."
    found = view(scenes.despite(blocked)).override
    assert found is not None
    assert (found.stands, found.complaint) == (True, "")


def test_a_decision_about_something_else_is_shown_as_not_made(blocked: AppState) -> None:
    old = scenes.with_wizard(blocked, override=Override(True, "long enough a reason", ("Stock: other",)))
    shown = view(old).override
    assert shown is not None
    assert (shown.on, shown.stands) == (False, False)
    assert "decide again" in shown.complaint


def test_the_rollback_is_rehearsed_stop_by_stop(ready: AppState) -> None:
    shown = view(answers.answered(ready)).rehearsal
    assert shown is not None
    assert shown.possible
    assert shown.text.startswith("Back to configuration web-frontend-2026-10")
    assert shown.existence == "Image m-bp1c30n8rtd6ye2mkp7a still exists"
    assert [(line.when, line.count) for line in shown.lines] == [
        ("At 25 %", "10 instances back"),
        ("At 50 %", "20 instances back"),
        ("Just before the end", "37 instances back"),
    ]
    assert all(" min" in line.takes for line in shown.lines)


def test_a_way_back_that_is_gone_and_one_that_never_was(ready: AppState) -> None:
    gone = view(answers.answered(ready, ImageById=None)).rehearsal
    assert gone is not None
    assert (gone.possible, gone.title, gone.existence_verdict) == (
        False,
        "A rollback would fail",
        Verdict.NO_GO,
    )
    latest = view(answers.answered(scenes.template(Step.SAFETY, template_version="Latest"))).rehearsal
    assert latest is not None
    assert (latest.possible, latest.title) == (False, "Rollback impossible")
    assert latest.lines == ()


def test_before_the_step_was_come_to_nothing_is_computed() -> None:
    found = subject(scenes.ecs(Step.PACE, **PACE))
    assert found.preflight is None
    assert safety_view(found).checks == ()


def test_the_strip_marks_the_step_once_it_was_left(blocked: AppState) -> None:
    state = scenes.with_wizard(blocked, step=Step.REVIEW, furthest=Step.REVIEW)
    (mark,) = [m for m in frame(subject(state)).marks if m.step is Step.SAFETY]
    assert (mark.errors, mark.cautions, mark.left) == (1, 0, True)
    passed = frame(subject(scenes.despite(state))).marks[Step.SAFETY]
    assert (passed.errors, passed.cautions) == (0, 1)


def test_the_review_links_to_the_no_go_and_shows_the_reason(blocked: AppState) -> None:
    state = scenes.with_wizard(blocked, step=Step.REVIEW, furthest=Step.REVIEW)
    shown = review_view(subject(state))
    assert [(link.step, link.title) for link in shown.errors] == [(Step.SAFETY, "Safety")]
    assert shown.start_reason == start_permit(state).reason != ""
    passed = review_view(subject(scenes.despite(state)))
    assert passed.errors == ()
    assert passed.start_reason == ""
    assert passed.preflight is not None
    assert passed.preflight.kind is FactKind.NO_GO
    assert "“The old version loses orders, incident of today”" in passed.preflight.text


def test_the_review_says_what_was_not_checked_and_lets_it_start(ready: AppState) -> None:
    state = scenes.with_wizard(ready, step=Step.REVIEW, furthest=Step.REVIEW)
    state = answers.answered(state, StockOf=answers.BROKEN, Hooks=answers.BROKEN)
    shown = review_view(subject(state))
    assert shown.preflight is not None
    assert shown.preflight.kind is FactKind.NOT_CHECKED
    assert shown.preflight.text == "2 checks could not be made."
    assert shown.start_reason == ""


def test_a_group_that_is_gone_cannot_be_checked_again(ready: AppState) -> None:
    assert "no longer exists" in view(scenes.with_wizard(ready, gone=True)).again_reason


def test_a_second_makes_no_difference_to_what_is_shown(blocked: AppState) -> None:
    assert view(replace(blocked, now=later(30))) == view(blocked)
