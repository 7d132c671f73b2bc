"""What scales a group beside its refresh is told apart from the refresh and from the group's own upkeep."""

from __future__ import annotations

from dataclasses import replace

import pytest

from essgui.domain.foreign import cause_of, foreign_activities, trigger_of
from essgui.domain.scaling import ActivityId, TaskId
from tests.support.situations import TASK, activity, ago

ALARM = replace(activity(5, 4), task=None, cause='Alarm task "cpu-high" triggered the scaling rule.')
BY_HAND = replace(activity(6, 2), task=None, cause="A user requests to scale in.")


def test_others_come_newest_first_and_those_of_the_refresh_not_at_all() -> None:
    own = (activity(1), activity(2))
    # The list of the group may not tell of which refresh an activity is.
    unnamed = replace(activity(2), task=None)
    assert foreign_activities(TASK, own, (ALARM, own[0], unnamed, BY_HAND)) == (BY_HAND, ALARM)
    assert foreign_activities(TASK, (), (activity(3),)) == ()
    other = replace(ALARM, task=TaskId("ir-bp1other"))
    assert foreign_activities(TASK, (), (other,)) == (other,)


@pytest.mark.parametrize(("minutes", "found"), [(11, False), (10, True), (3, True), (2, False)], ids=str)
def test_only_what_began_while_it_ran(minutes: float, found: bool) -> None:
    task = replace(TASK, ended_at=ago(3))
    one = replace(ALARM, started_at=ago(minutes))
    assert foreign_activities(task, (), (one,)) == ((one,) if found else ())
    assert foreign_activities(replace(task, started_at=None), (), (one,)) == ()


def test_without_a_time_it_has_no_place_and_upkeep_is_not_scaling() -> None:
    upkeep = replace(ALARM, cause="An instance failed its health check.")
    assert foreign_activities(TASK, (), (replace(ALARM, started_at=None), upkeep)) == ()


def test_what_set_it_off() -> None:
    assert trigger_of(ALARM) == "AlarmNotification"
    assert trigger_of(replace(ALARM, cause='Scheduled task "night" ran.')) == "ScheduledAction"
    assert trigger_of(BY_HAND) == ""
    assert cause_of(replace(BY_HAND, cause="")) == BY_HAND.description
    assert cause_of(replace(BY_HAND, cause="", description="", id=ActivityId("asa-1"))) == "asa-1"
