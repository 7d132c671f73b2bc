"""How a refresh went, by what was recorded: time at work and in waiting, steps, least and most in service.

All times in seconds, all counts in instances.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from essgui.domain.lifecycle import WAITING
from essgui.domain.plan import checkpoint_counts

if TYPE_CHECKING:
    from essgui.domain.refresh import RefreshTask
    from essgui.domain.run import Event
    from essgui.domain.timeline import Sample


@dataclass(frozen=True, slots=True)
class Course:
    """How a refresh went."""

    working: float
    waiting: float
    """At checkpoints or suspended."""
    steps: tuple[int, ...] = ()
    """How many became new between two looks at which that changed."""
    lowest: int | None = None
    highest: int | None = None
    """In service; None where the instances were never looked at."""


def course_of(samples: tuple[Sample, ...]) -> Course | None:
    """Sum up samples in order of time; None where there are fewer than two."""
    if len(samples) < 2:
        return None
    working = waiting = 0.0
    steps: list[int] = []
    for before, after in pairwise(samples):
        seconds = (after.at - before.at).total_seconds()
        if before.status in WAITING:
            waiting += seconds
        else:
            working += seconds
        if after.finished > before.finished:
            steps.append(after.finished - before.finished)
    serving = [s.in_service for s in samples if s.in_service is not None]
    return Course(working, waiting, tuple(steps), min(serving, default=None), max(serving, default=None))


def waits_expected(task: RefreshTask) -> float:
    """Return the pauses at the checkpoints that a refresh has passed, were none of them cut short."""
    counts = checkpoint_counts(task.total, task.checkpoints)
    passed = sum(
        1
        for percent, count in zip(task.checkpoints, counts, strict=True)
        if percent < 100 and task.finished > count > 0
    )
    return passed * task.pause_minutes * 60.0


def bad_activities(events: tuple[Event, ...]) -> tuple[Event, ...]:
    """Return the activities that failed."""
    return tuple(e for e in events if e.bad and e.kind == "activity")
