"""One row of the instance map: its name, its squares in as many lines as they need, its counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QSizePolicy

from essgui.ui.fonts import FontRole
from essgui.ui.icons import paint_icon
from essgui.ui.monitor.squares import square_picture
from essgui.ui.widgets.painted import PaintedWidget, draw_ring

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QWidget

    from essgui.core.select_instance_map import MapRow, Square
    from essgui.ui.theme import Theme

LEFT, TITLE, COUNTS, GAP = 16, 172, 296, 12
_LEAST, _PAD = 56, 12
_PALE = 0.45
_COLUMNS = (0, 62, 124, 216)
"""Where each count begins."""


class MapRowView(PaintedWidget):
    """Paints a row; a square that lives is at the same place in every picture of it."""

    def __init__(self, row: MapRow, side: int, pitch: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.row = row
        self._side, self._pitch = side, pitch
        self.current = -1
        """The place of the chosen square; -1 for none."""
        self.ring = False
        self.dim = False
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMouseTracking(True)
        self.setAccessibleName(row.spoken)

    @property
    def across(self) -> int:
        """How many squares fit into a line."""
        return self._across(self.width())

    def show_row(self, row: MapRow, side: int, pitch: int) -> None:
        """Show another state of the row."""
        if row == self.row and side == self._side:
            return
        taller = side != self._side or len(row.squares) != len(self.row.squares)
        self.row, self._side, self._pitch = row, side, pitch
        self.setAccessibleName(row.spoken)
        if taller:
            self.updateGeometry()
        self.update()

    def set_current(self, place: int, *, ring: bool) -> None:
        """Mark the square at a place as the chosen one."""
        if (place, ring) != (self.current, self.ring):
            self.current, self.ring = place, ring
            self.update()

    def set_dim(self, *, dim: bool) -> None:
        """Paint the squares pale, because they are stale."""
        if dim != self.dim:
            self.dim = dim
            self.update()

    def square_at(self, point: QPoint) -> Square | None:
        """Return the square below a point."""
        x, y = point.x() - self._begin, point.y() - self._top
        if x < 0 or y < 0:
            return None
        column, line = x // self._pitch, y // self._pitch
        place = line * self.across + column
        if column >= self.across or place >= len(self.row.squares):
            return None
        inside = x % self._pitch < self._side and y % self._pitch < self._side
        return self.row.squares[place] if inside else None

    def rect_of(self, place: int) -> QRect:
        """Return where the square at a place is painted."""
        line, column = divmod(place, self.across)
        return QRect(
            self._begin + column * self._pitch, self._top + line * self._pitch, self._side, self._side
        )

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, arg__1: int) -> int:
        lines = -(-len(self.row.squares) // self._across(arg__1)) or 1
        return max(_LEAST, lines * self._pitch - (self._pitch - self._side) + 2 * _PAD)

    def sizeHint(self) -> QSize:
        width = max(self.width(), self.minimumSizeHint().width())
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(LEFT + TITLE + COUNTS + 2 * GAP + 6 * self._pitch, _LEAST)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(QRectF(LEFT, 0, self.width() - 2 * LEFT, 1), theme.color("border"))
        self._paint_title(painter, theme)
        dpr = self.devicePixelRatioF()
        dirty = event.rect()
        painter.setOpacity(_PALE if self.dim else 1.0)
        for place, square in enumerate(self.row.squares):
            rect = self.rect_of(place)
            if rect.intersects(dirty):
                painter.drawPixmap(rect.topLeft(), square_picture(square.role, self._side, theme.name, dpr))
        painter.setOpacity(1.0)
        if 0 <= self.current < len(self.row.squares):
            around = 3 if self._pitch - self._side > 3 else 2
            ring = QRectF(self.rect_of(self.current)).adjusted(-around, -around, around, around)
            draw_ring(painter, ring, 5, theme, "focus" if self.ring else "text3")
        self._paint_counts(painter, theme)

    @property
    def _begin(self) -> int:
        return LEFT + TITLE + GAP

    @property
    def _top(self) -> int:
        # One line stands in the middle, beside the two lines of the title.
        lines = -(-len(self.row.squares) // self.across) or 1
        return max(_PAD, (_LEAST - self._side) // 2) if lines == 1 else _PAD

    def _across(self, width: int) -> int:
        room = width - self._begin - GAP - COUNTS - LEFT
        return max(1, (room + self._pitch - self._side) // self._pitch)

    def _paint_title(self, painter: QPainter, theme: Theme) -> None:
        amber = bool(self.row.warning)
        left = LEFT
        if amber:
            paint_icon(painter, "warn", QRectF(LEFT, 13, 14, 14), theme.color("amber_fg"))
            left += 20
        _write(painter, theme, FontRole.NAME, "amber_fg" if amber else "text", self.row.title, left, 9, 20)
        tone = "amber_fg" if amber else "text2"
        _write(painter, theme, FontRole.SMALL, tone, self.row.line, LEFT, 29, 16)

    def _paint_counts(self, painter: QPainter, theme: Theme) -> None:
        begin = self.width() - LEFT - COUNTS
        for column, (number, word) in zip(_COLUMNS, self.row.counts, strict=True):
            if not number:
                continue
            font = theme.font(FontRole.SMALL_STRONG)
            painter.setFont(font)
            painter.setPen(theme.color("text"))
            spot = QRectF(begin + column, 0, COUNTS, _LEAST)
            painter.drawText(spot, Qt.AlignmentFlag.AlignVCenter, str(number))
            used = QFontMetricsF(font).horizontalAdvance(f"{number} ")
            painter.setFont(theme.font(FontRole.SMALL))
            painter.setPen(theme.color("text2"))
            painter.drawText(spot.adjusted(used, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, word)


def _write(
    painter: QPainter, theme: Theme, role: FontRole, tone: str, text: str, left: int, top: int, height: int
) -> None:
    font = theme.font(role)
    room = LEFT + TITLE - left
    shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideMiddle, room)
    painter.setFont(font)
    painter.setPen(theme.color(tone))
    painter.drawText(QRectF(left, top, room, height), Qt.AlignmentFlag.AlignVCenter, shown)
