"""Days in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day(moment: datetime | None) -> str:
    """Return a day such as "06 Nov 2026", in UTC."""
    if moment is None:
        return "–"
    return f"{moment.day:02} {MONTHS[moment.month - 1]} {moment.year}"
