"""On how many instances the floor of a refresh stands, and whether it is kept; pure.

The desired capacity is what the floor is a percentage of. It moves while others scale the group: where it
falls, the floor falls with it; where it rises, the floor of before counts until that of the new size was
reached, since a group that grows has lost nothing. A group without a desired capacity wants the size that it
had when the refresh began, without what others have released since. Where that begin was not seen, it is the
least size that explains what was: surge instances must not be taken for instances that are wanted.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from essgui.domain.plan import corridor

if TYPE_CHECKING:
    from datetime import datetime

    from essgui.domain.clock import Instant
    from essgui.domain.plan import Corridor
    from essgui.domain.refresh import RefreshTask


PATIENCE = 180.0
"""Seconds for which fewer than the floor may be the work of others; what they do may hang (assumed)."""


@dataclass(frozen=True, slots=True)
class Footing:
    """The size on which a floor stands, and how the last looks compare with it."""

    size: int | None = None
    """Instances that the group wants; None until that is known."""
    held: int = 0
    """The size whose floor counts: less than `size` while the group grows."""
    first: int = 0
    """The size that it had at the begin, by what was seen; only where ESS gives no desired capacity."""
    since: datetime | None = None
    """When that was, where the monitor was closed and opened again meanwhile."""
    judged: Instant | None = None
    """When the instances of the newest look that was judged were read."""
    counted: Instant | None = None
    """The same of the newest look that counts: two that come together are one."""
    low: int = 0
    """Judged looks in a row that found fewer instances in service than the floor."""
    reached: bool = False
    """Whether a look has found the floor kept: then fewer than that are a loss, whoever scales the group."""
    waits: Instant | None = None
    """Since when fewer than the floor are not judged because others may be scaling the group."""
    most: int = 0
    """The most that were in service since: while they become more, they are waited for."""

    @property
    def growing(self) -> bool:
        """Whether the group has still to reach the floor of the size that it wants now."""
        return self.size is not None and self.held < self.size


def stood(footing: Footing, size: int | None) -> Footing:
    """Return the footing on the size that the group wants now; one that is not known changes nothing."""
    if size is None or size == footing.size:
        return footing
    return replace(footing, size=size, held=size if footing.size is None else min(footing.held, size))


def judged(footing: Footing, task: RefreshTask, serving: int, seen: Instant, apart: float = 0.0) -> Footing:
    """Return the footing after a look at the instances that is no newer than what is known of the group.

    One below the floor that comes sooner than `apart` seconds after one that counts as such does not count.
    """
    if footing.size is None:
        return footing
    held = footing.size if serving >= floor_of(footing.size, task) else footing.held
    too_few, last = serving < floor_of(held, task), footing.counted
    if too_few and footing.low and last is not None and seen.mono - last.mono < apart:
        return replace(footing, held=held, judged=seen)
    low = footing.low + 1 if too_few else 0
    reached = footing.reached or not low
    return replace(footing, held=held, low=low, judged=seen, counted=seen, reached=reached)


def waiting(footing: Footing, serving: int, now: Instant) -> Footing:
    """Return the footing after a look that is not judged while others may be scaling the group.

    It waits anew where more are in service than before, unless it has waited long enough already.
    """
    if footing.waits is None or (serving > footing.most and not waited(footing, now)):
        return replace(footing, waits=now, most=serving)
    return footing


def waited(footing: Footing, seen: Instant) -> bool:
    """Tell whether others had their time, so that the floor counts whatever they do."""
    return footing.waits is not None and (seen.at - footing.waits.at).total_seconds() >= PATIENCE


def band_of(size: int, task: RefreshTask) -> Corridor:
    """Return the band in which a refresh keeps a group of this size."""
    return corridor(size, task.min_healthy, task.max_healthy)


def floor_of(size: int, task: RefreshTask) -> int:
    """Return the least instances that a refresh leaves a group of this size."""
    return band_of(size, task).floor


def least_size(serving: int, task: RefreshTask) -> int:
    """Return the least size at which a refresh may have so many instances in service.

    With one to spare, since how ESS rounds the ceiling is assumed.
    """
    size = serving
    while size > 1 and band_of(size - 1, task).ceiling + 1 >= serving:
        size -= 1
    return size
