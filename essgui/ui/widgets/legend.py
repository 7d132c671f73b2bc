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
_LINE, _MOST_LINES = 16, 3


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
    """Paints its items in one line, in up to three where it is narrow; the rest is left out."""

    def __init__(self, items: tuple[LegendItem, ...] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items = items
        policy = QSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set_items(items)

    def set_items(self, items: tuple[LegendItem, ...]) -> None:
        """Show other items."""
        if items == self._items and self.accessibleName():
            return
        self._items = items
        self.setAccessibleName("Legend: " + ", ".join(item.word for item in items))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(round(sum(self._width(item) + _APART for item in self._items)), _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, _HEIGHT)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        lines = len(self._lines(width))
        return _HEIGHT if lines < 2 else lines * _LINE

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(FontRole.SMALL))
        lines = self._lines(self.width())
        high = min(_LINE, self.height() / max(1, len(lines))) if len(lines) > 1 else self.height()
        top = (self.height() - high * len(lines)) / 2
        for number, line in enumerate(lines):
            self._paint_line(painter, line, QRectF(0, top + number * high, self.width(), high))

    def _paint_line(self, painter: QPainter, line: tuple[LegendItem, ...], box: QRectF) -> None:
        theme = self.theme
        left, middle = 0.0, box.center().y()
        for item in line:
            width = self._width(item)
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
            words = QRectF(left + _MARK + _GAP, box.top(), width, box.height())
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, item.word)
            left += width + _APART

    def _lines(self, width: int) -> tuple[tuple[LegendItem, ...], ...]:
        lines: list[list[LegendItem]] = [[]]
        left = 0.0
        for item in self._items:
            wide = self._width(item)
            if left + wide > width + 1:
                if len(lines) == _MOST_LINES or wide > width + 1:
                    break
                lines.append([])
                left = 0.0
            lines[-1].append(item)
            left += wide + _APART
        return tuple(tuple(line) for line in lines)

    def _width(self, item: LegendItem) -> float:
        return _MARK + _GAP + QFontMetricsF(current_theme().font(FontRole.SMALL)).horizontalAdvance(item.word)
