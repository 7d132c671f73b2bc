"""Joins the newest page of activities with those that are known, so that no page behind it has to be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from essgui.domain.scaling import Activity

AT_WORK = "InProgress"


def newer(known: Sequence[Activity], page: Sequence[Activity]) -> tuple[Activity, ...] | None:
    """Return all of them, the newest first; None where the page does not tell enough.

    That is so where nothing on it is known, because there may be others in between, and where one that was
    at work is not on it. What has ended does not change any more.
    """
    read = {activity.id: activity for activity in page}
    rest = tuple(activity for activity in known if activity.id not in read)
    if len(rest) == len(known) or any(activity.status == AT_WORK for activity in rest):
        return None
    return (*read.values(), *rest)
