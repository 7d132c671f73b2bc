"""Whether a refresh can be started again like an earlier one, and if not, why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essgui.core.lookup import group_of, running_task
from essgui.core.permits import YES, Permit
from essgui.domain.eligibility import blockers

if TYPE_CHECKING:
    from essgui.core.state import AppState
    from essgui.domain.scaling import TaskId


def again_permit(state: AppState, task_id: TaskId) -> Permit:
    """Tell whether the form of a refresh's group can be opened with its settings to start it."""
    task = state.tasks.get(task_id)
    if task is None:
        return Permit("This refresh is not known yet.")
    group = group_of(state, task.group)
    if group is None:
        return Permit(
            "Its scaling group is in no list. It may have been deleted, or its region is not shown."
        )
    wizard = state.wizard
    if wizard is not None and wizard.attempt is not None:
        return Permit("A start is under way. Wait until its outcome is known.")
    stands = blockers(group, running=running_task(state, group.id) is not None)
    return Permit(stands[0].sentence) if stands else YES
