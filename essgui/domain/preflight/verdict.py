"""The verdicts of a preflight, and what they make together."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class Verdict(StrEnum):
    """How one check came out."""

    GO = "go"
    CAUTION = "caution"
    NO_GO = "no-go"
    UNKNOWN = "not checked"
    """Not read yet, denied, or failed: it neither stands against a start nor for it."""


class CheckKind(StrEnum):
    """What is checked, in the order in which it is shown."""

    GROUP = "group"
    STOCK = "stock"
    DIAGNOSIS = "diagnosis"
    ROOM = "room"
    PROCESSES = "processes"
    HOOKS = "hooks"
    SCHEDULE = "schedule"
    ALARMS = "alarms"
    WAY_BACK = "way back"
    PERMISSIONS = "permissions"


@dataclass(frozen=True, slots=True)
class Check:
    """One check with its outcome, in sentences."""

    kind: CheckKind
    verdict: Verdict
    headline: str
    evidence: tuple[str, ...] = ()
    """What it rests on, line by line."""
    remedy: str = ""
    """What to do about it."""
    reading: bool = False
    """Its facts are on their way; the verdict is that of before, or UNKNOWN."""
    final: bool = False
    """ESS itself refuses: nobody can start despite it."""


def unread(kind: CheckKind, headline: str = "Checking…") -> Check:
    """Return a check whose facts are still being read."""
    return Check(kind, Verdict.UNKNOWN, headline, reading=True)


def standing_against(checks: Iterable[Check]) -> tuple[Check, ...]:
    """Return the no-goes."""
    return tuple(c for c in checks if c.verdict is Verdict.NO_GO)


def overall(checks: Iterable[Check]) -> Verdict:
    """Return the gravest verdict; a go is one only where every check was made."""
    found = {c.verdict for c in checks}
    for verdict in (Verdict.NO_GO, Verdict.CAUTION, Verdict.UNKNOWN):
        if verdict in found:
            return verdict
    return Verdict.GO if found else Verdict.UNKNOWN


def in_words(checks: Iterable[Check]) -> str:
    """Say all of it in one line, such as "Go with care: 2 cautions"."""
    listed = tuple(checks)
    against = len(standing_against(listed))
    if against:
        verb = "check stands" if against == 1 else "checks stand"
        return f"No-go: {against} {verb} against it"
    cautions = sum(1 for c in listed if c.verdict is Verdict.CAUTION)
    if cautions:
        return f"Go with care: {cautions} {'caution' if cautions == 1 else 'cautions'}"
    if not listed or any(c.reading for c in listed):
        return "Checking…"
    if all(c.verdict is Verdict.UNKNOWN for c in listed):
        return "Nothing could be checked"
    if overall(listed) is Verdict.UNKNOWN:
        return "Go, as far as it could be checked"
    return "Go: nothing stands against it"


def not_made(checks: Iterable[Check]) -> str:
    """Say how many checks are missing, or nothing."""
    listed = tuple(checks)
    waiting = sum(1 for c in listed if c.verdict is Verdict.UNKNOWN and c.reading)
    missing = sum(1 for c in listed if c.verdict is Verdict.UNKNOWN and not c.reading)
    parts: list[str] = []
    if missing:
        parts.append(f"{missing} {'check' if missing == 1 else 'checks'} could not be made.")
    if waiting:
        parts.append(f"{waiting} {'is' if waiting == 1 else 'are'} still being made.")
    return " ".join(parts)


def and_more(count: int) -> str:
    """Say how many more there are beside the first of so many, or nothing."""
    return f" and {count - 1} more" if count > 1 else ""
