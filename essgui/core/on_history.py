"""What happens on the history page: filters, the two ticked runs, the log of what was asked, the replay."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from essgui.core import messages as m
from essgui.core.changes import failed, loaded, loading
from essgui.core.effects import ReadAsked, ReadWaits, Wake
from essgui.core.on_archive import want_recording
from essgui.core.on_monitor import open_monitor
from essgui.core.past import PACES, History, HistoryView, Replay
from essgui.core.replay import length_of, position_of

if TYPE_CHECKING:
    from essgui.core.changes import Outcome
    from essgui.core.state import AppState
    from essgui.domain.clock import Instant
    from essgui.domain.scaling import TaskId

FRAME = 0.1
"""Seconds between two steps of a replay that plays."""
MOST_WAITS = 20
"""Runs whose waiting is read at a time: an intent that is written meanwhile waits for no more of them."""


def take(state: AppState, message: m.HistoryMessage, now: Instant) -> Outcome:
    """Return what becomes of a message of this page."""
    past = state.past
    match message:
        case m.HistoryViewChosen(view):
            state = _with(state, replace(past, view=view))
            return read_asked(state) if view is HistoryView.ASKED else (state, ())
        case m.HistoryTyped(text):
            return _with(state, replace(past, text=text)), ()
        case m.EndingChosen(ending):
            return _with(state, replace(past, ending=ending)), ()
        case m.PeriodChosen(days):
            return _with(state, replace(past, days=max(0, days))), ()
        case m.RunsShown(tasks):
            return _want_waits(state, tasks)
        case m.WaitsRead(waits):
            read = dict(waits)
            known, asked = {**state.archive.waits, **read}, state.archive.waits_asked - read.keys()
            return replace(state, archive=replace(state.archive, waits=known, waits_asked=asked)), ()
        case m.RunTicked(task):
            return _tick(state, task)
        case m.TicksCleared():
            return _with(state, replace(past, ticked=())), ()
        case m.AskedRead(intents):
            log = loaded(state.archive.asked, intents, now)
            return replace(state, archive=replace(state.archive, asked=log)), ()
        case m.AskedFailed(failure):
            log = failed(state.archive.asked, failure)
            return replace(state, archive=replace(state.archive, asked=log)), ()
        case _:
            return _replay(state, message, now)


def read_asked(state: AppState) -> Outcome:
    """Read the log anew while it is on screen."""
    if state.past.view is not HistoryView.ASKED:
        return state, ()
    return _ask(state)


def _ask(state: AppState) -> Outcome:
    archive = state.archive
    if not archive.keeping or archive.asked.loading:
        return state, ()
    return replace(state, archive=replace(archive, asked=loading(archive.asked))), (ReadAsked(),)


def _look_closely(state: AppState, task: TaskId) -> Outcome:
    """Read what was recorded of a run, and what was asked about it: its report needs both."""
    state, effects = want_recording(state, task)
    state, more = _ask(state)
    return state, (*effects, *more)


def _replay(
    state: AppState,
    message: m.RunOpened
    | m.ReplayOpened
    | m.ReplayClosed
    | m.ReplayMoved
    | m.ReplayPaced
    | m.ReplayPlayed
    | m.ReplayDue,
    now: Instant,
) -> Outcome:
    replay = state.past.replay
    if isinstance(message, m.RunOpened):
        opened = Replay(message.task, or_monitor=True)
        return _look_closely(_replayed(state, opened), message.task)
    if isinstance(message, m.ReplayOpened):
        state = _with(state, replace(state.past, replay=Replay(message.task)))
        return _look_closely(state, message.task)
    if replay is None:
        return state, ()
    match message:
        case m.ReplayClosed():
            return _with(state, replace(state.past, replay=None)), ()
        case m.ReplayMoved(position):
            still = replace(replay, position=min(max(0.0, position), length_of(state, replay.task)))
            return _replayed(state, still), ()
        case m.ReplayPaced(pace):
            return _replayed(state, replace(replay, pace=pace if pace in PACES else replay.pace)), ()
        case m.ReplayPlayed(playing):
            if not playing:
                return _replayed(state, replace(replay, playing_since=None)), ()
            # The slider tells whole seconds: its end may be a little before that of the recording.
            at_end = position_of(state, replay) >= length_of(state, replay.task) - 1
            position = 0.0 if at_end else replay.position
            playing_now = replace(replay, position=position, playing_since=now.mono)
            return _replayed(state, playing_now), (Wake("replay", FRAME, m.ReplayDue()),)
        case m.ReplayDue():
            return _step(state, replay, now)


def opened_read(state: AppState, task: TaskId, now: Instant) -> Outcome:
    """Show the monitor of a run that was opened, where its recording has nothing to go through."""
    replay = state.past.replay
    if replay is None or replay.task != task or not replay.or_monitor or task not in state.tasks:
        return state, ()
    if length_of(state, task) > 0:
        return state, ()
    return open_monitor(_with(state, replace(state.past, replay=None)), task, now)


def _step(state: AppState, replay: Replay, now: Instant) -> Outcome:
    if replay.playing_since is None:
        return state, ()
    last = length_of(state, replay.task)
    position = position_of(state, replay) + max(0.0, now.mono - replay.playing_since) * replay.pace
    if position >= last:
        return _replayed(state, replace(replay, position=last, playing_since=None)), ()
    replay = replace(replay, position=position, playing_since=now.mono)
    return _replayed(state, replay), (Wake("replay", FRAME, m.ReplayDue()),)


def _tick(state: AppState, task: TaskId) -> Outcome:
    ticked = state.past.ticked
    if task in ticked:
        return _with(state, replace(state.past, ticked=tuple(t for t in ticked if t != task))), ()
    # A third one takes the place of B: A is what the other is compared with.
    state = _with(state, replace(state.past, ticked=(*ticked[:1], task)))
    return _look_closely(state, task)


def _want_waits(state: AppState, tasks: tuple[TaskId, ...]) -> Outcome:
    archive = state.archive
    if archive.waits_asked:
        # One reading at a time; when it has come, the page asks for the rest.
        return state, ()
    # Only of what is over and written: that does not change any more.
    unknown = tuple(
        t
        for t in tasks
        if t not in archive.waits
        and t not in archive.changed
        and t not in archive.pending
        and (run := archive.runs.get(t)) is not None
        and run.task.over
    )[:MOST_WAITS]
    if not unknown:
        return state, ()
    return replace(state, archive=replace(archive, waits_asked=frozenset(unknown))), (ReadWaits(unknown),)


def _replayed(state: AppState, replay: Replay) -> AppState:
    return _with(state, replace(state.past, replay=replay))


def _with(state: AppState, past: History) -> AppState:
    return replace(state, past=past)
