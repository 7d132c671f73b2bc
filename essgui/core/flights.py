"""Actions whose monitor was closed before ESS showed their effect: what comes of them is told."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from essgui.core.changes import put, with_notice, without
from essgui.core.failure import FailureKind
from essgui.core.lookup import group_of
from essgui.core.on_polls import poll_soon
from essgui.core.state import Notice, NoticeKind, Poll
from essgui.domain.lifecycle import RefreshAction

if TYPE_CHECKING:
    from essgui.core.changes import Outcome
    from essgui.core.messages import ActionFailed
    from essgui.core.state import AppState, Monitor
    from essgui.domain.scaling import TaskId


def set_aside(state: AppState, task: TaskId) -> AppState:
    """Keep the action of a monitor that closes."""
    monitor = state.monitors.get(task)
    if monitor is None or monitor.in_flight is None:
        return state
    return replace(state, flights=put(state.flights, task, monitor.in_flight))


def taken_up(state: AppState, monitor: Monitor) -> tuple[AppState, Monitor]:
    """Give an action back to a monitor that opens."""
    flight = state.flights.get(monitor.task)
    if flight is None:
        return state, monitor
    monitor = replace(monitor, in_flight=flight, last_act=(flight.action, flight.since.at))
    return replace(state, flights=without(state.flights, monitor.task)), monitor


def accepted(state: AppState, task_id: TaskId) -> Outcome:
    """Tell that ESS accepted it, and wait for the poll that shows the effect."""
    flight, task = state.flights.get(task_id), state.tasks.get(task_id)
    if flight is None or task is None:
        return state, ()
    sent = state.polls.get(task.region, Poll()).sent
    state = replace(state, flights=put(state.flights, task_id, replace(flight, accepted_at_poll=sent)))
    text = f"{_name(state, task_id)}: ESS accepted “{_word(flight.action)}”."
    notice = Notice(_key(task_id), NoticeKind.GOOD, text, task=task_id)
    return with_notice(state, notice), poll_soon(state, task.region, state.cadence.settle)


def failed(state: AppState, message: ActionFailed) -> Outcome:
    """Tell that ESS refused it, or that nobody knows; the next poll tells the truth."""
    task_id, failure = message.task, message.failure
    unknown = failure.kind is FailureKind.UNKNOWN_OUTCOME
    word = f"“{_word(message.action)}”"
    what = f"whether ESS accepted {word} is not known" if unknown else f"ESS did not accept {word}"
    text = f"{_name(state, task_id)}: {what}. {failure.sentence}"
    state = replace(state, flights=without(state.flights, task_id))
    state = with_notice(state, Notice(_key(task_id), NoticeKind.BAD, text, failure, task_id))
    task = state.tasks.get(task_id)
    return state, poll_soon(state, task.region, state.cadence.settle) if task is not None else ()


def _name(state: AppState, task_id: TaskId) -> str:
    task = state.tasks.get(task_id)
    group = group_of(state, task.group) if task is not None else None
    return f"{group.name} ({task_id})" if group is not None else str(task_id)


def _word(action: RefreshAction) -> str:
    return "Roll back" if action is RefreshAction.ROLLBACK else action.value


def _key(task: TaskId) -> str:
    return f"action:{task}"
