from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from essgui.domain.preflight.calendar import Window, alarms_check, schedule_check
from essgui.domain.preflight.verdict import Verdict
from essgui.domain.surroundings import Alarm, ScheduledTask
from tests.support.states import NOW, make_group

WEB = make_group()
WINDOW = Window(NOW.at, NOW.at + timedelta(minutes=40))
NIGHT = ScheduledTask("st-1", "night", launch_at=NOW.at + timedelta(minutes=20), desired=4)
CPU = Alarm("asg-1", "cpu-high", state="OK", metric="CpuUtilization")


def schedule(*tasks: ScheduledTask, group=WEB):
    return schedule_check(tasks, group, WINDOW, lambda at: f"{at:%H:%M}")


def test_a_task_that_runs_meanwhile_is_a_caution_with_time_and_size() -> None:
    check = schedule(NIGHT)
    assert check.verdict is Verdict.CAUTION
    assert check.headline.startswith("night runs at 06:20, ")
    assert check.evidence[0] == "night at 06:20: sets desired 4"
    assert "until 06:40" in check.evidence[-1]


@pytest.mark.parametrize("minutes", [0, 40])
def test_the_edges_of_the_window_count(minutes: int) -> None:
    assert schedule(replace(NIGHT, launch_at=NOW.at + timedelta(minutes=minutes))).verdict is Verdict.CAUTION


@pytest.mark.parametrize(
    "task",
    [
        replace(NIGHT, launch_at=NOW.at + timedelta(minutes=41)),
        replace(NIGHT, launch_at=NOW.at - timedelta(minutes=1)),
        replace(NIGHT, launch_at=None),
        replace(NIGHT, enabled=False),
        replace(NIGHT, ends_at=NOW.at),
    ],
)
def test_a_task_outside_the_window_is_a_go(task: ScheduledTask) -> None:
    assert schedule(task).verdict is Verdict.GO


def test_the_first_of_several_is_named() -> None:
    sooner = replace(NIGHT, name="noon", launch_at=NOW.at + timedelta(minutes=5))
    assert schedule(NIGHT, sooner).headline.startswith("noon runs at 06:05 and 1 more")


def test_a_daily_task_whose_first_run_is_long_ago_still_counts() -> None:
    daily = replace(
        NIGHT, launch_at=NIGHT.launch_at - timedelta(days=30), recurrence="Daily", recurrence_value="1"
    )
    assert schedule(daily).headline.startswith("night runs at 06:20")
    rule = replace(daily, desired=None, action="ari:acs:ess:rule/asr-1")
    assert "runs the scaling rule" in schedule(rule).evidence[0]


def test_a_cron_task_asks_for_a_look() -> None:
    cron = replace(
        NIGHT, launch_at=NOW.at - timedelta(days=1), recurrence="Cron", recurrence_value="0 7 * * ?"
    )
    check = schedule(cron)
    assert check.verdict is Verdict.CAUTION
    assert "cron 0 7 * * ?" in check.evidence[0]


def test_suspended_scheduled_actions_do_not_run() -> None:
    assert schedule(NIGHT, group=replace(WEB, suspended_processes=("ScheduledAction",))).verdict is Verdict.GO


@pytest.mark.parametrize(
    ("alarms", "suspended", "verdict"),
    [
        ((), (), Verdict.GO),
        ((CPU,), (), Verdict.GO),
        ((replace(CPU, state="ALARM"),), (), Verdict.CAUTION),
        ((replace(CPU, state="ALARM", enabled=False),), (), Verdict.GO),
        ((replace(CPU, state="ALARM"),), ("AlarmNotification",), Verdict.GO),
    ],
)
def test_alarms(alarms: tuple[Alarm, ...], suspended: tuple[str, ...], verdict: Verdict) -> None:
    assert alarms_check(alarms, replace(WEB, suspended_processes=suspended)).verdict is verdict


def test_a_ringing_alarm_is_named() -> None:
    check = alarms_check((replace(CPU, state="ALARM"), replace(CPU, name="mem", state="ALARM")), WEB)
    assert check.headline == "cpu-high is ringing now and 1 more"
