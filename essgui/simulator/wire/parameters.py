"""The parameters of a request: flat names with dots and numbers, read as text, numbers, flags and lists."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from essgui.simulator.commands import Refusal

if TYPE_CHECKING:
    from collections.abc import Mapping

_WHOLE = re.compile(r"[+-]?[0-9]{1,18}")
_FLAGS = {"true": True, "false": False, "1": True, "0": False}


class Parameters:
    """Parameters under one prefix; the names are compared as they are written in the reference."""

    def __init__(self, flat: Mapping[str, str], prefix: str = "") -> None:
        self.flat = flat
        self.prefix = prefix

    def text(self, name: str, default: str = "") -> str:
        """Return a parameter as it came."""
        return self.flat.get(self.prefix + name, default)

    def required(self, name: str) -> str:
        """Return a parameter; raises Refusal where it is missing or empty."""
        value = self.text(name)
        if not value:
            raise Refusal(f"Missing{self.prefix}{name}", f"{self.prefix}{name} is mandatory for this action.")
        return value

    def whole(self, name: str, default: int, low: int | None = None, high: int | None = None) -> int:
        """Return a whole number; raises Refusal where it is none or out of range."""
        value = self.text(name)
        if not value:
            return default
        if not _WHOLE.fullmatch(value):
            raise Refusal("InvalidParameter", f"{self.prefix}{name} is not a whole number.")
        number = int(value)
        if (low is not None and number < low) or (high is not None and number > high):
            raise Refusal("InvalidParameter", f"{self.prefix}{name} is out of range: {number}.")
        return number

    def flag(self, name: str, *, default: bool) -> bool:
        """Return a truth value: True and False in any case."""
        value = self.text(name).strip().lower()
        if not value:
            return default
        if value not in _FLAGS:
            raise Refusal("InvalidParameter", f"{self.prefix}{name} is neither true nor false.")
        return _FLAGS[value]

    def many(self, *names: str) -> tuple[str, ...]:
        """Return a list that is written Name.1, Name.2 …; the first of several spellings that is there."""
        for name in names:
            numbers = self._numbers(name)
            if numbers:
                return tuple(self.text(f"{name}.{n}") for n in numbers)
        return ()

    def objects(self, *names: str) -> tuple[Parameters, ...]:
        """Return a list of objects that is written Name.1.Field and so on."""
        for name in names:
            numbers = self._numbers(name)
            if numbers:
                return tuple(Parameters(self.flat, f"{self.prefix}{name}.{n}.") for n in numbers)
        return ()

    def inside(self, name: str) -> Parameters:
        """Return the parameters of an object that is written Name.Field."""
        return Parameters(self.flat, f"{self.prefix}{name}.")

    def __bool__(self) -> bool:
        return any(key.startswith(self.prefix) for key in self.flat)

    def _numbers(self, name: str) -> list[int]:
        start = f"{self.prefix}{name}."
        found: set[int] = set()
        for key in self.flat:
            if key.startswith(start):
                number = key[len(start) :].split(".", 1)[0]
                if number.isdecimal() and len(number) < 6:
                    found.add(int(number))
        return sorted(found)
