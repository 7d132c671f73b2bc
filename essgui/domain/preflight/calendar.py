"""What may change the group's size while it is refreshed: scheduled tasks and alarms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from essgui.domain.preflight.processes import ALARMS, SCHEDULE
from essgui.domain.preflight.verdict import Check, CheckKind, Verdict, and_more
from essgui.domain.recurrence import not_worked_out, run_within

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from essgui.domain.scaling import ScalingGroup
    from essgui.domain.surroundings import Alarm, ScheduledTask


@dataclass(frozen=True, slots=True)
class Window:
    """From a Start to the latest finish that is foreseen."""

    start: datetime
    end: datetime


def schedule_check(
    tasks: tuple[ScheduledTask, ...], group: ScalingGroup, window: Window, say: Callable[[datetime], str]
) -> Check:
    """Judge the scheduled tasks whose next run falls into the window; `say` words a time for a person."""
    working = tuple(t for t in tasks if t.enabled and t.launch_at is not None)
    until = f"Looked at until {say(window.end)}, the latest finish foreseen"
    if SCHEDULE in group.suspended_processes and working:
        return Check(CheckKind.SCHEDULE, Verdict.GO, "Scheduled tasks are suspended in this group", (until,))
    hits = [(at, t) for t in working if (at := run_within(t, window.start, window.end)) is not None]
    if hits:
        lines = tuple(f"{t.name or t.id} at {say(at)}{_sets(t)}" for at, t in hits)
        at, first = min(hits, key=lambda hit: hit[0])
        also = and_more(len(hits))
        return Check(
            CheckKind.SCHEDULE,
            Verdict.CAUTION,
            f"{first.name or first.id} runs at {say(at)}{also}, while the refresh may be working",
            (*lines, until),
            "Start later, or switch the task off for this time: it changes the size under the refresh.",
        )
    cron = tuple(t for t in working if not_worked_out(t, window.start))
    if cron:
        lines = tuple(f"{t.name or t.id}: cron {t.recurrence_value}{_sets(t)}" for t in cron)
        return Check(
            CheckKind.SCHEDULE,
            Verdict.CAUTION,
            f"{cron[0].name or cron[0].id} runs by a cron expression{and_more(len(cron))}; look when",
            (*lines, until),
            "This program does not work cron expressions out: see that it does not run meanwhile.",
        )
    later = tuple(
        f"{t.name or t.id} next runs at {say(t.launch_at)}"
        for t in working
        if t.launch_at is not None and t.launch_at > window.end
    )
    headline = "No scheduled task runs meanwhile" if working else "The group has no scheduled task"
    return Check(CheckKind.SCHEDULE, Verdict.GO, headline, (*later, until))


def alarms_check(alarms: tuple[Alarm, ...], group: ScalingGroup) -> Check:
    """Judge the alarms: one that is ringing may scale the group under the refresh."""
    working = tuple(a for a in alarms if a.enabled)
    if not working:
        return Check(CheckKind.ALARMS, Verdict.GO, "No alarm scales this group")
    lines = tuple(f"{a.name or a.id}: {a.metric or 'metric'}, {_rings(a)}" for a in working)
    if ALARMS in group.suspended_processes:
        return Check(CheckKind.ALARMS, Verdict.GO, "Alarms are suspended in this group", lines)
    ringing = tuple(a for a in working if a.state == "ALARM")
    if ringing:
        return Check(
            CheckKind.ALARMS,
            Verdict.CAUTION,
            f"{ringing[0].name or ringing[0].id} is ringing now{and_more(len(ringing))}",
            lines,
            "It may change the size under the refresh: wait, or suspend AlarmNotification meanwhile.",
        )
    count = "1 alarm watches" if len(working) == 1 else f"{len(working)} alarms watch"
    return Check(CheckKind.ALARMS, Verdict.GO, f"{count} the group; none is ringing", lines)


def _sets(task: ScheduledTask) -> str:
    parts = [
        f"{word} {value}"
        for word, value in (("desired", task.desired), ("minimum", task.min_size), ("maximum", task.max_size))
        if value is not None
    ]
    if task.action:
        return f": runs the scaling rule {task.action}"
    return f": sets {', '.join(parts)}" if parts else ""


def _rings(alarm: Alarm) -> str:
    return {"ALARM": "ringing", "OK": "quiet", "INSUFFICIENT_DATA": "without readings"}.get(
        alarm.state, alarm.state or "state not known"
    )
