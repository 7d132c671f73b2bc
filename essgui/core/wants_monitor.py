"""What open monitors need beside their polls: hooks, what they hold, scaling, schedules, unlisted groups."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essgui.core.cadence import pace
from essgui.core.close_looks import BEHIND_GOOD, barred, held, needs_all
from essgui.core.effects import ReadGroup
from essgui.core.lookup import answer, detail_of, instances_of, lost
from essgui.core.on_errands import ask
from essgui.core.wants import Want
from essgui.domain.questions import Hooks, HookWaits, PastActivities, ScheduledTasks
from essgui.domain.scaling import InstanceState

if TYPE_CHECKING:
    from collections.abc import Iterator

    from essgui.core.changes import Outcome
    from essgui.core.effects import Effect
    from essgui.core.state import AppState, Monitor
    from essgui.domain.clock import Instant
    from essgui.domain.scaling import ActivityId, RegionId

MOST_ASKED = 4
"""Questions that one monitor asks after one poll; what is left over is asked after the next."""
MOST_WAITS = 2
"""Of them, activities whose held instances are asked about."""
SURROUNDINGS_GOOD = 120.0
"""Seconds for which hooks and scheduled tasks are as they were: people change them, and seldom."""
SURROUNDINGS_BEHIND = 600.0
"""The same for a monitor that is not on screen."""
WAITS_GOOD = 10.0


def ask_for_monitors(state: AppState, now: Instant, region: RegionId) -> Outcome:
    """Ask after a poll what the open monitors of its region need beside it: never more than a few calls."""
    effects: tuple[Effect, ...] = ()
    if held(state, now):
        return state, effects
    for monitor in state.monitors.values():
        task = state.tasks.get(monitor.task)
        if monitor.region != region or task is None or task.over or lost(state, task):
            continue
        if _group_due(state, monitor, now):
            effects = (*effects, ReadGroup(region, monitor.group))
        asked = 0
        for want in _monitor_wants(state, monitor):
            if asked < MOST_ASKED and _due(state, want, now):
                state, more = ask(state, want.question, again=True)
                effects += more
                asked += len(more)
    return state, effects


def _due(state: AppState, want: Want, now: Instant) -> bool:
    known = answer(state, want.question)
    if known.failure is not None:
        return known.retry_at is None or now.mono >= known.retry_at
    return known.seen is None or now.mono - known.seen.mono > want.good_for * pace(state.cadence)


def _group_due(state: AppState, monitor: Monitor, now: Instant) -> bool:
    """Tell whether a group has to be read alone: the lists are those of the chosen regions only."""
    known = detail_of(state, monitor.group).group
    if monitor.region in state.chosen or barred(known, now):
        return False
    return known.seen is None or now.mono - known.seen.mono > state.cadence.fleet


def _monitor_wants(state: AppState, monitor: Monitor) -> Iterator[Want]:
    region, group = monitor.region, monitor.group
    shown = needs_all(state, monitor)
    surroundings = SURROUNDINGS_GOOD if shown else SURROUNDINGS_BEHIND
    yield Want(Hooks(region, group), surroundings)
    waits = [HookWaits(region, group, activity) for activity in _holding(state, monitor)]
    # Those that were asked about longest ago come first, so that each has its turn.
    waits.sort(key=lambda q: seen.mono if (seen := answer(state, q).seen) else 0.0)
    for question in waits[:MOST_WAITS]:
        yield Want(question, WAITS_GOOD if shown else BEHIND_GOOD)
    # Of these only what is new is read, and the refresh's own are among them.
    yield Want(PastActivities(region, group), 0.0 if shown else BEHIND_GOOD)
    yield Want(ScheduledTasks(region, group), surroundings)


def _holding(state: AppState, monitor: Monitor) -> tuple[ActivityId, ...]:
    """Return the activities that may have instances held by a hook."""
    held = [i for i in instances_of(state, monitor.group) or () if i.id in monitor.held]
    found = {i.activity: None for i in held if i.activity and i.state == InstanceState.PENDING_WAIT}
    if any(i.state == InstanceState.REMOVING_WAIT for i in held):
        # An instance names the activity that made it, not the one that releases it.
        past = answer(state, PastActivities(monitor.region, monitor.group)).value or ()
        busy = (a for a in (*(monitor.activities.value or ()), *past) if a.status == "InProgress")
        found |= {a.id: None for a in busy}
    return tuple(found)
