"""What the window knows of one remote fact, how old that is, and whether reading it again failed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from essgui.core.failure import Failure
    from essgui.domain.clock import Instant

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Remote(Generic[T]):
    """Something read from the cloud: the last good value and its age, and how the newest read fares."""

    value: T | None = None
    seen: Instant | None = None
    loading: bool = False
    failure: Failure | None = None
    """Why the newest read failed; the value of before stays."""
    misses: int = 0
    """Reads that failed in a row."""
    retry_at: float | None = None
    """Monotonic seconds of the next try by itself."""
