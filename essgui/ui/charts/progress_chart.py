"""Finished instances over time, against all that there are to do, with the checkpoints as levels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essgui.ui.charts.frame import Frame, Level
from essgui.ui.charts.live_chart import LiveChart, notched, span_of, spans
from essgui.ui.charts.picture import ProgressPicture
from essgui.ui.charts.reading import before

if TYPE_CHECKING:
    from datetime import tzinfo

    from PySide6.QtWidgets import QWidget


class ProgressChart(LiveChart):
    """Shows one ProgressPicture at a time."""

    def __init__(self, parent: QWidget | None = None, zone: tzinfo | None = None) -> None:
        super().__init__(parent, zone)
        self.picture = ProgressPicture()
        self._area = self.plot.add_area("c_new_area", 1)
        self._forecast = self.plot.add_line("c_forecast", 1.75, 2, (5, 4))
        self._line = self.plot.add_line("c_new", 2, 3)

    def set_picture(self, picture: ProgressPicture, empty_text: str = "") -> None:
        """Replace all that is shown; `empty_text` stands where the picture has no points."""
        self.picture = picture
        self.setAccessibleName(self.tr("Progress over time"))
        last = picture.finished.values[-1] if picture.finished.values else None
        self.describe(self._said(last))
        every = (picture.finished, picture.forecast)
        if not self.show_plot(every, empty_text):
            return
        self.plot.set_traces(picture.finished, self._area, self._line)
        self.plot.set_traces(picture.forecast, self._forecast)
        dots = (
            ((picture.finished.times[-1].timestamp(), last, "c_new"),)
            if last is not None and picture.now is not None
            else ()
        )
        frame = Frame(
            ceiling=picture.total or None,
            ceiling_label=picture.total_label,
            levels=tuple(Level(level.count, level.label, level.reached) for level in picture.levels),
            now=None if picture.now is None else picture.now.timestamp(),
            now_label=picture.now_label,
            dots=dots,
            gaps=spans(picture.gaps),
            notches=notched(picture.notches),
        )
        self.draw(frame, span_of(every, picture.start, picture.end), picture.total)

    def lines_at(self, at: float) -> tuple[str, ...]:
        """Return what was finished at a moment."""
        if self.picture.now is not None and at > self.picture.now.timestamp():
            return ()
        said = self._said(before(self.picture.finished, at))
        return (said,) if said else ()

    def _said(self, done: float | None) -> str:
        if done is None:
            return ""
        return self.tr("{n} of {total} replaced").format(n=f"{done:g}", total=f"{self.picture.total:g}")
