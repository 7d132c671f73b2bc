"""The Pace step: percentages in instances, checkpoints, the pause, and the batches that follow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from essgui.core.select_wizard import under
from essgui.domain.plan import batches, checkpoint_counts
from essgui.domain.rules import CHECKPOINT, Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from essgui.core.select_wizard import Subject
    from essgui.domain.rules import Problem

FOLD_ABOVE = 6
"""Longer lists of batches are shown as runs of equal ones."""
MOST_RUNS = 8


@dataclass(frozen=True, slots=True)
class CheckpointRow:
    """One checkpoint."""

    percent: int
    count: str
    """Such as "10 of 40 new"."""
    locked: bool
    """The last one, which has to be at 100 %."""
    problem: str = ""
    grave: bool = False


@dataclass(frozen=True, slots=True)
class PaceView:
    """All of the Pace step."""

    min_healthy: int
    max_healthy: int
    headline: str
    meaning: str
    cautions: tuple[str, ...]
    """Sentences under the sliders."""
    checkpoints: tuple[CheckpointRow, ...]
    checkpoints_problem: str
    pause_minutes: int
    pause_words: str
    pause_problem: str
    batches: str
    batches_note: str


def pace_view(subject: Subject) -> PaceView:
    """Return the Pace step."""
    spec, band = subject.spec, subject.corridor
    found = subject.problems
    healthy = (*under(found, "min_healthy").values(), *under(found, "max_healthy").values())
    pause = under(found, "pause_minutes").get("")
    whole = under(found, "checkpoints")
    if band.one_at_a_time:
        headline = (
            f"{_instances(band.capacity)}: never below {band.floor} in service, one instance at a time."
        )
        meaning = (
            f"The percentages leave no room, so one at a time is replaced: {band.ceiling} in service while "
            "the new one comes."
        )
    else:
        headline = (
            f"{_instances(band.capacity)}: never below {band.floor} in service, never above {band.ceiling}."
        )
        meaning = f"Up to {band.surge} extra at once, {band.dip} may be missing."
    if not any(p.field == "max_healthy" and p.severity is Severity.CAUTION for p in healthy):
        meaning += f" The group's maximum of {subject.group.capacity.max_size} is not touched."
    planned = batches(band, subject.replaced, _usable(spec.checkpoints))
    return PaceView(
        min_healthy=spec.min_healthy,
        max_healthy=spec.max_healthy,
        headline=headline,
        meaning=meaning,
        cautions=tuple(p.sentence for p in healthy),
        checkpoints=_rows(spec.checkpoints, subject.capacity, whole),
        checkpoints_problem=whole[""].sentence if "" in whole else "",
        pause_minutes=spec.pause_minutes,
        pause_words=minutes_in_words(spec.pause_minutes),
        pause_problem=pause.sentence if pause else "",
        batches=fold_batches([b.size for b in planned]) or "none",
        batches_note=_batches_note(subject, len(planned)),
    )


def minutes_in_words(minutes: int) -> str:
    """Return minutes as hours and minutes, such as "1 h 30 min"."""
    hours, rest = divmod(max(0, minutes), 60)
    if not hours:
        return f"{rest} min"
    return f"{hours} h {rest} min" if rest else f"{hours} h"


def fold_batches(sizes: Sequence[int]) -> str:
    """Write batches as "10 · 10 · 20"; a long list by runs, such as "12 × 5 · 3"."""
    if len(sizes) <= FOLD_ABOVE:
        return " · ".join(str(size) for size in sizes)
    runs: list[tuple[int, int]] = []
    for size in sizes:
        if runs and runs[-1][1] == size:
            runs[-1] = (runs[-1][0] + 1, size)
        else:
            runs.append((1, size))
    shown = [f"{times} × {size}" if times > 1 else str(size) for times, size in runs[:MOST_RUNS]]
    more = ["…"] if len(runs) > MOST_RUNS else []
    return " · ".join((*shown, *more))


def next_checkpoint(checkpoints: Sequence[int]) -> int | None:
    """Return a sensible place for one more: the middle of the widest gap, the later of equal ones."""
    taken = sorted({p for p in checkpoints if CHECKPOINT.holds(p)} | {CHECKPOINT.high})
    best: tuple[int, int] | None = None
    for low, high in zip((0, *taken), taken, strict=False):
        if high - low >= 2 and (best is None or high - low >= best[1] - best[0]):
            best = (low, high)
    if best is None:
        return None
    middle = (best[0] + best[1]) // 2
    rounded = round(middle / 5) * 5
    return rounded if best[0] < rounded < best[1] else middle


def with_checkpoint(checkpoints: tuple[int, ...], percent: int) -> tuple[int, ...]:
    """Insert a checkpoint before the first greater one; the others stay as typed."""
    place = next((i for i, p in enumerate(checkpoints) if p > percent), len(checkpoints))
    return (*checkpoints[:place], percent, *checkpoints[place:])


def _rows(
    checkpoints: tuple[int, ...], capacity: int, found: dict[str, Problem]
) -> tuple[CheckpointRow, ...]:
    counts = checkpoint_counts(capacity, checkpoints)
    rows: list[CheckpointRow] = []
    for index, (percent, count) in enumerate(zip(checkpoints, counts, strict=True)):
        problem = found.get(str(index))
        locked = index == len(checkpoints) - 1 and percent == CHECKPOINT.high
        rows.append(
            CheckpointRow(
                percent,
                f"{count} of {capacity} new" if CHECKPOINT.holds(percent) else "",
                locked,
                problem.sentence if problem else "",
                problem is not None and problem.severity is Severity.ERROR,
            )
        )
    return tuple(rows)


def _usable(checkpoints: tuple[int, ...]) -> tuple[int, ...]:
    """Return the checkpoints as they would be once put right: legal ones, ascending, each once."""
    return tuple(sorted({p for p in checkpoints if CHECKPOINT.holds(p)}))


def _batches_note(subject: Subject, count: int) -> str:
    if subject.scope is None:
        return "Taking every instance as replaced: the instances were not read yet."
    if not count:
        return "Nothing would be replaced."
    noun = "batch" if count == 1 else "batches"
    return (
        f"{count} {noun} for {_instances(subject.replaced)}. ESS does not publish its rule; this takes new "
        "instances first, as many as the ceiling allows."
    )


def _instances(count: int) -> str:
    return "1 instance" if count == 1 else f"{count} instances"
