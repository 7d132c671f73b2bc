"""A moment with two faces: the cloud's calendar time, and seconds that only ever go forward.

Calendar time dates samples and counts down checkpoint pauses; monotonic seconds age data and pace
polls. They are kept apart because a simulated cloud may run faster than the computer's own clock.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(frozen=True, slots=True)
class Instant:
    """When something was seen."""

    at: datetime
    """The cloud's time, aware UTC."""
    mono: float
    """Monotonic seconds of this computer; only differences mean anything."""


START_OF_TIME = Instant(at=datetime(1970, 1, 1, tzinfo=UTC), mono=0.0)
