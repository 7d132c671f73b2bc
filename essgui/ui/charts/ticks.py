"""Where the marks of the axes go: round counts, round local times."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import tzinfo

_MINUTE = 60
_DAY = 86_400
_STEPS = (
    *(1, 2, 5, 10, 15, 30),
    *(_MINUTE * n for n in (1, 2, 5, 10, 15, 20, 30, 60, 120, 180, 360, 720)),
    *(_DAY * n for n in (1, 2, 7, 14, 28)),
)


def count_ticks(top: float, most: int = 6) -> list[int]:
    """Return whole numbers from 0 to at most `top`, in steps of 1, 2 or 5 times a power of ten."""
    step = next(
        one * 10**power for power in range(10) for one in (1, 2, 5) if top / (one * 10**power) <= most
    )
    return list(range(0, int(top) + 1, step))


def time_ticks(
    start: float, end: float, width: float, zone: tzinfo | None = None, room: float = 76
) -> list[tuple[float, str]]:
    """Return (epoch seconds, label) at round local times, at least `room` pixels apart.

    `zone` None is the local zone of this computer.
    """
    if end <= start or width <= 0:
        return []
    least = (end - start) / width * room
    step = next((s for s in _STEPS if s >= least), _STEPS[-1])
    offset = _local(start, zone).utcoffset()
    shift = 0.0 if offset is None else offset.total_seconds()
    first = -(-(start + shift) // step) * step - shift
    made: list[tuple[float, str]] = []
    at = first
    while at <= end and len(made) < 200:
        moment = _local(at, zone)
        made.append((at, _label(moment, step)))
        at += step
    return made


def _label(moment: datetime, step: float) -> str:
    if step >= _DAY or (step >= 3 * 3600 and moment.hour == moment.minute == 0):
        return f"{moment:%d %b}"
    return f"{moment:%H:%M}" if step >= _MINUTE else f"{moment:%H:%M:%S}"


def _local(at: float, zone: tzinfo | None) -> datetime:
    return datetime.fromtimestamp(at, UTC).astimezone(zone)
