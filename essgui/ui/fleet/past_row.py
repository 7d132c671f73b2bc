"""One earlier refresh in the drawer: status, day, count and duration; a click opens its monitor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from essgui.ui.fonts import FontRole
from essgui.ui.status import status_word
from essgui.ui.widgets.delegates.cell import write
from essgui.ui.widgets.painted import PaintedButton, draw_ring
from essgui.ui.widgets.pill import HEIGHT, paint_pill, pill_width

if TYPE_CHECKING:
    from essgui.core.select_fleet_drawer import PastRefresh

_ROW = 28
_DURATION = 74
_COUNTS = 46
_DATE = 118


class PastRefreshRow(PaintedButton):
    """Paints one line; the columns stand below one another wherever the pills leave room.

    Signals: menu_wanted(point on screen) by the right button or the menu key.
    """

    menu_wanted = Signal(QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.past: PastRefresh | None = None
        self.setObjectName("past_refresh")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_past(self, past: PastRefresh) -> None:
        """Show another refresh."""
        if past != self.past:
            self.past = past
            words = (status_word(past.status), past.date, past.counts, past.duration)
            self.setAccessibleName(", ".join(word for word in words if word))
            self.setToolTip(
                self.tr("Open the monitor of {task}; the menu starts it again").format(task=past.task)
            )
            self.update()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_wanted.emit(event.globalPos())

    def sizeHint(self) -> QSize:
        return QSize(280, _ROW)

    def paintEvent(self, e: QPaintEvent) -> None:
        past, theme = self.past, self.theme
        if past is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("hover"))
            painter.drawRoundedRect(QRectF(self.rect()), 6, 6)
        paint_pill(painter, 0, (self.height() - HEIGHT) / 2, past.status, theme)
        left = max(float(_DATE), pill_width(past.status, theme) + 8)
        right = float(self.width())
        line = QRectF(0, 0, right, self.height())
        small = theme.font(FontRole.SMALL)
        align = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.setPen(theme.color("text3"))
        write(painter, line.adjusted(right - _DURATION, 0, -4, 0), past.duration, small, align)
        painter.setPen(theme.color("text"))
        counts = QRectF(right - _DURATION - _COUNTS, 0, _COUNTS, self.height())
        write(painter, counts, past.counts, small, align)
        painter.setPen(theme.color("text2"))
        write(painter, QRectF(left, 0, counts.left() - left, self.height()), past.date, small)
        if self.ring:
            draw_ring(painter, QRectF(self.rect()), 6, theme)
