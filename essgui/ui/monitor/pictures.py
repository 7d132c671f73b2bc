"""Turns what the core says of a refresh into what the charts draw."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essgui.core.select_chart_marks import MarkKind
from essgui.ui.charts.picture import (
    CapacityPicture,
    ChartSeries,
    CheckpointMark,
    Notch,
    NotchKind,
    ProgressLevel,
    ProgressPicture,
)

if TYPE_CHECKING:
    from datetime import datetime

    from essgui.core.select_monitor_chart import Drawing


_NOTCHES: dict[MarkKind, NotchKind] = {
    MarkKind.ACTION: NotchKind.DONE,
    MarkKind.FAILED: NotchKind.BAD,
    MarkKind.SCALING: NotchKind.BESIDE,
}


def capacity_picture(drawing: Drawing) -> CapacityPicture:
    """Return what was measured left of now, and what is expected right of it."""
    ahead = drawing.ahead
    return CapacityPicture(
        in_service=ChartSeries(drawing.times, drawing.in_service),
        new=ChartSeries(drawing.times, drawing.new),
        floor=drawing.floor,
        floor_label="" if drawing.floor is None else f"floor {drawing.floor}",
        ceiling=drawing.ceiling,
        ceiling_label="" if drawing.ceiling is None else f"ceiling {drawing.ceiling}",
        forecast=_series(ahead.expected if ahead else ()),
        forecast_low=_series(ahead.low if ahead else ()),
        forecast_high=_series(ahead.high if ahead else ()),
        first_forecast=_series(drawing.first),
        finish=ahead.finish if ahead else None,
        finish_label=ahead.label if ahead else "",
        checkpoints=(
            *(CheckpointMark(m.at, f"{m.percent} %", m.until, reached=True) for m in drawing.marks),
            *(CheckpointMark(m.at, f"{m.percent} %", m.until) for m in (ahead.marks if ahead else ())),
        ),
        now=drawing.now,
        now_label=drawing.now_label,
        start=drawing.start,
        end=drawing.end,
        unseen_until=drawing.unseen_until,
        unseen_label="not recorded" if drawing.unseen_until is not None else "",
        gaps=(*drawing.gaps, *drawing.unread),
        notches=_notches(drawing),
        rest=drawing.rest,
    )


def _series(points: tuple[tuple[datetime, int], ...]) -> ChartSeries:
    return ChartSeries.of(points)


def progress_picture(drawing: Drawing) -> ProgressPicture:
    """Return what is finished against all that there is to do."""
    return ProgressPicture(
        finished=ChartSeries(drawing.times, drawing.finished),
        total=drawing.total,
        total_label=f"{drawing.total} to replace" if drawing.total else "",
        levels=tuple(
            ProgressLevel(stage.count, f"{stage.percent} %", stage.reached) for stage in drawing.stages
        ),
        now=drawing.now,
        now_label=drawing.now_label,
        start=drawing.start,
        end=drawing.end,
        gaps=drawing.gaps,
        notches=_notches(drawing),
    )


def _notches(drawing: Drawing) -> tuple[Notch, ...]:
    return tuple(Notch(mark.at, mark.words, _NOTCHES[mark.kind]) for mark in drawing.events)
