"""All activities of a refresh are read up to a high bound, and beyond it how many are missing is told."""

from __future__ import annotations

import asyncio

import pytest

from essgui.cloud.activities import AT_ONCE, MOST_OF_REFRESH, of_group, of_refresh
from essgui.cloud.paging import Page, Pages
from essgui.domain.questions import MOST_OF_GROUP
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


class Growing(Cloud):
    """Before some of its pages are read, new activities have begun."""

    def __init__(self, count: int, *before: int) -> None:
        super().__init__(count)
        self.before = before

    async def read(self, number: int) -> Page[Activity]:
        if number in self.before:
            newest = len(self.all)
            self.all = (Activity(ActivityId(f"asa-{newest + 1}"), "Successful"), *self.all)
        return await super().read(number)


@pytest.mark.parametrize(
    ("count", "calls", "unread"),
    [(600, 13, 0), (575, 12, 0), (2000, 41, 0), (2600, 41, 600)],
    ids=str,
)
def test_where_new_ones_come_meanwhile_only_what_has_moved_is_read_beyond(
    count: int, calls: int, unread: int
) -> None:
    cloud = Growing(count, 5, 9)
    there = cloud.all
    found = asyncio.run(of_refresh(Pages(1), cloud.read))
    assert found.newest == there[:MOST_OF_REFRESH]
    assert (cloud.calls, found.unread) == (calls, unread)


def test_long_lists_leave_turns_to_the_others() -> None:
    under_way = most = 0
    order: list[str] = []

    async def page(kind: str, number: int, total: int) -> Page[Activity]:
        nonlocal under_way, most
        under_way += kind == "long"
        most = max(most, under_way)
        await asyncio.sleep(0)
        under_way -= kind == "long"
        order.append(kind)
        return Page(tuple(Activity(ActivityId(f"{number}-{n}"), "Successful") for n in range(PAGE)), total)

    async def main() -> None:
        every = Pages()
        long_lists = Pages(AT_ONCE, within=every)
        reads = [of_refresh(long_lists, lambda n: page("long", n, 2_000)) for _ in range(6)]
        await asyncio.gather(*reads, every.all(lambda n: page("short", n, PAGE), lambda a: a.id))

    asyncio.run(main())
    assert most == AT_ONCE
    assert order.index("short") < 10
