"""What was seen of a refresh over time: bounded samples for charts and for judging progress."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from essgui.domain.scaling import SERVING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from essgui.domain.refresh import RefreshTask
    from essgui.domain.scaling import Instance

MOST_SAMPLES = 17_280
"""24 hours of samples 5 seconds apart."""
LEAST_GAP = 90.0
"""Seconds without a look that count as a gap, and not as a refresh that is watched less closely (assumed)."""
GAP_STEPS = 15
"""Usual steps that have to be missing as well: a practice cloud's time runs faster."""
USUAL = 2.0
"""A step up to so many times the mean moves it; a longer one alone is no measure of how often is looked."""
SETTLED = 3
"""Longer steps in a row, alike up to USUAL, after which they are the usual ones (assumed)."""
SETTLED_GAPS = 8
"""The same where each of them was a gap: a computer that sleeps and wakes is no slow watch (assumed)."""


@dataclass(frozen=True, slots=True)
class ZoneCount:
    """The instances of one zone that serve."""

    zone: str
    """Empty where ESS names none."""
    new: int
    """Made by this refresh."""
    old: int


@dataclass(frozen=True, slots=True)
class Sample:
    """One look at a refresh; counts are in instances, None where that look did not see them."""

    at: datetime
    status: str
    finished: int
    total: int
    in_service: int | None = None
    new: int | None = None
    """In service and made by this refresh."""
    after_gap: bool = field(default=False, compare=False)
    """Nobody looked for a while before it; found out by Timeline.add, never stored."""
    zones: tuple[ZoneCount, ...] | None = None
    """Those in which some serve, by name."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """Samples in order of time, the oldest thinned out once there are too many."""

    samples: tuple[Sample, ...] = ()
    pace: float = field(default=0.0, compare=False)
    """Seconds between looks while they are close, as a moving mean."""
    slow: tuple[float, ...] = field(default=(), compare=False)
    """The longer steps since the last usual one, the newest few."""

    def add(self, sample: Sample) -> Timeline:
        """Return the timeline with one more sample; one that is not newer than the last is dropped.

        A sample that repeats the two before it replaces the last one: flat stretches keep only their ends.
        """
        if self.samples and sample.at <= self.samples[-1].at:
            return self
        kept = list(self.samples)
        pace, slow = _grow(kept, self.pace, self.slow, sample)
        return Timeline(tuple(kept), pace, slow)

    def after(self, earlier: Timeline) -> Timeline:
        """Return the timeline with the samples of another one that come before its own."""
        if not self.samples:
            return earlier
        first, *rest = self.samples
        past = tuple(s for s in earlier.samples if s.at < first.at)
        if not past:
            return self
        known = Timeline(past, earlier.pace)
        gap = known.lost_after((first.at - past[-1].at).total_seconds())
        return Timeline((*past, replace(first, after_gap=gap), *rest), self.pace or earlier.pace, self.slow)

    def lost_after(self, step: float) -> bool:
        """Tell whether so many seconds without a look are a gap."""
        return self.pace > 0.0 and step > patience(self.pace)

    @property
    def last(self) -> Sample | None:
        """The newest sample."""
        return self.samples[-1] if self.samples else None


def patience(pace: float) -> float:
    """Return the seconds without a look from which on they are a gap, by the seconds between looks."""
    return max(LEAST_GAP, pace * GAP_STEPS)


def _settled(slow: tuple[float, ...], pace: float) -> bool:
    """Tell whether longer steps have become the usual ones."""
    for count in (SETTLED, SETTLED_GAPS):
        last = slow[-count:]
        watched = count == SETTLED_GAPS or max(last, default=0.0) <= patience(pace)
        if len(last) == count and watched and max(last) <= min(last) * USUAL:
            return True
    return False


def timeline_of(samples: Iterable[Sample]) -> Timeline:
    """Return the timeline that samples make one after the other, as if each had been added."""
    # On one list: a day of samples, each added to a copy, would keep the window waiting for seconds.
    kept: list[Sample] = []
    pace, slow = 0.0, tuple[float, ...]()
    for one in samples:
        if not kept or one.at > kept[-1].at:
            pace, slow = _grow(kept, pace, slow, one)
    return Timeline(tuple(kept), pace, slow)


def _grow(
    kept: list[Sample], pace: float, slow: tuple[float, ...], sample: Sample
) -> tuple[float, tuple[float, ...]]:
    """Add a newer sample to those that are kept; return the pace and the longer steps after it."""
    step = (sample.at - kept[-1].at).total_seconds() if kept else 0.0
    if len(kept) == 2 and pace == (kept[1].at - kept[0].at).total_seconds() > patience(step):
        # The first step was one itself: only the second tells how often is looked.
        kept[1] = replace(kept[1], after_gap=True)
        pace = step
    slow = (*slow, step)[-SETTLED_GAPS:] if pace and step > pace * USUAL else ()
    if _settled(slow, pace):
        pace = sum(slow[-SETTLED:]) / SETTLED
    gap = pace > 0.0 and step > patience(pace)
    if kept and not pace:
        pace = step
    elif step <= pace * USUAL:
        pace = pace * 0.8 + step * 0.2
    if gap != sample.after_gap:
        sample = replace(sample, after_gap=gap)
    joined = len(kept) >= 2 and not gap and not kept[-1].after_gap
    if joined and _same(kept[-1], sample) and _same(kept[-2], sample):
        # Flat stretches keep only their ends.
        kept.pop()
    if len(kept) >= MOST_SAMPLES:
        half = len(kept) // 2
        kept[:half] = kept[:half:2]
    kept.append(sample)
    return pace, slow


def gaps(timeline: Timeline) -> tuple[tuple[datetime, datetime], ...]:
    """Return the stretches in which nobody looked, in order."""
    return tuple((before.at, after.at) for before, after in pairwise(timeline.samples) if after.after_gap)


def bridged(timeline: Timeline) -> Timeline:
    """Return the timeline with counts where only the polls looked for a while: those of the look before.

    A stretch without counts that is as long as a gap keeps it.
    """
    samples = list(timeline.samples)
    counted: int | None = None
    for n, after in enumerate(samples):
        if after.after_gap:
            counted = None
        if after.in_service is None:
            continue
        if counted is not None and counted < n - 1:
            known = samples[counted]
            if (after.at - known.at).total_seconds() <= patience(timeline.pace):
                samples[counted + 1 : n] = [
                    replace(s, in_service=known.in_service, new=known.new, zones=known.zones)
                    for s in samples[counted + 1 : n]
                ]
        counted = n
    return Timeline(tuple(samples), timeline.pace)


def running_gap(timeline: Timeline, now: datetime) -> tuple[tuple[datetime, datetime], ...]:
    """Return the stretch since the last look where that counts as a gap already, else nothing."""
    last = timeline.last
    if last is None or not timeline.lost_after((now - last.at).total_seconds()):
        return ()
    return ((last.at, now),)


def sample(task: RefreshTask, at: datetime, instances: tuple[Instance, ...] | None = None) -> Sample:
    """Take a sample of a task and, where they were read, its group's instances."""
    if instances is None:
        return Sample(at, str(task.status), task.finished, task.total)
    serving = [i for i in instances if i.state in SERVING]
    since = task.started_at
    fresh = [i for i in serving if since is not None and i.created_at is not None and i.created_at >= since]
    return Sample(
        at,
        str(task.status),
        task.finished,
        task.total,
        len(serving),
        len(fresh),
        zones=_zones(serving, fresh),
    )


def _zones(serving: list[Instance], fresh: list[Instance]) -> tuple[ZoneCount, ...]:
    every, new = Counter(i.zone for i in serving), Counter(i.zone for i in fresh)
    return tuple(ZoneCount(zone, new[zone], every[zone] - new[zone]) for zone in sorted(every))


def _same(a: Sample, b: Sample) -> bool:
    return (a.status, a.finished, a.total, a.in_service, a.new, a.zones) == (
        b.status,
        b.finished,
        b.total,
        b.in_service,
        b.new,
        b.zones,
    )
