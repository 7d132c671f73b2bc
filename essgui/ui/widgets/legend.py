"""The legend of a chart: a mark and a word for each series."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy

from essgui.ui.fonts import FontRole
from essgui.ui.theme import current_theme
from essgui.ui.widgets.painted import PaintedWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QWidget

_HEIGHT, _MARK, _GAP, _APART = 20, 14, 6, 16


class MarkKind(StrEnum):
    """How a series is drawn."""

    LINE = "line"
    AREA = "area"
    DASHED = "dashed"
    DOTTED = "dotted"
    OUTLINED = "outlined"


@dataclass(frozen=True, slots=True)
class LegendItem:
    """One series."""

    word: str
    tone: str
    kind: MarkKind


class Legend(PaintedWidget):
    """Paints its items in one line; those that do not fit are left out from the end."""

    def __init__(self, items: tuple[LegendItem, ...] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items = items
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.set_items(items)

    def set_items(self, items: tuple[LegendItem, ...]) -> None:
        """Show other items."""
        self._items = items
        self.setAccessibleName("Legend: " + ", ".join(item.word for item in items))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(round(sum(self._width(item) + _APART for item in self._items)), _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(FontRole.SMALL))
        left = 0.0
        middle = self.height() / 2
        for item in self._items:
            width = self._width(item)
            if left + width > self.width() + 1:
                break
            color = theme.color(item.tone)
            if item.kind is MarkKind.AREA:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(color)
                painter.drawRoundedRect(QRectF(left + 2, middle - 5, 10, 10), 2, 2)
            elif item.kind is MarkKind.OUTLINED:
                painter.setPen(QPen(color, 1))
                painter.setBrush(theme.color("c_pause"))
                painter.drawRoundedRect(QRectF(left + 0.5, middle - 3.5, 13, 7), 1.5, 1.5)
            else:
                pen = QPen(color, 2)
                pen.setCapStyle(Qt.PenCapStyle.FlatCap)
                if item.kind is not MarkKind.LINE:
                    pen.setDashPattern([2.5, 1.5] if item.kind is MarkKind.DASHED else [1, 1.2])
                painter.setPen(pen)
                painter.drawLine(QPointF(left, middle), QPointF(left + _MARK, middle))
            painter.setPen(theme.color("text2"))
            words = QRectF(left + _MARK + _GAP, 0, width, self.height())
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, item.word)
            left += width + _APART

    def _width(self, item: LegendItem) -> float:
        return _MARK + _GAP + QFontMetricsF(current_theme().font(FontRole.SMALL)).horizontalAdvance(item.word)
