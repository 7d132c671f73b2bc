"""What is known of groups, and the back-offs of the reads that find it out."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from essgui.core.state.remote import Remote

if TYPE_CHECKING:
    from collections.abc import Mapping

    from essgui.core.failure import Failure
    from essgui.domain.ages import Ages
    from essgui.domain.clock import Instant
    from essgui.domain.scaling import GroupId, Instance, RegionId, ScalingConfiguration, ScalingGroup, TaskId


class Segment(StrEnum):
    """The ready-made filters of the fleet table."""

    ALL = "all"
    RUNNING = "running"
    CHECKPOINT = "checkpoint"
    FAILED = "failed"
    IDLE = "idle"
    DRIFTED = "drifted"
    BLOCKED = "not eligible"


@dataclass(frozen=True, slots=True)
class Fleet:
    """The fleet page: what is filtered and selected."""

    text: str = ""
    segment: Segment = Segment.ALL
    selected: GroupId | None = None


@dataclass(frozen=True, slots=True)
class BackOff:
    """The regions that are left alone for a while, after failures: one that is down holds up no other."""

    misses: Mapping[RegionId, int] = field(default_factory=dict["RegionId", "int"])
    """Failures in a row."""
    until: Mapping[RegionId, float] = field(default_factory=dict["RegionId", "float"])
    """Monotonic seconds before which nothing is asked there."""


@dataclass(frozen=True, slots=True)
class Discovery:
    """The search for refreshes, one call per group, paced."""

    queue: tuple[GroupId, ...] = ()
    in_flight: frozenset[GroupId] = frozenset()
    looked: Mapping[GroupId, float] = field(default_factory=dict["GroupId", float])
    """Monotonic seconds of the last look per group."""
    failed: Mapping[GroupId, Failure] = field(default_factory=dict["GroupId", "Failure"])
    back_off: BackOff = BackOff()


@dataclass(frozen=True, slots=True)
class Survey:
    """The looks at the instances of all groups, one after another, for drift and age."""

    queue: tuple[GroupId, ...] = ()
    in_flight: frozenset[GroupId] = frozenset()
    looked: Mapping[GroupId, float] = field(default_factory=dict["GroupId", float])
    """Monotonic seconds of the last look per group."""
    facts: Mapping[GroupId, Ages] = field(default_factory=dict["GroupId", "Ages"])
    back_off: BackOff = BackOff()


@dataclass(frozen=True, slots=True)
class Detail:
    """What is read of one group when somebody looks at it closely."""

    instances: Remote[tuple[Instance, ...]] = Remote()
    configurations: Remote[tuple[ScalingConfiguration, ...]] = Remote()
    group: Remote[ScalingGroup] = Remote()
    """The group as it was last read alone; the newest that is known of it is in its region's list."""


@dataclass(frozen=True, slots=True)
class Poll:
    """The polling of one region's running refreshes."""

    sent: int = 0
    """Number of the newest poll sent."""
    applied: int = 0
    """Number of the newest poll whose answer was applied; older answers are dropped."""
    seen: Instant | None = None
    failure: Failure | None = None
    misses: int = 0
    next_at: float | None = None
    """Monotonic seconds of the next poll."""
    missing: frozenset[TaskId] = frozenset()
    """Asked for in the last poll, but not in its answer."""
    told: frozenset[TaskId] = frozenset()
    """Told of in the last answer."""
    begun: float | None = None
    """Monotonic seconds at which the newest poll was due."""


@dataclass(frozen=True, slots=True)
class Held:
    """What is held back because ESS throttles."""

    misses: int = 0
    """Times in a row."""
    until: float = 0.0
    """Monotonic seconds."""
