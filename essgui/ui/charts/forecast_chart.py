"""The forecast over time, painted by itself: no pan, no zoom, a cursor that reads the values out."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from essgui.ui.charts.forecast_labels import STRIP, place_labels
from essgui.ui.charts.forecast_paint import Sheet, paint_cursor, paint_sheet
from essgui.ui.charts.forecast_shape import at_moment, shape
from essgui.ui.charts.frame import Area
from essgui.ui.charts.ticks import count_ticks, time_ticks
from essgui.ui.fonts import FontRole
from essgui.ui.theme import current_theme
from essgui.ui.widgets.painted import BY_KEYBOARD, draw_ring

if TYPE_CHECKING:
    from datetime import tzinfo

    from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent

    from essgui.core.select_forecast import ForecastDrawing

_BELOW, _RIGHT, _EDGE = 24, 4, 4
_STEP, _PAGE = 120, 12
"""Of the time shown: how many key strokes, and how many pages, lead from end to end."""


class ForecastChart(QWidget):
    """Shows one ForecastDrawing; arrow keys move a cursor, Home and End go to the ends, Esc takes it away."""

    def __init__(self, zone: tzinfo | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._zone = zone
        self._drawing: ForecastDrawing | None = None
        self._sheet: Sheet | None = None
        self._cursor: float | None = None
        self._ring = False
        self._summary = ""
        self.setObjectName("forecast_chart")
        self.setAccessibleName("Forecast of the capacity over time")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumSize(320, 180)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def drawing(self) -> ForecastDrawing | None:
        """What is shown."""
        return self._drawing

    @property
    def cursor_at(self) -> float | None:
        """The moment of the cursor in seconds since the Start, or None where there is none."""
        return self._cursor

    @property
    def readout(self) -> str:
        """What the cursor says, such as "12:39, 40 in service, 10 new, 30 old"."""
        if self._drawing is None or self._cursor is None:
            return ""
        serving, new = at_moment(self._drawing.points, self._cursor)
        moment = (self._drawing.start + timedelta(seconds=self._cursor)).astimezone(self._zone)
        time = f"{moment:%H:%M:%S}" if self._drawing.end < 1800 else f"{moment:%H:%M}"
        day = f"{moment:%d %b} " if self._drawing.end > 12 * 3600 else ""
        return f"{day}{time}, {serving} in service, {new} new, {serving - new} old"

    def show_drawing(self, drawing: ForecastDrawing, summary: str) -> None:
        """Show another forecast; `summary` says the same to those who do not see it."""
        self._drawing, self._sheet, self._summary = drawing, None, summary
        if self._cursor is not None:
            self._cursor = min(self._cursor, drawing.end)
        self._tell()
        self.update()

    def sheet(self) -> Sheet | None:
        """Return the forecast as it is laid out at the present size."""
        if self._sheet is None and self._drawing is not None and self.width() > 80 and self.height() > 80:
            self._sheet = self._laid_out(self._drawing)
        return self._sheet

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), current_theme()
        sheet = self.sheet()
        if sheet is not None and self._drawing is not None:
            paint_sheet(painter, sheet, theme)
            if self._cursor is not None:
                counts = at_moment(self._drawing.points, self._cursor)
                paint_cursor(painter, sheet, sheet.area.x(self._cursor), counts, self.readout, theme)
        if self._ring:
            draw_ring(painter, QRectF(self.rect()), 6, theme)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._sheet = None
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        # The event may come while the base class is still being built.
        if event.type() in {QEvent.Type.StyleChange, QEvent.Type.FontChange}:
            self._sheet = None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        sheet = self.sheet()
        if sheet is None:
            return
        area = sheet.area
        inside = area.rect.adjusted(-2, 0, 2, _BELOW).contains(event.position())
        share = (event.position().x() - area.rect.left()) / area.rect.width()
        self._move(min(max(share, 0.0), 1.0) * area.right if inside else None)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        if not self._ring:
            self._move(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        drawing = self._drawing
        plain = event.modifiers() in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier}
        if drawing is None or not plain:
            super().keyPressEvent(event)
            return
        at, step, page = self._cursor, drawing.end / _STEP, drawing.end / _PAGE
        match event.key():
            case Qt.Key.Key_Right:
                at = 0.0 if at is None else at + step
            case Qt.Key.Key_Left:
                at = drawing.end if at is None else at - step
            case Qt.Key.Key_PageDown:
                at = (at or 0.0) + page
            case Qt.Key.Key_PageUp:
                at = (at or 0.0) - page
            case Qt.Key.Key_Home:
                at = 0.0
            case Qt.Key.Key_End:
                at = drawing.end
            case Qt.Key.Key_Escape if at is not None:
                at = None
            case _:
                super().keyPressEvent(event)
                return
        self._move(None if at is None else min(max(at, 0.0), drawing.end))

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = event.reason() in BY_KEYBOARD
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._ring = False
        super().focusOutEvent(event)
        self._move(None)
        self.update()

    def _move(self, at: float | None) -> None:
        if at != self._cursor:
            self._cursor = at
            self._tell()
            self.update()

    def _tell(self) -> None:
        self.setAccessibleDescription(self.readout or self._summary)

    def _laid_out(self, drawing: ForecastDrawing) -> Sheet:
        theme = current_theme()
        strong = QFontMetricsF(theme.font(FontRole.CAPTION_STRONG))
        plain = QFontMetricsF(theme.font(FontRole.CAPTION))
        height = self.height() - _EDGE - _BELOW
        top = max(drawing.ceiling, 1) * height / (height - STRIP)
        rows = [(count, f"{count:,}") for count in count_ticks(drawing.ceiling, max(2, round(height / 36)))]
        left = max(plain.horizontalAdvance(word) for _count, word in rows) + 12
        rect = QRectF(left, _EDGE, self.width() - left - _RIGHT, height)
        area = Area(rect, 0.0, drawing.end, 0.0, top)
        return Sheet(
            area,
            drawing,
            shape(area, drawing.points),
            place_labels(area, drawing, strong.horizontalAdvance),
            tuple(rows),
            self._ticks(area, drawing, plain),
        )

    def _ticks(
        self, area: Area, drawing: ForecastDrawing, metrics: QFontMetricsF
    ) -> tuple[tuple[QRectF, str], ...]:
        start = drawing.start.timestamp()
        placed: list[tuple[QRectF, str]] = []
        for at, word in time_ticks(start, start + drawing.end, area.rect.width(), self._zone):
            wide = metrics.horizontalAdvance(word) + 2
            left = min(max(area.x(at - start) - wide / 2, 0.0), self.width() - wide)
            place = QRectF(left, area.rect.bottom() + 6, wide, 16)
            if not placed or placed[-1][0].right() + 6 <= left:
                placed.append((place, word))
        return tuple(placed)
