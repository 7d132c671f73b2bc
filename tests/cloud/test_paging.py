"""Lists that come in pages, while groups are made and deleted under the reader."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import pytest

from essgui.cloud.paging import AT_ONCE, Page, Pages, follow
from essgui.domain.errors import Throttled
from essgui.domain.refresh import RefreshTask
from essgui.domain.scaling import GroupId, RegionId, TaskId


class Listing:
    """A list of numbers in pages of ten; `change` is called before each page is cut."""

    def __init__(self, count: int) -> None:
        self.entries = list(range(count))
        self.asked: list[int] = []
        self.under_way = 0
        self.most_at_once = 0
        self.change = lambda _: None

    async def __call__(self, page: int) -> Page[int]:
        self.asked.append(page)
        self.under_way += 1
        self.most_at_once = max(self.most_at_once, self.under_way)
        await asyncio.sleep(0)
        self.change(page)
        cut = tuple(self.entries[(page - 1) * 10 : page * 10])
        self.under_way -= 1
        return Page(cut, len(self.entries))


def read(listing: Listing, **options: object) -> tuple[int, ...]:
    async def main() -> tuple[int, ...]:
        return await Pages().all(listing, lambda n: n, **options)  # type: ignore[arg-type] - test values

    return asyncio.run(main())


@pytest.mark.parametrize("count", [0, 1, 10, 11, 205])
def test_all_of_it_once_and_in_order(count: int) -> None:
    listing = Listing(count)
    assert read(listing) == tuple(range(count))
    assert sorted(listing.asked) == list(range(1, max(1, -(-count // 10)) + 1))


def test_pages_are_read_at_the_same_time_but_not_all() -> None:
    listing = Listing(500)
    read(listing)
    assert listing.most_at_once == AT_ONCE


@pytest.mark.parametrize(("inner", "outer"), [(2, 6), (6, 2)])
def test_those_within_others_share_their_turns(inner: int, outer: int) -> None:
    listing = Listing(200)

    async def main() -> None:
        await Pages(inner, within=Pages(outer)).all(listing, lambda n: n)

    asyncio.run(main())
    assert listing.most_at_once == 2


def test_each_page_is_told_as_it_comes() -> None:
    told: list[tuple[int, ...]] = []
    read(Listing(25), on_page=told.append)
    assert sorted(told) == [tuple(range(10)), tuple(range(10, 20)), tuple(range(20, 25))]


def test_no_more_than_asked_for() -> None:
    listing = Listing(500)
    assert read(listing, most=25) == tuple(range(25))
    assert len(listing.asked) == 3


def test_an_entry_deleted_in_between_hides_no_other() -> None:
    listing = Listing(40)

    def delete_once(page: int) -> None:
        if page == 3 and 0 in listing.entries:
            listing.entries.remove(0)

    listing.change = delete_once
    assert read(listing) == tuple(range(1, 40))


def test_an_entry_made_in_between_is_not_doubled() -> None:
    listing = Listing(40)

    def add_once(page: int) -> None:
        if page == 3 and -1 not in listing.entries:
            listing.entries.insert(0, -1)

    listing.change = add_once
    assert read(listing) == tuple(range(-1, 40))


def test_a_list_that_never_holds_still_ends_all_the_same() -> None:
    listing = Listing(40)
    listing.change = lambda _: listing.entries.append(1000 + len(listing.entries))
    found = read(listing)
    assert len(found) == len(set(found)) >= 40


def test_after_a_failure_no_further_page_is_asked() -> None:
    listing = Listing(1000)

    def refuse(page: int) -> None:
        if page > 1:
            raise Throttled("Throttling", "Too many.")

    listing.change = refuse
    with pytest.raises(Throttled):
        read(listing)
    assert len(listing.asked) <= 1 + AT_ONCE


def test_a_count_of_nonsense_does_not_read_for_ever() -> None:
    asked = 0

    async def nonsense(page: int) -> Page[int]:
        nonlocal asked
        asked += 1
        return Page((page,), 10**12)

    async def main() -> tuple[int, ...]:
        return await Pages().all(nonsense, lambda n: n)

    assert len(asyncio.run(main())) == 2_000
    assert asked == 2_000


def task(number: int) -> RefreshTask:
    return RefreshTask(
        TaskId(f"ir-{number}"),
        GroupId("asg-1"),
        RegionId("cn-hangzhou"),
        "Pending",
        started_at=datetime(2026, 1, 1, tzinfo=UTC),
    )


@pytest.mark.parametrize(
    ("links", "wanted", "expected"),
    [
        ({"": "a", "a": "b", "b": ""}, 9, 3),
        ({"": "a", "a": "b", "b": ""}, 2, 2),
        ({"": "a", "a": "a"}, 9, 2),
        ({"": "a", "a": "b", "b": "a"}, 9, 3),
        ({"": ""}, 9, 1),
    ],
)
def test_next_tokens_are_followed_and_circles_are_not(
    links: dict[str, str], wanted: int, expected: int
) -> None:
    async def page(token: str) -> Page[RefreshTask]:
        return Page((task(list(links).index(token)),), 0, links[token])

    assert len(asyncio.run(follow(page, lambda task: task.id, wanted))) == expected
