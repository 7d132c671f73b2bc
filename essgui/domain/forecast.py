"""What a refresh will do before it does it: the planner's batches laid out in time.

Two runs bound the truth: the slow one follows the planner's slow rule with the longest durations, the fast
one its fast rule with the shortest. The line that is drawn is the slow rule with typical durations.
Within a run the instances of a batch come evenly, from the shortest launch on, and go evenly (assumed);
failures, hooks and operators are not foreseen.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from essgui.domain.plan import DEFAULT_RULES, Order, Pace, PlannerRules, batches

if TYPE_CHECKING:
    from collections.abc import Iterator

    from essgui.domain.durations import Durations
    from essgui.domain.plan import Batch, Corridor


class Point(NamedTuple):
    """The group at one moment, in instances; seconds are since the Start."""

    at: float
    in_service: int
    new: int

    @property
    def old(self) -> int:
        """Instances in service that are not new."""
        return self.in_service - self.new


class TimedBatch(NamedTuple):
    """A batch with its beginning and end, and the end of the pause after it, in seconds since the Start."""

    batch: Batch
    start: float
    end: float
    resumes: float
    """Equal to `end` where there is no pause."""


@dataclass(frozen=True, slots=True)
class Tempo:
    """How long everything takes in one run, in seconds."""

    schedule: float
    first: float
    """From the launch of a batch until its first instance serves."""
    launch: float
    release: float
    pause: float

    @property
    def batch(self) -> float:
        """A batch, whichever comes first; what is released beside a launch is not waited for."""
        return self.launch + self.release


@dataclass(frozen=True, slots=True)
class Run:
    """One way in which it may go."""

    band: Corridor
    planned: tuple[Batch, ...]
    tempo: Tempo
    finish: float
    """Seconds since the Start."""
    waiting: float
    """Seconds of pauses."""
    lowest: int
    peak: int
    extra_hours: float
    """Instance-hours above the capacity, counted from launch to release."""

    @property
    def working(self) -> float:
        """Seconds in which something is done."""
        return self.finish - self.waiting

    @property
    def batches(self) -> tuple[TimedBatch, ...]:
        """The batches in time; laid out anew each time."""
        return tuple(self._timed())

    @property
    def points(self) -> tuple[Point, ...]:
        """Ascending, to be joined by lines; two at the same moment are a step. Laid out anew each time."""
        tempo, serving, new = self.tempo, self.band.capacity, 0
        points = [Point(0.0, serving, new)]
        for batch, start, end, _resumes in self._timed():
            size = batch.size
            ahead = _ahead(self.band, batch)
            points.append(Point(start, serving, new))
            begun = start
            if ahead:
                points.append(Point(start, serving - ahead, new))
                if batch.order is Order.OLD_FIRST:
                    begun += tempo.release
            points.append(Point(begun + tempo.first, serving - ahead, new))
            new += size
            points.append(Point(begun + tempo.launch, serving - ahead + size, new))
            if ahead < size:
                points.append(Point(end, serving, new))
        points.append(Point(self.finish, serving, new))
        return tuple(points)

    def _timed(self) -> Iterator[TimedBatch]:
        at = self.tempo.schedule
        for batch in self.planned:
            end = at + self.tempo.batch
            resumes = end + self.tempo.pause if batch.checkpoint is not None else end
            yield TimedBatch(batch, at, end, resumes)
            at = resumes


@dataclass(frozen=True, slots=True)
class Forecast:
    """The bounds and the line between them."""

    slow: Run
    fast: Run
    typical: Run

    @property
    def finish(self) -> tuple[float, float]:
        """Between which seconds since the Start it ends."""
        return self.fast.finish, self.slow.finish

    @property
    def working(self) -> tuple[float, float]:
        """The least and the most seconds of work."""
        return self.fast.working, self.slow.working

    @property
    def waiting(self) -> float:
        """Seconds of pauses; the same however fast it goes."""
        return self.slow.waiting

    @property
    def lowest(self) -> tuple[int, int]:
        """The least in service, by the rule that dips and by the one that does not."""
        return _ordered(self.fast.lowest, self.slow.lowest)

    @property
    def peak(self) -> tuple[int, int]:
        """The most in service."""
        return _ordered(self.fast.peak, self.slow.peak)

    @property
    def extra_hours(self) -> tuple[float, float]:
        """Instance-hours above the capacity, the least and the most."""
        low, high = self.fast.extra_hours, self.slow.extra_hours
        return (low, high) if low <= high else (high, low)


@lru_cache(maxsize=32)
def forecast(
    band: Corridor,
    total: int,
    checkpoints: tuple[int, ...],
    pause_minutes: int,
    durations: Durations,
    rules: PlannerRules = DEFAULT_RULES,
) -> Forecast:
    """Lay out a refresh of `total` instances; checkpoints are ascending percentages.

    Remembered for equal arguments: a slider that moves leaves the presets beside it as they are.
    """
    slow_plan = batches(band, total, checkpoints, replace(rules, pace=Pace.SLOW))
    fast_plan = slow_plan
    if band.surge and band.dip:
        fast_plan = batches(band, total, checkpoints, replace(rules, pace=Pace.FAST))
    launch, release, schedule = durations.launch, durations.release, durations.schedule
    pause = pause_minutes * 60.0
    slow = Tempo(schedule.high, launch.low, launch.high, release.high, pause)
    fast = Tempo(schedule.low, launch.low, launch.low, release.low, pause)
    typical = Tempo(schedule.typical, launch.low, launch.typical, release.typical, pause)
    return Forecast(
        slow=_run(band, slow_plan, slow),
        fast=_run(band, fast_plan, fast),
        typical=_run(band, slow_plan, typical),
    )


def _run(band: Corridor, planned: tuple[Batch, ...], tempo: Tempo) -> Run:
    lowest = peak = band.capacity
    pauses = instances = 0
    for batch in planned:
        ahead = _ahead(band, batch)
        above = batch.size - ahead
        lowest = min(lowest, band.capacity - ahead)
        peak = max(peak, band.capacity + above)
        instances += above
        pauses += batch.checkpoint is not None
    waiting = pauses * tempo.pause
    finish = tempo.schedule + len(planned) * tempo.batch + waiting
    extra = instances * tempo.batch / 3600
    return Run(band, planned, tempo, finish, waiting, lowest, peak, extra)


def _ahead(band: Corridor, batch: Batch) -> int:
    """Return how many are released before their successors are launched: those that have no room above."""
    return batch.size if batch.order is Order.OLD_FIRST else max(0, batch.size - band.surge)


def _ordered(a: int, b: int) -> tuple[int, int]:
    return (a, b) if a <= b else (b, a)
