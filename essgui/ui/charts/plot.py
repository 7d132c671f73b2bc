"""A plot over time on pyqtgraph: curves, areas, axes and range. Importing this module is what costs.

pyqtgraph and NumPy take over half a second to import, so the charts import this module when the first
of them is built and never before.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from importlib import import_module
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QBrush, QMouseEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from essgui.ui.charts.cursor import Cursor
from essgui.ui.charts.frame import Area, Frame, Layer
from essgui.ui.charts.happenings import in_gap, near
from essgui.ui.charts.thin import thin
from essgui.ui.charts.ticks import count_ticks, time_ticks
from essgui.ui.fonts import FontRole
from essgui.ui.theme import current_theme

if TYPE_CHECKING:
    from datetime import tzinfo

    from numpy.typing import NDArray

    from essgui.ui.charts.picture import ChartSeries

    Numbers = NDArray[np.float64]

# pyqtgraph ships no types, so the checker would call every part of it unknown.
pg: Any = import_module("pyqtgraph")

_TOP_ROOM = 26
"""Pixels above the ceiling, for the flags of the checkpoints."""


@dataclass(slots=True)
class Trace:
    """One curve: its item, how it is drawn, and all its points before thinning."""

    item: Any
    line: str = ""
    width: float = 2.0
    dash: tuple[float, ...] = ()
    area: str = ""
    x: Numbers = field(default_factory=lambda: np.empty(0))
    y: Numbers = field(default_factory=lambda: np.empty(0))


class TimePlot(QWidget):
    """Curves over time in pixels and local times.

    Signals: left_live() when the user moved or zoomed the time axis, so that it no longer follows;
    pointed(seconds or None) as the pointer moves over the plot and leaves it; double_clicked().
    """

    left_live = Signal()
    pointed = Signal(object)
    double_clicked = Signal()

    def __init__(self, parent: QWidget | None = None, zone: tzinfo | None = None) -> None:
        super().__init__(parent)
        self._zone = zone
        self._frame = Frame()
        self._span = (0.0, 1.0)
        self._highest = 1.0
        self._known: tuple[tuple[datetime, ...], Numbers] = ((), np.empty(0))
        self._traces: list[Trace] = []
        self._bands: list[tuple[Any, str]] = []
        self._following = True
        self.view: Any = pg.PlotWidget(self, background=None)
        self._plot: Any = self.view.getPlotItem()
        self._box: Any = self._plot.getViewBox()
        self._plot.hideButtons()
        self._plot.setMenuEnabled(False)
        self._plot.layout.setContentsMargins(0, 20, 8, 0)
        self._box.setMouseEnabled(x=True, y=False)
        self._box.setDefaultPadding(0)
        self.view.setAntialiasing(True)
        self.view.setFrameShape(pg.QtWidgets.QFrame.Shape.NoFrame)
        self.view.setAccessibleName(self.tr("Chart over time"))
        for side in ("left", "bottom"):
            self._plot.getAxis(side).setStyle(
                tickLength=0, tickAlpha=0, tickTextOffset=6, autoExpandTextSpace=False
            )
        self._plot.getAxis("left").setWidth(30)
        self._plot.getAxis("bottom").setHeight(24)
        self._layers = (
            Layer(self._area, self._plot.boundingRect, above=False),
            Layer(self._area, self._plot.boundingRect, above=True),
        )
        for layer in self._layers:
            layer.setParentItem(self._plot)
        self.cursor_line = Cursor(self._area, self._plot.boundingRect)
        self.cursor_line.setParentItem(self._plot)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.viewport().installEventFilter(self)
        self.view.viewport().setMouseTracking(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.view)
        self._box.sigRangeChanged.connect(self._on_range)
        self._box.sigRangeChangedManually.connect(self._on_moved)
        self._box.sigResized.connect(self._on_resized)
        self.restyle()

    @property
    def following(self) -> bool:
        """Whether the time axis shows what the picture asks for, rather than what the user chose."""
        return self._following

    @property
    def live(self) -> bool:
        """Whether there is a now to follow: not in what is over."""
        return self._frame.now is not None

    def follow(self) -> None:
        """Go back to what the picture asks for."""
        self._following = True
        self._apply_span()

    def add_area(self, tone: str, z: float) -> Trace:
        """Add a filled area from zero up to a curve."""
        return self._add(Trace(pg.PlotCurveItem(connect="finite", fillLevel=0), area=tone), z)

    def add_line(self, tone: str, width: float, z: float, dash: tuple[float, ...] = ()) -> Trace:
        """Add a line; the dash is in pixels."""
        return self._add(Trace(pg.PlotCurveItem(connect="finite"), tone, width, dash), z)

    def add_band(self, tone: str, z: float) -> tuple[Trace, Trace]:
        """Add an area between two invisible curves, which it returns."""
        low, high = (self._add(Trace(pg.PlotCurveItem(connect="finite")), z) for _ in range(2))
        item = pg.FillBetweenItem(low.item, high.item)
        item.setZValue(z)
        self._plot.addItem(item)
        self._bands.append((item, tone))
        return low, high

    def set_traces(self, series: ChartSeries, *traces: Trace) -> None:
        """Give curves other points, the same to all of them; draw() shows them."""
        x, y = self._seconds(series.times), np.asarray(series.values, dtype=np.float64)
        for trace in traces:
            trace.x, trace.y = x, y

    def draw(self, frame: Frame, span: tuple[float, float], highest: float = 0) -> None:
        """Show the curves as they were set, this frame, and where the user did not choose, this span.

        The count axis reaches to `highest` or to the highest point of all curves, whichever is more.
        """
        tops = (float(np.nanmax(trace.y)) for trace in self._traces if not np.isnan(trace.y).all())
        self._frame, self._span, self._highest = frame, span, max(highest, 0.0, *tops)
        if self._following:
            self._apply_span()
        self._on_range()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Leave:
            self.pointed.emit(None)
        elif isinstance(event, QMouseEvent) and event.type() is QEvent.Type.MouseMove:
            self._on_pointer(event.position())
        elif isinstance(event, QMouseEvent) and event.type() is QEvent.Type.MouseButtonDblClick:
            self.double_clicked.emit()
        return super().eventFilter(watched, event)

    def unseen(self, at: float) -> bool:
        """Tell whether nobody was looking at a moment."""
        return in_gap(self._frame, at)

    def happened_near(self, at: float) -> tuple[str, ...]:
        """Return the words of the notches near a moment."""
        return near(self._area(), self._frame, at)

    def clock_of(self, at: float) -> str:
        """Return a moment as a time of the day, with seconds; with the day where several are shown."""
        moment, *ends = (datetime.fromtimestamp(s, UTC).astimezone(self._zone) for s in (at, *self._span))
        days = {one.date() for one in ends}
        return f"{moment:%d %b %H:%M:%S}" if len(days) > 1 else f"{moment:%H:%M:%S}"

    def next_moment(self, way: int) -> float:
        """Return where the cursor goes by one step of a hundredth of what is shown."""
        left, right = self._box.viewRange()[0]
        at = self.cursor_line.at
        start = (self._frame.now or right) if at is None else at
        return float(min(max(start + way * (right - left) / 100, left), right))

    def shown_points(self, trace: Trace) -> int:
        """Return how many points a curve is drawn with."""
        x, _y = trace.item.getData()
        return 0 if x is None else len(x)

    def restyle(self) -> None:
        """Take the colours of the theme that is on."""
        theme = current_theme()
        self.view.setBackground(theme.color("surface"))
        for trace in self._traces:
            trace.item.setPen(_pen(trace) if trace.line else None)
            trace.item.setBrush(QBrush(theme.color(trace.area)) if trace.area else None)
        for item, tone in self._bands:
            item.setBrush(QBrush(theme.color(tone)))
        for side in ("left", "bottom"):
            axis = self._plot.getAxis(side)
            axis.setPen(QPen(Qt.PenStyle.NoPen))
            axis.setTextPen(QPen(theme.color("text2")))
            axis.setTickFont(theme.font(FontRole.CAPTION))
        for layer in self._layers:
            layer.update()

    def _add(self, trace: Trace, z: float) -> Trace:
        trace.item.setZValue(z)
        # One wide path that crosses itself is a hundred times slower than its lines one by one; dashes
        # need the path, or each line would begin its own pattern.
        trace.item.setSegmentedLineMode("off" if trace.dash else "on")
        self._plot.addItem(trace.item, ignoreBounds=True)
        self._traces.append(trace)
        self.restyle()
        return trace

    def _apply_span(self) -> None:
        height = max(self._box.height(), 60.0)
        ceiling = self._frame.ceiling
        if ceiling is not None and ceiling >= self._highest:
            top = ceiling * height / (height - _TOP_ROOM)
        else:
            top = max(self._highest, 1.0) * height / (height - _TOP_ROOM - 4)
        self._box.setRange(xRange=self._span, yRange=(0, top), padding=0, disableAutoRange=True)

    def _on_range(self, *_: object) -> None:
        (left, right), (_bottom, top) = self._box.viewRange()
        width = self._box.width()
        self._plot.getAxis("bottom").setTicks([time_ticks(left, right, width, self._zone)])
        rows = count_ticks(min(top, self._frame.ceiling or top))
        self._plot.getAxis("left").setTicks([[(row, str(row)) for row in rows]])
        thinned: dict[int, tuple[Numbers, Numbers]] = {}
        for trace in self._traces:
            if id(trace.y) not in thinned:
                thinned[id(trace.y)] = _thinned(trace, left, right, round(width))
            trace.item.setData(*thinned[id(trace.y)])
        frame = self._with_rows(rows)
        for layer in self._layers:
            layer.frame = frame
            layer.moved()

    def _with_rows(self, rows: list[int]) -> Frame:
        return replace(self._frame, rows=tuple(float(row) for row in rows))

    def _seconds(self, times: tuple[datetime, ...]) -> Numbers:
        if not times or times is self._known[0]:
            return self._known[1] if times else np.empty(0)
        kept = _common(self._known[0], times)
        fresh = np.fromiter((at.timestamp() for at in times[kept:]), np.float64, len(times) - kept)
        found = np.concatenate((self._known[1][:kept], fresh))
        self._known = (times, found)
        return found

    def _on_resized(self, *_: object) -> None:
        if self._following:
            self._apply_span()
        self._on_range()

    def _on_moved(self, *_: object) -> None:
        if self._following:
            self._following = False
            self.left_live.emit()

    def _on_pointer(self, place: QPointF) -> None:
        area = self._area()
        spot = self._plot.mapFromScene(self.view.mapToScene(place.toPoint()))
        if not area.rect.contains(spot):
            self.pointed.emit(None)
            return
        share = (spot.x() - area.rect.left()) / (area.rect.width() or 1)
        self.pointed.emit(area.left + share * (area.right - area.left))

    def _area(self) -> Area:
        rect: QRectF = self._box.mapRectToItem(self._plot, self._box.boundingRect())
        (left, right), (bottom, top) = self._box.viewRange()
        return Area(rect, left, right, bottom, top)


def _thinned(trace: Trace, left: float, right: float, columns: int) -> tuple[Numbers, Numbers]:
    """Return what of a curve is in sight, and a point more at either side, in few points."""
    first = max(int(np.searchsorted(trace.x, left)) - 1, 0)
    last = int(np.searchsorted(trace.x, right, side="right")) + 1
    return thin(trace.x[first:last], trace.y[first:last], columns)


def _common(old: tuple[datetime, ...], new: tuple[datetime, ...]) -> int:
    """Return how many leading times need no conversion: samples are added, and the last one replaced.

    Both are ascending, so the very same objects at three places mean the same row of samples.
    """
    count = len(old) - 1
    if count < 1 or count > len(new):
        return 0
    same = all(old[at] is new[at] for at in (0, count // 2, count - 1))
    return count if same else 0


def _pen(trace: Trace) -> QPen:
    pen = QPen(current_theme().color(trace.line), trace.width)
    pen.setCosmetic(True)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    if trace.dash:
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        pen.setDashPattern([length / trace.width for length in trace.dash])
    return pen
