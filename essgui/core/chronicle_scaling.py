"""What is told of scaling beside a refresh: each activity once, at the time at which it began.

Nothing of an event changes later, neither its time nor a word of it, so that one that was kept and is seen
again after a restart is the same event.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from essgui.core.lookup import answer
from essgui.domain.foreign import foreign_activities, trigger_of
from essgui.domain.questions import PastActivities
from essgui.domain.run import Event, EventKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from essgui.core.state import AppState, Monitor
    from essgui.domain.scaling import Activity

_BY = {
    "AlarmNotification": "An alarm scaled the group",
    "ScheduledAction": "A scheduled task scaled the group",
}


def scaling_events(before: AppState, after: AppState, monitor: Monitor) -> Iterator[Event]:
    """Yield the events of activities beside a refresh that were not told yet, oldest first."""
    task = after.tasks.get(monitor.task)
    question = PastActivities(monitor.region, monitor.group)
    others = answer(after, question).value
    was = before.monitors.get(monitor.task)
    if task is None or not others or (was is not None and others is answer(before, question).value):
        return
    told = {e for e in after.chronicles.get(task.id, ()) if e.kind is EventKind.SCALING}
    for activity in reversed(foreign_activities(task, monitor.activities.value or (), others)):
        event = _event(activity)
        if event is not None and event not in told:
            yield event


def _event(activity: Activity) -> Event | None:
    if activity.started_at is None:
        return None
    what = " ".join((activity.description or activity.cause).split()).rstrip(".")
    who = _BY.get(trigger_of(activity), "Scaling beside the refresh")
    # A rejected one is so from its beginning, for instance because the group may have no more instances.
    how = " (rejected)" if activity.status == "Rejected" else ""
    sentence = f"{who}{how}: {what}, {activity.id}." if what else f"{who}{how}: {activity.id}."
    return Event(activity.started_at, EventKind.SCALING, sentence, " ".join(activity.cause.split()))
