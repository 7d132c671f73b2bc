"""The lines of the final check, and how each is to be read."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from essgui.domain.scaling import Instance, InstanceId


class Verdict(StrEnum):
    """How a line of the final check is to be read."""

    GOOD = "good"
    CAUTION = "caution"
    BAD = "bad"
    NOT_KNOWN = "not known"


GRAVEST_FIRST = (Verdict.BAD, Verdict.NOT_KNOWN, Verdict.CAUTION, Verdict.GOOD)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the final check."""

    verdict: Verdict
    headline: str
    text: str = ""
    instances: tuple[InstanceId, ...] = ()
    """Those that it is about."""


def count_is(number: int) -> str:
    """Say how many, to stand before what they are."""
    return "1 instance is" if number == 1 else f"{number} instances are"


def all_are(number: int) -> str:
    """Say that it is all of them, to stand before what they are."""
    return "The one instance is" if number == 1 else f"All {number} instances are"


def ids(instances: Iterable[Instance]) -> tuple[InstanceId, ...]:
    """Return the ids of instances."""
    return tuple(i.id for i in instances)
