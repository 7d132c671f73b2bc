"""All activities of a refresh are read up to a high bound, and beyond it how many are missing is told."""

from __future__ import annotations

import asyncio

import pytest

from essgui.cloud.activities import MOST_OF_GROUP, MOST_OF_REFRESH, of_group, of_refresh
from essgui.cloud.paging import Page, Pages
from essgui.domain.scaling import Activity, ActivityId

PAGE = 50


class Cloud:
    """So many activities, in pages, the newest first."""

    def __init__(self, count: int) -> None:
        self.all = tuple(Activity(ActivityId(f"asa-{n}"), "Successful") for n in range(count, 0, -1))
        self.calls = 0

    async def read(self, number: int) -> Page[Activity]:
        self.calls += 1
        return Page(self.all[(number - 1) * PAGE : number * PAGE], len(self.all))


@pytest.mark.parametrize(
    ("count", "unread"), [(0, 0), (7, 0), (600, 0), (2000, 0), (2001, 1), (2600, 600)], ids=str
)
def test_of_a_refresh_all_are_read_up_to_the_bound(count: int, unread: int) -> None:
    cloud = Cloud(count)
    found = asyncio.run(of_refresh(Pages(), cloud.read))
    assert found.newest == cloud.all[:MOST_OF_REFRESH]
    assert found.unread == unread
    assert cloud.calls == max(1, -(-min(count, MOST_OF_REFRESH) // PAGE))


def test_of_a_group_the_newest_are_read_and_of_those_that_are_known_one_page() -> None:
    cloud = Cloud(600)
    first = asyncio.run(of_group(Pages(), cloud.read, ()))
    assert first == cloud.all[:MOST_OF_GROUP]
    assert cloud.calls == 4
    assert asyncio.run(of_group(Pages(), cloud.read, first)) == first
    assert cloud.calls == 5
