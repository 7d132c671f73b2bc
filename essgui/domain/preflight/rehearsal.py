"""A rollback before it is needed: whether it is possible, to what, how many and how long."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from essgui.domain.forecast import forecast
from essgui.domain.plan import checkpoint_counts
from essgui.domain.preflight.verdict import Check, CheckKind, Verdict
from essgui.domain.refresh import MOVING_VERSIONS, LaunchTemplateTarget, can_roll_back

if TYPE_CHECKING:
    from essgui.domain.durations import Durations
    from essgui.domain.plan import Corridor
    from essgui.domain.refresh import Target


class Existence(StrEnum):
    """Whether the place to go back to is still there."""

    EXISTS = "exists"
    GONE = "gone"
    UNKNOWN = "unknown"
    READING = "reading"


@dataclass(frozen=True, slots=True)
class Origin:
    """What the group makes instances from now, which a rollback returns to."""

    name: str
    """Such as "configuration web-2026-10 (asc-…)"."""
    existence: Existence = Existence.UNKNOWN
    rests_on: str = ""
    """What its existence was judged by, such as "image m-…"."""
    moving: bool = False
    """It is a template version Default or Latest, which may mean another number by then."""


@dataclass(frozen=True, slots=True)
class Stage:
    """A moment at which one may roll back: how many instances, and how long that takes in seconds."""

    percent: int
    """The checkpoint; 100 is just before the end."""
    count: int
    shortest: float
    longest: float


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """A rollback, rehearsed."""

    possible: bool
    why_not: str
    origin: Origin
    stages: tuple[Stage, ...]


def rehearse(
    target: Target,
    origin: Origin,
    band: Corridor,
    total: int,
    checkpoints: tuple[int, ...],
    durations: Durations,
) -> Rehearsal:
    """Rehearse the rollback of a refresh of `total` instances.

    Assumed: a rollback keeps to the same corridor, and takes as long per batch as the refresh.
    """
    if not can_roll_back(target):
        return Rehearsal(False, _why_not(target), origin, ())
    stops = tuple(p for p in dict.fromkeys(checkpoints) if 0 < p < 100)
    counts = (*checkpoint_counts(band.capacity, stops), total)
    stages: list[Stage] = []
    for percent, count in zip((*stops, 100), counts, strict=True):
        new = min(count, total)
        if new <= 0 or (percent < 100 and count > total):
            continue
        back = forecast(band, new, (), 0, durations)
        stages.append(Stage(percent, new, *back.finish))
    return Rehearsal(True, "", origin, tuple(stages))


def way_back_check(rehearsed: Rehearsal) -> Check:
    """Judge the way back; none is a caution, because a refresh can still be cancelled."""
    kind, origin = CheckKind.WAY_BACK, rehearsed.origin
    if not rehearsed.possible:
        return Check(
            kind,
            Verdict.CAUTION,
            "Rollback impossible",
            (rehearsed.why_not,),
            "If it goes wrong, cancel it and start another refresh to what was there before.",
        )
    rests = (f"Judged by {origin.rests_on}",) if origin.rests_on else ()
    if origin.existence is Existence.GONE:
        return Check(
            kind,
            Verdict.CAUTION,
            f"A rollback would fail: {origin.rests_on or origin.name} no longer exists",
            (f"It would go back to {origin.name}",),
            "There is no way back but another refresh to something that exists.",
        )
    if origin.existence is Existence.READING:
        return Check(
            kind, Verdict.UNKNOWN, "Checking whether the way back still exists…", rests, reading=True
        )
    if origin.existence is Existence.UNKNOWN:
        return Check(
            kind,
            Verdict.UNKNOWN,
            f"It is not known whether {origin.name} still works",
            rests,
            "Look at it in the console before you rely on a rollback.",
        )
    moving = ("The version is a moving one: it may mean another number by then.",) if origin.moving else ()
    return Check(kind, Verdict.GO, f"Back to {origin.name}, which still exists", (*rests, *moving))


def _why_not(target: Target) -> str:
    if isinstance(target, LaunchTemplateTarget) and target.version in MOVING_VERSIONS:
        return f"ESS cannot roll back a refresh to version {target.version}; a number keeps that way open."
    return "The active configuration is also the one to go back to, so there is nothing to undo."
