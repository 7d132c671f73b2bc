"""The sentence with which a refresh ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essgui.core.state import Notice, NoticeKind
from essgui.domain.course import replaced_words
from essgui.domain.lifecycle import RefreshStatus
from essgui.domain.words import either, what_stays

if TYPE_CHECKING:
    from essgui.domain.refresh import RefreshTask


def ending(task: RefreshTask, group: str) -> Notice:
    """Say how a refresh ended and what that means for the fleet."""
    counted = task.total > 0
    done = replaced_words(task)
    match task.status:
        case RefreshStatus.SUCCESSFUL:
            kind = NoticeKind.GOOD
            be = either(task.finished, "is", "are")
            text = f"{group}: refreshed, {done} {be} new." if counted else f"{group}: refreshed."
        case RefreshStatus.CANCELLED:
            kind = NoticeKind.CAUTION
            text = f"{group}: cancelled before any instance was replaced."
            if task.finished > 0 and counted:
                old = max(0, task.total - task.finished)
                text = f"{group}: cancelled. {what_stays(task.finished, old)}."
            elif task.finished > 0:
                stays = what_stays(task.finished, 0)
                text = f"{group}: cancelled. {stays}; the others keep the old configuration."
        case RefreshStatus.ROLLBACK_SUCCESSFUL:
            kind, text = NoticeKind.GOOD, f"{group}: rolled back to the configuration of before."
        case RefreshStatus.ROLLBACK_FAILED:
            kind = NoticeKind.BAD
            text = f"{group}: the rollback failed; old and new instances serve side by side. {task.detail}"
        case _:
            kind = NoticeKind.BAD
            new = f"with {done} new" if counted else "and ESS does not tell how many instances are new"
            text = f"{group}: the refresh failed {new}. {task.detail}"
    return Notice(f"ending:{task.id}", kind, text.strip(), task=task.id)
