from __future__ import annotations

from dataclasses import replace
from datetime import timedelta, timezone

import pytest

from essgui.core.lookup import instances_of
from essgui.core.select_monitor import watched
from essgui.core.select_monitor_rows import activity_rows, instance_rows
from essgui.core.situations import situation_of
from essgui.core.state import Remote
from essgui.domain.attention import attention
from essgui.domain.roles import InstanceRole
from essgui.domain.scaling import Activity, ActivityId, InstanceId
from essgui.domain.situation import Kind
from tests.support.states import OTHER, make_instances
from tests.ui.monitor import scenes

R = InstanceRole
GROUP = scenes.scene().tasks[scenes.TASK].group
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


def test_what_moves_is_listed_first_then_by_role_and_zone():
    state = scenes.scene()
    listed = instance_rows(state, found(state), scenes.instances())
    roles = [row.role for row in listed]
    assert list(dict.fromkeys(roles)) == [R.STARTING, R.RELEASING, R.NEW, R.OLD, R.IGNORED]
    assert roles.count(R.NEW) == 18
    zones = [row.zone for row in listed if row.role is R.NEW]
    assert zones == sorted(zones)


def test_a_stuck_one_says_in_what_and_for_how_long():
    state = scenes.scene()
    waits = replace(
        make_instances(1)[0], state="Pending:Wait", created_at=scenes.NOW.at - timedelta(minutes=14)
    )
    leaves = replace(make_instances(1)[0], state="Removing:Wait")
    state = scenes.watching(state, leaving={leaves.id: scenes.NOW.at - timedelta(minutes=11)})
    rows = instance_rows(state, found(state), (waits, replace(leaves)))
    assert [row.title for row in rows] == [
        "Stuck: in Pending:Wait, 14 min",
        "Stuck: in Removing:Wait, 11 min",
    ]


def test_what_the_card_calls_stuck_is_stuck_in_the_table_long_before_the_ten_minutes() -> None:
    state = scenes.needing()
    (item, *_) = attention(situation_of(state, found(state)))
    rows = {row.key: row for row in instance_rows(state, found(state), instances_of(state, GROUP) or ())}
    assert item.kind is Kind.HOOK
    for instance in item.instances:
        assert rows[instance].role is R.STUCK
        assert rows[instance].reason.startswith("in Pending:Wait, ")
    assert sum(row.role is R.STUCK for row in rows.values()) == len(item.instances)


def test_a_sick_new_one_is_stuck_and_says_so() -> None:
    state = scenes.scene()
    sick = replace(make_instances(1)[0], health="Unhealthy", created_at=scenes.NOW.at - timedelta(minutes=3))
    detail = replace(state.details[GROUP], instances=Remote((sick,), scenes.NOW))
    state = replace(state, details={GROUP: detail})
    (row,) = instance_rows(state, found(state), (sick,))
    assert row.title == "Stuck: unhealthy"


def test_an_instance_names_the_activity_that_made_it():
    state = scenes.scene()
    made = replace(make_instances(1)[0], activity=ActivityId("asa-bp1aa04"), private_ip="10.0.3.7")
    before = replace(made, id=InstanceId("i-2"), activity=ActivityId("asa-bp1zz"))
    rows = {row.key: row for row in instance_rows(state, found(state), (made, before))}
    assert rows[made.id].activity == 'Add "2" ECS instances'
    assert rows[made.id].activity_tip.endswith("InProgress · asa-bp1aa04")
    assert rows[made.id].address == "10.0.3.7"
    assert rows["i-2"].activity == "asa-bp1zz"


def test_a_row_tells_all_of_an_instance():
    state = scenes.scene()
    rows = {row.key: row for row in instance_rows(state, found(state), scenes.instances())}
    starting = rows["i-bp1new0000090"]
    assert (starting.state, starting.warmup, starting.age) == ("Pending", "warming up", "under 2 min")
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
