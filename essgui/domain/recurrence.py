"""When a scheduled task runs within a time: its next run, or a later one by its recurrence.

Source: CreateScheduledTask (RecurrenceType, RecurrenceValue). Assumed: LaunchTime may stay at the first run,
and a recurring task runs at its time of the day in UTC.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from essgui.domain.surroundings import ScheduledTask


def run_within(task: ScheduledTask, start: datetime, end: datetime) -> datetime | None:
    """Return the first run from `start` to `end`, both included, or None; cron is not worked out."""
    at = task.launch_at
    if at is None or at > end:
        return None
    last = min(end, task.ends_at) if task.ends_at is not None else end
    if at >= start:
        return at if at <= last else None
    day = start.date()
    while day <= last.date():
        run = datetime.combine(day, at.timetz())
        if start <= run <= last and _falls_on(task, at.date(), day):
            return run
        day += timedelta(days=1)
    return None


def not_worked_out(task: ScheduledTask, start: datetime) -> bool:
    """Tell whether a task may run though `run_within` cannot say so: cron, once its first run has passed."""
    if task.recurrence != "Cron" or task.launch_at is None or task.launch_at >= start:
        return False
    return task.ends_at is None or task.ends_at >= start


def _falls_on(task: ScheduledTask, first: date, day: date) -> bool:
    value = task.recurrence_value
    match task.recurrence:
        case "Daily":
            every = int(value) if value.isdecimal() and int(value) else 1
            return (day - first).days % every == 0
        case "Weekly":
            return str(day.isoweekday() % 7) in {part.strip() for part in value.split(",")}
        case "Monthly":
            low, _, high = value.partition("-")
            if not (low.isdecimal() and high.isdecimal()):
                return False
            return int(low) <= day.day <= int(high)
        case _:
            return False
