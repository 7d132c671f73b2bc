"""What all cells share: their ground, the hairline below, the bar at the left of a selected row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from essgui.ui.theme import Theme, current_theme
from essgui.ui.widgets.delegates.roles import Role

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

Index = QModelIndex | QPersistentModelIndex
PAD = 5
"""Pixels left and right inside a cell."""


class CellDelegate(QStyledItemDelegate):
    """Paints the ground and leaves the content to its subclasses."""

    def __init__(self, parent: QObject | None = None, *, row_height: int = 48, first: bool = False) -> None:
        super().__init__(parent)
        self._row_height = row_height
        self._left = 16 if first else PAD

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = current_theme()
        # The stubs of the binding do not know the fields of option.
        found: Any = option
        rect = QRectF(found.rect)
        state: QStyle.StateFlag = found.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if selected or index.data(Role.TICKED):
            painter.fillRect(rect, theme.color("selected"))
        elif index.data(Role.FLASH):
            painter.fillRect(rect, theme.color("accent_soft"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.color("hover"))
        line = QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1)
        painter.fillRect(line, theme.color("border"))
        if selected and self._left > PAD:
            painter.fillRect(QRectF(rect.left(), rect.top(), 3, rect.height() - 1), theme.color("accent"))
        inner = rect.adjusted(self._left, 0, -PAD, -1)
        painter.setClipRect(rect.adjusted(0, 0, -1, 0))
        self.paint_content(painter, inner, index, theme)
        painter.restore()

    def paint_content(self, painter: QPainter, rect: QRectF, index: Index, theme: Theme) -> None:
        """Paint what the cell is about; the rectangle is the cell without its padding."""
        raise NotImplementedError

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(96, self._row_height)


def text_of(index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str:
    """Return a role's text, or an empty string."""
    found = index.data(role)
    return "" if found is None else str(found)


def tone_of(index: Index, fallback: str = "text") -> str:
    """Return the colour name of the main text; a stale row's is that of captions."""
    if index.data(Role.DIM):
        return "text3"
    return text_of(index, Role.TONE) or fallback


def write(
    painter: QPainter,
    rect: QRectF,
    text: str,
    font: QFont,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignVCenter,
) -> float:
    """Write one line, shortened where it does not fit; return its width."""
    metrics = QFontMetricsF(font)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width() + 0.5)
    painter.setFont(font)
    painter.drawText(rect, align | Qt.TextFlag.TextSingleLine, shown)
    return metrics.horizontalAdvance(shown)
