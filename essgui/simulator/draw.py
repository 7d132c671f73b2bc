"""Chance without a generator: every number is a hash of what it is about, so replays never differ."""

from __future__ import annotations

from datetime import timedelta
from hashlib import blake2b
from typing import TypeVar

_T = TypeVar("_T")

_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"


def _number(parts: tuple[object, ...]) -> int:
    text = "\x1f".join(map(str, parts))
    return int.from_bytes(blake2b(text.encode(), digest_size=12).digest(), "big")


def fraction(*about: object) -> float:
    """Return a number from 0 up to, not including, 1 that depends on nothing but its arguments."""
    return _number(about) / 2**96


def seconds(low: int, high: int, *about: object) -> timedelta:
    """Draw a whole number of seconds between two bounds, both included."""
    return timedelta(seconds=low + _number(about) % (high - low + 1))


def choice(options: tuple[_T, ...], *about: object) -> _T:
    """Pick one of several options."""
    return options[_number(about) % len(options)]


def word(length: int, *about: object) -> str:
    """Return lower-case letters and digits, as the ids of the cloud are made of; at most 18."""
    number = _number(about)
    letters: list[str] = []
    for _ in range(length):
        number, index = divmod(number, 36)
        letters.append(_LETTERS[index])
    return "".join(letters)
