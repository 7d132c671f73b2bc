"""Cells of the monitor's own tables: a text with its error unfolded below, and an id."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF

from essgui.ui.fonts import FontRole
from essgui.ui.widgets.delegates.cell import CellDelegate, Index, text_of, tone_of, write
from essgui.ui.widgets.delegates.roles import Role

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from essgui.ui.theme import Theme


class UnfoldedDelegate(CellDelegate):
    """One line of text; below it, where there is one, the error in red or the cause in pale."""

    def paint_content(self, painter: QPainter, rect: QRectF, index: Index, theme: Theme) -> None:
        second = text_of(index, Role.SECOND_LINE)
        painter.setPen(theme.color(tone_of(index)))
        if not second:
            write(painter, rect, text_of(index), theme.font(FontRole.BODY))
            return
        middle = rect.center().y()
        upper = QRectF(rect.left(), middle - 18, rect.width(), 18)
        lower = QRectF(rect.left(), middle + 1, rect.width(), 16)
        write(painter, upper, text_of(index), theme.font(FontRole.BODY))
        tone = "text3" if index.data(Role.DIM) else text_of(index, Role.ICON_TONE) or "text3"
        painter.setPen(theme.color(tone))
        write(painter, lower, second, theme.font(FontRole.SMALL))


class IdDelegate(CellDelegate):
    """An id in the fixed face."""

    def paint_content(self, painter: QPainter, rect: QRectF, index: Index, theme: Theme) -> None:
        painter.setPen(theme.color(tone_of(index)))
        write(painter, rect, text_of(index), theme.font(FontRole.ID))
