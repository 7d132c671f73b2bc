from __future__ import annotations

from dataclasses import replace

import pytest

from essgui.core.draft import TargetKind
from essgui.core.select_wizard import remarks, step_of, subject_of, under
from essgui.core.select_wizard_banner import BannerKind, banner
from essgui.core.state import AppState, Remote, Step
from essgui.domain.rules import Problem, Severity
from essgui.domain.scaling import Capacity
from tests.ui.wizard import scenes


def subject(state: AppState):
    found = subject_of(state)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("field", "step"),
    [
        ("image", Step.TARGET),
        ("types.2", Step.TARGET),
        ("containers.0.environment.1.key", Step.TARGET),
        ("scope", Step.SCOPE),
        ("checkpoints.1", Step.PACE),
        ("pause_minutes", Step.PACE),
        ("min_healthy", Step.PACE),
    ],
)
def test_every_field_has_its_step(field: str, step: Step) -> None:
    assert step_of(field) is step


def test_problems_come_in_the_order_of_the_steps() -> None:
    found = subject(scenes.ecs(min_healthy=0, checkpoints=(50, 50, 100)))
    steps = [step_of(p.field) for p in found.problems]
    assert steps == sorted(steps)
    assert {Step.TARGET, Step.PACE} <= set(steps)


def test_under_keeps_the_gravest_problem_of_each_field() -> None:
    caution = Problem("max_healthy", "careful", Severity.CAUTION)
    error = Problem("max_healthy", "wrong")
    other = Problem("max_healthy_too", "of another field")
    assert under((caution, error, other), "max_healthy") == {"": error}
    assert under((error, caution), "max_healthy") == {"": error}
    row = Problem("containers.0.environment.1.key", "no")
    assert under((row,), "containers.0") == {"environment.1.key": row}
    assert under((row,), "containers") == {"0.environment.1.key": row}
    assert under((Problem("containers.10.name", "x"),), "containers.1") == {}


def test_remarks_warn_of_what_no_rule_forbids() -> None:
    state = scenes.ecs(**scenes.CONFIGURATION, max_healthy=200)
    assert remarks(subject(state)) == ()
    capacity = Capacity(total=40, active=40, min_size=1, max_size=50, desired=40)
    tight = scenes.with_group(state, capacity=capacity)
    (found,) = remarks(subject(tight))
    assert (found.field, found.severity) == ("max_healthy", Severity.CAUTION)
    assert "80" in found.sentence
    assert "maximum size of 50" in found.sentence


def test_remarks_name_checkpoints_that_are_never_reached() -> None:
    (found,) = remarks(subject(scenes.ecs(**scenes.CONFIGURATION, checkpoints=(50, 95, 100))))
    assert found.field == "checkpoints.1"
    assert found.sentence == (
        "The checkpoint at 95 % is never reached: only 37 of 40 instances are replaced."
    )


def test_nothing_to_replace_is_said_with_its_cause() -> None:
    (matching,) = remarks(subject(scenes.ecs(kind=TargetKind.ACTIVE)))
    assert "every instance already matches" in matching.sentence
    state = scenes.ecs(kind=TargetKind.ACTIVE)
    detail = next(iter(state.details.values()))
    ignored = tuple(replace(i, state="Standby") for i in detail.instances.value or ())
    (alone,) = remarks(subject(scenes.with_detail(state, instances=Remote(ignored))))
    assert "every instance is ignored" in alone.sentence


def test_unread_instances_count_as_replaced_and_say_nothing() -> None:
    found = subject(scenes.with_detail(scenes.ecs(checkpoints=(99, 100)), instances=Remote()))
    assert found.scope is None
    assert found.replaced == 40
    assert remarks(found) == ()


def test_the_last_known_group_stands_in_for_one_that_is_gone() -> None:
    state = scenes.ecs(Step.REVIEW)
    before = subject(state)
    gone = scenes.without_group(state)
    assert subject_of(gone) is None
    after = subject_of(gone, before.group)
    assert after is not None
    assert after.problems == before.problems, "the form is still judged"
    shown = banner(after)
    assert shown is not None
    assert shown.kind is BannerKind.GONE
    other = replace(before.group, id=type(before.group.id)("asg-other"))
    assert subject_of(gone, other) is None
    assert subject_of(replace(state, wizard=None)) is None
