"""Whether a refresh launches in vain: then no end of it can be foretold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from essgui.domain.eta import is_launch
from essgui.domain.told_activity import FAILED

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from essgui.domain.scaling import Activity, InstanceId

LEAST_FAILED = 2
"""Launches in a row that have to fail, or instances that came and went: one alone proves little (assumed)."""


@dataclass(frozen=True, slots=True)
class Failing:
    """The newest launches of a refresh have all failed."""

    since: datetime
    """When the last launch that succeeded had ended, else when the first that failed began."""
    count: int
    ever: bool
    """Whether one had succeeded before."""
    lost: int = 0
    """Instances that they had made and that are gone again."""


def failing(activities: Iterable[Activity]) -> Failing | None:
    """Return since when every launch of a refresh has failed; None where the newest that ended did not.

    A launch has failed too where all that it made is gone: on its way to the target a refresh releases none
    of its own instances but those that fell ill.
    """
    every = tuple(activities)
    gone = {i for a in every for i in a.destroyed} | {i for a in every for e in a.errors for i in e.instances}
    ended = [a for a in every if a.started_at and a.ended_at and is_launch(a)]
    ended.sort(key=lambda a: a.started_at.timestamp() if a.started_at else 0.0)
    count = 0
    while count < len(ended) and _in_vain(ended[-1 - count], gone):
        count += 1
    bad, rest = ended[len(ended) - count :], ended[: len(ended) - count]
    if sum(max(1, len(a.created)) for a in bad) < LEAST_FAILED:
        return None
    since = rest[-1].ended_at if rest else bad[0].started_at
    return None if since is None else Failing(since, count, bool(rest), sum(len(a.created) for a in bad))


def _in_vain(activity: Activity, gone: set[InstanceId]) -> bool:
    if activity.created:
        return gone.issuperset(activity.created)
    return activity.status in FAILED or bool(activity.errors)
