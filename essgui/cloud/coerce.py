"""Reads any value as what it should be: total functions, because answers are not checked by the SDK."""

from __future__ import annotations

import math
from datetime import UTC, datetime

_LARGEST = 2**53
"""Above this a JSON number is no exact count any more."""


def text(value: object) -> str:
    """Return a string: numbers as text, anything else that is no string as nothing."""
    if isinstance(value, str):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return ""


def number(value: object, default: int = 0) -> int:
    """Return a whole number, also from "3" and 3.0; the default for anything else."""
    exact = real(value)
    return default if exact is None else int(exact)


def real(value: object) -> float | None:
    """Return a finite number of a sane size, also from text; None for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        found = float(value)
    except (ValueError, OverflowError):
        return None
    return found if math.isfinite(found) and abs(found) <= _LARGEST else None


def flag(value: object, default: bool = False) -> bool:
    """Return a truth value, also from "true" and "False"; the default for anything else."""
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.lower() in {"true", "false"}:
        return value.lower() == "true"
    return default


def moment(value: object) -> datetime | None:
    """Return an aware UTC time from ISO 8601 with minutes or seconds; None for anything else."""
    if not isinstance(value, str) or not value:
        return None
    try:
        found = datetime.fromisoformat(value)
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def items(value: object) -> list[object]:
    """Return the elements of a list; none for anything else."""
    return list(value) if isinstance(value, list) else []  # type: ignore[reportUnknownArgumentType] - JSON


def texts(value: object) -> tuple[str, ...]:
    """Return the strings of a list, without the empty ones."""
    return tuple(word for word in map(text, items(value)) if word)
