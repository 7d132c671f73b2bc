"""What happens in monitors: opening, closing, watching by id, actions and their outcomes, samples."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import unquote

from essgui.core import final_looks, flights
from essgui.core.changes import loading, put, with_detail, with_notice, without
from essgui.core.effects import Act, FindTask, ReadConfigurations, ReadGroup, ReadInstances
from essgui.core.failure import Failure, FailureKind
from essgui.core.lookup import detail_of, group_of, guards_of, instances_of
from essgui.core.messages import GuardsRestored
from essgui.core.on_polls import look_closely, poll_soon
from essgui.core.pauses import bettered, seen
from essgui.core.permits import permit
from essgui.core.recorded import begun, complete, kept, looked, reopened
from essgui.core.sightings import sighted
from essgui.core.state import InFlight, Monitor, Notice, NoticeKind, Page, Poll, Remote, Watch
from essgui.core.witness import witnessed
from essgui.domain.lifecycle import RefreshStatus
from essgui.domain.scaling import TaskId
from essgui.domain.timeline import sample

if TYPE_CHECKING:
    from essgui.core.changes import Outcome
    from essgui.core.effects import Effect
    from essgui.core.messages import ActionFailed
    from essgui.core.state import AppState
    from essgui.domain.clock import Instant
    from essgui.domain.lifecycle import RefreshAction
    from essgui.domain.refresh import RefreshTask
    from essgui.domain.scaling import GroupId, Instance

_TASK_ID = re.compile(r"\bir-[A-Za-z0-9]{3,64}\b")


def open_monitor(state: AppState, task_id: TaskId, now: Instant, *, ours: bool = False) -> Outcome:
    """Watch a known refresh closely and show it; `ours` says that this program has just started it."""
    task = state.tasks.get(task_id)
    if task is None:
        return state, ()
    effects: tuple[Effect, ...] = (*look_closely(task), ReadGroup(task.region, task.group))
    group = group_of(state, task.group)
    if group is not None:
        effects += (ReadConfigurations(task.region, task.group, group.type),)
    if task_id not in state.monitors:
        before = state.closed.get(task_id)
        fresh = Monitor(
            task_id,
            task.region,
            task.group,
            opened=now,
            joined_late=not ours and task.status is not RefreshStatus.PENDING,
            timeline=begun(task, now),
            activities=loading(Remote()),
        )
        monitor = fresh if before is None else reopened(before, task, now)
        state, monitor = flights.taken_up(state, monitor)
        monitors = put(state.monitors, task_id, monitor)
        state = replace(state, monitors=monitors, closed=without(state.closed, task_id))
    detail = detail_of(state, task.group)
    state = with_detail(state, task.group, replace(detail, instances=loading(detail.instances)))
    unread = tuple(n for n in state.notices if n.task != task_id)
    if len(unread) != len(state.notices):
        state = replace(state, notices=unread)
    state = replace(state, page=Page.MONITOR, monitor=task_id)
    state, looks = final_looks.begin(state, task)
    return state, (*effects, *looks, *poll_soon(state, task.region))


def close_monitor(state: AppState, task: TaskId) -> Outcome:
    """Stop watching closely; where it was on screen, its neighbour or the list takes its place.

    What is on its way goes on: its outcome is told.
    """
    state = kept(flights.set_aside(_guards_left(state, task), task), task)
    order = list(state.monitors)
    monitors = without(state.monitors, task)
    if state.monitor != task:
        return replace(state, monitors=monitors), ()
    left = [t for t in order if t != task]
    index = min(order.index(task), len(left) - 1) if task in order and left else -1
    neighbour = left[index] if left else None
    page = state.page
    if page is Page.MONITOR and neighbour is None:
        page = Page.REFRESHES
    state = replace(state, monitors=monitors, monitor=neighbour, page=page)
    # What comes to the screen is as old as a monitor behind it may be.
    return state, poll_soon(state, monitors[neighbour].region) if neighbour is not None else ()


def _guards_left(state: AppState, task_id: TaskId) -> AppState:
    """Say that guards go off duty with their monitor, with a way to have both back."""
    task, guards = state.tasks.get(task_id), guards_of(state, task_id)
    if task is None or task.over or not guards.on:
        return state
    group = group_of(state, task.group)
    name = group.name if group is not None else str(task.group)
    text = f"{name}: its guards are off, because they watch only while the monitor is open."
    back = ("Open it with them", GuardsRestored(task_id, guards))
    return with_notice(state, Notice(f"guards:{task_id}", NoticeKind.CAUTION, text, act=back))


def watch(state: AppState, text: str, now: Instant) -> Outcome:
    """Find a refresh by `ir-…`, `asg-…:ir-…` or an address that contains it, in every region we may see."""
    match = _TASK_ID.search(unquote(text))
    if match is None:
        failure = Failure(
            FailureKind.REFUSED,
            "NotAnId",
            "This does not contain the id of an instance refresh.",
            "Paste an id such as ir-bp1g6x0c3mtz8qkwy2ne, asg-…:ir-…, or the address of its console page.",
        )
        return replace(state, watch=Watch(TaskId(text.strip()), searching=False, failure=failure)), ()
    task = TaskId(match.group())
    if task in state.tasks:
        return open_monitor(replace(state, watch=None), task, now)
    known = tuple(r.id for r in state.regions.value or ())
    regions = (*state.chosen, *(r for r in known if r not in state.chosen))
    if not regions:
        failure = Failure(
            FailureKind.UNREACHABLE,
            "NoRegion",
            "No region is known yet, so there is nowhere to look.",
            "Wait until the list of regions is read, then try again.",
        )
        return replace(state, watch=Watch(task, searching=False, failure=failure)), ()
    return replace(state, watch=Watch(task)), (FindTask(regions, task),)


def watch_found(state: AppState, task: RefreshTask, now: Instant) -> Outcome:
    """Open the refresh that was looked for, unless the operator gave up meanwhile."""
    if state.watch is None or state.watch.task != task.id:
        return state, ()
    state = replace(state, watch=None)
    if task.id not in state.tasks:
        tasks = put(state.tasks, task.id, task)
        history = (task.id, *state.history.get(task.group, ()))
        newest_first = sorted(history, key=lambda t: tasks[t].started_at or now.at, reverse=True)
        state = replace(
            state,
            tasks=tasks,
            history=put(state.history, task.group, tuple(newest_first)),
            pauses=seen(state.pauses, None, task, now),
        )
        state = bettered(state, task)
    return open_monitor(state, task.id, now)


def watch_failed(state: AppState, task: TaskId, failure: Failure) -> Outcome:
    """Say why the refresh could not be found."""
    if state.watch is None or state.watch.task != task:
        return state, ()
    return replace(state, watch=Watch(task, searching=False, failure=failure)), ()


def request_action(
    state: AppState, task_id: TaskId, action: RefreshAction, now: Instant, reason: str = ""
) -> Outcome:
    """Send an action, if the table still allows it: the status may have changed since the click."""
    task, monitor = state.tasks.get(task_id), state.monitors.get(task_id)
    if task is None or monitor is None or not permit(state, task_id, action).enabled:
        return state, ()
    flight = InFlight(action, now, reason=reason)
    monitor = replace(monitor, in_flight=flight, action_failure=None, last_act=(action, now.at))
    state = replace(state, monitors=put(state.monitors, task_id, monitor))
    return state, (Act(task.region, task.group, task_id, action, reason),)


def action_accepted(state: AppState, task_id: TaskId) -> Outcome:
    """Wait for the poll that shows the effect, and ask for it at once."""
    monitor = state.monitors.get(task_id)
    if monitor is None:
        return flights.accepted(state, task_id)
    if monitor.in_flight is not None:
        sent = state.polls.get(monitor.region, Poll()).sent
        monitor = replace(monitor, in_flight=replace(monitor.in_flight, accepted_at_poll=sent))
        state = replace(state, monitors=put(state.monitors, task_id, monitor))
    return state, poll_soon(state, monitor.region, state.cadence.settle)


def action_failed(state: AppState, message: ActionFailed) -> Outcome:
    """Show what the cloud said, or that the outcome is unknown; the next poll tells the truth."""
    monitor = state.monitors.get(message.task)
    if monitor is None:
        return flights.failed(state, message)
    shown = replace(monitor, in_flight=None, action_failure=(message.action, message.failure))
    state = replace(state, monitors=put(state.monitors, message.task, shown))
    return state, poll_soon(state, monitor.region, state.cadence.settle)


def dismiss_action_failure(state: AppState, task: TaskId) -> Outcome:
    """Put the message away."""
    monitor = state.monitors.get(task)
    if monitor is None:
        return state, ()
    return replace(state, monitors=put(state.monitors, task, replace(monitor, action_failure=None))), ()


def record(
    state: AppState, group: GroupId, before: tuple[Instance, ...] | None, now: Instant, *, read: bool
) -> AppState:
    """Add a sample to every monitor of a group, after its instances were read (or could not be).

    `before` are the instances as they were known until then.
    """
    for monitor in state.monitors.values():
        task = state.tasks.get(monitor.task)
        if monitor.group != group or task is None:
            continue
        if complete(monitor, task):
            continue
        instances = instances_of(state, group) if read else None
        grown = sighted(witnessed(state, monitor, instances, now), before, instances, now)
        timeline = looked(state, monitor, task, instances, now)
        if timeline is not monitor.timeline:
            grown = replace(grown, timeline=timeline)
        if grown is not monitor:
            state = replace(state, monitors=put(state.monitors, monitor.task, grown))
    return state


def record_polled(
    state: AppState, tasks: tuple[RefreshTask, ...], reads: tuple[Effect, ...], now: Instant
) -> AppState:
    """Add a sample of the progress alone to the monitors that a poll told of, where no look follows it.

    Behind the screen and while looks are denied or held back, the polls still see the status.
    """
    looked = {effect.group for effect in reads if isinstance(effect, ReadInstances)}
    for told in tasks:
        monitor, task = state.monitors.get(told.id), state.tasks.get(told.id)
        if monitor is None or task is None or task.over or monitor.group in looked:
            continue
        timeline = monitor.timeline.add(sample(task, now.at))
        if timeline is not monitor.timeline:
            monitor = replace(monitor, timeline=timeline)
            state = replace(state, monitors=put(state.monitors, monitor.task, monitor))
    return state
