"""Reads lists that come in pages: all pages but the first at the same time, each entry once."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from essgui.domain.errors import ScalingError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Hashable

T = TypeVar("T")

AT_ONCE = 6
"""Pages that are read at the same time, over all lists: two of eight threads stay free for the rest."""
MOST_PAGES = 2_000
"""Where a count is nonsense, this ends the reading."""


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """One page of a list."""

    items: tuple[T, ...]
    total: int
    """Of all pages together, as this answer told it."""
    next: str = ""
    """NextToken, where the operation pages by one."""


class Pages:
    """Reads whole lists; all lists of one connection share the number of pages under way.

    Those `within` others share their turns as well, so that long lists leave turns to short ones.
    """

    def __init__(self, at_once: int = AT_ONCE, within: Pages | None = None) -> None:
        self._at_once = at_once
        self._turn = asyncio.Semaphore(at_once)
        self._within = within

    async def all(
        self,
        read: Callable[[int], Awaitable[Page[T]]],
        key: Callable[[T], Hashable],
        on_page: Callable[[tuple[T, ...]], None] | None = None,
        most: int | None = None,
        *,
        again: bool = True,
    ) -> tuple[T, ...]:
        """Read all pages and join them by key, `most` entries at most; `on_page` gets each as it comes.

        Where pages disagree on the count, something was made or deleted in between and the borders have
        moved: all are read once more, so that nothing is missed, unless `again` is off. What shows up twice
        counts once.
        """
        pages = await self._pass(read, on_page, most)
        if again and len({page.total for page in pages.values()}) > 1:
            pages = await self._pass(read, on_page, most)
        joined = {key(item): item for number in sorted(pages) for item in pages[number].items}
        return tuple(joined.values())[:most]

    async def one(self, read: Callable[[int], Awaitable[Page[T]]], number: int) -> Page[T]:
        """Read one page when it is its turn."""
        async with self._turn:
            return await (read(number) if self._within is None else self._within.one(read, number))

    async def _pass(
        self,
        read: Callable[[int], Awaitable[Page[T]]],
        on_page: Callable[[tuple[T, ...]], None] | None,
        most: int | None,
    ) -> dict[int, Page[T]]:
        pages = {1: await self._page(read, 1, on_page)}
        first = pages[1]
        total = first.total if most is None else min(first.total, most)
        last = min(-(-total // len(first.items)), MOST_PAGES) if first.items else 1
        numbers = iter(range(2, last + 1))
        failures: list[ScalingError] = []

        async def reader() -> None:
            for number in numbers:
                if failures:
                    return
                try:
                    pages[number] = await self._page(read, number, on_page)
                except ScalingError as error:
                    failures.append(error)

        await asyncio.gather(*(reader() for _ in range(min(self._at_once, last - 1))))
        if failures:
            raise failures[0]
        return pages

    async def _page(
        self,
        read: Callable[[int], Awaitable[Page[T]]],
        number: int,
        on_page: Callable[[tuple[T, ...]], None] | None,
    ) -> Page[T]:
        page = await self.one(read, number)
        if on_page is not None and page.items:
            on_page(page.items)
        return page


async def follow(
    read: Callable[[str], Awaitable[Page[T]]], key: Callable[[T], Hashable], wanted: int
) -> tuple[T, ...]:
    """Read a list by NextToken until there are `wanted` entries or no more; a key counts once."""
    found: dict[Hashable, T] = {}
    token, seen = "", {""}
    while True:
        page = await read(token)
        found |= {key(item): item for item in page.items}
        token = page.next
        # A token that was there before would lead in a circle.
        if token in seen or len(found) >= wanted:
            return tuple(found.values())
        seen.add(token)
