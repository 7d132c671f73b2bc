from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from essgui.domain.lifecycle import RefreshStatus
from essgui.domain.refresh import ContainersTarget, ImageTarget, ScalingConfigurationTarget
from essgui.domain.roles import STUCK_AFTER, Departed, Gone, InstanceRole, Side, departed, role_of, side_of
from essgui.domain.scaling import Activity, ActivityError, ActivityId, Container, InstanceId, TemplateId
from tests.support.states import ACTIVE, NOW, OTHER, make_group, make_instances, make_task

R = InstanceRole
GROUP = make_group()
TASK = make_task(GROUP, target=ScalingConfigurationTarget(OTHER))
BACK = replace(TASK, status=RefreshStatus.ROLLBACK_IN_PROGRESS)
OLD = make_instances(1)[0]
YOUNG = NOW.at - timedelta(minutes=5)
LONG_AGO = NOW.at - STUCK_AFTER


@pytest.mark.parametrize(
    ("role", "reason", "changes"),
    [
        (R.OLD, "", {}),
        (R.OLD, "", {"created_at": None}),
        (R.NEW, "", {"created_at": YOUNG}),
        (R.NEW, "", {"created_at": YOUNG, "state": "InMotion"}),
        (R.STARTING, "warming up", {"created_at": YOUNG, "warmup": "WaitingForInstanceWarmup"}),
        (R.STARTING, "", {"created_at": YOUNG, "state": "Pending"}),
        (R.STARTING, "", {"created_at": YOUNG, "state": "Pending:Wait"}),
        (R.STARTING, "", {"created_at": None, "state": "Pending"}),
        (R.STUCK, "", {"created_at": LONG_AGO, "state": "Pending"}),
        (R.STUCK, "", {"created_at": LONG_AGO, "state": "Pending:Wait"}),
        (R.RELEASING, "", {"state": "Removing"}),
        (R.RELEASING, "", {"state": "Removing:Wait", "creation_type": "Attached"}),
        (R.IGNORED, "Protected", {"state": "Protected"}),
        (R.IGNORED, "Standby", {"state": "Standby"}),
        (R.IGNORED, "Attached by hand", {"creation_type": "Attached", "created_at": YOUNG}),
        (R.MATCHING, "was on the target before", {"configuration": OTHER}),
    ],
)
def test_the_role_of_an_instance(role, reason, changes):
    assert role_of(TASK, GROUP, replace(OLD, **changes), NOW.at) == (role, reason)


@pytest.mark.parametrize("state", ["Removing", "Removing:Wait"])
def test_who_leaves_is_stuck_by_when_it_was_first_seen_leaving(state):
    leaving = replace(OLD, state=state)
    soon = LONG_AGO + timedelta(seconds=1)
    assert role_of(TASK, GROUP, leaving, NOW.at, LONG_AGO)[0] is R.STUCK
    assert role_of(TASK, GROUP, leaving, NOW.at, soon)[0] is R.RELEASING


def test_what_a_rollback_makes_is_old_again():
    made = replace(OLD, created_at=YOUNG)
    assert role_of(BACK, GROUP, made, NOW.at) == (R.OLD, "brought back")
    assert side_of(BACK, GROUP, replace(made, configuration=OTHER))[0] is Side.NEW
    same = replace(BACK, target=ScalingConfigurationTarget(ACTIVE))
    assert side_of(same, GROUP, made)[0] is Side.NEW


@pytest.mark.parametrize("target", [ImageTarget("m-2"), ContainersTarget((Container("app", "app:2"),))])
def test_what_an_image_or_containers_were_rolled_back_to_is_old_once_it_has_succeeded(target):
    made = replace(OLD, created_at=YOUNG)
    done = replace(TASK, status=RefreshStatus.ROLLBACK_SUCCESSFUL, target=target)
    assert side_of(done, GROUP, made)[0] is Side.BACK
    for status in (
        RefreshStatus.ROLLBACK_IN_PROGRESS,
        RefreshStatus.ROLLBACK_FAILED,
        RefreshStatus.CANCELLED,
    ):
        assert side_of(replace(done, status=status), GROUP, made)[0] is Side.NEW


def test_a_rollback_of_a_template_goes_by_its_version():
    template = TemplateId("lt-1")
    group = replace(GROUP, launch_template=template, launch_template_version="7")
    made = replace(OLD, created_at=YOUNG, launch_template=template, launch_template_version="7")
    assert side_of(BACK, group, made)[0] is Side.BACK
    assert side_of(BACK, group, replace(made, launch_template_version="8"))[0] is Side.NEW


def test_nothing_warms_up_once_the_refresh_is_over_and_what_was_on_the_target_stays_that():
    over = replace(TASK, status=RefreshStatus.SUCCESSFUL)
    warming = replace(OLD, created_at=YOUNG, warmup="WaitingForInstanceWarmup")
    assert role_of(over, GROUP, warming, NOW.at)[0] is R.NEW
    assert side_of(over, GROUP, replace(OLD, configuration=OTHER))[0] is Side.KEPT
    anyway = replace(over, skip_matching=False)
    assert side_of(anyway, GROUP, replace(OLD, configuration=OTHER))[0] is Side.OLD


def test_who_has_left_counts_once_and_as_failed_where_an_error_names_it():
    a, b, c, d = (InstanceId(f"i-{n}") for n in "abcd")
    released = Activity(ActivityId("1"), "Successful", destroyed=(a, b))
    failed = Activity(
        ActivityId("2"), "Warning", destroyed=(b,), errors=(ActivityError("X", "bad", (b, c, d)),)
    )
    assert departed((released, failed), (d,)) == Departed(
        (Gone(a, released),), (Gone(b, failed), Gone(c, failed))
    )
    assert departed((), (d,)) == Departed()


def test_the_newest_activity_tells_when_and_why_somebody_left():
    one = InstanceId("i-1")
    first = Activity(ActivityId("2"), "Failed", started_at=LONG_AGO, errors=(ActivityError("X", "", (one,)),))
    second = replace(
        first,
        id=ActivityId("1"),
        started_at=YOUNG,
        ended_at=NOW.at,
        errors=(ActivityError("Y", "Sold out.", (one,)),),
    )
    for activities in ((first, second), (second, first)):
        (gone,) = departed(activities, ()).failed
        assert (gone.activity.id, gone.at, gone.why) == (second.id, NOW.at, "Y: Sold out.")
    assert Gone(one, first).why == "X"
    assert Gone(InstanceId("i-2"), second).why == ""
