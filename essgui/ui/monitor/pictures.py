"""Turns what the core says of a refresh into what the charts draw."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essgui.ui.charts.picture import (
    CapacityPicture,
    ChartSeries,
    CheckpointMark,
    ProgressLevel,
    ProgressPicture,
)

if TYPE_CHECKING:
    from essgui.core.select_monitor_chart import Drawing


def capacity_picture(drawing: Drawing) -> CapacityPicture:
    """Return in service, new, floor, ceiling and the checkpoints that were reached."""
    return CapacityPicture(
        in_service=ChartSeries(drawing.times, drawing.in_service),
        new=ChartSeries(drawing.times, drawing.new),
        floor=drawing.floor,
        floor_label="" if drawing.floor is None else f"floor {drawing.floor}",
        ceiling=drawing.ceiling,
        ceiling_label="" if drawing.ceiling is None else f"ceiling {drawing.ceiling}",
        checkpoints=tuple(
            CheckpointMark(mark.at, f"{mark.percent} %", mark.until, reached=True) for mark in drawing.marks
        ),
        now=drawing.now,
        now_label=drawing.now_label,
        start=drawing.start,
        end=drawing.end,
        unseen_until=drawing.unseen_until,
        unseen_label="not recorded" if drawing.unseen_until is not None else "",
    )


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
    )
