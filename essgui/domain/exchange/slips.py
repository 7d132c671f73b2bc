"""What is wrong with a text and where: the line is found even for a place that is told as a path."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_LINE = re.compile(r"line (\d+)(?:, column (\d+))?$")
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"?|[{}\[\],:]|[^\s{}\[\],:"]+', re.DOTALL)
_LONGEST = 120
"""Characters of a place that are told: names in it come from the text itself."""


@dataclass(frozen=True, slots=True)
class Slip:
    """One thing wrong with a text, and where: a path such as Checkpoints.1.Percentage, or line and column."""

    where: str
    sentence: str
    line: int = 0
    """From 1; 0 where it was not looked for."""
    column: int = 0

    @property
    def place(self) -> str:
        """Say where in one phrase, the path with its line."""
        if self.where.startswith("line ") or not self.line:
            return self.where
        return f"line {self.line}, {self.where}"


def plain(where: str) -> str:
    """Return a place that a hostile name cannot make unreadable."""
    return ascii(where)[1:-1][:_LONGEST] or "the whole text"


def located(text: str, slips: Iterable[Slip]) -> tuple[Slip, ...]:
    """Give each slip its line and column in a JSON text, in the order of the text.

    What is missing is told where it belongs.
    """
    found = tuple(slips)
    if not found:
        return ()
    offsets = _offsets(text)
    return tuple(sorted((_at(text, s, offsets) for s in found), key=lambda s: (s.line, s.column)))


def _at(text: str, slip: Slip, offsets: dict[str, int]) -> Slip:
    told = _LINE.match(slip.where)
    if told is not None:
        return replace(slip, line=int(told[1]), column=int(told[2] or 1))
    path = slip.where
    while path not in offsets and path:
        path = path.rpartition(".")[0]
    offset = offsets.get(path, 0)
    before = text[:offset]
    return replace(slip, line=before.count("\n") + 1, column=offset - before.rfind("\n"))


def _offsets(text: str) -> dict[str, int]:
    """Return where each value begins, by its path; a text that is no JSON gives what can be read of it."""
    found: dict[str, int] = {}
    stack: list[tuple[str, int]] = []  # the path of each open bracket, and the last number of a list
    key, path = "", ""
    for token in _TOKEN.finditer(text):
        word = token[0]
        in_list = bool(stack) and stack[-1][1] >= 0
        if word in "]}":
            if stack:
                stack.pop()
            key = ""
        elif word == ",":
            if in_list:
                stack[-1] = (stack[-1][0], stack[-1][1] + 1)
            key = ""
        elif word == ":":
            continue
        elif stack and not in_list and not key:
            key = _key(word)
            found.setdefault(plain(_join(stack[-1][0], key)), token.start())
        else:
            path = _join(stack[-1][0], str(stack[-1][1]) if in_list else key) if stack else ""
            found.setdefault(plain(path) if path else "", token.start())
            if word in "[{":
                stack.append((path, 1 if word == "[" else -1))
                key = ""
    return found


def _key(word: str) -> str:
    try:
        return str(json.loads(word))
    except ValueError:
        return word


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name
