"""The state of a refresh as one line of plain text, to paste into a chat when a shift ends."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from essgui.core.select_monitor_ladder import waiting_at
from essgui.core.select_monitor_words import clock
from essgui.core.situations import items_of
from essgui.core.state import Origin
from essgui.domain.lifecycle import RefreshStatus
from essgui.domain.situation import Gravity, call_sentence

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime, tzinfo

    from essgui.core.select_monitor import Watched
    from essgui.core.state import AppState

WORDS: dict[RefreshStatus, str] = {
    RefreshStatus.PENDING: "Pending",
    RefreshStatus.IN_PROGRESS: "In progress",
    RefreshStatus.PAUSED: "Suspended",
    RefreshStatus.CHECKPOINT_PAUSE: "At a checkpoint",
    RefreshStatus.CANCELLING: "Being cancelled",
    RefreshStatus.CANCELLED: "Cancelled",
    RefreshStatus.SUCCESSFUL: "Successful",
    RefreshStatus.FAILED: "Failed",
    RefreshStatus.ROLLBACK_IN_PROGRESS: "Rolling back",
    RefreshStatus.ROLLBACK_SUCCESSFUL: "Rolled back",
    RefreshStatus.ROLLBACK_FAILED: "Rollback failed",
}


def handover(
    state: AppState,
    found: Watched,
    zone: tzinfo | None = None,
    finish: tuple[datetime, datetime] | None = None,
) -> str:
    """Say what somebody else has to know; `finish` is the range in which the end is expected, if known."""
    return " · ".join(_parts(state, found, zone, finish))


def _parts(
    state: AppState, found: Watched, zone: tzinfo | None, finish: tuple[datetime, datetime] | None
) -> Iterator[str]:
    task, now = found.task, state.now.at

    def at(moment: datetime) -> str:
        return clock(moment, now, zone)

    status = WORDS[task.status] if isinstance(task.status, RefreshStatus) else f"status “{task.status}”"
    yield f"{found.name} ({task.region})"
    yield str(task.id)
    yield f"{status} {max(0, task.finished)}/{task.total}" if task.total > 0 else status
    percent, pause = waiting_at(found), state.pauses.get(task.id)
    if percent is not None:
        if pause is None:
            yield f"waits at checkpoint {percent} %"
        else:
            about = "" if pause.exact else "≈ "
            ends = pause.began + timedelta(minutes=task.pause_minutes)
            then = f"resumes by itself {about}{at(ends)}" if ends > now else "resumes any moment"
            yield f"checkpoint {percent} % reached {about}{at(pause.began)}, {then}"
    if task.over and task.ended_at is not None:
        yield f"ended {at(task.ended_at)}"
    elif not task.over and finish is not None:
        yield f"finish {at(finish[0])} to {at(finish[1])}"
    attention = _attention(state, found)
    if attention and not task.over:
        yield f"needs attention: {attention}"
    if task.over and task.detail:
        yield task.detail
    run = state.archive.runs.get(task.id)
    reason = state.archive.origins.get(task.id, Origin()).reason or (run.reason if run is not None else "")
    if reason:
        yield f"started with reason: {reason}"
    local = now.astimezone(zone)
    offset = f"{local:%z}"
    yield f"as of {local:%Y-%m-%d %H:%M} UTC{offset[:3]}:{offset[3:]}, all times in that zone"


def _attention(state: AppState, found: Watched) -> str:
    """Say what needs attention now, the gravest first."""
    calling = [i for i in items_of(state, found.task.id) if i.gravity is not Gravity.INFORMATION]
    kinds = dict.fromkeys(item.kind for item in calling)
    sentences = (call_sentence(kind, [i for i in calling if i.kind is kind])[0] for kind in kinds)
    return "; ".join(s.removeprefix("Needs attention: ").rstrip(".") for s in sentences)
