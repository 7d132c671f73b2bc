"""What stands around the fleet table: the four cards, the counts of the segments, and failed regions."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from essgui.core.pauses import pause_end
from essgui.core.select_fleet import Standing, in_segment
from essgui.core.select_monitor_words import countdown, counted
from essgui.core.select_next_end import next_end
from essgui.core.select_shell import age
from essgui.core.state import Remote, Segment

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import tzinfo

    from essgui.core.failure import Failure
    from essgui.core.select_fleet import FleetRow
    from essgui.core.state import AppState
    from essgui.domain.clock import Instant
    from essgui.domain.scaling import RegionId, ScalingGroup


@dataclass(frozen=True, slots=True)
class CardView:
    """What a summary card says."""

    count: str
    line: str
    tip: str = ""
    """What the line leaves out."""


CARDS = (Segment.RUNNING, Segment.CHECKPOINT, Segment.FAILED, Segment.IDLE)
SEGMENTS = (Segment.ALL, Segment.RUNNING, Segment.IDLE, Segment.DRIFTED, Segment.BLOCKED)


class Body(StrEnum):
    """What takes the place of the table."""

    ROWS = "rows"
    LOADING = "loading"
    EMPTY = "empty"
    """The regions were read and have no scaling groups."""
    NO_REGION = "no region"
    """No region is chosen."""
    NO_MATCH = "no match"
    FAILED = "failed"
    """Nothing could be read; the strips above say why."""


def body(state: AppState, known: int, shown: int) -> Body:
    """Decide what to show, from the number of groups known and of those that pass the filter."""
    if shown:
        return Body.ROWS
    if known:
        return Body.NO_MATCH
    remotes = [state.groups.get(region, Remote()) for region in state.chosen]
    if not remotes:
        if state.regions.failure is not None:
            return Body.FAILED
        return Body.NO_REGION if state.regions.value is not None else Body.LOADING
    if any(r.seen is None and r.failure is None for r in remotes):
        return Body.LOADING
    return Body.EMPTY if any(r.seen is not None for r in remotes) else Body.FAILED


def still_reading(state: AppState) -> tuple[RegionId, ...]:
    """Return the regions whose groups are being read for the first time."""
    return tuple(
        region
        for region in state.chosen
        if (remote := state.groups.get(region, Remote())).seen is None and remote.failure is None
    )


def segment_counts(rows: Iterable[FleetRow]) -> dict[Segment, int]:
    """Count the rows of each segment."""
    counts = dict.fromkeys(Segment, 0)
    for row in rows:
        counts[Segment.ALL] += 1
        segment = _CARD_OF.get(row.standing)
        if segment is not None:
            counts[segment] += 1
        if row.drift:
            counts[Segment.DRIFTED] += 1
        if row.blocked and in_segment(row, Segment.BLOCKED):
            counts[Segment.BLOCKED] += 1
    return counts


_CARD_OF = {
    Standing.RUNNING: Segment.RUNNING,
    Standing.CHECKPOINT: Segment.CHECKPOINT,
    Standing.FAILED: Segment.FAILED,
    Standing.IDLE: Segment.IDLE,
}


def speaking(rows: Iterable[FleetRow]) -> tuple[FleetRow, ...]:
    """Return the rows that the cards have something to say of: all but the idle ones."""
    return tuple(row for row in rows if row.standing is not Standing.IDLE)


def cards(
    state: AppState,
    rows: Iterable[FleetRow],
    counts: Mapping[Segment, int],
    zone: tzinfo | None = None,
) -> dict[Segment, CardView]:
    """Return the texts of the four cards, given the rows that are not idle; a "+" says more is being read."""
    rows = tuple(rows)
    if not counts[Segment.ALL] and body(state, 0, 0) is not Body.EMPTY:
        return dict.fromkeys(CARDS, CardView("–", "not known yet"))
    open_ = {Standing.LOOKING, Standing.NOT_KNOWN}
    more = "+" if still_reading(state) or any(row.standing in open_ for row in rows) else ""
    running = [r for r in rows if r.standing is Standing.RUNNING]
    failed = [r for r in rows if r.standing is Standing.FAILED]
    lines = {
        Segment.RUNNING: _at_work(state, running, zone),
        Segment.CHECKPOINT: (_resumes(state, rows), ""),
        Segment.FAILED: (_names(failed), ""),
        Segment.IDLE: (_idle(rows, counts), ""),
    }
    return {segment: CardView(f"{counts[segment]}{more}", *words) for segment, words in lines.items()}


def _at_work(state: AppState, running: list[FleetRow], zone: tzinfo | None) -> tuple[str, str]:
    """Say which ends next, and how far all are beside that; where no end is known, only how far."""
    done = _progress(running)
    end = next_end(state, running, zone)
    return (done, "") if end is None else (end.line, f"{end.tip}\n{done}.")


def _progress(running: list[FleetRow]) -> str:
    tasks = [row.task for row in running if row.task is not None and row.task.total > 0]
    if not running:
        return "no refresh at work"
    if not tasks:
        return _names(running)
    done = sum(min(t.finished, t.total) for t in tasks)
    return f"{done} of {counted(sum(t.total for t in tasks), 'instance')} done"


def _resumes(state: AppState, rows: tuple[FleetRow, ...]) -> str:
    waiting = [row.task for row in rows if row.standing is Standing.CHECKPOINT and row.task is not None]
    if not waiting:
        return "none is waiting"
    known = [end for task in waiting if (end := pause_end(state, task)) is not None]
    if not known:
        return _names([row for row in rows if row.standing is Standing.CHECKPOINT])
    first = min(known, key=lambda end: (end.at, end.exact))
    if first.left <= 0:
        return "resumes any moment"
    when = f"{'within' if first.bound else 'in'} {first.about}{countdown(first.left)}"
    return f"{'first ' if len(waiting) > 1 else ''}resumes {when}"


def _names(rows: list[FleetRow]) -> str:
    if not rows:
        return "none"
    first = min((row.group.name for row in rows), key=str.casefold)
    return first if len(rows) == 1 else f"{first}, {len(rows) - 1} more"


def _idle(rows: tuple[FleetRow, ...], counts: Mapping[Segment, int]) -> str:
    looking = sum(1 for row in rows if row.standing is Standing.LOOKING)
    if looking:
        return f"looking at {looking} more"
    unknown = sum(1 for row in rows if row.standing is Standing.NOT_KNOWN)
    if unknown:
        return f"{unknown} not known"
    if not counts[Segment.IDLE]:
        return "none"
    drifting = counts[Segment.DRIFTED] - sum(1 for row in rows if row.drift)
    if drifting:
        return f"{drifting} with drift"
    blocked = counts[Segment.BLOCKED]
    return f"{blocked} cannot be refreshed" if blocked else "all can be refreshed"


@dataclass(frozen=True, slots=True)
class Strip:
    """One failure with the regions that it hit."""

    regions: tuple[RegionId, ...]
    """Empty where the list of regions itself could not be read."""
    title: str
    failure: Failure
    note: str
    """How old the rows are, and when it is tried again."""
    loading: bool

    @property
    def sentence(self) -> str:
        """What happened, to whom."""
        return f"{self.title}: {self.failure.sentence}"


MOST_STRIPS = 3


def strips(state: AppState) -> tuple[Strip, ...]:
    """Return the failures to show above the table: one strip for each cause, the last sums up the rest."""
    hits: list[_Hit] = []
    if state.regions.failure is not None:
        listed = state.regions
        hits.append(_Hit(None, state.regions.failure, None, listed.retry_at, listed.loading))
    for region in state.chosen:
        remote: Remote[tuple[ScalingGroup, ...]] = state.groups.get(region, Remote())
        if remote.failure is not None:
            hits.append(_Hit(region, remote.failure, remote.seen, remote.retry_at, remote.loading))
    causes: dict[tuple[str, str, str], list[_Hit]] = {}
    for hit in hits:
        cause = (hit.failure.kind, hit.failure.code, hit.failure.sentence)
        causes.setdefault(cause, []).append(hit)
    found = [_strip(state, same) for same in causes.values()]
    if len(found) <= MOST_STRIPS:
        return tuple(found)
    return (*found[: MOST_STRIPS - 1], _summed(found[MOST_STRIPS - 1 :]))


@dataclass(frozen=True, slots=True)
class _Hit:
    region: RegionId | None
    failure: Failure
    seen: Instant | None
    retry_at: float | None
    loading: bool


def _strip(state: AppState, hits: list[_Hit]) -> Strip:
    regions = tuple(hit.region for hit in hits if hit.region is not None)
    return Strip(
        regions,
        _title(state, regions),
        hits[0].failure,
        _note(state, hits, bool(regions)),
        any(hit.loading for hit in hits),
    )


def _title(state: AppState, regions: tuple[RegionId, ...]) -> str:
    if not regions:
        return "List of regions"
    if len(regions) == 1:
        return regions[0]
    if len(regions) == len(state.chosen):
        return f"All {len(regions)} regions"
    return f"{len(regions)} regions ({', '.join(regions)})"


def _note(state: AppState, hits: list[_Hit], listed: bool) -> str:
    parts: list[str] = []
    if listed:
        ages = [state.now.mono - hit.seen.mono for hit in hits if hit.seen is not None]
        parts.append(f"Groups as of {age(max(ages))} ago" if ages else "No groups known yet")
    waits = [hit.retry_at - state.now.mono for hit in hits if hit.retry_at is not None]
    if waits:
        left = round(min(waits))
        parts.append(f"next try in {left} s" if left > 0 else "trying again")
    return ", ".join(parts)


def _summed(found: list[Strip]) -> Strip:
    regions = tuple(region for strip in found for region in strip.regions)
    first = found[0]
    return Strip(
        regions,
        f"{len(regions)} more regions ({', '.join(regions)})",
        first.failure,
        first.note,
        any(strip.loading for strip in found),
    )
