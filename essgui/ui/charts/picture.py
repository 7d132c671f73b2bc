"""What the charts show, as plain frozen values; no Qt, no NumPy."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class ChartSeries:
    """Values over aware times, ascending; None is a gap and is drawn as one.

    Series that were sampled together should share one `times` tuple: it is converted once, and not
    again while the very same tuple comes back.
    """

    times: tuple[datetime, ...] = ()
    values: tuple[float | None, ...] = ()

    def __post_init__(self) -> None:
        if len(self.times) != len(self.values):
            raise ValueError(f"{len(self.times)} times for {len(self.values)} values")

    @classmethod
    def of(cls, pairs: Iterable[tuple[datetime, float | None]]) -> ChartSeries:
        """Build a series from pairs of time and value."""
        found = tuple(pairs)
        return cls(tuple(at for at, _value in found), tuple(value for _at, value in found))

    @property
    def empty(self) -> bool:
        """Whether there is nothing to draw."""
        return all(value is None for value in self.values)


EMPTY = ChartSeries()


@dataclass(frozen=True, slots=True)
class CheckpointMark:
    """One checkpoint on the time axis."""

    at: datetime
    label: str
    """Such as "25 %"."""
    until: datetime | None = None
    """When its pause ends, or ended."""
    reached: bool = False
    """Reached ones have a solid line, expected ones a dashed one."""
    note: str = ""
    """Written into the band of the pause where there is room."""


class NotchKind(StrEnum):
    """What sort of thing happened; decides the shape and the colour of its mark."""

    DONE = "done"
    BAD = "bad"
    BESIDE = "beside"
    """Not of the refresh, but it changes its group."""


@dataclass(frozen=True, slots=True)
class Notch:
    """Something that happened, marked at the foot of the chart."""

    at: datetime
    words: str
    """Shown when the pointer is near."""
    kind: NotchKind = NotchKind.DONE


@dataclass(frozen=True, slots=True)
class CapacityPicture:
    """The capacity of a group over a refresh: measured left of now, expected right of it."""

    in_service: ChartSeries = EMPTY
    new: ChartSeries = EMPTY
    """In service and made by this refresh; what is above, up to in service, is the rest."""
    rest: str = "old"
    """What the rest is called."""
    forecast: ChartSeries = EMPTY
    """New ones as expected now."""
    forecast_low: ChartSeries = EMPTY
    forecast_high: ChartSeries = EMPTY
    first_forecast: ChartSeries = EMPTY
    """New ones as expected when the refresh began."""
    floor: float | None = None
    floor_label: str = ""
    ceiling: float | None = None
    ceiling_label: str = ""
    checkpoints: tuple[CheckpointMark, ...] = ()
    now: datetime | None = None
    now_label: str = ""
    """Such as "now 14:31"."""
    finish: tuple[datetime, datetime] | None = None
    """Between when and when it is expected to end."""
    finish_label: str = ""
    start: datetime | None = None
    end: datetime | None = None
    """What the time axis spans; by default all that is drawn."""
    unseen_until: datetime | None = None
    """Hatched up to here: nobody was watching."""
    unseen_label: str = ""
    gaps: tuple[tuple[datetime, datetime], ...] = ()
    """Hatched: nobody was looking in between."""
    notches: tuple[Notch, ...] = ()


@dataclass(frozen=True, slots=True)
class ProgressLevel:
    """A checkpoint as a count of finished instances."""

    count: float
    label: str
    reached: bool = False


@dataclass(frozen=True, slots=True)
class ProgressPicture:
    """Finished instances over time against how many there are to do."""

    finished: ChartSeries = EMPTY
    forecast: ChartSeries = EMPTY
    total: float = 0
    total_label: str = ""
    levels: tuple[ProgressLevel, ...] = ()
    now: datetime | None = None
    now_label: str = ""
    start: datetime | None = None
    end: datetime | None = None
    gaps: tuple[tuple[datetime, datetime], ...] = ()
    notches: tuple[Notch, ...] = ()
