"""The forecast on the Pace step: its figures and its chart; where its durations come from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from essgui.core.durations_known import known_durations
from essgui.core.forecast_words import count_range, number_range, time_range
from essgui.core.select_monitor_words import clock, counted
from essgui.domain.forecast import forecast
from essgui.domain.plan import checkpoint_counts
from essgui.domain.rules import CHECKPOINT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime, tzinfo

    from essgui.core.durations_known import KnownDurations
    from essgui.core.select_wizard import Subject
    from essgui.domain.forecast import Forecast, Point
    from essgui.domain.plan import Corridor

FOLD_ABOVE = 6
"""Longer lists of batches are shown as runs of equal ones."""
MOST_RUNS = 8

_MARGIN = 0.04
"""Of the time shown: room right of the latest finish."""


@dataclass(frozen=True, slots=True)
class ForecastFigure:
    """One number of the forecast with its caption."""

    name: str
    caption: str
    value: str
    tip: str = ""
    tone: str = "text"


@dataclass(frozen=True, slots=True)
class Stop:
    """A checkpoint at which it pauses; times are seconds since the Start."""

    percent: int
    at: float
    until: float
    label: str
    """Such as "25 % at 12:39"."""
    note: str
    """Such as "pause 1 h, resumes by itself 13:39"."""
    short_note: str


@dataclass(frozen=True, slots=True)
class ForecastDrawing:
    """What the chart draws; times are seconds since the Start, counts are instances."""

    start: datetime
    points: tuple[Point, ...]
    end: float
    """Where the time axis ends."""
    floor: int
    floor_label: str
    ceiling: int
    ceiling_label: str
    stops: tuple[Stop, ...]
    finish: tuple[float, float]
    finish_label: str
    guessed: bool
    """The durations are defaults: the range is hatched."""
    pale: bool
    """The real durations are on their way: what is drawn is paler."""


@dataclass(frozen=True, slots=True)
class ForecastView:
    """All of the forecast."""

    source: str
    """Such as "if started at 12:32 · learned from 9 activities of this group"."""
    source_tip: str
    failed: bool
    """Past activities could not be read: it can be tried again."""
    figures: tuple[ForecastFigure, ...]
    drawing: ForecastDrawing | None
    empty: str
    """Why there is nothing to draw."""
    note: str
    price: float | None
    kept: bool = False
    """Some instances stay as they are: they match already or are left alone."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """A forecast of what the form asks for, and what it was made from."""

    subject: Subject
    known: KnownDurations
    band: Corridor
    found: Forecast
    start: datetime
    """The present minute: the forecast moves on once a minute."""
    zone: tzinfo | None

    @property
    def finish(self) -> tuple[str, str]:
        """The earliest and the latest finish as times of the day; a date that both share is said once."""
        early, late = (self.clock(seconds) for seconds in self.found.finish)
        day, _, time = late.rpartition(" ")
        return early, time if day and early != late and early.startswith(f"{day} ") else late

    @property
    def finish_range(self) -> str:
        """Such as "14:52 to 15:20"."""
        early, late = self.finish
        return early if early == late else f"{early} to {late}"

    def clock(self, seconds: float) -> str:
        """Say a moment after the Start as a time of the day; with its date on another day."""
        return clock(self.start + timedelta(seconds=seconds), self.start, self.zone)


def outlook(subject: Subject, zone: tzinfo | None = None) -> Outlook:
    """Foresee what the form asks for, if it were started now."""
    group, spec = subject.group, subject.spec
    known = known_durations(subject.state, group.region, group.id)
    band = subject.corridor
    usable = usable_checkpoints(spec.checkpoints)
    found = forecast(band, subject.replaced, usable, spec.pause_minutes, known.durations)
    start = subject.state.now.at.replace(second=0, microsecond=0)
    return Outlook(subject, known, band, found, start, zone)


def usable_checkpoints(checkpoints: tuple[int, ...]) -> tuple[int, ...]:
    """Return the checkpoints as they would be once put right: legal ones, ascending, each once."""
    return tuple(sorted({p for p in checkpoints if CHECKPOINT.holds(p)}))


def checkpoint_times(made: Outlook, checkpoints: tuple[int, ...]) -> tuple[tuple[str, bool], ...]:
    """Return for each checkpoint when it is expected ("" where never), and whether it pauses there."""
    batches = made.found.typical.batches if made.subject.in_range else ()
    total = made.subject.replaced
    rows: list[tuple[str, bool]] = []
    for percent, count in zip(checkpoints, checkpoint_counts(made.band.capacity, checkpoints), strict=True):
        reached = next((timed for timed in batches if timed.batch.done_after >= count), None)
        if not CHECKPOINT.holds(percent) or not batches:
            rows.append(("", False))
        elif percent == CHECKPOINT.high or count == total:
            rows.append((made.finish_range, False))
        elif reached is None:
            rows.append(("", False))
        else:
            rows.append((f"≈ {made.clock(reached.end)}", reached.batch.checkpoint is not None))
    return tuple(rows)


def forecast_view(made: Outlook) -> ForecastView:
    """Return the forecast."""
    known, empty = made.known, _nothing(made)
    started = f"if started at {clock(made.start, made.start, made.zone)}"
    return ForecastView(
        source=f"{started} · {known.source}",
        source_tip=f"{known.failure.sentence} {known.failure.hint}".strip() if known.failure else "",
        failed=known.failure is not None,
        figures=() if empty else tuple(_figures(made)),
        drawing=None if empty else _drawing(made),
        empty=empty,
        note="" if empty else _note(made),
        price=made.subject.draft.hourly_price,
        kept=made.subject.replaced < made.band.capacity,
    )


def lowest_in_service(band: Corridor, total: int, found: Forecast) -> tuple[int, int]:
    """Return the least in service: as the floor allows, and as it is forecast.

    Which batches ESS chooses is its own affair, but below the floor it does not go.
    """
    return min(max(band.floor, band.capacity - total), found.lowest[0]), found.lowest[1]


def fold_batches(sizes: list[int]) -> str:
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


def _figures(made: Outlook) -> Iterator[ForecastFigure]:
    found, (early, late) = made.found, made.finish
    finish = f"about {early}" if early == late else f"between {early} and {late}"
    yield ForecastFigure(
        "finish",
        "Predicted finish",
        finish,
        "The earliest: largest batches and shortest durations. The latest: the other way round.",
        "accent_text",
    )
    waiting = time_range(found.waiting, found.waiting) if found.waiting else "no pause"
    yield ForecastFigure(
        "working",
        "Working / waiting",
        f"{time_range(*found.working)} / {waiting}",
        "Time of work, and of pauses",
    )
    yield ForecastFigure(
        "lowest",
        "Lowest in service",
        count_range(*lowest_in_service(made.band, made.subject.replaced, found)),
        "The lower number is what the floor allows ESS, the higher one what the line shows.",
    )
    yield ForecastFigure("peak", "Peak in service", count_range(*found.peak))
    hours = found.extra_hours
    extra = f"{number_range(*hours)} instance-hours" if hours[1] else "none"
    yield ForecastFigure(
        "extra", "Extra capacity", extra, "Instances above the group's capacity times the hours they run"
    )
    price = made.subject.draft.hourly_price
    if price is not None:
        cost = number_range(hours[0] * price, hours[1] * price) if hours[1] * price else "0"
        yield ForecastFigure(
            "cost", "Extra cost", cost, "Extra capacity times the price per instance-hour, in its currency"
        )
    yield ForecastFigure("batches", "Batches", fold_batches([b.size for b in found.slow.planned]))


def _drawing(made: Outlook) -> ForecastDrawing:
    found, band, spec = made.found, made.band, made.subject.spec
    longest = max(found.finish[1], 1.0)
    percent = f" ({spec.max_healthy} %)" if not band.one_at_a_time else ""
    return ForecastDrawing(
        start=made.start,
        points=found.typical.points,
        end=longest * (1 + _MARGIN),
        floor=band.floor,
        floor_label=f"floor {band.floor} ({spec.min_healthy} %)",
        ceiling=band.ceiling,
        ceiling_label=f"ceiling {band.ceiling}{percent}",
        stops=tuple(_stops(made)),
        finish=found.finish,
        finish_label=made.finish_range,
        guessed=not made.known.durations.learned,
        pale=made.known.reading,
    )


def _stops(made: Outlook) -> Iterator[Stop]:
    pause = time_range(made.subject.spec.pause_minutes * 60, made.subject.spec.pause_minutes * 60)
    for timed in made.found.typical.batches:
        percent = timed.batch.checkpoint
        if percent is not None:
            yield Stop(
                percent,
                timed.end,
                timed.resumes,
                f"{percent} % at {made.clock(timed.end)}",
                f"pause {pause}, resumes by itself {made.clock(timed.resumes)}",
                f"pause {pause}",
            )


def _note(made: Outlook) -> str:
    subject = made.subject
    count = len(made.found.slow.planned)
    batches = "1 batch" if count == 1 else f"{count:,} batches"
    known = f"{batches} for {counted(subject.replaced, 'instance')}."
    if subject.scope is None:
        known = "Taking every instance as replaced: the instances were not read yet."
    order = (
        "new instances come first, as many as the ceiling allows"
        if made.band.surge
        else "old instances go first, as the ceiling leaves no room"
    )
    pause = ", and there is no pause at 100 %" if CHECKPOINT.high in subject.spec.checkpoints else ""
    return f"{known} ESS does not publish its rule; assumed: {order}{pause}."


def _nothing(made: Outlook) -> str:
    subject = made.subject
    if not subject.in_range:
        return "The healthy percentages are out of range, so nothing can be foretold."
    if subject.replaced:
        return ""
    why = next((p.sentence for p in subject.problems if p.field == "scope"), "")
    return why or "This group has no instances, so nothing would be replaced."
