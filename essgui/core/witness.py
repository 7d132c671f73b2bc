"""What an open monitor remembers of what it saw: since when hooks hold, where was service, who acted."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from essgui.core.lookup import answer
from essgui.domain.lifecycle import RefreshAction, RefreshStatus
from essgui.domain.questions import HookWaits, PastActivities
from essgui.domain.scaling import HELD, SERVING, InstanceState

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from essgui.core.state import AppState, Monitor
    from essgui.domain.clock import Instant
    from essgui.domain.refresh import RefreshTask
    from essgui.domain.remedies import ExtendHookWait
    from essgui.domain.scaling import Instance, TaskId

OURS_FOR = 120.0
"""Seconds after an action from here in which the status that it leads to counts as ours (assumed)."""

_S = RefreshStatus
_LED_BY: dict[RefreshStatus, RefreshAction] = {
    _S.PAUSED: RefreshAction.SUSPEND,
    _S.CANCELLING: RefreshAction.CANCEL,
    _S.CANCELLED: RefreshAction.CANCEL,
    _S.ROLLBACK_IN_PROGRESS: RefreshAction.ROLLBACK,
}


def witnessed(
    state: AppState, monitor: Monitor, instances: tuple[Instance, ...] | None, now: Instant
) -> Monitor:
    """Return the monitor after a look at the instances of its group; None is a look that failed."""
    if instances is None:
        return monitor
    looks = (s.at for s in reversed(monitor.timeline.samples) if s.in_service is not None)
    # It began after the last look; the earlier bound leaves less time than there is, never more.
    began = next(looks, None)
    held = {i.id: monitor.held.get(i.id, began) for i in instances if i.state in HELD}
    for instance in instances:
        since, activity = held.get(instance.id), _set_off(state, monitor, instance)
        if since is not None and activity is not None:
            # Nor before its activity, which may have been read after the look that first saw it.
            held[instance.id] = max(since, min(activity, now.at))
    least = {i: monitor.held_at_least.get(i, now.at) for i, at in held.items() if at is None}
    zones = monitor.zones | {i.zone for i in instances if i.zone and i.state in SERVING}
    if held == monitor.held and zones == monitor.zones:
        return monitor
    return replace(monitor, held=held, held_at_least=least, zones=zones)


def foreign_act_seen(
    monitor: Monitor,
    before: RefreshTask | None,
    task: RefreshTask,
    now: Instant,
    looked: Instant | None = None,
) -> Monitor:
    """Return the monitor after a poll, with the act of somebody else where the status tells of one.

    `before` is what an earlier poll of this session showed, or None; `looked` is when the last one did.
    """
    if before is None or before.status == task.status or not isinstance(task.status, RefreshStatus):
        return monitor
    action = _LED_BY.get(task.status)
    if before.status is _S.PAUSED and task.status is _S.IN_PROGRESS:
        action = RefreshAction.RESUME
    if action is None or (before.status is _S.CANCELLING and task.status is _S.CANCELLED):
        return monitor
    if monitor.last_act is not None:
        asked, at = monitor.last_act
        unseen = looked is not None and at >= looked.at
        if asked is action and (unseen or now.at - at < timedelta(seconds=OURS_FOR)):
            return monitor
    return replace(monitor, foreign_act=(task.status, now.at))


def _set_off(state: AppState, monitor: Monitor, instance: Instance) -> datetime | None:
    """Return when the activity began in which a hook holds an instance; None where that is not known."""
    if instance.state not in HELD:
        return None
    holding = {instance.activity}
    if instance.state == InstanceState.REMOVING_WAIT:
        # It names the activity that made it, not the one that releases it.
        asked = [q for q in state.looks if isinstance(q, HookWaits) and q.group == monitor.group]
        told = ((q.activity, wait) for q in asked for wait in answer(state, q).value or ())
        holding = {activity for activity, wait in told if instance.id in wait.instances}
    past = answer(state, PastActivities(monitor.region, monitor.group)).value or ()
    every = (*(monitor.activities.value or ()), *past)
    return next((a.started_at for a in every if a.id in holding), None)


def extended(state: AppState, remedy: ExtendHookWait) -> Mapping[TaskId, Monitor]:
    """Return the monitors after a wait was extended from here: counted from now on (assumed)."""
    end = state.now.at + timedelta(seconds=remedy.seconds)
    return {
        task: replace(monitor, extended={**monitor.extended, remedy.token: end})
        if monitor.group == remedy.group
        else monitor
        for task, monitor in state.monitors.items()
    }
