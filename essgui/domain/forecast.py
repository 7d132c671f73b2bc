"""What a refresh will do before it does it: the planner's batches laid out in time.

Two runs bound the truth: the slow one follows the planner's slow rule with the longest durations, the fast
one its fast rule with the shortest. The line that is drawn is the slow rule with typical durations.
Within a run all instances of a batch serve at its end; failures, hooks and operators are not foreseen.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from essgui.domain.plan import DEFAULT_RULES, Order, Pace, PlannerRules, batches

if TYPE_CHECKING:
    from essgui.domain.durations import Durations
    from essgui.domain.plan import Batch, Corridor


@dataclass(frozen=True, slots=True)
class Point:
    """The group at one moment, in instances; seconds are since the Start."""

    at: float
    in_service: int
    new: int

    @property
    def old(self) -> int:
        """Instances in service that are not new."""
        return self.in_service - self.new


@dataclass(frozen=True, slots=True)
class TimedBatch:
    """A batch with its beginning and end, and the end of the pause after it, in seconds since the Start."""

    batch: Batch
    start: float
    end: float
    resumes: float
    """Equal to `end` where there is no pause."""


@dataclass(frozen=True, slots=True)
class Run:
    """One way in which it may go."""

    points: tuple[Point, ...]
    """Ascending; two at the same moment are a step."""
    batches: tuple[TimedBatch, ...]
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
    return Forecast(
        slow=_run(band, slow_plan, pause, (schedule.high, launch.high, release.high)),
        fast=_run(band, fast_plan, pause, (schedule.low, launch.low, release.low)),
        typical=_run(band, slow_plan, pause, (schedule.typical, launch.typical, release.typical)),
    )


def _run(
    band: Corridor, planned: tuple[Batch, ...], pause: float, seconds: tuple[float, float, float]
) -> Run:
    at, launch, release = seconds
    serving, new = band.capacity, 0
    points = [Point(0.0, serving, new), Point(at, serving, new)]
    timed: list[TimedBatch] = []
    waiting, extra = 0.0, 0.0
    lowest = peak = serving
    for batch in planned:
        size, start = batch.size, at
        # What the room above does not hold is released before its successors are launched.
        ahead = size if batch.order is Order.OLD_FIRST else max(0, size - band.surge)
        if ahead:
            points += (Point(at, serving, new), Point(at, serving - ahead, new))
            lowest = min(lowest, serving - ahead)
            if batch.order is Order.OLD_FIRST:
                at += release
        points.append(Point(at, serving - ahead, new))
        at += launch
        new += size
        points += (Point(at, serving - ahead + size, new), Point(at, serving, new))
        peak = max(peak, serving - ahead + size)
        if ahead < size:
            extra += (size - ahead) * (launch + release)
            at += release
        end = at
        if batch.checkpoint is not None:
            at += pause
            waiting += pause
        timed.append(TimedBatch(batch, start, end, at))
    points.append(Point(at, serving, new))
    return Run(tuple(points), tuple(timed), at, waiting, lowest, peak, extra / 3600)


def _ordered(a: int, b: int) -> tuple[int, int]:
    return (a, b) if a <= b else (b, a)
