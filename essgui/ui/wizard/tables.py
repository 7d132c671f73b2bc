"""How the wizard's tables look: whole rows, no grid, no editing, the columns' widths given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from essgui.ui.fonts import FontRole
from essgui.ui.theme import current_theme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QAbstractItemModel


def make_table(
    name: str, title: str, model: QAbstractItemModel, widths: Sequence[int], row_height: int = 43
) -> QTableView:
    """Make a table; a width of 0 takes what the others leave."""
    view = QTableView()
    view.setObjectName(name)
    view.setAccessibleName(title)
    view.setModel(model)
    view.setShowGrid(False)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setTabKeyNavigation(False)
    view.verticalHeader().hide()
    view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    view.verticalHeader().setDefaultSectionSize(row_height)
    header = view.horizontalHeader()
    header.setFont(current_theme().font(FontRole.SMALL))
    header.setHighlightSections(False)
    header.setFixedHeight(32)
    for column, width in enumerate(widths):
        mode = QHeaderView.ResizeMode.Fixed if width else QHeaderView.ResizeMode.Stretch
        header.setSectionResizeMode(column, mode)
        if width:
            view.setColumnWidth(column, width)
    return view
