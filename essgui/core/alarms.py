"""Which calls for a person are news: each kind once, again when it grows graver, and no flicker again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING

from essgui.domain.situation import Gravity
from essgui.domain.stuck import STUCK

if TYPE_CHECKING:
    from datetime import datetime

    from essgui.domain.scaling import TaskId
    from essgui.domain.situation import Kind

AGAIN_AFTER = timedelta(minutes=15)
"""What is back after less than this was told already (assumed)."""

Call = tuple["TaskId", "Kind", Gravity]
"""A kind that is at least so grave in a refresh."""
Calls = Mapping[Call, "datetime | None"]
"""When each call was last seen to stand; None while it does."""


def remembered(was: Calls, attention: Mapping[TaskId, Mapping[Kind, Gravity]], now: datetime) -> Calls:
    """Return the calls after a look; what has been gone for long is forgotten."""
    standing: dict[Call, datetime | None] = {
        (task, kind, level): None
        for task, kinds in attention.items()
        for kind, gravity in kinds.items()
        for level in (Gravity.CAUTION, Gravity.GRAVE)
        if gravity <= level
    }
    gone = {call: since or now for call, since in was.items() if call not in standing}
    return {call: since for call, since in gone.items() if now - since < AGAIN_AFTER} | standing


def news(was: Calls, calls: Calls, now: datetime) -> tuple[Call, ...]:
    """Return the calls that stand and did not stand lately, in their order."""
    return tuple(call for call, since in calls.items() if since is None and not _lately(was, call, now))


def told_by(calls: tuple[Call, ...]) -> tuple[tuple[TaskId, Kind], ...]:
    """Return what a person is told of: whatever is grave, and instances that are stuck, each kind once."""
    wanted = ((t, kind) for t, kind, level in calls if level is Gravity.GRAVE or kind in STUCK)
    return tuple(dict.fromkeys(wanted))


def _lately(was: Calls, call: Call, now: datetime) -> bool:
    if call not in was:
        return False
    since = was[call]
    return since is None or now - since < AGAIN_AFTER
