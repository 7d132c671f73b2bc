"""The menu of a row, opened by the right button or the menu key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from essgui.ui.widgets.menu_entries import add_entry

if TYPE_CHECKING:
    from collections.abc import Callable

    from essgui.core.select_fleet import FleetRow


def row_menu(
    row: FleetRow,
    parent: QWidget,
    refresh: Callable[[], None],
    again: Callable[[], None],
    watch: Callable[[], None],
    copy: Callable[[], None],
) -> QMenu:
    """Build the menu; an entry that is off says why in its tooltip. It deletes itself when it closes."""
    menu = QMenu(parent)
    menu.setObjectName("fleet_menu")
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.setToolTipsVisible(True)
    add_entry(menu, "menu_refresh", "Refresh instances…", "refreshes", refresh, row.blocked_why)
    why = "" if row.task is not None else "No refresh of this group is known."
    add_entry(menu, "menu_again", "Start again like the last one…", "history", again, why or row.blocked_why)
    add_entry(menu, "menu_watch", "Open monitor", "eye", watch, why)
    menu.addSeparator()
    add_entry(menu, "menu_copy", "Copy id", "copy", copy, "")
    return menu
