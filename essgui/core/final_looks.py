"""Looks at a group after its refresh has ended: a few, further and further apart, until it has settled."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from essgui.core.cadence import pace
from essgui.core.changes import put
from essgui.core.close_looks import barred, held
from essgui.core.effects import ReadConfigurations, ReadGroup, ReadInstances, Wake
from essgui.core.lookup import detail_of, group_of
from essgui.core.messages import FinalLookDue
from essgui.domain.aftermath import aftermath, moving
from essgui.domain.final_line import Verdict

if TYPE_CHECKING:
    from essgui.core.changes import Outcome
    from essgui.core.effects import Effect
    from essgui.core.state import AppState
    from essgui.domain.clock import Instant
    from essgui.domain.refresh import RefreshTask
    from essgui.domain.scaling import TaskId

MOST_LOOKS = 6
"""Looks after the end; from then on only the operator asks again."""
FIRST_AFTER = 15.0
"""Seconds until the first of them; each next one waits twice as long: a quarter of an hour in all."""


def begin(state: AppState, task: RefreshTask) -> Outcome:
    """Begin to look, at the end of a watched refresh or when its monitor is opened again."""
    monitor = state.monitors.get(task.id)
    if monitor is None or not task.over:
        return state, ()
    if monitor.looks:
        state = replace(state, monitors=put(state.monitors, task.id, replace(monitor, looks=0)))
    return state, (_later(state, task.id, 0),)


def look(state: AppState, task_id: TaskId, now: Instant) -> Outcome:
    """Read the group once more, unless it has settled, was looked at often enough, or must not be read."""
    monitor, task = state.monitors.get(task_id), state.tasks.get(task_id)
    if monitor is None or task is None or not task.over or monitor.looks >= MOST_LOOKS:
        return state, ()
    newest = state.history.get(task.group, ())[:1]
    if settled(state, task) or (newest and newest[0] != task_id):
        return state, ()
    if held(state, now):
        return state, (_later(state, task_id, monitor.looks),)
    if barred(detail_of(state, task.group).instances, now):
        return state, ()
    looks = monitor.looks + 1
    state = replace(state, monitors=put(state.monitors, task_id, replace(monitor, looks=looks)))
    effects: tuple[Effect, ...] = (
        ReadGroup(task.region, task.group),
        ReadInstances(task.region, task.group),
    )
    group = group_of(state, task.group)
    if group is not None:
        effects += (ReadConfigurations(task.region, task.group, group.type),)
    return state, (*effects, _later(state, task_id, looks))


def settled(state: AppState, task: RefreshTask) -> bool:
    """Tell whether nothing of the final check can be expected to change by itself."""
    group, detail = group_of(state, task.group), detail_of(state, task.group)
    read = detail.instances
    if group is None or read.value is None or read.seen is None or read.failure is not None:
        return False
    known = detail.configurations
    if before_end(read.seen, task) or (before_end(known.seen, task) and known.failure is None):
        return False
    lines = aftermath(task, group, read.value, known.value or ())
    return not moving(group, read.value) and all(line.verdict is not Verdict.BAD for line in lines)


def before_end(seen: Instant | None, task: RefreshTask) -> bool:
    """Tell whether something was read before a refresh had ended; an end changes what is active."""
    return task.ended_at is not None and seen is not None and seen.at < task.ended_at


def _later(state: AppState, task: TaskId, looks: int) -> Wake:
    return Wake(f"final:{task}", FIRST_AFTER * 2**looks * pace(state.cadence), FinalLookDue(task))
