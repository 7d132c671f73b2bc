"""Drawings of forecasts for the tests of the chart: any pace of any group, through the real selector."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC
from typing import TYPE_CHECKING

from essgui.core.select_forecast import forecast_view, outlook
from essgui.core.select_wizard import subject_of
from essgui.core.state import Step
from tests.ui.wizard import scenes

if TYPE_CHECKING:
    from essgui.core.select_forecast import ForecastDrawing

PACE = {**scenes.CONFIGURATION, "min_healthy": 90, "max_healthy": 150, "checkpoints": (25, 50, 100)}


def drawing(size: int = 40, past: bool = True, **changes: object) -> ForecastDrawing:
    """Foresee the refresh of a group; `changes` go to the form."""
    state = scenes.ecs(Step.PACE, size=size, **{**PACE, **changes})
    subject = subject_of(scenes.with_past(state) if past else scenes.with_past(state, value=()))
    assert subject is not None
    shown = forecast_view(outlook(subject, UTC)).drawing
    assert shown is not None
    return shown


def quick(seconds: float = 30) -> ForecastDrawing:
    """Return one that is over in half a minute."""
    made = drawing(4, checkpoints=())
    shrink = seconds / made.finish[1]
    return replace(
        made,
        points=tuple(point._replace(at=point.at * shrink) for point in made.points),
        finish=(made.finish[0] * shrink, seconds),
        end=seconds * 1.04,
    )
