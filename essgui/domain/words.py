"""Lengths of time and counts in words, for sentences of every floor."""

from __future__ import annotations


def span(seconds: float) -> str:
    """Say a length of time: "42 s", "1 min 39 s", "36 min", "2 h 5 min", "3 d 4 h".

    From two minutes on seconds tell nothing more; below, a minute alone might be nearly two.
    """
    whole = max(0, int(seconds))
    if whole < 60:
        return f"{whole} s"
    minutes, rest = divmod(whole, 60)
    if minutes < 60:
        return f"{minutes} min {rest} s" if minutes == 1 and rest else f"{minutes} min"
    hours, minutes = divmod(minutes, 60)
    if hours < 24:
        return f"{hours} h {minutes} min" if minutes else f"{hours} h"
    days, hours = divmod(hours, 24)
    return f"{days} d {hours} h" if hours else f"{days} d"


def counted(number: int, noun: str) -> str:
    """Say a number of things: "1 instance", "4 instances"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def listed(names: tuple[str, ...]) -> str:
    """Say names one after another: "a", "a and b", "a, b and c"."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def either(number: int, one: str, many: str) -> str:
    """Choose the words that agree with a number."""
    return one if number == 1 else many


def what_stays(new: int, old: int) -> str:
    """Say, to stand inside a sentence, how many instances stay new and how many old; none is left out."""
    kept = f"{old} {either(old, 'keeps', 'keep')} the old configuration"
    if not new:
        return "no instance is new" + (f", {kept}" if old else "")
    stay = f"{counted(new, 'new instance')} {either(new, 'stays', 'stay')}"
    return f"{stay}, {kept}" if old else stay
