"""Which of several windows acts on the guards of a refresh: one of them, and the others say so."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from essgui.core.changes import put, with_notice
from essgui.core.duty_words import stood_down, taken_over
from essgui.core.effects import Keep
from essgui.core.lookup import group_of, guards_of
from essgui.core.on_archive import run_of
from essgui.core.on_guards import choose
from essgui.core.state import Notice, NoticeKind
from essgui.domain.vigil import Vigil

if TYPE_CHECKING:
    from essgui.core.changes import Outcome
    from essgui.core.state import AppState
    from essgui.domain.clock import Instant
    from essgui.domain.run import Duty, Run
    from essgui.domain.scaling import TaskId


def duty_told(state: AppState, duty: Duty, now: Instant) -> Outcome:
    """Leave to another window what it acts on, and act where a monitor is open here and the other is gone.

    What is taken over is written at once: until then this window has no say in it, and guards that are
    switched off here would come back.
    """
    elsewhere = dict(duty.elsewhere)
    if elsewhere != state.archive.elsewhere:
        state = replace(state, archive=replace(state.archive, elsewhere=elsewhere))
    for task, guards in duty.elsewhere:
        if guards_of(state, task).on:
            # Both were set in the same moment: the archive has kept those of the other window.
            off = replace(state.monitors[task], vigil=Vigil())
            state = replace(state, monitors=put(state.monitors, task, off))
            state = _say(state, task, stood_down(guards))
    taken: list[Run] = []
    for task, guards in duty.left:
        if task in state.monitors and not guards_of(state, task).on:
            state = choose(state, task, guards, now)
            if guards_of(state, task).on:
                state = _say(state, task, taken_over(guards))
                taken.append(run_of(state, state.tasks[task]))
    return state, (Keep(tuple(taken), ()),) if taken else ()


def _say(state: AppState, task: TaskId, words: str) -> AppState:
    group = state.monitors[task].group
    known = group_of(state, group)
    text = f"{known.name if known is not None else group}: {words}"
    return with_notice(state, Notice(f"duty:{task}", NoticeKind.CAUTION, text, task=task))
