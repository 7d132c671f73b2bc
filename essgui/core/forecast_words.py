"""Ranges in words: of time, of counts, of instance-hours and of money without a currency."""

from __future__ import annotations

from math import ceil, floor

_MINUTE, _HOUR = 60, 3600


def time_range(low: float, high: float) -> str:
    """Say a range of seconds: "9 to 20 min", "3 h 45 to 4 h 30"; rounded outwards, so that it holds."""
    if high < _MINUTE:
        first, last = floor(low), ceil(high)
    elif low < _MINUTE:
        first, last = floor(low), _MINUTE * ceil(high / _MINUTE)
    else:
        first, last = _MINUTE * floor(low / _MINUTE), _MINUTE * ceil(high / _MINUTE)
    (start, start_unit), (end, end_unit) = _time(first), _time(last)
    if (start, start_unit) == (end, end_unit):
        return f"{end}{end_unit}"
    return (
        f"{start} to {end}{end_unit}" if start_unit == end_unit else f"{start}{start_unit} to {end}{end_unit}"
    )


def count_range(low: int, high: int) -> str:
    """Say a range of counts: "36 to 40", or "60" where both are the same."""
    return f"{low}" if low == high else f"{low} to {high}"


def number_range(low: float, high: float) -> str:
    """Say a range of numbers with as many places as tell something: "2.6 to 5.1", "0.04 to 0.2", "1,250"."""
    first, last = number(low), number(high)
    return first if first == last else f"{first} to {last}"


def number(value: float) -> str:
    """Say one number that is not below zero."""
    if value >= 99.95 or value == int(value):
        return f"{value:,.0f}"
    if value >= 1:
        return f"{value:.1f}"
    return f"{value:.2g}" if value >= 0.001 else "less than 0.001"


def _time(seconds: int) -> tuple[str, str]:
    """Return a number with its larger unit, and the unit at its end, which a range may leave out once."""
    if seconds < _MINUTE:
        return str(seconds), " s"
    if seconds < _HOUR:
        return str(seconds // _MINUTE), " min"
    if seconds < 100 * _HOUR:
        hours, minutes = divmod(seconds // _MINUTE, 60)
        return (f"{hours} h {minutes:02}", "") if minutes else (f"{hours} h", "")
    days, hours = divmod(ceil(seconds / _HOUR), 24)
    return (f"{days} d {hours} h", "") if hours else (f"{days} d", "")
