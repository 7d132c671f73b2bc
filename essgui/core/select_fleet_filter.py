"""Which rows of the fleet are shown, and in which order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from essgui.core.select_fleet import Column, attention, in_segment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from essgui.core.select_fleet import FleetRow
    from essgui.core.state import Segment
    from essgui.domain.scaling import GroupId


@dataclass(frozen=True, slots=True)
class Sorting:
    """The order of the table; the refresh column downwards is the order by attention."""

    column: Column = Column.REFRESH
    descending: bool = True

    @property
    def by_attention(self) -> bool:
        """Whether those that need a person come first."""
        return self == BY_ATTENTION


BY_ATTENTION = Sorting()


def filtered(rows: Iterable[FleetRow], text: str, segment: Segment) -> list[FleetRow]:
    """Return the rows of a segment in which every word of the text is found."""
    tests = [_test(word) for word in text.lower().split()]
    return [row for row in rows if in_segment(row, segment) and all(test(row) for test in tests)]


def arranged(
    rows: Iterable[FleetRow], sorting: Sorting, frozen: Sequence[GroupId] = ()
) -> tuple[FleetRow, ...]:
    """Return the rows in order; groups named in `frozen` keep that order, and new ones come after them."""
    key, name = _KEYS[sorting.column], _by_name
    ordered = sorted(rows, key=name)
    ordered.sort(key=key, reverse=sorting.descending)
    if frozen:
        place = {group: index for index, group in enumerate(frozen)}
        ordered.sort(key=lambda row: place.get(row.id, len(place)))
    return tuple(ordered)


def _test(word: str) -> Callable[[FleetRow], bool]:
    key, colon, value = word.partition(":")
    if colon:
        match key:
            case "status" | "region" | "type" if not value:
                # Somebody is still typing.
                return lambda _row: True
            case "status":
                return lambda row: value in row.status
            case "region":
                return lambda row: value in row.group.region.lower()
            case "type":
                return lambda row: row.group.type.value.lower() == value
            case _:
                pass
    return lambda row: word in row.words


def _by_name(row: FleetRow) -> tuple[str, str]:
    return row.group.name.casefold(), row.id


def _last(row: FleetRow) -> float:
    """Order by time, the newest first; groups never refreshed come last."""
    at = row.ended_at
    return -at.timestamp() if at is not None else 0.0


_KEYS: dict[Column, Callable[[FleetRow], str | float | tuple[str, ...]]] = {
    Column.NAME: lambda row: row.group.name.casefold(),
    Column.REGION: lambda row: row.group.region,
    Column.TYPE: lambda row: row.group.type.value,
    Column.CAPACITY: lambda row: row.group.capacity.in_service,
    Column.SOURCE: lambda row: row.source.casefold(),
    # The most drifted at the end, those of which nothing is known before all others.
    Column.DRIFT: lambda row: -1.0 if row.drift is None else row.drift,
    Column.ELIGIBLE: lambda row: row.blocked,
    Column.REFRESH: lambda row: -attention(row),
    Column.LAST: _last,
}
