"""Before the Start the guards are offered as the monitor offers them, and the Review page names them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from essgui.core.select_guards import BEFORE_START, OFF, PROMISE, guards_view
from essgui.core.select_monitor import watched
from essgui.core.select_wizard import subject_of
from essgui.core.select_wizard_guards import guards_choice, guards_fact
from essgui.core.select_wizard_review import review_view
from essgui.core.select_wizard_safety import safety_view
from essgui.core.state import Step
from essgui.domain.guards import Guard, Guards
from essgui.domain.refresh import ScalingConfigurationTarget
from tests.support.states import OTHER, make_group, make_instances, make_state, make_task, with_monitor
from tests.ui.wizard import scenes

if TYPE_CHECKING:
    from essgui.core.select_wizard import Subject
    from essgui.core.state import AppState

ALL = Guards(True, 3, 10)


def subject(state: AppState) -> Subject:
    found = subject_of(state)
    assert found is not None
    return found


def form(**draft: object) -> Subject:
    return subject(scenes.ecs(Step.SAFETY, **{**scenes.CONFIGURATION, **draft}))


def test_all_are_off_at_first_and_the_floor_is_said_in_instances() -> None:
    choice = guards_choice(form(min_healthy=90))
    assert [row.current for row in choice.rows] == [OFF, OFF, OFF]
    assert choice.rows[0].sentence == "When fewer than 36 instances are in service, at 2 looks in a row."
    assert "never acts" in guards_choice(form(min_healthy=0)).rows[0].sentence


def test_what_is_offered_is_what_the_monitor_offers() -> None:
    task = make_task(make_group(), target=ScalingConfigurationTarget(OTHER), min_healthy=90)
    state = with_monitor(make_state([make_group()], [task]), task, make_instances(9))
    found = watched(state, task.id)
    assert found is not None
    there = [(r.guard, r.title, r.choices) for r in guards_view(state, found).rows]
    assert [(r.guard, r.title, r.choices) for r in guards_choice(form()).rows] == there


def test_a_target_without_a_way_back_takes_no_rollback_but_the_choice_is_kept() -> None:
    moving = subject(scenes.template(Step.SAFETY, template_version="Latest", guards=ALL))
    row = next(r for r in guards_choice(moving).rows if r.guard is Guard.ROLL_BACK)
    assert (row.current, row.reason) == (OFF, row.reason)
    assert "ESS cannot roll such a refresh back" in row.reason
    assert guards_choice(moving).guards == ALL
    assert "roll back" not in guards_fact(moving).text
    fixed = subject(scenes.template(Step.SAFETY, template_version="3", guards=ALL))
    assert next(r for r in guards_choice(fixed).rows if r.guard is Guard.ROLL_BACK).current == "10"


def test_both_pages_say_that_the_program_has_to_run() -> None:
    assert "only while this program runs" in BEFORE_START
    assert "only while this program runs" in PROMISE
    fact = guards_fact(form(guards=ALL))
    assert fact.text.startswith("Suspend below the floor, suspend after 3 failed activities, roll back after")
    assert "only while this program runs" in fact.text


@pytest.mark.parametrize("guards", [Guards(), ALL])
def test_the_safety_and_the_review_page_have_them(guards: Guards) -> None:
    here = form(guards=guards)
    assert safety_view(here).guards == guards_choice(here)
    assert review_view(here).guards == guards_fact(here)
    assert (review_view(here).guards.title == "No guards") is (guards == Guards())
