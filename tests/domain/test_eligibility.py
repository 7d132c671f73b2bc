"""Every blocker is seen true and false; every state and every target is sorted as a refresh would."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from essgui.domain.eligibility import blockers, checks, ignored_because, matches, scope
from essgui.domain.refresh import (
    ActiveConfiguration,
    ContainersTarget,
    ImageTarget,
    LaunchTemplateTarget,
    ScalingConfigurationTarget,
)
from essgui.domain.scaling import Container, CreationType, InstanceId, InstanceState, TemplateId
from tests.support.states import ACTIVE, OTHER, make_eci_group, make_group, make_instances

if TYPE_CHECKING:
    from essgui.domain.scaling import Instance, ScalingGroup

WEB = make_group()
TEMPLATE = TemplateId("lt-bp1")
TEMPLATED = make_group(launch_template=TEMPLATE, launch_template_version="3", active_configuration=None)
(ONE,) = make_instances(1)


def test_a_group_in_order_has_no_blocker() -> None:
    assert blockers(WEB) == ()
    assert all(not c.short and not c.sentence for c in checks(WEB))


@pytest.mark.parametrize(
    ("group", "running", "name", "short"),
    [
        (replace(WEB, lifecycle_state="Inactive"), False, "Group is active", "Group inactive"),
        (replace(WEB, lifecycle_state="Deleting"), False, "Group is active", "Group deleting"),
        (replace(WEB, system_suspended=True), False, "Not suspended by ESS", "Suspended by ESS"),
        (replace(WEB, multi_az_policy="BALANCE"), False, "Scale-out policy", "Balanced policy"),
        (
            replace(WEB, multi_az_policy="COST_OPTIMIZED"),
            False,
            "Scale-out policy",
            "Cost-optimized policy",
        ),
        (replace(WEB, multi_az_policy="COMPOSABLE"), False, "Scale-out policy", "Composable policy"),
        (replace(WEB, multi_az_policy="NEW_WORD"), False, "Scale-out policy", "NEW_WORD policy"),
        (replace(WEB, multi_az_policy=""), False, "Scale-out policy", "none policy"),
        (replace(WEB, scaling_policy="recycle"), False, "Reclaim mode", "Economical reclaim"),
        (replace(WEB, scaling_policy="forcerecycle"), False, "Reclaim mode", "Economical reclaim"),
        (replace(WEB, weighted=True), False, "Capacity unit", "vCPU capacity"),
        (replace(WEB, active_configuration=None), False, "Source of instances", "No configuration"),
        (make_group(size=0), False, "Has instances", "No instances"),
        (WEB, True, "No refresh running", "Refresh running"),
    ],
)
def test_each_blocker(group: ScalingGroup, running: bool, name: str, short: str) -> None:
    (found,) = blockers(group, running)
    assert (found.name, found.short, found.ok) == (name, short, False)
    assert found.sentence.endswith(".")


def test_all_blockers_at_once_are_all_told() -> None:
    worst = replace(
        make_group(size=0),
        lifecycle_state="Inactive",
        system_suspended=True,
        multi_az_policy="BALANCE",
        scaling_policy="recycle",
        weighted=True,
        active_configuration=None,
    )
    assert blockers(worst, running=True) == checks(worst, running=True)
    assert len(blockers(worst, running=True)) == 8


@pytest.mark.parametrize("mode", ["release", "forcerelease", "", "new-mode"])
def test_other_reclaim_modes_are_fine(mode: str) -> None:
    assert blockers(replace(WEB, scaling_policy=mode)) == ()


def test_the_priority_rule_is_for_ecs_groups() -> None:
    assert blockers(replace(make_eci_group(), multi_az_policy="BALANCE")) == ()


def test_a_template_is_a_source_too() -> None:
    assert blockers(TEMPLATED) == ()


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({}, ""),
        ({"creation_type": CreationType.ATTACHED}, "Attached by hand"),
        ({"creation_type": CreationType.MANAGED}, "Attached by hand"),
        ({"state": InstanceState.STANDBY}, "Standby"),
        ({"state": InstanceState.PROTECTED}, "Protected"),
        ({"state": InstanceState.PENDING}, ""),
        ({"state": InstanceState.STOPPED}, ""),
        ({"state": "NewWord"}, ""),
    ],
)
def test_what_a_refresh_leaves_alone(changes: dict[str, object], reason: str) -> None:
    assert ignored_because(replace(ONE, **changes)) == reason


def test_without_a_target_of_its_own_an_instance_of_the_active_configuration_matches() -> None:
    assert matches(ONE, WEB, ActiveConfiguration())
    assert not matches(replace(ONE, configuration=OTHER), WEB, ActiveConfiguration())


def test_nothing_matches_a_configuration_that_is_not_there() -> None:
    bare, stray = replace(WEB, active_configuration=None), replace(ONE, configuration=None)
    assert not matches(stray, bare, ActiveConfiguration())
    assert not matches(stray, bare, ImageTarget("m-1"), "m-1")


@pytest.mark.parametrize(
    ("template", "version", "same"),
    [(TEMPLATE, "3", True), (TEMPLATE, "2", False), (TemplateId("lt-x"), "3", False), (None, None, False)],
)
def test_a_templated_group_matches_by_template_and_version(
    template: TemplateId | None, version: str | None, same: bool
) -> None:
    instance = replace(ONE, configuration=None, launch_template=template, launch_template_version=version)
    assert matches(instance, TEMPLATED, ActiveConfiguration()) is same
    assert matches(instance, WEB, LaunchTemplateTarget(TEMPLATE, "3")) is same


@pytest.mark.parametrize("version", ["Default", "Latest"])
def test_a_moving_version_matches_nothing(version: str) -> None:
    instance = replace(ONE, launch_template=TEMPLATE, launch_template_version=version)
    assert not matches(instance, TEMPLATED, LaunchTemplateTarget(TEMPLATE, version))


def test_a_configuration_matches_by_its_id() -> None:
    assert matches(ONE, WEB, ScalingConfigurationTarget(ACTIVE))
    assert not matches(ONE, WEB, ScalingConfigurationTarget(OTHER))


@pytest.mark.parametrize(
    ("configuration", "active_image", "same"),
    [(ACTIVE, "m-new", True), (ACTIVE, "m-old", False), (ACTIVE, "", False), (OTHER, "m-new", False)],
)
def test_an_image_matches_where_the_active_configuration_has_it(
    configuration: str, active_image: str, same: bool
) -> None:
    instance = replace(ONE, configuration=configuration)
    assert matches(instance, WEB, ImageTarget("m-new"), active_image) is same


def test_containers_match_nothing() -> None:
    assert not matches(ONE, make_eci_group(), ContainersTarget((Container("app", "a:1"),)))


def fleet() -> tuple[Instance, ...]:
    old, new, attached, standby, protected, leaving, waiting, coming = make_instances(8)
    return (
        old,
        replace(new, configuration=OTHER),
        replace(attached, creation_type=CreationType.ATTACHED, configuration=OTHER),
        replace(standby, state=InstanceState.STANDBY),
        replace(protected, state=InstanceState.PROTECTED),
        replace(leaving, state=InstanceState.REMOVING),
        replace(waiting, state=InstanceState.REMOVING_WAIT),
        replace(coming, state=InstanceState.PENDING),
    )


@pytest.mark.parametrize(
    ("skip", "replaced"),
    [(True, ["i-bp100000", "i-bp100007"]), (False, ["i-bp100000", "i-bp100001", "i-bp100007"])],
)
def test_instances_are_sorted_by_what_would_happen_to_them(skip: bool, replaced: list[str]) -> None:
    found = scope(fleet(), WEB, ScalingConfigurationTarget(OTHER), skip)
    assert [i.id for i in found.replaced] == replaced
    assert [i.id for i in found.matching] == [InstanceId("i-bp100001")]
    assert [(i.id, why) for i, why in found.ignored] == [
        ("i-bp100002", "Attached by hand"),
        ("i-bp100003", "Standby"),
        ("i-bp100004", "Protected"),
    ]


def test_the_image_of_the_active_configuration_decides_what_an_image_skips() -> None:
    instances = make_instances(3)
    assert scope(instances, WEB, ImageTarget("m-new"), True, "m-new").replaced == ()
    assert scope(instances, WEB, ImageTarget("m-new"), True, "m-old").replaced == instances
