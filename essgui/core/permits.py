"""Which action is possible now, and why not where it is not: one answer for buttons, menus and `update`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from essgui.core.state import Poll
from essgui.domain.lifecycle import RefreshAction, RefreshStatus, allowed
from essgui.domain.refresh import ActiveConfiguration, LaunchTemplateTarget, can_roll_back

if TYPE_CHECKING:
    from essgui.core.state import AppState
    from essgui.domain.scaling import TaskId


@dataclass(frozen=True, slots=True)
class Permit:
    """Whether a control is on, and if not, why; `reason` is empty exactly where it is enabled."""

    reason: str = ""

    @property
    def enabled(self) -> bool:
        """Whether nothing stands against it."""
        return not self.reason


YES = Permit()

_S = RefreshStatus
_A = RefreshAction

_DONE = "This refresh has ended ({status}); nothing more can be asked of it."

_REASONS: dict[tuple[RefreshStatus, RefreshAction], str] = {
    (_S.PENDING, _A.SUSPEND): "The refresh has not begun. It can be suspended once it is in progress.",
    (_S.PENDING, _A.RESUME): "The refresh has not begun; there is nothing to resume.",
    (_S.PENDING, _A.ROLLBACK): "Nothing was replaced yet. Cancel the refresh instead.",
    (_S.IN_PROGRESS, _A.RESUME): "The refresh is working already.",
    (_S.PAUSED, _A.SUSPEND): "The refresh is suspended already.",
    (_S.CHECKPOINT_PAUSE, _A.SUSPEND): "The refresh already waits at a checkpoint.",
}

_CANCELLING = "The refresh is being cancelled; wait until that is through."
_ROLLING_BACK = "A rollback is under way; ESS accepts nothing else until it ends."


def permit(state: AppState, task_id: TaskId, action: RefreshAction) -> Permit:
    """Tell whether an action can be asked of a refresh, by ALLOWED, its target, and what is in flight."""
    task = state.tasks.get(task_id)
    monitor = state.monitors.get(task_id)
    if task is None or monitor is None:
        return Permit("This refresh is not known yet.")
    if monitor.in_flight is not None:
        return Permit(f"{doing(monitor.in_flight.action)} Wait until ESS shows the result.")
    status = task.status
    if not isinstance(status, RefreshStatus):
        return Permit(
            f"ESS says “{status}”, which this program does not know. Use the ESS console to act on it."
        )
    if action not in allowed(status):
        return Permit(_why_not(status, action))
    if action is RefreshAction.ROLLBACK and not can_roll_back(task.target):
        return Permit(no_way_back(task.target))
    poll = state.polls.get(task.region, Poll())
    if poll.misses >= OFFLINE_AFTER:
        return Permit("ESS does not answer, so the state of this refresh is not known. Try now first.")
    return YES


OFFLINE_AFTER = 3
"""Polls missed in a row after which data counts as stale (features row 36)."""


def doing(action: RefreshAction) -> str:
    """Say what an action in flight is doing."""
    return {
        RefreshAction.SUSPEND: "Suspending…",
        RefreshAction.RESUME: "Resuming…",
        RefreshAction.CANCEL: "Cancelling…",
        RefreshAction.ROLLBACK: "Rolling back…",
    }[action]


def asking(action: RefreshAction) -> str:
    """Say what an action asks for, to stand behind "to"."""
    return {
        RefreshAction.SUSPEND: "suspend",
        RefreshAction.RESUME: "resume",
        RefreshAction.CANCEL: "cancel",
        RefreshAction.ROLLBACK: "roll back",
    }[action]


def _why_not(status: RefreshStatus, action: RefreshAction) -> str:
    if status is RefreshStatus.CANCELLING:
        return _CANCELLING
    if status is RefreshStatus.ROLLBACK_IN_PROGRESS:
        return _ROLLING_BACK
    return _REASONS.get((status, action), _DONE.format(status=status.value))


def no_way_back(target: object) -> str:
    """Say why ESS cannot roll back a refresh to this target."""
    if isinstance(target, LaunchTemplateTarget):
        return (
            f"The target is template version {target.version}. ESS cannot roll such a refresh back. "
            "Cancel it, then start a refresh to the earlier version."
        )
    if isinstance(target, ActiveConfiguration):
        return (
            "This refresh rebuilds from the active configuration, so there is no earlier one to go back to. "
            "Cancel it instead."
        )
    return "ESS cannot roll this refresh back."
