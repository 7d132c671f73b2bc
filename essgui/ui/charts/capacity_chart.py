"""The capacity of a group over a refresh: old and new in service, limits, pauses, forecast."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essgui.ui.charts.frame import Frame, Mark
from essgui.ui.charts.live_chart import LiveChart, notched, span_of, spans
from essgui.ui.charts.picture import CapacityPicture
from essgui.ui.charts.reading import before, between

if TYPE_CHECKING:
    from datetime import datetime, tzinfo

    from PySide6.QtWidgets import QWidget

    from essgui.ui.charts.picture import ChartSeries


class CapacityChart(LiveChart):
    """Shows one CapacityPicture at a time; the user may pan and zoom the time axis only."""

    def __init__(self, parent: QWidget | None = None, zone: tzinfo | None = None) -> None:
        super().__init__(parent, zone)
        plot = self.plot
        self.picture = CapacityPicture()
        self._old = plot.add_area("c_old_area", 1)
        self._new_area = plot.add_area("c_new_area", 2)
        self._low, self._high = plot.add_band("c_band", 3)
        self._first = plot.add_line("c_line", 1.25, 4, (2, 2))
        self._forecast = plot.add_line("c_forecast", 1.75, 5, (5, 4))
        self._new = plot.add_line("c_new", 2, 6)
        self._in_service = plot.add_line("c_line", 2, 7)

    def set_picture(self, picture: CapacityPicture, empty_text: str = "") -> None:
        """Replace all that is shown; `empty_text` stands where the picture has no points."""
        self.picture = picture
        self.setAccessibleName(self.tr("Capacity over time"))
        self.describe(self._words(picture))
        measured = (picture.in_service, picture.new)
        expected = (
            picture.forecast,
            picture.forecast_low,
            picture.forecast_high,
            picture.first_forecast,
        )
        if not self.show_plot((*measured, *expected), empty_text):
            return
        self.plot.set_traces(picture.in_service, self._old, self._in_service)
        self.plot.set_traces(picture.new, self._new_area, self._new)
        self.plot.set_traces(picture.forecast, self._forecast)
        self.plot.set_traces(picture.forecast_low, self._low)
        self.plot.set_traces(picture.forecast_high, self._high)
        self.plot.set_traces(picture.first_forecast, self._first)
        span = span_of((*measured, *expected), picture.start, picture.end)
        self.draw(_frame(picture), span, picture.ceiling or 0)

    def lines_at(self, at: float) -> tuple[str, ...]:
        """Return what was, or is expected to be, at a moment."""
        picture = self.picture
        if picture.now is not None and at > picture.now.timestamp():
            expected = between(picture.forecast, at)
            return () if expected is None else (self.tr("≈ {n} new expected").format(n=round(expected)),)
        serving, new = before(picture.in_service, at), before(picture.new, at)
        if serving is None:
            return ()
        first = self.tr("{n} in service").format(n=f"{serving:g}")
        if new is None:
            return (first,)
        counts = self.tr("{new} new, {old} {rest}")
        return first, counts.format(new=f"{new:g}", old=f"{serving - new:g}", rest=picture.rest)

    def _words(self, picture: CapacityPicture) -> str:
        """Return what the chart shows now for those who do not see it."""
        parts = [
            template.format(n=f"{value:g}")
            for template, value in (
                (self.tr("{n} in service"), _last(picture.in_service)),
                (self.tr("{n} new"), _last(picture.new)),
            )
            if value is not None
        ]
        labels = (picture.floor_label, picture.ceiling_label, picture.finish_label)
        return ", ".join((*parts, *(label for label in labels if label)))


def _last(series: ChartSeries) -> float | None:
    return series.values[-1] if series.values else None


def _frame(picture: CapacityPicture) -> Frame:
    dots: list[tuple[float, float, str]] = []
    if picture.now is not None:
        for series, tone in ((picture.new, "c_new"), (picture.in_service, "c_line")):
            last = _last(series)
            if last is not None:
                dots.append((series.times[-1].timestamp(), last, tone))
    return Frame(
        floor=picture.floor,
        floor_label=picture.floor_label,
        ceiling=picture.ceiling,
        ceiling_label=picture.ceiling_label,
        marks=tuple(
            Mark(mark.at.timestamp(), mark.label, _seconds(mark.until), mark.reached, mark.note)
            for mark in picture.checkpoints
        ),
        now=_seconds(picture.now),
        now_label=picture.now_label,
        finish=(
            None if picture.finish is None else (picture.finish[0].timestamp(), picture.finish[1].timestamp())
        ),
        finish_label=picture.finish_label,
        dots=tuple(dots),
        unseen_until=_seconds(picture.unseen_until),
        unseen_label=picture.unseen_label,
        gaps=spans(picture.gaps),
        notches=notched(picture.notches),
    )


def _seconds(at: datetime | None) -> float | None:
    return None if at is None else at.timestamp()
