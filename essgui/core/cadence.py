"""How often to ask: poll intervals by status, and how long to wait after failures. All in seconds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from essgui.domain.lifecycle import WAITING

if TYPE_CHECKING:
    from collections.abc import Iterable


GAP = 90.0
"""Seconds between two answers from which on what happened in between was not seen; no back-off is as long."""


DENIED_AGAIN = 600.0
"""Seconds before what was denied is asked again by itself: somebody may have given the permission."""


@dataclass(frozen=True, slots=True)
class Cadence:
    """The intervals of one profile; the simulated cloud is asked more often because it costs nothing."""

    active: float = 5.0
    """Between polls while a refresh is working."""
    waiting: float = 10.0
    """Between polls while every refresh is paused or at a checkpoint."""
    fleet: float = 30.0
    """Between lists of a region's groups."""
    rediscover: float = 60.0
    """Between looks for refreshes of a group that others may have started."""
    discover_gap: float = 0.25
    """Between looks while groups wait for their first: the rate budget is discover_burst per gap."""
    discover_burst: int = 2
    survey: float = 300.0
    """Between looks at the instances of a group, for drift and age."""
    first_backoff: float = 5.0
    most_backoff: float = 60.0
    settle: float = 0.5
    """After an accepted action, before the poll that shows its effect."""


def pace(cadence: Cadence) -> float:
    """Return for what share of the usual time an answer is good: less where the cloud is asked more often."""
    return min(1.0, cadence.active / Cadence().active)


def poll_after(statuses: Iterable[str], cadence: Cadence) -> float:
    """Return the seconds until the next poll of refreshes that are in these statuses."""
    return cadence.waiting if all(status in WAITING for status in statuses) else cadence.active


def rest_of(every: float, spent: float) -> float:
    """Return the seconds to wait so that polls begin `every` seconds apart, `spent` of which are over.

    At least half of the interval is left, so a cloud that answers slowly is not asked without a break.
    """
    return max(every / 2, every - max(0.0, spent))


def back_off(misses: int, cadence: Cadence, retry_after: float | None = None, fraction: float = 0.5) -> float:
    """Return the seconds to wait after `misses` failures in a row.

    Doubles from first_backoff to most_backoff; `fraction` (0 to 1) spreads it over ±25 % so that many
    clients do not return together; never shorter than the cloud's own wish.
    """
    doubled = min(cadence.most_backoff, cadence.first_backoff * 2 ** max(0, min(misses, 16) - 1))
    spread = doubled * (0.75 + 0.5 * min(1.0, max(0.0, fraction)))
    return max(spread, retry_after or 0.0)


def fraction_of(seed: str, number: int) -> float:
    """Return a number between 0 and 1 that differs from client to client and try to try, without chance."""
    value = number * 2654435761
    for letter in seed:
        value = (value ^ ord(letter)) * 16777619 % 2**32
    return (value % 1000) / 999
