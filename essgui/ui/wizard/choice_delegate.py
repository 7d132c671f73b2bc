"""Paints the first cell of a table one chooses from: a radio mark, then a name over an id."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from essgui.ui.icons import paint_icon
from essgui.ui.widgets.delegates.cells import TwoLineDelegate
from essgui.ui.wizard.lines_model import OFF_ROLE

if TYPE_CHECKING:
    from essgui.ui.theme import Theme
    from essgui.ui.widgets.delegates.cell import Index

CHOSEN_ROLE = Qt.ItemDataRole.UserRole + 100
"""bool: whether the row is the chosen one."""
_MARK = 16
_GAP = 12


class ChoiceDelegate(TwoLineDelegate):
    """The mark follows the form, not the selection, so that a typed id of no row marks none."""

    radius = _MARK / 2
    """Of the mark's corners: round, because one is chosen."""

    def paint_content(self, painter: QPainter, rect: QRectF, index: Index, theme: Theme) -> None:
        mark = QRectF(rect.left(), rect.center().y() - _MARK / 2, _MARK, _MARK)
        if index.data(CHOSEN_ROLE):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent"))
            painter.drawRoundedRect(mark, self.radius, self.radius)
            self.paint_sign(painter, mark, theme)
        else:
            off = bool(index.data(OFF_ROLE))
            painter.setPen(QPen(theme.color("border" if off else "control_border"), 1))
            painter.setBrush(theme.color("window" if off else "surface"))
            painter.drawRoundedRect(mark.adjusted(0.5, 0.5, -0.5, -0.5), self.radius, self.radius)
        super().paint_content(painter, rect.adjusted(_MARK + _GAP, 0, 0, 0), index, theme)

    def paint_sign(self, painter: QPainter, mark: QRectF, theme: Theme) -> None:
        """Paint what fills the mark of a chosen row."""
        painter.setBrush(theme.color("on_accent"))
        painter.drawEllipse(mark.center(), 3.0, 3.0)


class ManyDelegate(ChoiceDelegate):
    """The same for a table of which several rows are chosen: a square mark with a tick."""

    radius = 3.0

    def paint_sign(self, painter: QPainter, mark: QRectF, theme: Theme) -> None:
        paint_icon(painter, "tick", mark.adjusted(2, 2, -2, -2), theme.color("on_accent"))
