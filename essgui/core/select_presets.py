"""The presets on the Pace step, each with its own forecast for this group."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from essgui.core.forecast_words import count_range, time_range
from essgui.core.presets import PRESETS, preset_of
from essgui.core.select_forecast import lowest_in_service
from essgui.domain.forecast import forecast
from essgui.domain.plan import corridor

if TYPE_CHECKING:
    from essgui.core.presets import PresetName
    from essgui.core.select_forecast import Outlook


@dataclass(frozen=True, slots=True)
class PresetView:
    """One preset and what it would lead to in this group."""

    name: PresetName
    title: str
    settings: str
    takes: str
    """Such as "3 h 45 to 4 h 30"."""
    serving: str
    """Such as "40 to 44 in service, +4 at peak"."""
    chosen: bool


def preset_views(made: Outlook) -> tuple[PresetView, ...]:
    """Return the presets side by side, each with its own forecast for this group."""
    chosen = preset_of(made.subject.draft)
    total, pause = made.subject.replaced, made.subject.spec.pause_minutes
    views: list[PresetView] = []
    for preset in PRESETS:
        band = corridor(made.band.capacity, preset.min_healthy, preset.max_healthy)
        found = forecast(band, total, preset.checkpoints, pause, made.known.durations)
        stops = ", ".join(str(percent) for percent in preset.stops)
        pauses = f"pauses at {stops} %" if stops else "no pauses"
        lowest, peak = lowest_in_service(band, total, found)[0], found.peak[1]
        views.append(
            PresetView(
                preset.name,
                preset.title,
                f"{preset.min_healthy} / {preset.max_healthy} % · {pauses}",
                time_range(*found.finish) if total else "nothing to replace",
                f"{count_range(lowest, peak)} in service, +{peak - band.capacity} at peak" if total else "",
                chosen is preset,
            )
        )
    return tuple(views)
