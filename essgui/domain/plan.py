"""The replacement planner: how many instances a refresh replaces at a time, and where it stops.

ESS does not publish its batch rule, so every choice is a named parameter of PlannerRules. Documented:
the two percentages, one instance at a time when both are 100, ascending checkpoints counted in new
instances over all instances. Assumed: rounding, the order of launch and release, progress of at least
one instance where the percentages leave no room. The simulator executes this very module.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import ceil, floor
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


class Order(StrEnum):
    """In which order a batch launches and releases."""

    NEW_FIRST = "new first"
    """Launch as far as the ceiling leaves room, wait until they serve, then release as many old ones."""
    OLD_FIRST = "old first"
    """Release first, then launch; the only way where the ceiling leaves no room."""


class Pace(StrEnum):
    """Which bound of the unpublished batch rule to follow."""

    SLOW = "slow"
    """Only the surge is used: a batch is as large as the room above the capacity."""
    FAST = "fast"
    """Surge and dip are used together: the dip is released before the batch is launched."""


def round_up(value: float) -> int:
    """Round up, forgiving the noise of binary fractions."""
    return ceil(value - 1e-9)


def round_down(value: float) -> int:
    """Round down, forgiving the noise of binary fractions."""
    return floor(value + 1e-9)


@dataclass(frozen=True, slots=True)
class PlannerRules:
    """The named assumptions of the planner."""

    floor_rounding: Callable[[float], int] = round_up
    ceiling_rounding: Callable[[float], int] = round_down
    checkpoint_rounding: Callable[[float], int] = round_up
    pace: Pace = Pace.SLOW
    pause_at_last: bool = False
    """Whether the mandatory checkpoint at 100 % pauses too, before the refresh ends."""


DEFAULT_RULES = PlannerRules()


@dataclass(frozen=True, slots=True)
class Corridor:
    """The band in which the number of instances in service stays, in instances."""

    capacity: int
    floor: int
    ceiling: int
    """At least one above the floor, so that a refresh can always progress."""
    one_at_a_time: bool
    """The percentages leave no room (as at 100/100): one extra instance is launched all the same."""

    @property
    def surge(self) -> int:
        """Instances that may be extra."""
        return self.ceiling - self.capacity

    @property
    def dip(self) -> int:
        """Instances that may be missing."""
        return self.capacity - self.floor


def corridor(
    capacity: int, min_healthy: int, max_healthy: int, rules: PlannerRules = DEFAULT_RULES
) -> Corridor:
    """Turn percentages into instances: floor rounded up, ceiling rounded down (assumed).

    Where that leaves no room at all, the ceiling is lifted by one: documented for 100/100, assumed for
    small groups such as 1 instance at 90/150.
    """
    low = min(capacity, rules.floor_rounding(capacity * min_healthy / 100))
    high = max(capacity, rules.ceiling_rounding(capacity * max_healthy / 100))
    tight = low == capacity == high
    return Corridor(capacity, low, high + 1 if tight else high, tight)


def checkpoint_counts(
    capacity: int, checkpoints: tuple[int, ...], rules: PlannerRules = DEFAULT_RULES
) -> tuple[int, ...]:
    """Return for each checkpoint how many new instances reach it: a percentage of all instances."""
    return tuple(rules.checkpoint_rounding(capacity * percent / 100) for percent in checkpoints)


@dataclass(frozen=True, slots=True)
class Batch:
    """One step of a refresh."""

    size: int
    """Instances replaced, at least one."""
    order: Order
    done_after: int
    """Instances replaced in all once this batch is through."""
    checkpoint: int | None = None
    """The percentage of the checkpoint that this batch reaches, where it pauses at one."""


def next_batch(
    band: Corridor,
    done: int,
    total: int,
    checkpoints: tuple[int, ...] = (),
    rules: PlannerRules = DEFAULT_RULES,
) -> Batch | None:
    """Plan the batch that follows after `done` of `total` replacements, or None when nothing is left.

    A batch never crosses a checkpoint that is still ahead; checkpoints that the first `done`
    replacements have reached lie behind.
    """
    counts = checkpoint_counts(band.capacity, checkpoints, rules)
    return _next(band, done, total, checkpoints, counts, rules)


def _next(
    band: Corridor,
    done: int,
    total: int,
    checkpoints: tuple[int, ...],
    counts: tuple[int, ...],
    rules: PlannerRules,
) -> Batch | None:
    left = total - done
    if left <= 0:
        return None
    if band.surge > 0:
        order = Order.NEW_FIRST
        room = band.surge + (band.dip if rules.pace is Pace.FAST else 0)
    else:
        order = Order.OLD_FIRST
        room = band.dip
    size = min(max(1, room), left)
    ahead = next((count for count in counts if count > done), None)
    if ahead is not None:
        size = min(size, ahead - done)
    after = done + size
    return Batch(size, order, after, _pause_at(after, total, counts, checkpoints, rules))


def batches(
    band: Corridor,
    total: int,
    checkpoints: tuple[int, ...] = (),
    rules: PlannerRules = DEFAULT_RULES,
) -> tuple[Batch, ...]:
    """Plan a whole refresh of `total` instances."""
    planned: list[Batch] = []
    done = 0
    counts = checkpoint_counts(band.capacity, checkpoints, rules)
    while (batch := _next(band, done, total, checkpoints, counts, rules)) is not None:
        planned.append(batch)
        done = batch.done_after
        # What lies behind is not looked at again: a slider waits for this.
        while counts and counts[0] <= done:
            counts, checkpoints = counts[1:], checkpoints[1:]
    return tuple(planned)


def unreachable(capacity: int, total: int, checkpoints: tuple[int, ...]) -> tuple[int, ...]:
    """Return the checkpoints below 100 % that `total` replacements never reach (too many are ignored)."""
    counts = checkpoint_counts(capacity, checkpoints)
    return tuple(p for p, count in zip(checkpoints, counts, strict=True) if count > total and p < 100)


def _pause_at(
    after: int,
    total: int,
    counts: tuple[int, ...],
    checkpoints: tuple[int, ...],
    rules: PlannerRules,
) -> int | None:
    if after not in counts:
        return None
    reached = [p for p, count in zip(checkpoints, counts, strict=True) if count == after]
    percent = reached[-1]
    ends = after >= total
    if ends and not rules.pause_at_last:
        return None
    return percent
