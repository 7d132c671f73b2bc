"""Whether an earlier refresh can be started again, finished or undone, and what stands against it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essgui.core.before import before_of
from essgui.core.lookup import group_of, running_task
from essgui.core.on_archive import run_of
from essgui.core.permits import YES, Permit
from essgui.domain.eligibility import blockers
from essgui.domain.lifecycle import RefreshStatus
from essgui.domain.refresh import ActiveConfiguration, ContainersTarget
from essgui.domain.run import lost_values

if TYPE_CHECKING:
    from essgui.core.draft import Draft
    from essgui.core.state import AppState
    from essgui.domain.refresh import Target
    from essgui.domain.run import Run
    from essgui.domain.scaling import TaskId

_UNDONE = frozenset({RefreshStatus.CANCELLED, RefreshStatus.FAILED, RefreshStatus.ROLLBACK_FAILED})
_BACK_ALREADY = RefreshStatus.ROLLBACK_SUCCESSFUL


def run_known(state: AppState, task: TaskId) -> Run | None:
    """Return a run as it is now: as ESS tells of it, else as it was kept."""
    now = state.tasks.get(task)
    return run_of(state, now) if now is not None else state.archive.runs.get(task)


def again_permit(state: AppState, task: TaskId) -> Permit:
    """Tell whether the wizard can be opened with the settings of an earlier refresh."""
    run = run_known(state, task)
    if run is None:
        return Permit("This refresh is not known.")
    return _group_permit(state, run)


def retry_permit(state: AppState, task: TaskId) -> Permit:
    """Tell whether there is a rest of a refresh to be done."""
    run = run_known(state, task)
    if run is None:
        return Permit("This refresh is not known.")
    if run.task.status not in _UNDONE:
        return Permit("Only a refresh that failed or was cancelled can be tried again.")
    return _group_permit(state, run)


def back_permit(state: AppState, task: TaskId) -> Permit:
    """Tell whether the group can be taken back to what it ran before a refresh, and if not, why."""
    run = run_known(state, task)
    if run is None:
        return Permit("This refresh is not known.")
    if not run.task.over:
        return Permit("This refresh still runs: roll it back in its monitor.")
    if run.task.status is _BACK_ALREADY:
        return Permit("This refresh was rolled back: the group is on its old configuration already.")
    if run.task.finished <= 0 and run.task.status is not RefreshStatus.ROLLBACK_FAILED:
        return Permit("No instance was replaced, so there is nothing to reverse.")
    if isinstance(run.task.target, ActiveConfiguration):
        return Permit("It built the instances anew from what the group ran already: there is no other place.")
    before = before_of(state, run.task)
    if before is None:
        return Permit("What the group ran before is not known, and nothing is left that tells.")
    if lost_values(before.target):
        return Permit(
            "The old containers have variables, and their values are never stored. "
            "Start a refresh and type them again."
        )
    return _group_permit(state, run)


def lost_names(draft: Draft, target: Target) -> tuple[tuple[str, str], ...]:
    """Return the container and name of each variable of a target whose value was not stored."""
    if not isinstance(target, ContainersTarget):
        return ()
    chosen = {d.container.name for d in draft.containers if d.chosen}
    return tuple(
        (container.name, variable.key)
        for container in target.containers
        if container.name in chosen
        for variable in container.environment
        if not variable.value and not variable.field_ref
    )


def still_lost(draft: Draft, names: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    """Return the names among these variables whose value was not typed again yet."""
    wanted = set(names)
    return tuple(
        variable.key
        for each in draft.containers
        if each.chosen
        for variable in each.container.environment
        if (each.container.name, variable.key) in wanted and not variable.value
    )


def _group_permit(state: AppState, run: Run) -> Permit:
    group = group_of(state, run.task.group)
    if group is None:
        if run.task.region not in state.chosen:
            return Permit(f"Choose the region {run.task.region} above first: its groups are not read.")
        remote = state.groups.get(run.task.region)
        if remote is None or remote.seen is None:
            return Permit("The groups of this region were not read yet.")
        return Permit("This scaling group no longer exists.")
    running = running_task(state, group.id)
    if running is not None:
        return Permit(f"A refresh of this group is under way: {running.id}.")
    stands = blockers(group)
    return Permit(stands[0].sentence) if stands else YES
