"""How far back activities are read: a good part of a group's, and as good as all of one refresh's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essgui.cloud.newer import newer
from essgui.domain.questions import MOST_OF_GROUP
from essgui.domain.scaling import Activities

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from essgui.cloud.paging import Page, Pages
    from essgui.domain.scaling import Activity

    Read = Callable[[int], Awaitable[Page[Activity]]]

AT_ONCE = 2
"""Pages of refreshes that are read at the same time, over all refreshes: the other lists have to go on."""
MOST_OF_REFRESH = 2_000
"""Forty pages, as a monitor is opened and at the end: what comes between is among the newest of the group."""


async def of_group(pages: Pages, read: Read, known: Sequence[Activity]) -> tuple[Activity, ...]:
    """Return the newest activities of a group.

    What is `known` from an earlier answer and has ended since is taken from there: one page is read, and
    the others only where it does not reach back to all that is not over.
    """
    if known:
        joined = newer(known, (await read(1)).items)
        if joined is not None:
            return joined[:MOST_OF_GROUP]
    return await pages.all(read, lambda activity: activity.id, most=MOST_OF_GROUP)


async def of_refresh(pages: Pages, read: Read) -> Activities:
    """Return the activities of one refresh, and how many there are where that is more.

    They are many, so that none is read twice. Where new ones have come meanwhile, which are among the newest
    of the group, the oldest have moved to further pages.
    """
    told: dict[int, Page[Activity]] = {}

    async def noted(number: int) -> Page[Activity]:
        told[number] = await read(number)
        return told[number]

    every = await pages.all(noted, lambda activity: activity.id, most=MOST_OF_REFRESH, again=False)
    found = {activity.id: activity for activity in every}
    total, most_told = told[1].total, max(page.total for page in told.values())
    while len(found) < min(total, MOST_OF_REFRESH) and len(told) * len(told[1].items) < most_told:
        page = await pages.one(noted, len(told) + 1)
        if not page.items:
            break
        found |= {activity.id: activity for activity in page.items if activity.id not in found}
    newest = tuple(found.values())[:MOST_OF_REFRESH]
    return Activities(newest, max(0, total - len(newest)))
