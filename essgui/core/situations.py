"""A watched refresh with its surroundings, gathered from the state for the attention rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essgui.core.lookup import answer, detail_of
from essgui.core.select_monitor import watched
from essgui.core.select_monitor_serving import doubtful
from essgui.core.state import Origin
from essgui.domain.attention import attention
from essgui.domain.durations import durations_from
from essgui.domain.lifecycle import RefreshStatus
from essgui.domain.questions import Hooks, HookWaits, PastActivities, ScheduledTasks
from essgui.domain.situation import Gravity, Kind, Situation
from essgui.domain.stuck import stuck_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from essgui.core.select_monitor import Watched
    from essgui.core.state import AppState
    from essgui.domain.scaling import ActivityId, InstanceId, TaskId
    from essgui.domain.situation import Item
    from essgui.domain.surroundings import HookWait


def situation_of(state: AppState, found: Watched) -> Situation:
    """Return what is known of a watched refresh."""
    task, monitor = found.task, found.monitor
    region, group = task.region, task.group
    past = answer(state, PastActivities(region, group)).value or ()
    read = detail_of(state, group).instances
    batch = 0.0
    if task.status is RefreshStatus.IN_PROGRESS:
        # What this refresh itself does is no measure of how it does.
        durations = durations_from(a for a in past if a.task != task.id)
        batch = durations.launch.high + durations.release.high
    return Situation(
        now=state.now.at,
        task=task,
        group=found.group,
        instances=read.value,
        instances_seen=read.seen.at if read.seen is not None else None,
        activities=monitor.activities.value or (),
        others=past,
        hooks=answer(state, Hooks(region, group)).value,
        waits=_waits(state, found),
        held_since={i: at for i, at in monitor.held.items() if at is not None},
        held_at_least=monitor.held_at_least,
        extended=monitor.extended,
        scheduled=answer(state, ScheduledTasks(region, group)).value or (),
        band=found.kept,
        doubtful=doubtful(state, found),
        ends=state.archive.origins.get(task.id, Origin()).first_forecast,
        batch=batch,
        timeline=monitor.timeline,
        zones=monitor.zones,
        foreign_act=monitor.foreign_act,
        suspended_from_here=frozenset(s.process for s in state.archive.suspended if s.group == group),
    )


def items_of(state: AppState, task_id: TaskId) -> tuple[Item, ...]:
    """Return what needs attention in a watched refresh, the gravest first; nothing once it is over."""
    found = watched(state, task_id)
    return () if found is None else attention(situation_of(state, found))


def calls(items: Iterable[Item]) -> Mapping[Kind, Gravity]:
    """Return what calls for a person: the gravest of each kind, without information."""
    gravest: dict[Kind, Gravity] = {}
    for item in items:
        if item.gravity is not Gravity.INFORMATION:
            # The gravest come first.
            gravest.setdefault(item.kind, item.gravity)
    return gravest


def stuck_instances(state: AppState, found: Watched) -> Mapping[InstanceId, Kind]:
    """Return the instances that something keeps, by the rules that call a person to them."""
    return stuck_in(attention(situation_of(state, found)))


def _waits(state: AppState, found: Watched) -> Mapping[ActivityId, tuple[HookWait, ...]]:
    asked = [q for q in state.looks if isinstance(q, HookWaits) and q.group == found.task.group]
    return {q.activity: answer(state, q).value or () for q in asked}
