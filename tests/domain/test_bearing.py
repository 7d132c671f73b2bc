"""Whether an instance is on the target of a refresh that is over: told where ESS tells, else left open."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from essgui.domain.bearing import Born, born, on_target, staying, version_meant
from essgui.domain.lifecycle import RefreshStatus
from essgui.domain.refresh import (
    ActiveConfiguration,
    ImageTarget,
    LaunchTemplateTarget,
    ScalingConfigurationTarget,
)
from essgui.domain.scaling import TemplateId
from tests.support.states import (
    ACTIVE,
    NOW,
    OTHER,
    make_configurations,
    make_group,
    make_instances,
    make_task,
)

S = RefreshStatus
WEB = make_group()
BEGAN, ENDED = NOW.at - timedelta(minutes=10), NOW.at
TASK = make_task(
    WEB, S.SUCCESSFUL, target=ScalingConfigurationTarget(OTHER), started_at=BEGAN, ended_at=ENDED
)
AT = {
    Born.BEFORE: BEGAN - timedelta(days=1),
    Born.DURING: ENDED,
    Born.AFTER: ENDED + timedelta(1),
    Born.NOT_KNOWN: None,
}
TEMPLATE = TemplateId("lt-1")


def one(when: Born, **changes: object):
    return make_instances(1, created_at=AT[when], **changes)[0]


def templated(when: Born, version: str | None, **changes: object):
    made_from = {"configuration": None, "launch_template": TEMPLATE, "launch_template_version": version}
    return one(when, **made_from, **changes)


def told(target, instance, *others, status: S = S.SUCCESSFUL, **changes: object) -> bool | None:
    task = replace(TASK, target=target, status=status, **changes)
    return on_target(task, WEB, instance, (instance, *others), make_configurations(WEB))


@pytest.mark.parametrize("when", Born)
def test_an_instance_was_born_before_or_during_or_after_or_nobody_knows(when: Born) -> None:
    assert born(TASK, one(when)) is when


def test_the_moments_of_begin_and_end_are_during_and_without_an_end_after_is_not_known() -> None:
    begun = replace(one(Born.DURING), created_at=BEGAN)
    assert born(TASK, begun) is Born.DURING
    assert born(replace(TASK, ended_at=None), begun) is Born.NOT_KNOWN
    assert born(replace(TASK, ended_at=None), one(Born.BEFORE)) is Born.BEFORE
    assert born(replace(TASK, started_at=None), begun) is Born.NOT_KNOWN


def test_those_that_leave_or_were_attached_are_not_of_the_group_s_making() -> None:
    stays = one(Born.DURING)
    leaves, attached = replace(stays, state="Removing:Wait"), replace(stays, creation_type="Attached")
    assert staying((leaves, stays, attached)) == (stays,)


def test_a_configuration_is_told_by_its_id_alone() -> None:
    target = ScalingConfigurationTarget(OTHER)
    for when in Born:
        assert told(target, one(when, configuration=OTHER)) is True
        assert told(target, one(when, configuration=ACTIVE)) is False
    assert told(target, one(Born.DURING, configuration=None)) is None


def test_the_number_of_a_moving_version_is_that_of_what_the_refresh_made() -> None:
    target = LaunchTemplateTarget(TEMPLATE, "Latest")
    task = replace(TASK, target=target)
    made, old = templated(Born.DURING, "7"), templated(Born.BEFORE, "6")
    assert version_meant(task, (made, old)) == "7"
    assert version_meant(task, (made, replace(made, launch_template_version="8"))) == "", "they do not agree"
    assert version_meant(task, (old,)) == ""
    assert version_meant(replace(task, status=S.ROLLBACK_SUCCESSFUL), (made,)) == ""
    assert version_meant(replace(task, target=replace(target, version="3")), (made,)) == "3"
    assert version_meant(TASK, (made,)) == ""


def test_a_template_is_told_by_its_version_and_where_that_is_not_known_by_who_made_it() -> None:
    latest = LaunchTemplateTarget(TEMPLATE, "Latest")
    made = templated(Born.DURING, "7")
    assert told(latest, templated(Born.AFTER, "7"), made) is True
    assert told(latest, templated(Born.BEFORE, "6"), made) is False
    assert told(latest, templated(Born.BEFORE, "6")) is None, "nothing tells what Latest was"
    assert told(latest, templated(Born.DURING, None)) is True
    assert told(latest, templated(Born.DURING, None), status=S.ROLLBACK_FAILED) is None
    assert told(replace(latest, version="7"), templated(Born.DURING, None)) is None
    assert told(latest, replace(made, launch_template=TemplateId("lt-2"))) is False
    assert told(latest, replace(made, launch_template=None)) is None


@pytest.mark.parametrize(
    ("when", "configuration", "made", "skip", "found"),
    [
        (Born.DURING, OTHER, (), True, True),
        (Born.BEFORE, ACTIVE, (), True, True),
        (Born.BEFORE, OTHER, (), True, None),
        (Born.BEFORE, ACTIVE, (), False, None),
        (Born.BEFORE, OTHER, (OTHER,), True, True),
        (Born.BEFORE, ACTIVE, (OTHER,), True, False),
        (Born.AFTER, OTHER, (OTHER,), False, True),
        (Born.AFTER, ACTIVE, (), True, None),
        (Born.BEFORE, ACTIVE, (ACTIVE, OTHER), True, None),
        (Born.NOT_KNOWN, OTHER, (OTHER,), True, None),
    ],
)
def test_the_active_configuration_is_that_of_what_the_refresh_made(
    when, configuration, made, skip, found
) -> None:
    others = [one(Born.DURING, configuration=c) for c in made]
    instance = one(when, configuration=configuration)
    assert told(ActiveConfiguration(), instance, *others, skip_matching=skip) is found
    assert told(ActiveConfiguration(), instance, *others, status=S.ROLLBACK_SUCCESSFUL) is None


@pytest.mark.parametrize(
    ("when", "status", "image", "found"),
    [
        (Born.DURING, S.SUCCESSFUL, "m-any", True),
        (Born.DURING, S.ROLLBACK_SUCCESSFUL, "m-any", None),
        (Born.AFTER, S.SUCCESSFUL, "m-bp1old", True),
        (Born.AFTER, S.SUCCESSFUL, "m-any", False),
        (Born.BEFORE, S.CANCELLED, "m-any", False),
        (Born.BEFORE, S.CANCELLED, "m-bp1old", None),
        (Born.BEFORE, S.SUCCESSFUL, "m-any", None),
    ],
)
def test_an_image_is_told_by_who_made_the_instance_and_else_by_its_configuration(
    when, status, image, found
) -> None:
    """A success has changed the active configuration under its id: it says nothing of older instances."""
    assert told(ImageTarget(image), one(when), status=status) is found
