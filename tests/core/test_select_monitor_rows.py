from __future__ import annotations

from dataclasses import replace
from datetime import timedelta, timezone

import pytest

from essgui.core.select_monitor import watched
from essgui.core.select_monitor_rows import InstanceRole, activity_rows, instance_rows, role_of
from essgui.domain.lifecycle import RefreshStatus
from essgui.domain.refresh import ScalingConfigurationTarget
from essgui.domain.scaling import Activity, ActivityId, TemplateId
from tests.support.states import ACTIVE, OTHER, make_instances
from tests.ui.monitor import scenes

S, R = RefreshStatus, InstanceRole
BEIJING = timezone(timedelta(hours=8))


def found(state):
    both = watched(state, scenes.TASK)
    assert both is not None
    return both


def rows():
    return activity_rows(scenes.activities(), scenes.NOW.at, BEIJING)


def test_activities_come_newest_first():
    assert [row.key for row in rows()] == ["asa-bp1aa04", "asa-bp1aa03", "asa-bp1aa02", "asa-bp1aa01"]


def test_one_under_way_says_how_far_it_is():
    row = rows()[0]
    assert (row.status, row.duration) == ("In progress", "3 min so far, 40 %")
    assert row.started == "14:28"


def test_an_error_is_unfolded_in_the_row_and_whole_in_the_details():
    row = rows()[1]
    assert row.second_bad
    assert row.second.startswith("OperationDenied.NoStock: The requested resource is sold out")
    assert "Instances: i-bp1new0000008, i-bp1new0000009" in row.details
    assert "Started: 23 Nov 2026 14:14:00 UTC+0800" in row.details
    assert (row.created, row.destroyed) == (8, 0)


def test_several_errors_are_counted():
    activity = scenes.activities()[2]
    twice = replace(activity, errors=activity.errors * 2)
    assert activity_rows((twice,), scenes.NOW.at)[0].second.endswith("(and 1 more)")


def test_without_errors_the_cause_stands_below():
    row = rows()[2]
    assert not row.second_bad
    assert row.second.startswith("An instance refresh task")
    assert (row.icon, row.duration, row.destroyed) == ("check", "4 min", 10)


def test_a_failure_without_an_error_shows_its_message():
    plain = Activity(ActivityId("asa-1"), "Rejected", message="The group is locked.", description="Add")
    row = activity_rows((plain,), scenes.NOW.at)[0]
    assert (row.second, row.second_bad, row.started) == ("The group is locked.", True, "–")


def test_a_word_that_is_not_known_is_shown_as_it_is():
    row = activity_rows((Activity(ActivityId("asa-1"), "Melted"),), scenes.NOW.at)[0]
    assert (row.status, row.icon, row.text) == ("Melted", "help", "asa-1")


def role(where, **changes):
    one = replace(make_instances(1)[0], **changes)
    return role_of(one, found(where))


def test_roles_go_by_age_and_by_what_a_refresh_ignores():
    state = scenes.scene()
    young = scenes.START + timedelta(minutes=1)
    assert role(state) == (R.OLD, "")
    assert role(state, created_at=young) == (R.NEW, "")
    assert role(state, state="Standby") == (R.IGNORED, "Standby")
    assert role(state, creation_type="Attached", created_at=young) == (R.IGNORED, "Attached by hand")
    assert role(state, configuration=OTHER) == (R.KEPT, "was on the target before")
    assert role(scenes.scene(skip_matching=False), configuration=OTHER)[0] is R.OLD
    assert role(state, created_at=None)[0] is R.OLD


def test_what_a_rollback_makes_is_back_and_not_new():
    young = scenes.START + timedelta(minutes=20)
    state = scenes.rolling_back()
    assert role(state, created_at=young, configuration=ACTIVE)[0] is R.BACK
    assert role(state, created_at=young, configuration=OTHER)[0] is R.NEW
    same = scenes.with_task(state, target=ScalingConfigurationTarget(ACTIVE))
    assert role(same, created_at=young, configuration=ACTIVE)[0] is R.NEW


def test_a_rollback_of_a_template_goes_by_its_version():
    state = scenes.rolling_back()
    one = found(state)
    assert one.group is not None
    group = replace(one.group, launch_template=TemplateId("lt-1"), launch_template_version="7")
    made = replace(
        make_instances(1)[0],
        created_at=scenes.NOW.at,
        launch_template=TemplateId("lt-1"),
        launch_template_version="7",
    )
    assert role_of(made, replace(one, group=group))[0] is R.BACK
    newer = replace(made, launch_template_version="8")
    assert role_of(newer, replace(one, group=group))[0] is R.NEW


def test_instances_are_listed_by_role_then_zone():
    state = scenes.scene()
    listed = instance_rows(state, found(state), scenes.instances())
    roles = [row.role for row in listed]
    assert roles == sorted(roles, key=[r.value for r in InstanceRole].index)
    assert roles.count("New") == 19
    zones = [row.zone for row in listed if row.role == "New"]
    assert zones == sorted(zones)


def test_a_row_tells_all_of_an_instance():
    state = scenes.scene()
    rows = {row.key: row for row in instance_rows(state, found(state), scenes.instances())}
    starting = rows["i-bp1new0000090"]
    assert (starting.state, starting.warmup, starting.age) == ("Pending", "warming up", "under 1 min")
    assert starting.configuration == "checkout-api-prod-2026-11"
    assert starting.configuration_tip == OTHER
    odd = rows["i-bp1old0000002"]
    assert odd.unwell
    assert odd.age.startswith("11 d")
    attached = rows["i-bp1old0000001"]
    assert (attached.configuration, attached.reason) == ("–", "Attached by hand")


@pytest.mark.parametrize("seconds", [1, 25])
def test_a_row_does_not_change_with_every_second(seconds: int):
    state = scenes.scene()
    later = scenes.ticked(state, seconds)
    kept = tuple(i for i in scenes.instances() if i.id == "i-bp1old0000009")
    assert instance_rows(state, found(state), kept) == instance_rows(later, found(later), kept)
