"""The menu of one refresh, opened by the right button or the menu key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from essgui.ui.icons import themed_icon
from essgui.ui.theme import current_theme
from essgui.ui.widgets.tips import plain_tip

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
    _entry(menu, "refresh_watch", "Open monitor", "eye", watch, "")
    _entry(menu, "refresh_again", "Start again like this…", "history", again, why_not_again)
    _entry(menu, "refresh_copy", "Copy id", "copy", copy, "")
    return menu


def _entry(menu: QMenu, name: str, text: str, icon: str, act: Callable[[], None], why: str) -> None:
    action = QAction(themed_icon(current_theme(), icon), text, menu)
    action.setObjectName(name)
    action.setEnabled(not why)
    action.setToolTip(plain_tip(why))
    action.triggered.connect(lambda _checked=False: act())
    menu.addAction(action)
