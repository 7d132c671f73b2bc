"""The ladder of checkpoints: which were reached and when, where it waits, and what lies ahead."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from essgui.core.pauses import pause_end
from essgui.core.select_eta import expected_end
from essgui.core.select_monitor_words import clock, countdown, counted, span
from essgui.domain.lifecycle import RefreshStatus, parse_status
from essgui.domain.plan import checkpoint_counts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import tzinfo

    from essgui.core.select_monitor import Watched
    from essgui.core.state import AppState
    from essgui.domain.eta import Eta


_LEFT: dict[RefreshStatus | str, str] = {
    RefreshStatus.IN_PROGRESS: "resumed",
    RefreshStatus.SUCCESSFUL: "resumed",
    RefreshStatus.PAUSED: "suspended",
    RefreshStatus.FAILED: "failed",
    RefreshStatus.CANCELLING: "cancelled",
    RefreshStatus.CANCELLED: "cancelled",
    RefreshStatus.ROLLBACK_IN_PROGRESS: "rolled back",
    RefreshStatus.ROLLBACK_SUCCESSFUL: "rolled back",
    RefreshStatus.ROLLBACK_FAILED: "rolled back",
}
"""How the wait at a checkpoint ended, by the status that followed it."""


class RungState(StrEnum):
    """What a rung of the ladder is."""

    STARTED = "started"
    REACHED = "reached"
    NEXT = "next"
    WAITING = "waiting"
    AHEAD = "ahead"


@dataclass(frozen=True, slots=True)
class Rung:
    """One rung, in words."""

    state: RungState
    title: str
    lines: tuple[str, ...] = ()
    countdown: str = ""
    after: tuple[str, ...] = ()
    warning: str = ""
    can_resume: bool = False
    icon: str = ""
    """Another icon than that of the state: a clock before the start, a lock at the end."""


@dataclass(frozen=True, slots=True)
class Ladder:
    """All rungs, and what stands beside the heading."""

    note: str
    rungs: tuple[Rung, ...]


def ladder(state: AppState, found: Watched, zone: tzinfo | None = None) -> Ladder:
    """Build the ladder from the start to 100 %."""
    task = found.task
    if len(task.checkpoints) > 1:
        note = f"pause {span(task.pause_minutes * 60)} each"
    elif task.checkpoints:
        note = f"pause {span(task.pause_minutes * 60)}"
    else:
        note = "none"
    return Ladder(note, (_start(state, found, zone), *_rungs(state, found, zone)))


def waiting_at(found: Watched) -> int | None:
    """Return the percentage of the checkpoint at which it waits now, or None where it does not."""
    task = found.task
    if task.status is not RefreshStatus.CHECKPOINT_PAUSE or not task.checkpoints:
        return None
    counts = checkpoint_counts(found.base, task.checkpoints)
    passed = [p for p, count in zip(task.checkpoints, counts, strict=True) if count <= task.finished]
    return passed[-1] if passed else task.checkpoints[0]


def _start(state: AppState, found: Watched, zone: tzinfo | None) -> Rung:
    task = found.task
    if task.status is RefreshStatus.PENDING:
        return Rung(RungState.NEXT, "Not begun", ("waits for ESS to schedule it",), icon="clock")
    if task.started_at is None:
        return Rung(RungState.STARTED, "Started")
    return Rung(RungState.STARTED, "Started", (clock(task.started_at, state.now.at, zone),))


def _rungs(state: AppState, found: Watched, zone: tzinfo | None) -> Iterator[Rung]:
    task = found.task
    checkpoints = task.checkpoints or (100,)
    counts = checkpoint_counts(found.base, checkpoints)
    done = found.most_finished
    waits = waiting_at(found)
    said = expected_end(state, found)
    running = not task.over and not found.rolling and task.status is not RefreshStatus.PENDING
    next_seen = waits is not None
    for percent, count in zip(checkpoints, counts, strict=True):
        last = percent == checkpoints[-1]
        count = min(count, task.total) if last and task.total else count
        title = f"{percent} % · {count} new" if count else f"{percent} %"
        if percent == waits:
            yield _waiting(state, found, title, zone)
        elif count and done >= count and not (last and running):
            yield Rung(RungState.REACHED, title, _passed(state, found, count, last, zone))
        elif not next_seen and running:
            next_seen = True
            yield _next(found, title, count, last, _foretold(state, found, said, count, last, zone))
        else:
            yield _ahead(found, title, count, last, _foretold(state, found, said, count, last, zone))


def _waiting(state: AppState, found: Watched, title: str, zone: tzinfo | None) -> Rung:
    now = state.now.at
    pause = state.pauses.get(found.task.id)
    end = pause_end(state, found.task)
    if pause is None or end is None:
        lines = ("waits here; since when was not seen",)
        return Rung(RungState.WAITING, title, lines, can_resume=True)
    about, ends = end.about, end.at
    began = f"{'reached' if pause.exact else 'since ≈'} {clock(pause.began, now, zone)}"
    if end.left <= 0:
        after = (f"the pause was to end at {about}{clock(ends, now, zone)}",)
        return Rung(RungState.WAITING, title, (f"{began}, resumes", "any moment now"), "", after, "", True)
    # It may have waited for long when it was first seen: then only the latest end is known.
    after = (f"by itself at {about}{clock(ends, now, zone)}{' at the latest' if end.bound else ''}",)
    if not pause.exact:
        after += ("≈ as its begin was not seen",)
    figures = f"{about}{countdown(end.left)}"
    lines = (f"{began}, resumes {'within' if end.bound else 'in'}",)
    return Rung(RungState.WAITING, title, lines, figures, after, "", True)


@dataclass(frozen=True, slots=True)
class _Foretold:
    """What is expected of a rung; empty where nothing is foretold."""

    when: str = ""
    """Such as "15:28 to 15:52", "≈ 14:37"."""
    countdown: str = ""
    resumes: str = ""


def _foretold(
    state: AppState, found: Watched, said: Eta, count: int, last: bool, zone: tzinfo | None
) -> _Foretold:
    now = state.now.at
    if last and said.soonest is not None and said.latest is not None:
        early, late = clock(said.soonest, now, zone), clock(said.latest, now, zone)
        return _Foretold(early if early == late else f"{early} to {late}")
    point = next((p for p in said.course if p.count >= count > 0), None)
    if point is None or found.task.status is RefreshStatus.PENDING:
        return _Foretold()
    resumes = f"≈ {clock(point.expected + timedelta(seconds=point.pause), now, zone)}" if point.pause else ""
    left = (point.expected - now).total_seconds()
    return _Foretold(f"≈ {clock(point.expected, now, zone)}", f"≈ {countdown(left)}", resumes)


def _next(found: Watched, title: str, count: int, last: bool, foretold: _Foretold) -> Rung:
    task = found.task
    left = max(0, count - task.finished)
    if task.status is RefreshStatus.PAUSED:
        lines = ("suspended; goes on when you resume",)
    elif task.status is RefreshStatus.CANCELLING:
        lines = ("not reached: being cancelled",)
    elif not isinstance(task.status, RefreshStatus):
        lines = ()
    elif last:
        lines = (f"{foretold.when}, no pause" if foretold.when else "the end, no pause",)
    elif foretold.resumes:
        lines = (f"then pauses to {foretold.resumes}",)
    else:
        lines = (f"then pauses {span(task.pause_minutes * 60)}",)
    if left and task.status is not RefreshStatus.CANCELLING:
        lines = (f"{counted(left, 'instance')} to go", *lines)
    extra = () if task.checkpoints else ("no checkpoints: it goes through without a stop",)
    counted_down = foretold.countdown
    if counted_down:
        extra, lines = (*lines, *extra), ("expected in about",)
    return Rung(
        RungState.NEXT,
        title,
        lines,
        counted_down,
        extra,
        warning=_short(found, count, last),
        icon="lock" if last else "",
    )


def _ahead(found: Watched, title: str, count: int, last: bool, foretold: _Foretold) -> Rung:
    task = found.task
    if found.rolling:
        lines = ("not reached: rolled back",)
    elif task.over:
        lines = ("not reached",)
    elif last:
        lines = (f"{foretold.when}, no pause" if foretold.when else "the end, no pause",)
    else:
        lines = (f"expected {foretold.when}",) if foretold.when else ()
    warning = "" if task.over or found.rolling else _short(found, count, last)
    return Rung(RungState.AHEAD, title, lines, warning=warning, icon="lock" if last else "")


def _short(found: Watched, count: int, last: bool) -> str:
    """Warn of a checkpoint that the refresh never reaches, because too few instances take part in it."""
    total = found.task.total
    if last or not total or count <= total:
        return ""
    return f"out of reach: only {total} of {found.base} take part"


def _passed(state: AppState, found: Watched, count: int, last: bool, zone: tzinfo | None) -> tuple[str, ...]:
    """Say when a count was reached and when the pause after it ended, as far as it was seen."""
    samples, now = found.monitor.timeline.samples, state.now.at
    index = next((n for n, sample in enumerate(samples) if sample.finished >= count), None)
    if index is None:
        return ("reached",)
    at, ended = samples[index].at, found.task.ended_at
    # A look comes after what it sees.
    seen = clock(at if ended is None else min(at, ended), now, zone)
    if index == 0:
        seen = f"before {seen}"
    elif samples[index].after_gap:
        seen = f"by {seen}"
    began = found.monitor.paused.get(samples[index].finished)
    if began is not None and began < at:
        seen = f"≈ {clock(began, now, zone)}"
    if last:
        return (f"reached {seen}",)
    paused = False
    for sample in samples[index:]:
        if sample.status == RefreshStatus.CHECKPOINT_PAUSE and sample.finished == samples[index].finished:
            paused = True
        elif paused:
            left = _LEFT.get(parse_status(sample.status), "went on")
            return (f"reached {seen}, {left} {clock(sample.at, now, zone)}",)
        elif sample.finished > samples[index].finished:
            break
    return (f"reached {seen}",)
