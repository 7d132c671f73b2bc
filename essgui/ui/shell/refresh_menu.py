"""The menu of one refresh, opened by the right button or the menu key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from essgui.ui.widgets.menu_entries import add_entry

if TYPE_CHECKING:
    from collections.abc import Callable


def refresh_menu(
    parent: QWidget,
    why_not_again: str,
    watch: Callable[[], None],
    again: Callable[[], None],
    copy: Callable[[], None],
) -> QMenu:
    """Build the menu; it deletes itself when it closes."""
    menu = QMenu(parent)
    menu.setObjectName("refresh_menu")
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.setToolTipsVisible(True)
    add_entry(menu, "refresh_watch", "Open monitor", "eye", watch, "")
    add_entry(menu, "refresh_again", "Start again like this…", "history", again, why_not_again)
    add_entry(menu, "refresh_copy", "Copy id", "copy", copy, "")
    return menu
