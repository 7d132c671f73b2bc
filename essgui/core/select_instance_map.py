"""The instance map: a square for each instance, in rows by zone, state or age, with counts and words."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from essgui.core.select_monitor_words import counted
from essgui.domain.roles import GONE, TRANSITION, InstanceRole
from essgui.domain.scaling import SERVING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from essgui.core.select_monitor_rows import InstanceRow


class GroupBy(StrEnum):
    """What makes a row of the map."""

    ZONE = "zone"
    STATE = "state"
    AGE = "age"


@dataclass(frozen=True, slots=True)
class Square:
    """One instance."""

    key: str
    role: InstanceRole


@dataclass(frozen=True, slots=True)
class MapRow:
    """One row of squares; a square keeps its place while those made before it stay."""

    key: str
    title: str
    line: str
    """Below the title: how many serve, and how many of those do not count as new yet."""
    squares: tuple[Square, ...]
    counts: tuple[tuple[int, str], ...]
    """A number and its word for new, old, in transition and ignored; 0 is not shown."""
    warning: str = ""
    """Why the row is amber."""
    spoken: str = ""
    """The row for the ear."""


@dataclass(frozen=True, slots=True)
class InstanceMap:
    """All rows, and a line on those that have left."""

    rows: tuple[MapRow, ...] = ()
    note: str = ""

    @property
    def size(self) -> int:
        """How many squares there are."""
        return sum(len(row.squares) for row in self.rows)


_AGES: tuple[tuple[float, str], ...] = (
    (10, "Under 10 min"),
    (60, "10 to 60 min"),
    (24 * 60, "1 to 24 hours"),
    (7 * 24 * 60, "1 to 7 days"),
    (30 * 24 * 60, "7 to 30 days"),
    (float("inf"), "Over 30 days"),
)
"""Minutes below which an instance belongs to the row."""

_STATES = (
    "InService",
    "Pending",
    "Pending:Wait",
    "Protected",
    "Standby",
    "Stopped",
    "Removing",
    "Removing:Wait",
)

_SPOKEN = (
    (InstanceRole.NEW, "new"),
    (InstanceRole.OLD, "old"),
    (InstanceRole.STARTING, "starting"),
    (InstanceRole.RELEASING, "releasing"),
    (InstanceRole.STUCK, "stuck"),
    (InstanceRole.MATCHING, "already matching"),
    (InstanceRole.IGNORED, "ignored"),
)


def instance_map(
    rows: Sequence[InstanceRow], by: GroupBy, zones: Iterable[str] = (), *, whole: bool = True
) -> InstanceMap:
    """Arrange instances as squares, and count those that are gone.

    `zones` are those that once served and must not be forgotten; `whole` tells whether all that are gone are
    known.
    """
    gathered: dict[str, list[InstanceRow]] = {}
    if by is GroupBy.ZONE:
        gathered = {zone: [] for zone in zones}
    for row in rows:
        if row.role not in GONE:
            gathered.setdefault(_place(row, by), []).append(row)
    order = {GroupBy.ZONE: (), GroupBy.STATE: _STATES, GroupBy.AGE: tuple(name for _, name in _AGES)}[by]
    rank = {name: place for place, name in enumerate(order)}
    keys = sorted(gathered, key=lambda k: (rank.get(k, len(rank)), k == "–", k))
    made = tuple(_row(key, gathered[key], by) for key in keys)
    return InstanceMap(made, _note(Counter(row.role for row in rows), whole=whole))


def square_tip(row: InstanceRow) -> tuple[tuple[str, str], ...]:
    """Return all that is known of an instance, as captions and values."""
    return (
        ("Instance", row.key),
        ("Role", row.title),
        ("State", row.state),
        ("Health", row.health or "–"),
        ("Warm-up", row.warmup),
        ("Zone", row.zone),
        ("Configuration", row.configuration),
        ("Age", row.age),
        ("Activity", row.activity),
        ("Private IP", row.address),
    )


def square_words(row: InstanceRow) -> str:
    """Return an instance for the ear."""
    unwell = f", {row.health}" if row.unwell else ""
    return f"{row.key}, {row.title}, {row.state}{unwell}, {row.zone}, {row.configuration}, age {row.age}"


def _place(row: InstanceRow, by: GroupBy) -> str:
    if by is GroupBy.ZONE:
        return row.zone
    if by is GroupBy.STATE:
        return row.state
    if row.seconds < 0:
        return "–"
    return next(name for minutes, name in _AGES if row.seconds < minutes)


def _row(key: str, members: list[InstanceRow], by: GroupBy) -> MapRow:
    ordered = sorted(members, key=lambda r: (r.born, r.key))
    roles = Counter(r.role for r in ordered)
    serving = sum(1 for r in ordered if r.state in SERVING)
    warming = sum(1 for r in ordered if r.role is InstanceRole.STARTING and r.state in SERVING)
    moving = sum(roles[role] for role in TRANSITION)
    counts = (
        (roles[InstanceRole.NEW], "new"),
        (roles[InstanceRole.OLD], "old"),
        (moving, "in transition"),
        _left_alone(roles[InstanceRole.MATCHING], roles[InstanceRole.IGNORED]),
    )
    title = {"–": {GroupBy.ZONE: "No zone known", GroupBy.AGE: "Age not known"}.get(by, key)}.get(key, key)
    warning = "No instance of this zone is in service." if by is GroupBy.ZONE and not serving else ""
    apart = {**roles, InstanceRole.STARTING: roles[InstanceRole.STARTING] - warming}
    said = [f"{apart[role]} {word}" for role, word in _SPOKEN if apart.get(role)]
    if warming:
        said.append(f"{warming} warming up")
    said = said or ["no instance"]
    spoken = ", ".join((title, *said, *(["none in service"] if warning else [])))
    line = counted(len(ordered), "instance") if by is GroupBy.STATE else f"{serving} in service"
    if warming:
        line += f", {warming} warming up"
    squares = tuple(Square(r.key, r.role) for r in ordered)
    return MapRow(key, title, line, squares, counts, warning, spoken)


def _left_alone(matching: int, ignored: int) -> tuple[int, str]:
    """Count both in one column; its word tells them apart where there is only one kind."""
    word = "left alone" if matching and ignored else "matching" if matching else "ignored"
    return matching + ignored, word


def _note(roles: Counter[InstanceRole], *, whole: bool) -> str:
    parts: list[str] = []
    known = "" if whole else "at least "
    if released := roles[InstanceRole.RELEASED]:
        parts.append(f"{known}{counted(released, 'instance')} released by this refresh")
    if failed := roles[InstanceRole.FAILED]:
        parts.append(f"{known}{counted(failed, 'instance')} that failed")
    return f"Not shown, because gone: {' and '.join(parts)}." if parts else ""
