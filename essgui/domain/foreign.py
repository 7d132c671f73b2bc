"""Scaling that goes on beside a refresh: which activities are not its own, and what set them off."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from essgui.domain.refresh import RefreshTask
    from essgui.domain.scaling import Activity

TRIGGERS: tuple[tuple[str, str], ...] = (("AlarmNotification", "alarm"), ("ScheduledAction", "scheduled"))
"""Processes of a group, and the word in the cause of an activity that one of them set off (assumed)."""


def foreign_activities(
    task: RefreshTask, own: Iterable[Activity], others: Iterable[Activity]
) -> tuple[Activity, ...]:
    """Return the activities of a group that are not of its refresh and began while it ran, newest first.

    `own` are those of the refresh, `others` those of the group, among which those of the refresh may be.
    """
    ids = {a.id for a in own} | {a.id for a in others if a.task == task.id}
    began = task.started_at
    foreign = [
        (a.started_at, a)
        for a in others
        if a.id not in ids
        and began is not None
        and a.started_at is not None
        and a.started_at >= began
        and (task.ended_at is None or a.started_at <= task.ended_at)
        and not _of_health(a)
    ]
    return tuple(a for _, a in sorted(foreign, key=lambda pair: (pair[0], pair[1].id), reverse=True))


def trigger_of(activity: Activity) -> str:
    """Return the process that set an activity off; empty where it was a person, a rule or not told."""
    text = cause_of(activity).lower()
    return next((process for process, word in TRIGGERS if word in text), "")


def cause_of(activity: Activity) -> str:
    """Return why an activity was, in the cloud's words, or what it did where it does not say."""
    return activity.cause or activity.description or activity.id


def _of_health(activity: Activity) -> bool:
    # Replacing what is unhealthy is the group's own upkeep, not scaling by somebody.
    return "health" in activity.cause.lower()
