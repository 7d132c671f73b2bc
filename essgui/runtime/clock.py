"""Clocks to hand out: the computer's own, and one that keeps step with a simulated cloud."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from essgui.domain.clock import Instant


def computer_clock() -> Instant:
    """Return the moment by this computer's clock."""
    return Instant(datetime.now(UTC), time.monotonic())


@dataclass(frozen=True, slots=True)
class CloudClock:
    """The calendar of a simulated cloud that runs `speed` times faster, beside real monotonic seconds."""

    epoch: datetime
    """The cloud's time at `started`."""
    started: float
    """Monotonic seconds."""
    speed: float

    def __call__(self) -> Instant:
        """Return the moment."""
        mono = time.monotonic()
        return Instant(self.epoch + timedelta(seconds=(mono - self.started) * self.speed), mono)
