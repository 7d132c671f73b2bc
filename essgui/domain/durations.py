"""How long the parts of a refresh take: learned from a group's past activities, or named defaults.

A batch is over when its slowest instance is; so a range here is that of whole activities, not of instances.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from essgui.domain.scaling import Activity

LEAST_LEARNED = 3
"""Activities of a kind below which its default is kept: fewer say nothing of a range (assumed)."""

_ENDED_WELL = frozenset({"Successful", "Warning"})


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time, in seconds."""

    low: float
    typical: float
    high: float


@dataclass(frozen=True, slots=True)
class Durations:
    """How long the parts of a refresh take."""

    launch: Span
    """From the launch of a batch until all of it serves, warm-up included where it was seen."""
    release: Span
    """From the release of a batch until all of it has left."""
    schedule: Span
    """From an accepted Start until the first batch."""
    source: str
    """Where the numbers come from, in words."""
    learned: bool = False


DEFAULTS_IN_WORDS = "using 40 s to 6 min per launch, 20 s to 3 min per release"

DEFAULTS = Durations(
    launch=Span(40, 120, 360),
    release=Span(20, 60, 180),
    schedule=Span(3, 10, 60),
    source=f"no earlier activities of this group: {DEFAULTS_IN_WORDS}",
)
"""Assumed: ESS publishes no durations. Lifecycle hooks are not in them."""


def durations_from(activities: Iterable[Activity]) -> Durations:
    """Learn from a group's activities; a kind that was seen too rarely keeps its default.

    Where the same refresh released a batch after it had launched one, the time between the two beginnings
    counts, because an activity ends when its instances are in service, before they have warmed up (assumed).
    """
    launches: list[float] = []
    releases: list[float] = []
    timed = sorted(
        ((a.started_at, a.ended_at, a) for a in activities if a.started_at and a.ended_at),
        key=lambda found: (found[0], found[1]),
    )
    for index, (began, ended, activity) in enumerate(timed):
        if activity.status not in _ENDED_WELL or ended < began:
            continue
        if activity.created and not activity.destroyed:
            launched = ended
            if activity.task is not None:
                after = next((f for f in timed[index + 1 :] if f[2].task == activity.task), None)
                if after is not None and after[2].destroyed and after[0] >= ended:
                    launched = after[0]
            launches.append((launched - began).total_seconds())
        elif activity.destroyed and not activity.created:
            releases.append((ended - began).total_seconds())
    counted = [times for times in (launches, releases) if len(times) >= LEAST_LEARNED]
    if not counted:
        return DEFAULTS
    return Durations(
        _span(launches, DEFAULTS.launch),
        _span(releases, DEFAULTS.release),
        DEFAULTS.schedule,
        f"learned from {sum(map(len, counted))} activities of this group"
        + ("" if len(counted) == 2 else ", the rest by default"),
        learned=True,
    )


@lru_cache(maxsize=8)
def durations_of(activities: tuple[Activity, ...]) -> Durations:
    """Return the same as `durations_from`, remembered for equal activities: a slider asks again and again."""
    return durations_from(activities)


def _span(seen: list[float], default: Span) -> Span:
    if len(seen) < LEAST_LEARNED:
        return default
    return Span(min(seen), median(seen), max(seen))
