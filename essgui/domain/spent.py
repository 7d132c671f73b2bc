"""How the time of a refresh was spent: at work, waiting, or not known, because nobody looked.

The one place that decides it, for the monitor, the history, the comparison and every report. What nobody saw
is never claimed: where the recording begins late, ends early or has gaps, the seconds are at least so many.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING

from essgui.domain.lifecycle import TERMINAL, WAITING, parse_status
from essgui.domain.timeline import LEAST_GAP, USUAL
from essgui.domain.words import span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from essgui.domain.refresh import RefreshTask
    from essgui.domain.timeline import Timeline

NOT_RECORDED = "not recorded"
READING = "reading…"
_WHOLE = 1.0
"""Seconds from which on something counts as not seen."""


class Doing(StrEnum):
    """What a refresh was doing for a while, as far as it was seen."""

    WORK = "work"
    WAITING = "waiting"
    """At a checkpoint or suspended."""
    UNSEEN = "unseen"


class Certainty(StrEnum):
    """How much of a refresh was seen."""

    EXACT = "exact"
    AT_LEAST = "at least"
    NOTHING = NOT_RECORDED
    UNREAD = "not read"
    """Whether anything was recorded is not known yet."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """What a refresh was doing between two moments."""

    doing: Doing
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Seen:
    """What a recording tells of the time alone: little enough to be known of every run."""

    stretches: tuple[Stretch, ...]
    last: datetime
    status: str
    """As the last look saw it."""
    patience: float
    """Seconds before the first look, and after the last one, that count as seen."""


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds of a refresh."""

    whole: float | None
    """From its start to its end, or to now; None where the cloud tells no end."""
    working: float
    """As far as it was seen, like the waiting."""
    waiting: float
    certainty: Certainty

    @property
    def unseen(self) -> float | None:
        """Seconds of which nothing was recorded; None where that is not known."""
        if self.whole is None or self.certainty is Certainty.UNREAD:
            return None
        return max(0.0, self.whole - self.working - self.waiting)


def seen_in(timeline: Timeline, ended_before: datetime | None = None) -> Seen | None:
    """Return what a timeline tells of the time; None where it is empty.

    Where the first look found the refresh waiting already, it has waited since `ended_before`, when the
    last activity before that look had ended.
    """
    samples = timeline.samples
    if not samples:
        return None
    first, last = samples[0], samples[-1]
    stretches: list[Stretch] = []
    if ended_before is not None and ended_before < first.at and first.status in WAITING:
        stretches.append(Stretch(Doing.WAITING, ended_before, first.at))
    # Two looks alone do not tell how often was looked.
    lone = len(samples) == 2 and timeline.pace == (last.at - first.at).total_seconds() > LEAST_GAP
    for before, after in pairwise(samples):
        doing = Doing.UNSEEN if lone or after.after_gap else _doing(before.status, stretches)
        if stretches and stretches[-1].doing is doing:
            stretches[-1] = Stretch(doing, stretches[-1].start, after.at)
        else:
            stretches.append(Stretch(doing, before.at, after.at))
    enough = LEAST_GAP if lone else max(LEAST_GAP, timeline.pace * USUAL)
    return Seen(tuple(stretches), last.at, last.status, enough)


def spent(task: RefreshTask, seen: Seen | None, now: datetime) -> Spent | None:
    """Return how the time of a refresh was spent until it ended, or until now; None if it never began."""
    start = task.started_at
    if start is None:
        return None
    end = task.ended_at if task.over else now
    whole = None if end is None else max(0.0, (end - start).total_seconds())
    if seen is None:
        return Spent(whole, 0.0, 0.0, Certainty.NOTHING)
    until = seen.last if end is None else end
    seconds = dict.fromkeys(Doing, 0.0)
    for stretch in _all(seen, start, until):
        seconds[stretch.doing] += max(
            0.0, (min(stretch.end, until) - max(stretch.start, start)).total_seconds()
        )
    working, waiting = seconds[Doing.WORK], seconds[Doing.WAITING]
    if whole is not None and whole - working - waiting < _WHOLE:
        return Spent(whole, working, waiting, Certainty.EXACT)
    some = working + waiting >= _WHOLE
    return Spent(whole, working, waiting, Certainty.AT_LEAST if some else Certainty.NOTHING)


def working_words(found: Spent | None) -> str:
    """Say how long it worked."""
    return _words(found, found.working if found else 0.0)


def waiting_words(found: Spent | None) -> str:
    """Say how long it waited."""
    return _words(found, found.waiting if found else 0.0)


def whole_words(found: Spent | None) -> str:
    """Say how long it took."""
    return "not known" if found is None or found.whole is None else span(found.whole)


def _all(seen: Seen, start: datetime, until: datetime) -> Iterator[Stretch]:
    """Yield the stretches, with the moments before the first look and after the last one."""
    last = Stretch(_doing(seen.status, seen.stretches), seen.last, until)
    first = seen.stretches[0] if seen.stretches else last
    if (first.start - start).total_seconds() <= seen.patience:
        yield Stretch(first.doing, start, first.start)
    yield from seen.stretches
    if (until - seen.last).total_seconds() <= seen.patience:
        yield last


def _doing(status: str, before: Sequence[Stretch]) -> Doing:
    # Clocks differ: what ended by the look and not yet by its time goes on as it was until then.
    if parse_status(status) in TERMINAL:
        return before[-1].doing if before else Doing.UNSEEN
    return Doing.WAITING if status in WAITING else Doing.WORK


def _words(found: Spent | None, seconds: float) -> str:
    if found is None:
        return "not known"
    if found.certainty is Certainty.NOTHING:
        return NOT_RECORDED
    if found.certainty is Certainty.UNREAD:
        return READING
    if found.certainty is Certainty.EXACT:
        return "none" if seconds < _WHOLE else span(seconds)
    return "none seen" if seconds < _WHOLE else f"at least {span(seconds)}"
