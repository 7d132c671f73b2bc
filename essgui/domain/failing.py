"""Whether a refresh launches in vain: then no end of it can be foretold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from essgui.domain.eta import is_launch
from essgui.domain.told_activity import FAILED

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from essgui.domain.scaling import Activity

LEAST_FAILED = 2
"""Launches in a row that have to fail: a single one is tried again, and often succeeds (assumed)."""


@dataclass(frozen=True, slots=True)
class Failing:
    """The newest launches of a refresh have all failed."""

    since: datetime
    """When the last launch that succeeded had ended, else when the first that failed began."""
    count: int
    ever: bool
    """Whether one had succeeded before."""


def failing(activities: Iterable[Activity]) -> Failing | None:
    """Return since when every launch of a refresh has failed; None where the newest that ended did not."""
    ended = [a for a in activities if a.started_at and a.ended_at and is_launch(a)]
    ended.sort(key=lambda a: a.started_at.timestamp() if a.started_at else 0.0)
    count = 0
    while count < len(ended) and _in_vain(ended[-1 - count]):
        count += 1
    if count < LEAST_FAILED:
        return None
    good = ended[-1 - count] if count < len(ended) else None
    since = good.ended_at if good is not None else ended[0].started_at
    return None if since is None else Failing(since, count, good is not None)


def _in_vain(activity: Activity) -> bool:
    return not activity.created and (activity.status in FAILED or bool(activity.errors))
