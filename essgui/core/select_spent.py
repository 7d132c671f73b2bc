"""How the time of a run was spent, by the fullest recording that is known of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from essgui.core.tape import tape_of
from essgui.domain.spent import Certainty, seen_in, spent
from essgui.domain.told_activity import last_told

if TYPE_CHECKING:
    from essgui.core.state import AppState
    from essgui.domain.refresh import RefreshTask
    from essgui.domain.spent import Spent


def spent_of(state: AppState, task: RefreshTask) -> Spent | None:
    """Return how the time of a refresh was spent, or None where it never began."""
    tape = tape_of(state, task.id)
    samples = tape.timeline.samples
    before = last_told(tape.events, samples[0].at) if samples else None
    here = spent(task, seen_in(tape.timeline, before), state.now.at)
    kept = spent(task, state.archive.waits.get(task.id), state.now.at)
    if here is None or kept is None:
        return here or kept
    if here.certainty is Certainty.NOTHING and _unread(state, task):
        return replace(here, certainty=Certainty.UNREAD)
    return kept if kept.working + kept.waiting > here.working + here.waiting else here


def _unread(state: AppState, task: RefreshTask) -> bool:
    """Tell whether there may be a recording of what is over that was not looked into yet."""
    archive = state.archive
    return (
        task.over
        and task.id in archive.runs
        and task.id not in archive.waits
        and task.id not in archive.timelines
    )
