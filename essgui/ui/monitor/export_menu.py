"""The menu that asks how a table is to be exported."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

if TYPE_CHECKING:
    from collections.abc import Callable

_KINDS = (("csv", "As CSV, for a spreadsheet…"), ("json", "As JSON, for a program…"))


def export_menu(parent: QWidget, rows: int, chosen: Callable[[str], None]) -> QMenu:
    """Build the menu; what the filter hides is not exported. It deletes itself when it closes."""
    menu = QMenu(parent)
    menu.setObjectName("export_menu")
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.setToolTipsVisible(True)
    what = "Exports the row that is shown." if rows == 1 else f"Exports the {rows} rows that are shown."
    if rows <= 0:
        what = "No row is shown."
    for kind, text in _KINDS:
        action = QAction(text, menu)
        action.setObjectName(f"export_{kind}")
        action.setEnabled(rows > 0)
        action.setToolTip(what)
        action.triggered.connect(lambda _checked=False, kind=kind: chosen(kind))
        menu.addAction(action)
    return menu
