"""What was seen of a refresh over time: bounded samples for charts and for judging progress."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from essgui.domain.refresh import RefreshTask
    from essgui.domain.scaling import Instance

MOST_SAMPLES = 17_280
"""24 hours of samples 5 seconds apart."""


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


@dataclass(frozen=True, slots=True)
class Timeline:
    """Samples in order of time, the oldest thinned out once there are too many."""

    samples: tuple[Sample, ...] = ()
    gaps: tuple[tuple[datetime, datetime], ...] = ()
    """Between which samples nobody looked; a long flat stretch that was watched is none."""

    def add(self, sample: Sample, longest: float = inf) -> Timeline:
        """Return the timeline with one more sample; one that is not newer than the last is dropped.

        A sample that repeats the two before it replaces the last one: flat stretches keep only their ends.
        More than `longest` seconds without a sample are a gap, whose two ends are kept.
        """
        if self.samples and sample.at <= self.samples[-1].at:
            return self
        kept, gaps = self.samples, self.gaps
        if kept and (sample.at - kept[-1].at).total_seconds() > longest:
            gaps = (*gaps, (kept[-1].at, sample.at))
        elif (
            len(kept) >= 2
            and not _ends(gaps, kept[-1])
            and _same(kept[-1], sample)
            and _same(kept[-2], sample)
        ):
            kept = kept[:-1]
        if len(kept) >= MOST_SAMPLES:
            kept = kept[: len(kept) // 2 : 2] + kept[len(kept) // 2 :]
        return Timeline((*kept, sample), gaps)

    @property
    def last(self) -> Sample | None:
        """The newest sample."""
        return self.samples[-1] if self.samples else None


def sample(task: RefreshTask, at: datetime, instances: tuple[Instance, ...] | None = None) -> Sample:
    """Take a sample of a task and, where they were read, its group's instances."""
    if instances is None:
        return Sample(at, str(task.status), task.finished, task.total)
    serving = [i for i in instances if i.state in {"InService", "Protected"}]
    since = task.started_at
    new = sum(1 for i in serving if since is not None and i.created_at is not None and i.created_at >= since)
    return Sample(at, str(task.status), task.finished, task.total, len(serving), min(new, len(serving)))


def _ends(gaps: tuple[tuple[datetime, datetime], ...], sample: Sample) -> bool:
    return bool(gaps) and gaps[-1][1] == sample.at


def _same(a: Sample, b: Sample) -> bool:
    return (a.status, a.finished, a.total, a.in_service, a.new) == (
        b.status,
        b.finished,
        b.total,
        b.in_service,
        b.new,
    )
