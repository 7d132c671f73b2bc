"""What the monitor's charts draw: samples as points, the corridor, checkpoints, pauses, now.

Times are seconds since 1970 in UTC, counts are instances; None is "not seen at that moment".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from essgui.core.select_monitor_words import clock
from essgui.domain.lifecycle import ROLLBACK, RefreshStatus
from essgui.domain.plan import checkpoint_counts

if TYPE_CHECKING:
    from datetime import tzinfo

    from essgui.core.select_monitor import Watched
    from essgui.core.state import AppState


@dataclass(frozen=True, slots=True)
class Mark:
    """A checkpoint in the charts."""

    percent: int
    count: int
    """New instances that reach it."""
    at: float | None = None
    """When it was seen to be reached."""


@dataclass(frozen=True, slots=True)
class Lines:
    """Both charts' content."""

    times: tuple[float, ...]
    in_service: tuple[int | None, ...]
    new: tuple[int | None, ...]
    finished: tuple[int, ...]
    total: int
    floor: int | None
    ceiling: int | None
    marks: tuple[Mark, ...]
    pauses: tuple[tuple[float, float], ...]
    """From and until: waits at checkpoints that were seen."""
    started: float | None
    note: str = ""
    """What is missing, where watching began late."""


def lines(state: AppState, found: Watched, zone: tzinfo | None = None) -> Lines:
    """Collect what both charts draw; it does not depend on the passing of time."""
    samples = found.monitor.timeline.samples
    band = found.band
    started = found.task.started_at
    note = ""
    if found.monitor.joined_late and samples and (started is None or started < samples[0].at):
        note = f"recorded since {clock(samples[0].at, state.now.at, zone)}"
    return Lines(
        times=tuple(sample.at.timestamp() for sample in samples),
        in_service=tuple(sample.in_service for sample in samples),
        new=tuple(
            # In a rollback instances made by it are younger than the refresh too, but not new.
            sample.new
            if sample.status not in ROLLBACK or sample.new is None
            else min(sample.new, sample.finished)
            for sample in samples
        ),
        finished=tuple(
            min(max(0, sample.finished), sample.total) if sample.total else sample.finished
            for sample in samples
        ),
        total=found.task.total,
        floor=band.floor if band else None,
        ceiling=band.ceiling if band else None,
        marks=_marks(found),
        pauses=_pauses(found),
        started=None if started is None else started.timestamp(),
        note=note,
    )


def _marks(found: Watched) -> tuple[Mark, ...]:
    task, samples = found.task, found.monitor.timeline.samples
    marks: list[Mark] = []
    counts = checkpoint_counts(found.base, task.checkpoints)
    for percent, count in zip(task.checkpoints, counts, strict=True):
        index = next((n for n, sample in enumerate(samples) if sample.finished >= count), None)
        marks.append(Mark(percent, count, samples[index].at.timestamp() if index else None))
    return tuple(marks)


def _pauses(found: Watched) -> tuple[tuple[float, float], ...]:
    samples = found.monitor.timeline.samples
    spans: list[tuple[float, float]] = []
    began: float | None = None
    for sample in samples:
        at = sample.at.timestamp()
        if sample.status == RefreshStatus.CHECKPOINT_PAUSE:
            began = at if began is None else began
        elif began is not None:
            spans.append((began, at))
            began = None
    if began is not None:
        spans.append((began, samples[-1].at.timestamp()))
    return tuple(spans)
