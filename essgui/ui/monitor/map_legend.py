"""The legend of the instance map: a square and a word for each role, and what pointer and keys do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QSizePolicy

from essgui.ui.fonts import FontRole
from essgui.ui.monitor.map_row import LEFT
from essgui.ui.monitor.squares import LOOKS, square_picture
from essgui.ui.theme import current_theme
from essgui.ui.widgets.painted import PaintedWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QWidget

_HEIGHT, _SIDE, _GAP, _APART = 36, 16, 7, 20
_HINT = "Hover for details, Enter opens the instance"


class MapLegend(PaintedWidget):
    """Paints all roles in one line; the hint stands at the right where there is room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Legend: " + ", ".join(look.word for look in LOOKS.values()))
        self.setAccessibleDescription(_HINT)

    def sizeHint(self) -> QSize:
        return QSize(900, _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self.theme
        painter = QPainter(self)
        metrics = QFontMetricsF(theme.font(FontRole.SMALL))
        painter.setFont(theme.font(FontRole.SMALL))
        left, top = float(LEFT), (_HEIGHT - _SIDE) / 2
        for role, look in LOOKS.items():
            picture = square_picture(role, _SIDE, current_theme().name, self.devicePixelRatioF())
            painter.drawPixmap(QPointF(left, top), picture)
            painter.setPen(theme.color("text2"))
            width = metrics.horizontalAdvance(look.word)
            words = QRectF(left + _SIDE + _GAP, 0, width + 2, _HEIGHT)
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, look.word)
            left += _SIDE + _GAP + width + _APART
        if left + metrics.horizontalAdvance(_HINT) + LEFT <= self.width():
            painter.setPen(theme.color("text3"))
            rest = QRectF(left, 0, self.width() - LEFT - left, _HEIGHT)
            painter.drawText(rest, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, _HINT)
