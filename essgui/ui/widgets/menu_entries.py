"""Entries of context menus: what each does, and why it is off where it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QAction

from essgui.ui.icons import themed_icon
from essgui.ui.theme import current_theme
from essgui.ui.widgets.mnemonics import literal
from essgui.ui.widgets.tips import plain_tip

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QMenu


def add_entry(menu: QMenu, name: str, text: str, icon: str, act: Callable[[], None], why: str = "") -> None:
    """Append an entry; with a reason it is off and its tooltip says why. An empty icon is none."""
    action = QAction(literal(text), menu)
    if icon:
        action.setIcon(themed_icon(current_theme(), icon))
    action.setObjectName(name)
    action.setEnabled(not why)
    action.setToolTip(plain_tip(why))
    action.triggered.connect(lambda _checked=False: act())
    menu.addAction(action)
