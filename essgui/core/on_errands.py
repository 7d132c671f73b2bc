"""What happens with questions to the cloud and with remedies: asked once, answered, done, refused."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from essgui.core import suspended
from essgui.core.cadence import DENIED_AGAIN, pace
from essgui.core.changes import failed, loaded, loading, put, wait_after, without
from essgui.core.effects import Ask, RunErrand
from essgui.core.failure import FailureKind
from essgui.core.lookup import answer, running_task
from essgui.core.on_activities import share
from essgui.core.on_fleet import read_detail
from essgui.core.state import Errand
from essgui.core.witness import extended
from essgui.domain.questions import PastActivities
from essgui.domain.remedies import ExtendHookWait

if TYPE_CHECKING:
    from essgui.core.changes import Outcome
    from essgui.core.failure import Failure
    from essgui.core.state import AppState
    from essgui.domain.clock import Instant
    from essgui.domain.questions import Question
    from essgui.domain.remedies import Remedy

MOST_ANSWERS = 200
"""Answers that are kept; the oldest is forgotten first, unless it is being read."""


def ask(state: AppState, question: Question[object], *, again: bool = False) -> Outcome:
    """Ask, unless the answer is there or on its way; `again` asks for a new one."""
    known = answer(state, question)
    if known.loading or (known.seen is not None and known.failure is None and not again):
        return state, ()
    looks = {**without(state.looks, question), question: loading(known)}
    for old in [q for q, remote in looks.items() if not remote.loading][: max(0, len(looks) - MOST_ANSWERS)]:
        del looks[old]
    before = known.value or None if isinstance(question, PastActivities) else None
    return replace(state, looks=looks), (Ask(question, before),)


def answered(state: AppState, question: Question[object], value: object, now: Instant) -> Outcome:
    """Keep an answer; the newest activities of a group are also those of its refresh."""
    remote = loaded(answer(state, question), value, now)
    state = replace(state, looks=put(state.looks, question, remote))
    if isinstance(question, PastActivities):
        state = share(state, question, now)
    return state, ()


def ask_failed(state: AppState, question: Question[object], failure: Failure) -> Outcome:
    """Keep the answer of before, and say why there is no newer one and when it is asked for again."""
    known = answer(state, question)
    wait = DENIED_AGAIN * pace(state.cadence) if failure.kind is FailureKind.DENIED else 0.0
    wait = max(wait, wait_after(state, known.misses + 1, failure))
    tried = failed(known, failure, state.now.mono + wait)
    return replace(state, looks=put(state.looks, question, tried)), ()


def request(state: AppState, remedy: Remedy, now: Instant) -> Outcome:
    """Run a remedy, unless the same one is under way."""
    before = state.errands.get(remedy)
    if before is not None and before.failure is None:
        return state, ()
    running = running_task(state, remedy.group)
    effect = RunErrand(remedy, running.id if running else None)
    return replace(state, errands=put(state.errands, remedy, Errand(now))), (effect,)


def accepted(state: AppState, remedy: Remedy) -> Outcome:
    """Read the group again, to show what came of it."""
    state = suspended.done(replace(state, errands=without(state.errands, remedy)), remedy)
    if isinstance(remedy, ExtendHookWait):
        state = replace(state, monitors=extended(state, remedy))
    return read_detail(state, remedy.group)


def refused(state: AppState, remedy: Remedy, failure: Failure) -> Outcome:
    """Say why; the group is read again, because an outcome may be unknown."""
    before = state.errands.get(remedy)
    if before is None:
        return state, ()
    errand = replace(before, failure=failure)
    if failure.kind is FailureKind.UNKNOWN_OUTCOME:
        state = suspended.may_be_done(state, remedy)
    return read_detail(replace(state, errands=put(state.errands, remedy, errand)), remedy.group)


def dismiss(state: AppState, remedy: Remedy) -> Outcome:
    """Forget a failure that was read; a remedy under way stays."""
    before = state.errands.get(remedy)
    if before is None or before.failure is None:
        return state, ()
    return replace(state, errands=without(state.errands, remedy)), ()
