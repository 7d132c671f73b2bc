"""Routes what happens to watched refreshes: polls, actions, guards."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from essgui.core import final_looks, on_activities, on_archive, on_guards, on_monitor, on_polls
from essgui.core import messages as m
from essgui.core.wants_monitor import ask_for_monitors

if TYPE_CHECKING:
    from essgui.core.changes import Outcome
    from essgui.core.state import AppState
    from essgui.domain.clock import Instant


def take(state: AppState, message: m.MonitorMessage, now: Instant) -> Outcome:
    """Return what becomes of a message of the monitors; one that opens recalls what the archive has of it."""
    after, effects = _take(state, message, now)
    if after.monitors.keys() == state.monitors.keys():
        return after, effects
    for task in after.monitors:
        if task not in state.monitors and task not in state.closed and task in after.archive.runs:
            after, more = on_archive.want_recording(after, task)
            effects += more
    return after, effects


def _take(state: AppState, message: m.MonitorMessage, now: Instant) -> Outcome:
    match message:
        case m.PollDue(region):
            return on_polls.poll_due(state, region, now)
        case m.PollSucceeded():
            before = state
            state, effects = on_polls.poll_succeeded(state, message, now)
            if state is not before:
                state = on_monitor.record_polled(state, message.tasks, effects, now)
            state, more = ask_for_monitors(state, now, message.region)
            return state, (*effects, *more)
        case m.PollFailed():
            return on_polls.poll_failed(state, message, now)
        case m.ActivitiesLoaded():
            return on_activities.activities_loaded(state, message, now)
        case m.ActivitiesFailed(task, failure):
            return on_activities.activities_failed(state, task, failure)
        case m.FinalLookDue(task):
            return final_looks.look(state, task, now)
        case m.MonitorOpened(task):
            return on_monitor.open_monitor(state, task, now)
        case m.MonitorClosed(task):
            return on_monitor.close_monitor(state, task)
        case m.WatchRequested(text):
            return on_monitor.watch(state, text, now)
        case m.WatchFound(task):
            return on_monitor.watch_found(state, task, now)
        case m.WatchFailed(task, failure):
            return on_monitor.watch_failed(state, task, failure)
        case m.WatchDismissed():
            return replace(state, watch=None), ()
        case m.ActionRequested(task, action, reason):
            return on_monitor.request_action(state, task, action, now, reason)
        case m.ActionAccepted(task):
            return on_monitor.action_accepted(state, task)
        case m.ActionFailed():
            return on_monitor.action_failed(state, message)
        case m.ActionFailureDismissed(task):
            return on_monitor.dismiss_action_failure(state, task)
        case m.GuardsChosen(task, guards):
            return on_guards.choose(state, task, guards, now), ()
        case m.GuardsRestored(task, guards):
            return on_guards.restore(state, task, guards, now)
