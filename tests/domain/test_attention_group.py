"""What the group calls attention to: each rule seen to hold its tongue, and to speak."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from essgui.domain import attention_group as rules
from essgui.domain.lifecycle import RefreshStatus as S
from essgui.domain.remedies import ResumeProcesses, SuspendProcesses
from essgui.domain.situation import Gravity
from essgui.domain.surroundings import ScheduledTask
from essgui.domain.timeline import Sample, Timeline
from tests.support.situations import TASK, WEB, activity, ago, only, situation
from tests.support.states import HANGZHOU, NOW

ALARM = replace(
    activity(5, 4), task=None, cause='Alarm task "cpu-high" triggered the scaling rule.', description="Add 2"
)


def test_suspended_processes_can_be_resumed_and_triggers_are_only_information() -> None:
    assert list(rules.suspended_processes(situation())) == []
    assert list(rules.suspended_processes(situation(group=None))) == []
    group = replace(WEB, suspended_processes=("ScaleOut", "HealthCheck", "AlarmNotification"))
    work, triggers = rules.suspended_processes(situation(group=group))
    assert work.headline == "ScaleOut and HealthCheck are suspended"
    assert work.gravity is Gravity.CAUTION
    assert work.offers[0].remedies == (ResumeProcesses(HANGZHOU, WEB.id, ("ScaleOut", "HealthCheck")),)
    assert triggers.headline == "AlarmNotification is suspended"
    assert triggers.gravity is Gravity.INFORMATION
    assert work.key != triggers.key


def test_what_was_suspended_from_here_says_so() -> None:
    group = replace(WEB, suspended_processes=("AlarmNotification", "ScheduledAction"))
    ours = frozenset({"AlarmNotification"})
    item = only(rules.suspended_processes(situation(group=group, suspended_from_here=ours)))
    assert item.consequence == "They stay so until somebody resumes them, also after the refresh."
    ours |= {"ScheduledAction"}
    item = only(rules.suspended_processes(situation(group=group, suspended_from_here=ours)))
    assert item.consequence == "Suspended from here: you are asked to resume them when the refresh is over."


def test_a_process_that_is_not_known_here_is_named_too() -> None:
    group = replace(WEB, suspended_processes=("Rebalance",))
    assert only(rules.suspended_processes(situation(group=group))).headline == "Rebalance is suspended"


def test_a_group_that_ess_suspended() -> None:
    assert list(rules.system_suspended(situation())) == []
    group = replace(WEB, system_suspended=True)
    assert only(rules.system_suspended(situation(group=group))).gravity is Gravity.GRAVE


def _unmoved(minutes: float, status: S = S.IN_PROGRESS) -> Timeline:
    looks = (Sample(ago(minutes), status, 4, 10), Sample(ago(0.1), S.IN_PROGRESS, 4, 10))
    return Timeline((Sample(ago(minutes + 5), S.IN_PROGRESS, 2, 10), *looks))


@pytest.mark.parametrize(("minutes", "speaks"), [(17, False), (19, True)])
def test_no_progress_for_twice_the_slow_bound_of_a_batch(minutes: float, speaks: bool) -> None:
    found = list(rules.slower(situation(timeline=_unmoved(minutes))))
    assert [item.part for item in found] == (["stalled"] if speaks else [])


def test_a_pause_is_no_lack_of_progress() -> None:
    assert list(rules.slower(situation(timeline=_unmoved(30, S.CHECKPOINT_PAUSE)))) == []
    paused = replace(TASK, status=S.PAUSED)
    assert list(rules.slower(situation(task=paused, timeline=_unmoved(30)))) == []


def test_while_ess_does_not_answer_nothing_becomes_late() -> None:
    silent = situation(now=NOW.at + timedelta(hours=1), ends=(300, 601), timeline=_unmoved(17))
    assert list(rules.slower(silent)) == [], "it may have gone on, or ended, since the last answer"


def test_later_than_the_latest_end_but_for_the_time_it_was_suspended() -> None:
    assert list(rules.slower(situation(ends=(300, 601)))) == []
    item = only(rules.slower(situation(ends=(300, 480))))
    assert item.headline == "1 min later than the latest end of the forecast", "as of the last answer"
    looks = (Sample(ago(8), S.PAUSED, 4, 10), Sample(ago(5), S.IN_PROGRESS, 4, 10))
    assert list(rules.slower(situation(ends=(300, 480), timeline=Timeline(looks)))) == []


def test_scaling_by_others_is_shown_with_its_cause_and_can_be_stopped_by_that() -> None:
    assert list(rules.foreign_scaling(situation(activities=(activity(),)))) == []
    before = replace(ALARM, started_at=ago(30))
    assert list(rules.foreign_scaling(situation(others=(before,)))) == []
    item = only(rules.foreign_scaling(situation(others=(ALARM,))))
    assert item.headline == "1 scaling activity beside the refresh"
    assert item.evidence == (ALARM.cause, "The newest: Add 2.")
    assert item.gravity is Gravity.CAUTION
    (offer,) = item.offers
    assert offer.remedies == (SuspendProcesses(HANGZHOU, WEB.id, ("AlarmNotification",)),)
    assert offer.confirm is not None
    assert "resume AlarmNotification" in offer.confirm.loses[0]


def test_by_a_scheduled_task_by_a_person_or_by_a_health_check() -> None:
    clockwork = replace(ALARM, cause='Scheduled task "night" ran.')
    assert only(rules.foreign_scaling(situation(others=(clockwork,)))).offers[0].label == (
        "Suspend scheduled tasks"
    )
    by_hand = replace(ALARM, cause="A user executed a scaling rule.")
    assert only(rules.foreign_scaling(situation(others=(by_hand,)))).offers == ()
    upkeep = replace(ALARM, cause="An instance failed its health check.")
    assert list(rules.foreign_scaling(situation(others=(upkeep,)))) == []


def test_what_is_suspended_already_is_not_offered_and_what_is_long_over_is_information() -> None:
    group = replace(WEB, suspended_processes=("AlarmNotification",))
    assert only(rules.foreign_scaling(situation(others=(ALARM,), group=group))).offers == ()
    task = replace(TASK, started_at=ago(60))
    over = replace(ALARM, started_at=ago(40), ended_at=ago(30))
    item = only(rules.foreign_scaling(situation(others=(over,), task=task)))
    assert item.gravity is Gravity.INFORMATION


def test_an_act_of_somebody_else_while_it_matters() -> None:
    assert list(rules.foreign_act(situation())) == []
    paused = replace(TASK, status=S.PAUSED)
    item = only(rules.foreign_act(situation(task=paused, foreign_act=(S.PAUSED, ago(30)))))
    assert item.headline == "Somebody else suspended it, 30 min ago"
    assert item.consequence
    assert list(rules.foreign_act(situation(foreign_act=(S.PAUSED, ago(30))))) == []
    assert list(rules.foreign_act(situation(foreign_act=(S.IN_PROGRESS, ago(30))))) == []
    assert only(rules.foreign_act(situation(foreign_act=(S.IN_PROGRESS, ago(2))))).gravity is Gravity.CAUTION


def test_a_scheduled_task_before_the_expected_end() -> None:
    night = ScheduledTask("st-1", "night", launch_at=NOW.at + timedelta(minutes=20), desired=16)
    item = only(rules.scheduled_soon(situation(scheduled=(night,))))
    assert item.headline == "Scheduled task night in 20 min"
    assert item.evidence == ("Sets desired capacity 16; the group has 10 now.",)
    assert item.offers[0].remedies == (SuspendProcesses(HANGZHOU, WEB.id, ("ScheduledAction",)),)
    for one in (
        replace(night, enabled=False),
        replace(night, launch_at=NOW.at - timedelta(minutes=1)),
        replace(night, launch_at=NOW.at + timedelta(hours=3)),
    ):
        assert list(rules.scheduled_soon(situation(scheduled=(one,)))) == []
    assert list(rules.scheduled_soon(situation(scheduled=(night,), ends=(300, 900)))) == []
    still = replace(WEB, suspended_processes=("ScheduledAction",))
    assert list(rules.scheduled_soon(situation(scheduled=(night,), group=still))) == []


def test_a_scheduled_task_that_recurs_is_seen_though_its_first_run_was_long_ago() -> None:
    first = NOW.at - timedelta(days=3) + timedelta(minutes=20)
    daily = ScheduledTask(
        "st-1", "night", launch_at=first, recurrence="Daily", recurrence_value="1", desired=16
    )
    item = only(rules.scheduled_soon(situation(scheduled=(daily,))))
    assert (item.headline, item.part) == ("Scheduled task night in 20 min", "st-1")
    every_other = replace(daily, recurrence_value="2")
    assert list(rules.scheduled_soon(situation(scheduled=(every_other,)))) == []
    over = replace(daily, ends_at=NOW.at - timedelta(hours=1))
    assert list(rules.scheduled_soon(situation(scheduled=(over,)))) == []
    assert list(rules.scheduled_soon(situation(scheduled=(daily,), ends=(300, 900)))) == []


def test_a_cron_expression_is_not_worked_out_and_that_is_said() -> None:
    first = NOW.at - timedelta(days=3)
    cron = ScheduledTask("st-1", "night", launch_at=first, recurrence="Cron", recurrence_value="0 6 * * *")
    item = only(rules.scheduled_soon(situation(scheduled=(cron,))))
    assert item.headline == "Scheduled task night runs by a cron expression"
    assert item.evidence[0] == "Cron: 0 6 * * *."
    assert item.gravity is Gravity.INFORMATION
    assert item.offers != ()
    for one in (replace(cron, enabled=False), replace(cron, ends_at=NOW.at - timedelta(hours=1))):
        assert list(rules.scheduled_soon(situation(scheduled=(one,)))) == []
