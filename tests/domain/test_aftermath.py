"""Each line of the final check is seen good and seen bad, for every kind of target and ending."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from essgui.domain.aftermath import aftermath, is_new
from essgui.domain.final_line import Verdict
from essgui.domain.lifecycle import RefreshStatus
from essgui.domain.refresh import (
    ActiveConfiguration,
    ContainersTarget,
    ImageTarget,
    LaunchTemplateTarget,
    ScalingConfigurationTarget,
)
from essgui.domain.scaling import Container, TemplateId
from tests.support.states import (
    ACTIVE,
    NOW,
    OTHER,
    make_configurations,
    make_eci_group,
    make_group,
    make_instances,
    make_task,
)

S = RefreshStatus
WEB = make_group(active_configuration=OTHER)
TASK = make_task(WEB, S.SUCCESSFUL, finished=10, target=ScalingConfigurationTarget(OTHER))
NEW = make_instances(10, configuration=OTHER, created_at=NOW.at)
OLD = make_instances(10)
CONFIGURATIONS = make_configurations(WEB)


def check(task=TASK, group=WEB, instances=NEW, configurations=CONFIGURATIONS):
    return {line.headline: line for line in aftermath(task, group, instances, configurations)}


def verdicts(found):
    return [line.verdict for line in found.values()]


def test_nothing_is_said_of_a_refresh_that_goes_on() -> None:
    assert check(replace(TASK, status=S.IN_PROGRESS)) == {}
    assert check(replace(TASK, status="Baking")) == {}


def test_a_success_that_is_one() -> None:
    found = check()
    assert list(found) == [
        "All 10 instances are on the target",
        "The active configuration is the target",
        "10 in service, all healthy",
    ]
    assert set(verdicts(found)) == {Verdict.GOOD}


def test_a_success_with_old_instances_names_them_and_comes_first() -> None:
    found = check(instances=(*NEW[:8], *OLD[8:]))
    first = next(iter(found.values()))
    assert (first.verdict, first.headline) == (Verdict.BAD, "2 instances are not on the target")
    assert first.instances == tuple(i.id for i in OLD[8:])


def test_a_success_that_did_not_switch_the_configuration() -> None:
    found = check(group=replace(WEB, active_configuration=ACTIVE))
    line = found["The active configuration is not the target"]
    assert line.verdict is Verdict.BAD
    assert "either it did not, or somebody has changed it since" in line.text


def test_ignored_instances_are_no_failure_but_are_named() -> None:
    ignored = replace(OLD[0], state="Protected")
    found = check(instances=(*NEW[1:], ignored))
    assert found["All 9 instances are on the target"].verdict is Verdict.GOOD
    assert found["All 9 instances are on the target"].text == "Those that a refresh ignores do not count."
    assert check(instances=NEW)["All 10 instances are on the target"].text == ""
    line = found["1 instance is ignored"]
    assert (line.verdict, line.instances) == (Verdict.CAUTION, (ignored.id,))
    assert "protected" in line.text


def test_unhealthy_missing_and_held_instances() -> None:
    sick = replace(NEW[0], health="Unhealthy")
    held = replace(NEW[1], state="Removing:Wait")
    found = check(instances=(sick, held, *NEW[2:]))
    assert found["9 in service, 10 wanted"].verdict is Verdict.CAUTION
    assert found["1 instance is unhealthy"].instances == (sick.id,)
    assert found["1 instance is in transition"].instances == (held.id,)
    assert "9 in service, all healthy" not in found


def test_suspended_processes_are_named() -> None:
    found = check(group=replace(WEB, suspended_processes=("AlarmNotification",)))
    line = found["A process of the group is suspended"]
    assert line.verdict is Verdict.CAUTION
    assert "AlarmNotification" in line.text


@pytest.mark.parametrize("status", [S.CANCELLED, S.FAILED, S.ROLLBACK_FAILED])
def test_half_a_refresh_leaves_a_mixed_fleet(status: RefreshStatus) -> None:
    group = replace(WEB, active_configuration=ACTIVE)
    found = check(replace(TASK, status=status), group, (*NEW[:4], *OLD[4:]))
    mixed = found["The fleet is mixed"]
    assert (mixed.verdict, mixed.text[:16]) == (Verdict.CAUTION, "4 are on the tar")
    assert found["The active configuration is not the target"].verdict is Verdict.GOOD


def test_cancelled_before_anything_was_replaced() -> None:
    group = replace(WEB, active_configuration=ACTIVE)
    found = check(replace(TASK, status=S.CANCELLED, finished=0), group, OLD)
    assert found["Nothing was replaced"].verdict is Verdict.GOOD
    counted = check(replace(TASK, status=S.CANCELLED, finished=4), group, OLD)
    assert "ESS counts 4 as replaced" in counted["No instance is new"].text


def test_a_cancelled_refresh_whose_target_is_active_all_the_same() -> None:
    found = check(replace(TASK, status=S.CANCELLED), WEB, (*NEW[:4], *OLD[4:]))
    assert found["The active configuration is the target"].verdict is Verdict.CAUTION


def test_a_rollback_that_left_new_instances() -> None:
    group = replace(WEB, active_configuration=ACTIVE)
    task = replace(TASK, status=S.ROLLBACK_SUCCESSFUL)
    assert check(task, group, OLD)["Nothing is left of what was rolled back"].verdict is Verdict.GOOD
    found = check(task, group, (*NEW[:1], *OLD[1:]))
    assert found["1 instance is still on the target"].instances == (NEW[0].id,)


@pytest.mark.parametrize(
    ("group", "target", "there"),
    [
        (make_group(), ImageTarget("m-bp1old"), True),
        (make_group(), ImageTarget("m-other"), False),
        (make_group(launch_template=TemplateId("lt-1"), launch_template_version="4"),
         LaunchTemplateTarget(TemplateId("lt-1"), "4"), True),
        (make_group(launch_template=TemplateId("lt-1"), launch_template_version="3"),
         LaunchTemplateTarget(TemplateId("lt-1"), "4"), False),
        (make_eci_group(), ContainersTarget((Container("app", "r/app:2"),)), True),
        (make_eci_group(), ContainersTarget((Container("app", "r/app:3"),)), False),
        (make_group(), ActiveConfiguration(), None),
    ],
)  # fmt: skip
def test_the_switch_is_judged_for_every_kind_of_target(group, target, there) -> None:
    active, other = make_configurations(group)
    configurations = (replace(active, containers=(Container("app", "r/app:2"),)), other)
    found = check(replace(TASK, target=target), group, NEW, configurations)
    good, bad = "The active configuration is the target", "The active configuration is not the target"
    assert (good in found, bad in found) == (there is True, there is False)


def test_what_was_not_read_is_not_called_good() -> None:
    found = check(replace(TASK, target=ImageTarget("m-1")), make_group(), NEW, ())
    assert found["The active configuration was not read"].verdict is Verdict.NOT_KNOWN


def test_an_instance_without_a_birth_is_not_new() -> None:
    assert not is_new(TASK, replace(NEW[0], created_at=None))
    assert not is_new(TASK, replace(NEW[0], created_at=TASK.started_at - timedelta(seconds=1)))
    assert is_new(TASK, NEW[0])


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "It is still on its way in or out, for instance held by a lifecycle hook."),
        (2, "They are still on their way in or out, for instance held by a lifecycle hook."),
    ],
)
def test_what_is_in_transition_agrees_with_its_number(number: int, words: str) -> None:
    moving = tuple(replace(i, state="Pending:Wait") for i in NEW[:number])
    found = check(instances=(*moving, *NEW[number:]))
    assert words in {line.text for line in found.values()}


@pytest.mark.parametrize(("number", "words"), [(1, "and 1 is not;"), (2, "and 2 are not;")])
def test_a_mixed_fleet_agrees_with_its_number(number: int, words: str) -> None:
    mixed = (*make_instances(number), *NEW[number:])
    found = check(task=replace(TASK, status=RefreshStatus.CANCELLED), instances=mixed)
    assert words in found["The fleet is mixed"].text


@pytest.mark.parametrize(("number", "words"), [(1, "It still runs what it ran"), (2, "They still run")])
def test_what_was_ignored_agrees_with_its_number(number: int, words: str) -> None:
    kept = tuple(replace(i, state="Protected") for i in make_instances(number))
    found = check(instances=(*kept, *NEW[number:]))
    assert any(words in line.text for line in found.values())
