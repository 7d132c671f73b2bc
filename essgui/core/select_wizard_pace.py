"""The Pace step: presets, percentages in instances, checkpoints with their times, the pause, the forecast."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from essgui.core.select_forecast import checkpoint_times, forecast_view, outlook
from essgui.core.select_presets import preset_views
from essgui.core.select_wizard import under
from essgui.domain.plan import checkpoint_counts
from essgui.domain.rules import CHECKPOINT, Severity

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import tzinfo

    from essgui.core.select_forecast import ForecastView, Outlook
    from essgui.core.select_presets import PresetView
    from essgui.core.select_wizard import Subject
    from essgui.domain.rules import Problem


@dataclass(frozen=True, slots=True)
class CheckpointRow:
    """One checkpoint."""

    percent: int
    count: str
    """Such as "10 of 40 new"; of the end of a partial refresh "all 6 new"."""
    locked: bool
    """The last one, which has to be at 100 %."""
    time: str = ""
    """Such as "≈ 12:39"; of the end, a range."""
    pauses: bool = False
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
    presets: tuple[PresetView, ...]
    forecast: ForecastView


def pace_view(subject: Subject, zone: tzinfo | None = None) -> PaceView:
    """Return the Pace step; `zone` None means the times of this computer."""
    spec, band = subject.spec, subject.corridor
    found = subject.problems
    healthy = (*under(found, "min_healthy").values(), *under(found, "max_healthy").values())
    pause = under(found, "pause_minutes").get("")
    whole = under(found, "checkpoints")
    if not subject.in_range:
        headline = f"{_instances(band.capacity)}: the percentages are out of range."
        meaning = "What they mean in instances is told again once they are in range."
    elif band.one_at_a_time:
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
    if subject.in_range and not any(
        p.field == "max_healthy" and p.severity is Severity.CAUTION for p in healthy
    ):
        meaning += f" The group's maximum of {subject.group.capacity.max_size} is not touched."
    made = outlook(subject, zone)
    return PaceView(
        min_healthy=spec.min_healthy,
        max_healthy=spec.max_healthy,
        headline=headline,
        meaning=meaning,
        cautions=tuple(p.sentence for p in healthy),
        checkpoints=_rows(spec.checkpoints, made, whole),
        checkpoints_problem=whole[""].sentence if "" in whole else "",
        pause_minutes=spec.pause_minutes,
        pause_words=minutes_in_words(spec.pause_minutes),
        pause_problem=pause.sentence if pause else "",
        presets=preset_views(made),
        forecast=forecast_view(made),
    )


def minutes_in_words(minutes: int) -> str:
    """Return minutes as hours and minutes, such as "1 h 30 min"."""
    hours, rest = divmod(max(0, minutes), 60)
    if not hours:
        return f"{rest} min"
    return f"{hours} h {rest} min" if rest else f"{hours} h"


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
    checkpoints: tuple[int, ...], made: Outlook, found: dict[str, Problem]
) -> tuple[CheckpointRow, ...]:
    capacity = made.subject.capacity
    counts = checkpoint_counts(capacity, checkpoints)
    times = checkpoint_times(made, checkpoints)
    rows: list[CheckpointRow] = []
    for index, (percent, count, (time, pauses)) in enumerate(zip(checkpoints, counts, times, strict=True)):
        problem = found.get(str(index))
        locked = index == len(checkpoints) - 1 and percent == CHECKPOINT.high
        rows.append(
            CheckpointRow(
                percent,
                _count(percent, count, made) if CHECKPOINT.holds(percent) else "",
                locked,
                time,
                pauses,
                problem.sentence if problem else "",
                problem is not None and problem.severity is Severity.ERROR,
            )
        )
    return tuple(rows)


def _count(percent: int, count: int, made: Outlook) -> str:
    total, capacity = made.subject.replaced, made.subject.capacity
    if percent == CHECKPOINT.high and total < capacity:
        # It ends with the last of those that are replaced, however many the others are.
        return f"all {total} new"
    return f"{count} of {capacity} new"


def _instances(count: int) -> str:
    return "1 instance" if count == 1 else f"{count} instances"
