"""The clock of the simulated cloud: its own calendar, as fast as one likes, or moved by hand."""

from __future__ import annotations

from datetime import datetime, timedelta
from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


class WorldClock:
    """Tells the time of the world; with `manual` it stands still until it is moved."""

    def __init__(
        self,
        epoch: datetime,
        speed: float = 1.0,
        *,
        manual: bool = False,
        ticks: Callable[[], float] = monotonic,
    ) -> None:
        self.speed = speed
        self.manual = manual
        self._epoch = epoch
        self._ticks = ticks
        self._start = ticks()

    def now(self) -> datetime:
        """Return the time of the world, aware UTC."""
        if self.manual:
            return self._epoch
        return self._epoch + timedelta(seconds=(self._ticks() - self._start) * self.speed)

    def move(self, seconds: float) -> datetime:
        """Move the time of the world forward by seconds, and return it."""
        self._epoch += timedelta(seconds=max(0.0, seconds))
        return self.now()

    def set(self, epoch: datetime) -> None:
        """Begin anew at a moment, as when another world is loaded."""
        self._epoch, self._start = epoch, self._ticks()
