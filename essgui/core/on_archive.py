"""What happens with the archive: read at the start, written as things change, asked for recordings."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from essgui.core.changes import failed, loaded, loading, put, with_notice
from essgui.core.effects import FindRefreshes, Keep, ReadGroup, ReadRecording, ReadShelf, Settle, Wake
from essgui.core.lookup import group_of, guards_of, guards_to_keep, tasks_of
from essgui.core.messages import KeepDue, RunsShown
from essgui.core.on_guards import choose
from essgui.core.on_polls import look_closely, poll_soon
from essgui.core.state import Archive, Monitor, Notice, NoticeKind, Origin, Remote
from essgui.domain.guards import in_words
from essgui.domain.lifecycle import RefreshStatus
from essgui.domain.refresh_words import asked_in_words
from essgui.domain.run import Deed, Recording, Run, Settlement
from essgui.domain.timeline import timeline_of
from essgui.domain.vigil import Vigil, posted

if TYPE_CHECKING:
    from essgui.core.changes import Outcome
    from essgui.core.effects import Effect
    from essgui.core.failure import Failure
    from essgui.core.messages import StorageFailed
    from essgui.core.state import AppState
    from essgui.domain.clock import Instant
    from essgui.domain.refresh import RefreshTask
    from essgui.domain.run import Intent, Shelf
    from essgui.domain.scaling import GroupId, TaskId

MOST_RECORDINGS = 8
"""Recordings that are held in memory for the history and the replay."""
MOST_PENDING = 2000
"""Samples, and events, of one refresh that wait for an archive that fails; older ones are given up."""
RETRY_AFTER = 30.0
"""Seconds until what could not be written is tried again."""
_NOTICE = "archive"
_EARLY, _LATE = timedelta(seconds=30), timedelta(minutes=3)
"""How far from the moment of a Start its refresh may begin, by the cloud's clock (assumed)."""
_WAITS = timedelta(hours=1)
"""How long after a Start a refresh that has not begun yet may still be its own (assumed)."""
_SEEN_LATE = timedelta(seconds=60)


def shelf_read(state: AppState, shelf: Shelf, now: Instant) -> Outcome:
    """Watch again what was watched, ask what became of Starts without an answer, and begin to keep."""
    starts = tuple(i for i in shelf.unsettled if i.deed is Deed.START)
    others = tuple(i for i in shelf.unsettled if i.deed is not Deed.START)
    # What was suspended before the archive could be read is not in it yet.
    held = (*shelf.suspended, *(s for s in state.archive.suspended if s not in shelf.suspended))
    runs = {r.task.id: r for r in shelf.runs}
    # Of what was seen to begin before the archive could be read, it knows nothing either.
    archive = Archive(
        keeping=True,
        runs=runs,
        unsettled=starts,
        suspended=held,
        origins=state.archive.origins,
        elsewhere=dict(shelf.elsewhere),
    )
    state = replace(state, archive=archive)
    if shelf.note:
        state = with_notice(state, Notice(_NOTICE, NoticeKind.CAUTION, shelf.note))
    effects: list[Effect] = [FindRefreshes(i.region, i.group) for i in starts]
    for region, group in dict.fromkeys((s.region, s.group) for s in held):
        effects += [ReadGroup(region, group), FindRefreshes(region, group)]
    for intent in others:
        # No status proves what this did, so it stays unknown; what ESS shows is the truth.
        effects.append(Settle(intent.token, Settlement.UNKNOWN))
        if intent.task is not None:
            state = with_notice(state, _left(state, intent))
    for task_id, recording in shelf.watched:
        state, more = _watch_again(state, archive.runs[task_id], recording, now)
        effects += more
    return state, tuple(effects)


def storage_failed(state: AppState, message: StorageFailed) -> Outcome:
    """Say once that nothing is kept; what could not be written is tried again after a while."""
    archive, failure = state.archive, message.failure
    told = archive.failure == failure
    pending = dict(archive.pending)
    for task, lost in message.recordings:
        later = pending.get(task, Recording())
        pending[task] = Recording(
            (*lost.samples, *later.samples)[-MOST_PENDING:], (*lost.events, *later.events)[-MOST_PENDING:]
        )
    changed = archive.changed | frozenset(message.runs)
    asked = archive.waits_asked.difference(message.unread)
    archive = replace(archive, failure=failure, changed=changed, pending=pending, waits_asked=asked)
    state = replace(state, archive=archive)
    if not told:
        # Whoever dismissed it is not told the same every time.
        state = with_notice(state, Notice(_NOTICE, NoticeKind.BAD, failure.sentence, failure))
    effects: list[Effect] = []
    if message.runs or message.recordings:
        effects.append(Wake("archive", RETRY_AFTER, KeepDue()))
    if message.unread:
        effects.append(Wake("waits", RETRY_AFTER, RunsShown(message.unread)))
    return state, tuple(effects)


def storage_works(state: AppState) -> AppState:
    """Take back what was said of a failure."""
    notices = tuple(n for n in state.notices if n.key != _NOTICE)
    return replace(state, archive=replace(state.archive, failure=None), notices=notices)


def keep(state: AppState) -> Outcome:
    """Write what has changed since the last time in one go; an archive that was not read is read first."""
    archive = state.archive
    if not archive.keeping and archive.failure is not None:
        return replace(state, archive=replace(archive, failure=None)), (ReadShelf(),)
    if not archive.changed and not archive.pending:
        return state, ()
    kept = tuple(run_of(state, state.tasks[t]) for t in sorted(archive.changed) if t in state.tasks)
    runs = {**{r.task.id: r for r in kept if r.task.id not in archive.runs}, **archive.runs}
    runs.update({r.task.id: r for r in kept})
    recordings = tuple(archive.pending.items())
    emptied = replace(archive, runs=runs, changed=frozenset(), pending={})
    return replace(state, archive=emptied), (Keep(kept, recordings),)


def want_recording(state: AppState, task: TaskId) -> Outcome:
    """Read a recording, unless that is under way."""
    known = state.archive.recordings.get(task, Remote())
    if known.loading:
        return state, ()
    others = {t: r for t, r in state.archive.recordings.items() if t != task}
    for old in list(others)[: max(0, len(others) + 1 - MOST_RECORDINGS)]:
        del others[old]
    timelines = {t: line for t, line in state.archive.timelines.items() if t in others or t == task}
    archive = replace(state.archive, recordings={**others, task: loading(known)}, timelines=timelines)
    return replace(state, archive=archive), (ReadRecording(task),)


def recording_read(state: AppState, task: TaskId, recording: Recording, now: Instant) -> Outcome:
    """Take a recording."""
    held = state.archive.recordings
    remote = loaded(held.get(task, Remote()), recording, now)
    timelines = put(state.archive.timelines, task, timeline_of(recording.samples))
    archive = replace(state.archive, recordings=put(held, task, remote), timelines=timelines)
    return replace(state, archive=archive), ()


def recording_failed(state: AppState, task: TaskId, failure: Failure) -> Outcome:
    """Say why a recording could not be read."""
    held = state.archive.recordings
    remote = failed(held.get(task, Remote()), failure)
    return replace(state, archive=replace(state.archive, recordings=put(held, task, remote))), ()


def settle_old(state: AppState, group: GroupId, now: Instant) -> Outcome:
    """Find out, by the refreshes of its group, what became of a Start of an earlier session.

    One of other settings is somebody else's. Ours is watched where guards were chosen for it.
    """
    effects: list[Effect] = []
    for intent in state.archive.unsettled:
        if intent.group != group:
            continue
        found = _came_of(state, intent)
        left = tuple(i for i in state.archive.unsettled if i is not intent)
        state = replace(state, archive=replace(state.archive, unsettled=left))
        if found is not None and _guarded(state, intent, found):
            state, more = _watch_again(state, run_of(state, found), Recording(), now)
            state = choose(state, found.id, intent.guards, now)
            effects += more
        state = with_notice(state, _told(state, intent, found))
        effects.append(
            Settle(
                intent.token,
                Settlement.ACCEPTED if found else Settlement.UNKNOWN,
                found.id if found else None,
            )
        )
    return state, tuple(effects)


def run_of(state: AppState, task: RefreshTask) -> Run:
    """Return a refresh as it is kept."""
    known = state.archive.runs.get(task.id)
    origin = state.archive.origins.get(task.id, Origin())
    group = group_of(state, task.group)
    return Run(
        task,
        group.name if group else known.group_name if known else str(task.group),
        state.now.at,
        ours=origin.ours or (known is not None and known.ours),
        watched=task.id in state.monitors,
        reason=origin.reason or (known.reason if known else ""),
        before=origin.before or (known.before if known else None),
        first_forecast=origin.first_forecast or (known.first_forecast if known else None),
        first_durations=origin.first_durations or (known.first_durations if known else None),
        guards=guards_to_keep(state, task.id),
    )


def _watch_again(state: AppState, run: Run, recording: Recording, now: Instant) -> Outcome:
    task = state.tasks.get(run.task.id, run.task)
    if task.id in state.monitors and not guards_of(state, task.id).on:
        return choose(state, task.id, run.guards, now), ()
    if task.id in state.monitors or task.over:
        return state, ()
    timeline = timeline_of(recording.samples)
    first = recording.samples[0].at if recording.samples else now.at
    late = task.started_at is None or first - task.started_at > _SEEN_LATE
    monitor = Monitor(
        task.id,
        task.region,
        task.group,
        opened=now,
        joined_late=late,
        timeline=timeline,
        activities=loading(Remote()),
        # One program acts for one refresh.
        vigil=Vigil() if task.id in state.archive.elsewhere else posted(run.guards, now.at, None),
    )
    state = replace(
        state,
        tasks=put(state.tasks, task.id, task),
        monitors=put(state.monitors, task.id, monitor),
        monitor=state.monitor or task.id,
        chronicles=put(state.chronicles, task.id, recording.events),
    )
    return state, (
        *look_closely(task),
        ReadGroup(task.region, task.group),
        FindRefreshes(task.region, task.group),
        *poll_soon(state, task.region),
    )


def _came_of(state: AppState, intent: Intent) -> RefreshTask | None:
    """Find the refresh of the same settings that began then, or has not begun yet."""
    same = (t for t in tasks_of(state, intent.group) if asked_in_words(t.spec) == intent.words)
    return next((t for t in same if _began_then(t, intent) or _may_begin(state, t, intent)), None)


def _began_then(task: RefreshTask, intent: Intent) -> bool:
    began = task.started_at
    return began is not None and intent.made_at - _EARLY <= began <= intent.made_at + _LATE


def _may_begin(state: AppState, task: RefreshTask, intent: Intent) -> bool:
    waits = task.status is RefreshStatus.PENDING and task.started_at is None
    return waits and state.now.at - intent.made_at <= _WAITS


def _guarded(state: AppState, intent: Intent, found: RefreshTask) -> bool:
    return bool(intent.guards.on) and not guards_of(state, found.id).on


def _left(state: AppState, intent: Intent) -> Notice:
    run = state.archive.runs.get(intent.task) if intent.task is not None else None
    name = run.group_name if run is not None else str(intent.group)
    text = (
        f"Before this program ended, it sent {intent.deed.value} for a refresh of {name} and saw no answer. "
        "Whether ESS accepted it is not known; its status tells."
    )
    return Notice(f"unsettled:{intent.token}", NoticeKind.CAUTION, text, task=intent.task)


def _told(state: AppState, intent: Intent, found: RefreshTask | None) -> Notice:
    group = group_of(state, intent.group)
    name = group.name if group else str(intent.group)
    begun = f"Before this program ended, it sent the start of a refresh of {name} and saw no answer."
    if found is None:
        other = next((t for t in tasks_of(state, intent.group) if _began_then(t, intent)), None)
        seen = (
            "no refresh that began then"
            if other is None
            else f"that {other.id} began then, but with other settings ({asked_in_words(other.spec)})"
        )
        text = f"{begun} ESS shows {seen}, so it has probably not started."
        return Notice(f"unsettled:{intent.token}", NoticeKind.CAUTION, text)
    then = "which began then" if found.started_at is not None else "which waits to begin"
    text = f"{begun} ESS shows {found.id}, {then}."
    guards = guards_of(state, found.id)
    if guards.on:
        text += f" Its guards watch it from now on: {in_words(guards)}."
    return Notice(f"unsettled:{intent.token}", NoticeKind.CAUTION, text, task=found.id)
