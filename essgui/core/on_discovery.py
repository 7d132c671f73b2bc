"""The search for refreshes of all groups: one call per group, rows on screen first, under a rate budget."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from essgui.core.back_off import CURED_BY_WAITING, answered, missed, take, wait_for
from essgui.core.changes import put, without
from essgui.core.effects import FindRefreshes, Wake
from essgui.core.lookup import group_of, running_in, running_task
from essgui.core.messages import DiscoveryDue, PollDue
from essgui.core.pauses import bettered, remembered, seen

if TYPE_CHECKING:
    from essgui.core.changes import Outcome
    from essgui.core.effects import Effect
    from essgui.core.failure import Failure
    from essgui.core.state import AppState
    from essgui.domain.clock import Instant
    from essgui.domain.refresh import RefreshTask
    from essgui.domain.scaling import GroupId


def enqueue(state: AppState, groups: tuple[GroupId, ...], now: Instant) -> AppState:
    """Queue the groups that were not looked at lately and are not being looked at."""
    discovery = state.discovery
    waiting = set(discovery.queue) | discovery.in_flight
    old = now.mono - state.cadence.rediscover
    due = tuple(g for g in groups if g not in waiting and _due(state, g, old))
    return replace(state, discovery=replace(discovery, queue=(*discovery.queue, *due))) if due else state


def rows_shown(state: AppState, groups: tuple[GroupId, ...]) -> Outcome:
    """Move the groups on screen to the front of the queue."""
    shown = set(groups)
    queue = state.discovery.queue
    front = tuple(g for g in queue if g in shown)
    if not front or front == queue[: len(front)]:
        return state, ()
    rest = tuple(g for g in queue if g not in shown)
    return replace(state, discovery=replace(state.discovery, queue=(*front, *rest))), ()


def discovery_due(state: AppState) -> Outcome:
    """Look at the next few groups, but never at more than a burst at the same time."""
    discovery = state.discovery
    room = max(0, state.cadence.discover_burst - len(discovery.in_flight))
    taken, rest = take(state, discovery.queue, discovery.back_off, room)
    effects: list[Effect] = [FindRefreshes(region, group) for region, group in taken]
    flying = discovery.in_flight | {group for _, group in taken}
    if rest or flying:
        gap = state.cadence.discover_gap
        wait = gap if flying else wait_for(state, discovery.back_off, rest, gap)
        effects.append(Wake("discovery", wait, DiscoveryDue()))
    return replace(state, discovery=replace(discovery, queue=rest, in_flight=flying)), tuple(effects)


def refreshes_found(state: AppState, group: GroupId, tasks: tuple[RefreshTask, ...], now: Instant) -> Outcome:
    """Take a group's refreshes; one that is under way is polled from now on.

    What is polled already is left to the polls, whose answers are taken in order: this one may be older.
    """
    discovery = state.discovery
    discovery = replace(
        discovery,
        in_flight=discovery.in_flight - {group},
        looked=put(discovery.looked, group, now.mono),
        failed=without(discovery.failed, group),
    )
    found = group_of(state, group)
    if found is not None:
        discovery = replace(discovery, back_off=answered(discovery.back_off, found.region))
    before = {t.region for t in state.tasks.values() if not t.over}
    known = tuple(t for t in state.history.get(group, ()) if t not in {task.id for task in tasks})
    ids = tuple(t.id for t in tasks)
    # A refresh that we just started may be missing from an answer that is a moment old: keep it.
    history = (*(t for t in known if not state.tasks[t].over), *ids)
    fresh = {t.id: t for t in tasks if _news(state.tasks.get(t.id), t)}
    pauses, monitors = state.pauses, state.monitors
    for task in fresh.values():
        monitors = remembered(monitors, pauses, state.tasks.get(task.id), task)
        pauses = seen(pauses, state.tasks.get(task.id), task, now)
    state = replace(
        state,
        discovery=discovery,
        tasks={**state.tasks, **fresh} if fresh else state.tasks,
        history=put(state.history, group, history) if state.history.get(group) != history else state.history,
        pauses=pauses,
        monitors=monitors,
    )
    for task in fresh.values():
        state = bettered(state, task)
    newly = {t.region for t in tasks if not t.over} - before
    return state, tuple(Wake(f"poll:{r}", 0.0, PollDue(r)) for r in newly if running_in(state, r))


def refreshes_failed(state: AppState, group: GroupId, failure: Failure, now: Instant) -> Outcome:
    """Try a group again later where waiting helps; otherwise remember why its refreshes are not known."""
    discovery = replace(
        state.discovery,
        in_flight=state.discovery.in_flight - {group},
        failed=put(state.discovery.failed, group, failure),
    )
    found = group_of(state, group)
    if found is None or failure.kind not in CURED_BY_WAITING:
        looked = put(discovery.looked, group, now.mono)
        return replace(state, discovery=replace(discovery, looked=looked)), ()
    back_off, wait = missed(state, discovery.back_off, found.region, failure)
    if group not in discovery.queue:
        discovery = replace(discovery, queue=(*discovery.queue, group))
    state = replace(state, discovery=replace(discovery, back_off=back_off))
    # The regions that answer are looked at meanwhile.
    wait = min(wait, wait_for(state, back_off, state.discovery.queue, state.cadence.discover_gap))
    return state, (Wake("discovery", wait, DiscoveryDue()),)


def _due(state: AppState, group: GroupId, old: float) -> bool:
    looked = state.discovery.looked.get(group)
    # Beside a refresh that runs there is no other to be found, and that one is polled.
    return looked is None or (looked <= old and running_task(state, group) is None)


def _news(known: RefreshTask | None, task: RefreshTask) -> bool:
    return known is None or (known.over and task.over and known != task)
