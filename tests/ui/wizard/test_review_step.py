"""The review by itself: the typed name is wanted to the letter, and its links lead to the right step."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from essgui.core.select_wizard_facts import Fact, FactKind
from essgui.core.select_wizard_review import ReviewLink, ReviewView
from essgui.core.state import Step
from essgui.ui.wizard.review_step import ReviewStep

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

TARGET = ReviewLink(Step.TARGET, "Target", "No image is chosen.")
PACE = ReviewLink(Step.PACE, "Pace", "All at once is risky.")
VIEW = ReviewView(
    sentence="10 instances are replaced.",
    parameters=(),
    ignored="Nothing is left alone.",
    way_back=Fact(FactKind.WAY_BACK, "Rollback possible", "Until it finishes."),
    guards=Fact(FactKind.GUARDS, "No guards", "Nothing acts by itself."),
    warnings=(),
    errors=(),
    confirm="",
    confirm_why="",
    start_reason="",
)
NAMED = replace(VIEW, confirm="web-prod", confirm_why="The group is tagged.")


@pytest.fixture
def gone() -> list[Step]:
    return []


@pytest.fixture
def review(qtbot: QtBot, themed: QApplication, gone: list[Step]) -> ReviewStep:
    made = ReviewStep(gone.append)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    return made


def test_before_anything_is_shown_nothing_can_start(review: ReviewStep) -> None:
    assert review.start_reason
    review.show_view(VIEW)
    assert review.start_reason == ""
    assert not review.confirming.isVisible()


def test_the_typed_name_comes_last_and_is_wanted_to_the_letter(review: ReviewStep) -> None:
    review.show_view(replace(NAMED, start_reason="Read-only is on."))
    review.confirm.setText("web-prod")
    assert review.start_reason == "Read-only is on."
    review.show_view(NAMED)
    assert review.start_reason == ""
    for typed in ("", "web-pro", "Web-Prod", "web-prod2"):
        review.confirm.setText(typed)
        assert review.start_reason == "Type web-prod under Confirm to allow Start.", typed
    review.confirm.setText(" web-prod ")
    assert review.start_reason == ""
    review.forget_confirmation()
    assert review.start_reason


def test_a_link_leads_to_the_step_that_it_names_now(review: ReviewStep, gone: list[Step]) -> None:
    review.show_view(replace(VIEW, errors=(TARGET,), warnings=(PACE,)))
    first, second = review._links
    assert [line.complaint.sentence for line in (first, second)] == [TARGET.sentence, PACE.sentence]
    assert not review.clear.isVisible()
    second.button.click()
    review.show_view(replace(VIEW, warnings=(PACE,)))
    assert not second.isVisible()
    assert first.button.text() == "Go to Pace"
    first.button.click()
    assert gone == [Step.PACE, Step.PACE]
    review.show_view(VIEW)
    assert not first.isVisible()
    assert review.clear.isVisible()
    assert review.clear.text() == "Nothing in the form stands against it."


def test_why_it_cannot_start_is_said_where_the_form_has_no_fault(review: ReviewStep) -> None:
    review.show_view(replace(VIEW, start_reason="A refresh of this group runs.", warnings=(PACE,)))
    assert review.clear.isVisible()
    assert review.clear.text() == "A refresh of this group runs."
    review.show_view(replace(VIEW, start_reason="No image is chosen.", errors=(TARGET,)))
    assert not review.clear.isVisible(), "its own line says it already"
