"""What happens with the archive: read at the start, written as things change, asked for recordings."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from essgui.core.changes import failed, loaded, loading, put, with_notice
from essgui.core.effects import FindRefreshes, Keep, ReadGroup, ReadRecording, ReadShelf, Settle, Wake
from essgui.core.lookup import group_of, guards_to_keep
from essgui.core.messages import KeepDue, RunsShown
from essgui.core.state import Archive, Notice, NoticeKind, Origin, Remote
from essgui.core.watched_again import watch_again
from essgui.domain.run import Deed, Recording, Run, Settlement
from essgui.domain.timeline import timeline_of

if TYPE_CHECKING:
    from essgui.core.changes import Outcome
    from essgui.core.effects import Effect
    from essgui.core.failure import Failure
    from essgui.core.messages import StorageFailed
    from essgui.core.state import AppState
    from essgui.domain.clock import Instant
    from essgui.domain.refresh import RefreshTask
    from essgui.domain.run import Intent, Shelf
    from essgui.domain.scaling import TaskId

MOST_RECORDINGS = 8
"""Recordings that are held in memory for the history and the replay."""
MOST_PENDING = 2000
"""Samples, and events, of one refresh that wait for an archive that fails; older ones are given up."""
RETRY_AFTER = 30.0
"""Seconds until what could not be written is tried again."""
ADOPTED_FOR = timedelta(days=1)
"""How long after a Start that ESS accepted its refresh is taken up where nothing more of it was written."""
_NOTICE = "archive"


def shelf_read(state: AppState, shelf: Shelf, now: Instant) -> Outcome:
    """Watch again what was watched, ask what became of Starts without an answer, and begin to keep."""
    # A run that is not there was forgotten since, unless the program has only just accepted it.
    recent = tuple(i for i in shelf.unkept if now.at - i.made_at <= ADOPTED_FOR)
    starts = (*(i for i in shelf.unsettled if i.deed is Deed.START), *recent)
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
        state, more = watch_again(state, archive.runs[task_id], recording, now)
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


def _left(state: AppState, intent: Intent) -> Notice:
    run = state.archive.runs.get(intent.task) if intent.task is not None else None
    name = run.group_name if run is not None else str(intent.group)
    text = (
        f"Before this program ended, it sent {intent.deed.value} for a refresh of {name} and saw no answer. "
        "Whether ESS accepted it is not known; its status tells."
    )
    return Notice(f"unsettled:{intent.token}", NoticeKind.CAUTION, text, task=intent.task)
