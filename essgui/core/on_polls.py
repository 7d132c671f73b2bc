"""The polling of running refreshes: one loop per region, ids in batches, old answers dropped."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from essgui.core import final_looks
from essgui.core.cadence import poll_after, rest_of
from essgui.core.changes import put, wait_after, with_notice, without
from essgui.core.close_looks import barred, instances_due
from essgui.core.effects import (
    PollRefreshes,
    ReadActivities,
    ReadConfigurations,
    ReadGroup,
    ReadInstances,
    Wake,
)
from essgui.core.endings import ending
from essgui.core.landing import landed, overdue
from essgui.core.lookup import group_of, running_in
from essgui.core.messages import PollDue
from essgui.core.pauses import bettered, remembered, seen, unwatched
from essgui.core.state import Notice, NoticeKind, Page, Poll
from essgui.core.witness import foreign_act_seen
from essgui.domain.lifecycle import ROLLBACK

if TYPE_CHECKING:
    from essgui.core.changes import Outcome
    from essgui.core.effects import Effect
    from essgui.core.messages import PollFailed, PollSucceeded
    from essgui.core.state import AppState, Monitor
    from essgui.domain.clock import Instant
    from essgui.domain.refresh import RefreshTask
    from essgui.domain.scaling import RegionId, TaskId


def poll_due(state: AppState, region: RegionId, now: Instant) -> Outcome:
    """Ask for every running refresh of a region; where there is none, the loop ends."""
    running = running_in(state, region)
    poll = state.polls.get(region, Poll())
    if not running:
        return replace(state, polls=put(state.polls, region, replace(poll, next_at=None))), ()
    # Timers come late: counted from when it was due, that does not add up from poll to poll.
    begun = now.mono if poll.next_at is None else min(now.mono, poll.next_at)
    poll = replace(poll, sent=poll.sent + 1, begun=begun, next_at=None)
    state = replace(state, polls=put(state.polls, region, poll))
    return state, (PollRefreshes(region, poll.sent, tuple(t.id for t in running)),)


def poll_succeeded(state: AppState, message: PollSucceeded, now: Instant) -> Outcome:
    """Take an answer unless a newer one was taken before; read closely what is watched; poll again later."""
    region = message.region
    poll = state.polls.get(region, Poll())
    if message.number <= poll.applied:
        return state, ()
    effects: tuple[Effect, ...] = ()
    for task in message.tasks:
        gap = unwatched(poll, task.id, now, state.profile.speed)
        state, more = _take(state, task, message.number, now, gap=gap)
        effects += more
    told = frozenset(t.id for t in message.tasks)
    missing = frozenset(message.asked) - told
    state = _tell_missing(_let_go(state, missing, now), poll.missing, missing)
    poll = replace(poll, applied=message.number, seen=now, failure=None, misses=0, missing=missing, told=told)
    every = poll_after((str(t.status) for t in running_in(state, region)), state.cadence)
    wait = rest_of(every, 0.0 if poll.begun is None else now.mono - poll.begun)
    poll = replace(poll, next_at=now.mono + wait)
    state = replace(state, polls=put(state.polls, region, poll))
    return state, (*effects, Wake(f"poll:{region}", wait, PollDue(region)))


def poll_failed(state: AppState, message: PollFailed, now: Instant) -> Outcome:
    """Keep what is known, say why it ages, and ask again after a back-off."""
    poll = state.polls.get(message.region, Poll())
    if message.number <= poll.applied:
        return state, ()
    misses = poll.misses + 1
    wait = wait_after(state, misses, message.failure)
    poll = replace(poll, failure=message.failure, misses=misses, next_at=now.mono + wait)
    state = replace(state, polls=put(state.polls, message.region, poll))
    return state, (Wake(f"poll:{message.region}", wait, PollDue(message.region)),)


def poll_soon(state: AppState, region: RegionId, after: float = 0.0) -> tuple[Effect, ...]:
    """Poll a region now or in a moment, in place of the poll that was due."""
    return (Wake(f"poll:{region}", after, PollDue(region)),) if running_in(state, region) else ()


def look_closely(task: RefreshTask) -> tuple[Effect, ...]:
    """Read all of what only an open monitor shows."""
    return (
        ReadInstances(task.region, task.group),
        ReadActivities(task.region, task.group, task.id),
    )


def _look_again(monitor: Monitor, now: Instant) -> tuple[Effect, ...]:
    look = ReadInstances(monitor.region, monitor.group)
    read = monitor.activities
    if read.seen is None and not read.loading and not barred(read, now):
        return look, ReadActivities(monitor.region, monitor.group, monitor.task)
    # Newer ones are among those of the group, which are asked for after the poll.
    return (look,)


def _take(state: AppState, task: RefreshTask, number: int, now: Instant, *, gap: bool) -> Outcome:
    before = state.tasks.get(task.id)
    if before is not None and before.over and not task.over:
        # Over is over: an answer that says otherwise is older than the one we have.
        return state, ()
    tasks = state.tasks if before == task else put(state.tasks, task.id, task)
    monitors = remembered(state.monitors, state.pauses, before, task)
    pauses = seen(state.pauses, before, task, now, gap=gap)
    state = bettered(replace(state, tasks=tasks, pauses=pauses, monitors=monitors), task)
    effects: tuple[Effect, ...] = ()
    monitor = state.monitors.get(task.id)
    if monitor is not None:
        # When, and by whom, what the archive tells of was changed since, no look has shown.
        last = None if task.id in state.centre.unheard else before
        looked = state.polls.get(task.region, Poll()).seen
        followed = foreign_act_seen(_follow(monitor, before, task, number, now), last, task, now, looked)
        if followed != monitor:
            state = replace(state, monitors=put(state.monitors, task.id, followed))
        if task.over and (before is None or not before.over):
            # Nothing follows the polls of what is over.
            effects = look_closely(task)
        elif before is None or before.status != task.status or instances_due(state, monitor, now):
            effects = _look_again(monitor, now)
    elif landed(state.flights.get(task.id), before, task, number, now):
        state = replace(state, flights=without(state.flights, task.id))
    if task.over and before is not None and not before.over:
        group = group_of(state, task.group)
        # Where its own monitor is on screen, that says it, and better.
        if not (state.page is Page.MONITOR and state.monitor == task.id):
            state = with_notice(state, ending(task, group.name if group else task.group))
        effects += (ReadGroup(task.region, task.group),)
        if group is not None:
            # An end in success has switched the active one.
            effects += (ReadConfigurations(task.region, task.group, group.type),)
        state, more = final_looks.begin(state, task)
        effects += more
    return state, effects


def _follow(
    monitor: Monitor, before: RefreshTask | None, task: RefreshTask, number: int, now: Instant
) -> Monitor:
    if landed(monitor.in_flight, before, task, number, now):
        monitor = replace(monitor, in_flight=None)
    if before is not None and task.status in ROLLBACK and before.status not in ROLLBACK:
        monitor = replace(monitor, before_rollback=max(before.finished, task.finished))
    return monitor


def _let_go(state: AppState, missing: frozenset[TaskId], now: Instant) -> AppState:
    """Wait no longer for the effect of an action on what ESS does not list: no status will show it."""
    for task in missing:
        monitor = state.monitors.get(task)
        if monitor is not None and overdue(monitor.in_flight, now):
            state = replace(state, monitors=put(state.monitors, task, replace(monitor, in_flight=None)))
        if overdue(state.flights.get(task), now):
            state = replace(state, flights=without(state.flights, task))
    return state


def _tell_missing(state: AppState, before: frozenset[TaskId], missing: frozenset[TaskId]) -> AppState:
    for task in sorted(missing - before):
        text = f"ESS no longer knows the refresh {task}. What is shown of it is the last that was seen."
        state = with_notice(state, Notice(f"missing:{task}", NoticeKind.CAUTION, text, task=task))
    back = {f"missing:{task}" for task in before - missing}
    if back:
        state = replace(state, notices=tuple(n for n in state.notices if n.key not in back))
    return state
