"""When a refresh will end: a range that learns from its own batches and from the group's past.

What is left is counted in batches by the planner, and a batch lasts as long as those of this refresh did;
until it has finished some, the group's past or named defaults stand in for them. Pauses to come are known,
so they widen nothing. Assumed: the batches to come are like those before, and no operator steps in.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from math import ceil, sqrt
from typing import TYPE_CHECKING

from essgui.domain.lifecycle import RefreshStatus
from essgui.domain.plan import batches, checkpoint_counts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from essgui.domain.durations import Durations
    from essgui.domain.plan import Corridor
    from essgui.domain.refresh import RefreshTask
    from essgui.domain.scaling import Activity
    from essgui.domain.timeline import Sample

Stretch = tuple[datetime, datetime]
"""A beginning and an end."""

WIDTH = 2.0
"""Standard deviations on either side: nine ends of ten fall inside where they are normally spread."""
HELD_UP = 3.0
"""Times the usual, from which on a batch does not count (assumed)."""
LEAST_SPREAD = 0.1
"""Of the time of a batch; polls see it only so exactly."""
QUICKEST = 0.5
"""Of the quickest batch seen or expected: none that is still to begin is foretold to be quicker (assumed)."""
_WAITS = frozenset({RefreshStatus.CHECKPOINT_PAUSE, RefreshStatus.PAUSED})


@dataclass(frozen=True, slots=True)
class Eta:
    """Between when and when a refresh will end, or why nothing is said."""

    soonest: datetime | None = None
    latest: datetime | None = None
    working: tuple[float, float] = (0.0, 0.0)
    """Seconds of work to come, the least and the most."""
    waiting: float = 0.0
    """Seconds of pauses to come."""
    basis: str = ""
    """What it is learned from, in words."""
    learned: bool = False
    """Whether it rests on this refresh or the group's past, and not on defaults alone."""
    goes_on: datetime | None = None
    """When work goes on: now, or the end of the pause."""
    course: tuple[Waypoint, ...] = ()
    """The ends of the batches to come."""
    hidden: str = ""
    """Why there is no range; empty where there is one."""

    @property
    def middle(self) -> datetime | None:
        """The middle of the range."""
        if self.soonest is None or self.latest is None:
            return None
        return self.soonest + (self.latest - self.soonest) / 2


@dataclass(frozen=True, slots=True)
class Waypoint:
    """A number of new instances to come, and when it is expected."""

    count: int
    soonest: datetime
    expected: datetime
    latest: datetime
    pause: float = 0.0
    """Seconds that the refresh then waits at a checkpoint."""
    percent: int | None = None
    """That checkpoint."""


@dataclass(frozen=True, slots=True)
class _Pace:
    """Seconds of a batch: what is expected, how far single ones stray, and how well that is known."""

    mean: float
    spread: float
    seen: float
    """Batches that it was learned from; a prior counts as a part of one."""
    basis: str
    least: float
    """Seconds that a batch takes at least."""


def eta(
    task: RefreshTask,
    band: Corridor,
    now: datetime,
    durations: Durations,
    activities: Sequence[Activity] = (),
    samples: Sequence[Sample] = (),
    pause_began: datetime | None = None,
) -> Eta:
    """Return the range of the end of a refresh that is under way.

    `durations` are of the group's past or defaults; `pause_began` is of the pause that goes on.
    """
    reason = _silent(task)
    if reason:
        return Eta(hidden=reason)
    waits = waiting_stretches(samples, now, activities)
    starts = launches(activities)
    took = batch_seconds(starts, waits)
    if not took and not durations.learned and not task.finished:
        return Eta(
            hidden="No batch is finished yet, and there is no earlier refresh of this group to learn from."
        )
    pace = _pace(took, durations)
    left = _left(task, band, activities)
    under_way = _age_of_batch(task, starts, waits, now)
    here = _rest_of_pause(task, now, pause_began)
    ahead = tuple(_course(task, band, now + timedelta(seconds=here), pace, under_way))
    waiting = here + _pauses_ahead(task, band)
    leaving = under_way is not None and _only_releases(task, band, len(starts))
    low, _mean, high = _work(pace, left + 1 if leaving else left, under_way)
    return Eta(
        now + timedelta(seconds=low + waiting),
        now + timedelta(seconds=high + waiting),
        (low, high),
        waiting,
        pace.basis,
        bool(took) or durations.learned,
        now + timedelta(seconds=here),
        ahead,
    )


def launches(activities: Iterable[Activity]) -> tuple[datetime, ...]:
    """Return when the batches of a refresh began: the beginnings of its launches, ascending."""
    return tuple(sorted(a.started_at for a in activities if a.started_at is not None and is_launch(a)))


def is_launch(activity: Activity) -> bool:
    """Tell whether an activity makes instances."""
    # One at work lists nothing yet; its description says what it does (assumed: "Add …" and "Remove …").
    if activity.created or activity.destroyed:
        return bool(activity.created)
    return activity.description.startswith("Add")


def waiting_stretches(
    samples: Sequence[Sample], now: datetime, activities: Iterable[Activity] = ()
) -> tuple[Stretch, ...]:
    """Return when a refresh waited, at checkpoints or suspended, as far as it was seen.

    Where the first look already found it waiting, it has waited since the activity before had ended.
    """
    found: list[Stretch] = []
    begun: datetime | None = None
    if samples and samples[0].status in _WAITS:
        begun = last_end(activities, samples[0].at)
    for sample in samples:
        waits = sample.status in _WAITS
        if waits and begun is None:
            begun = sample.at
        elif not waits and begun is not None:
            found.append((begun, sample.at))
            begun = None
    if begun is not None:
        found.append((begun, max(begun, now)))
    return tuple(found)


def last_end(activities: Iterable[Activity], before: datetime) -> datetime | None:
    """Return when the last activity before a moment had ended."""
    return max((a.ended_at for a in activities if a.ended_at and a.ended_at <= before), default=None)


def batch_seconds(starts: Sequence[datetime], waits: Sequence[Stretch]) -> tuple[float, ...]:
    """Return how long each batch took that another followed, without the waiting in between."""
    return tuple(
        max(1.0, (end - start).total_seconds() - _overlap((start, end), waits))
        for start, end in pairwise(starts)
    )


def _silent(task: RefreshTask) -> str:
    match task.status:
        case RefreshStatus.IN_PROGRESS | RefreshStatus.CHECKPOINT_PAUSE:
            return "" if task.total > 0 else "ESS has not counted the instances to be replaced yet."
        case RefreshStatus.PENDING:
            return "The refresh has not begun."
        case RefreshStatus.PAUSED:
            return "The refresh is suspended: it ends only after somebody has resumed it."
        case RefreshStatus.ROLLBACK_IN_PROGRESS | RefreshStatus.CANCELLING:
            return "It no longer goes to its target, so there is no end to foretell."
        case RefreshStatus():
            return "The refresh has ended."
        case _:
            return "ESS gives a status that this program does not know."


def _pace(took: Sequence[float], durations: Durations) -> _Pace:
    """Join what was seen of this refresh with what was expected: the more is seen, the less that counts."""
    launch, release = durations.launch, durations.release
    prior = launch.typical + release.typical
    prior_spread = max((launch.high + release.high - launch.low - release.low) / 4, prior * LEAST_SPREAD)
    if not took:
        seen = 1.0 if durations.learned else 0.25
        return _Pace(prior, prior_spread, seen, durations.source, QUICKEST * (launch.low + release.low))
    weight = 0.5 if durations.learned else 0.1
    # A batch that was held up says little of those to come.
    usual = sorted(took)[len(took) // 2]
    kept = [t for t in took if t <= HELD_UP * usual]
    count = len(kept)
    seen = sum(kept) / count
    mean = (seen * count + prior * weight) / (count + weight)
    squares = sum((t - seen) ** 2 for t in kept) + weight * min(prior_spread, seen) ** 2
    spread = max(sqrt(squares / max(1.0, count - 1 + weight)), mean * LEAST_SPREAD)
    noun = "batch" if count == 1 else "batches"
    basis = f"learned from {count} {noun} of this refresh"
    return _Pace(mean, spread, count + weight, basis, QUICKEST * min(min(kept), mean))


def _left(task: RefreshTask, band: Corridor, activities: Sequence[Activity]) -> float:
    """Return the batches that are left, with the one under way."""
    planned = batches(band, task.total, usable(task))
    ahead = sum(1 for batch in planned if batch.done_after > task.finished)
    sizes = sorted(len(a.created) for a in activities if a.created and not a.destroyed)
    if len(sizes) < 3 or not planned:
        return float(ahead)
    # ESS forms its own batches: those that were seen are better than those that were planned.
    usual, expected = sizes[len(sizes) // 2], max(b.size for b in planned)
    if abs(usual - expected) <= 0.25 * expected:
        return float(ahead)
    return float(ceil(max(0, task.total - task.finished) / max(1, usual)))


def _only_releases(task: RefreshTask, band: Corridor, begun: int) -> bool:
    """Tell whether the new instances of the batch under way all serve, so that only old ones still leave."""
    planned = batches(band, task.total, usable(task))
    return 0 < begun <= len(planned) and task.finished >= planned[begun - 1].done_after


def usable(task: RefreshTask) -> tuple[int, ...]:
    """Return the checkpoints of a refresh in order, each once."""
    return tuple(sorted({p for p in task.checkpoints if 1 <= p <= 100}))


def _age_of_batch(
    task: RefreshTask, starts: Sequence[datetime], waits: Sequence[Stretch], now: datetime
) -> float | None:
    """Return for how many seconds the batch under way has worked; None where none is."""
    if task.status is RefreshStatus.CHECKPOINT_PAUSE:
        return None
    begun = starts[-1] if starts else task.started_at
    if begun is None:
        return None
    return max(0.0, (now - begun).total_seconds() - _overlap((begun, now), waits))


def _work(pace: _Pace, left: float, under_way: float | None) -> tuple[float, float, float]:
    """Return the seconds of work that are left: at least, as expected, and at most."""
    whole = left
    rest = 0.0
    rest_spread = 0.0
    if under_way is not None and left >= 1:
        whole = left - 1
        # One that is late already is not expected to end this second.
        rest = max(pace.mean - under_way, 0.25 * pace.spread + 0.05 * pace.mean)
        rest_spread = pace.spread
    uncertain = pace.spread / sqrt(max(0.25, pace.seen))
    variance = whole * pace.spread**2 + (whole * uncertain) ** 2 + rest_spread**2
    mean, stray = rest + whole * pace.mean, WIDTH * sqrt(variance)
    return max(whole * pace.least, mean - stray), mean, mean + stray


def _course(
    task: RefreshTask, band: Corridor, begins: datetime, pace: _Pace, under_way: float | None
) -> Iterator[Waypoint]:
    """Yield the end of each batch that is left, by the planner's sizes."""
    waited = 0.0
    left = (b for b in batches(band, task.total, usable(task)) if b.done_after > task.finished)
    for number, batch in enumerate(left, 1):
        low, mean, high = _work(pace, float(number), under_way)
        pause = task.pause_minutes * 60.0 if batch.checkpoint is not None else 0.0
        yield Waypoint(
            batch.done_after,
            begins + timedelta(seconds=low + waited),
            begins + timedelta(seconds=mean + waited),
            begins + timedelta(seconds=high + waited),
            pause,
            batch.checkpoint,
        )
        waited += pause


def _rest_of_pause(task: RefreshTask, now: datetime, began: datetime | None) -> float:
    if task.status is not RefreshStatus.CHECKPOINT_PAUSE:
        return 0.0
    whole = task.pause_minutes * 60.0
    return whole if began is None else max(0.0, whole - (now - began).total_seconds())


def _pauses_ahead(task: RefreshTask, band: Corridor) -> float:
    counts = checkpoint_counts(band.capacity, usable(task))
    ahead = {count for count in counts if task.finished < count < task.total}
    return len(ahead) * task.pause_minutes * 60.0


def _overlap(stretch: Stretch, others: Sequence[Stretch]) -> float:
    start, end = stretch
    return sum(
        max(0.0, (min(end, other_end) - max(start, other_start)).total_seconds())
        for other_start, other_end in others
    )
