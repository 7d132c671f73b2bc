"""A field to search in, with its icon and a button that empties it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QWidget

from essgui.ui.icons import themed_icon
from essgui.ui.theme import current_theme

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent


class SearchField(QLineEdit):
    """Follows the theme."""

    def __init__(
        self, name: str, title: str, placeholder: str, parent: QWidget | None = None, *, icon: str = "search"
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setPlaceholderText(placeholder)
        self.setClearButtonEnabled(True)
        self._icon = icon
        self._action = QAction(self)
        # Qt leaves a wide gap between the icon and the text.
        self.setTextMargins(-8, 0, 0, 0)
        self.addAction(self._action, QLineEdit.ActionPosition.LeadingPosition)
        self._draw()

    def changeEvent(self, arg__1: QEvent) -> None:
        super().changeEvent(arg__1)
        if arg__1.type() in {arg__1.Type.StyleChange, arg__1.Type.PaletteChange} and hasattr(self, "_action"):
            self._draw()

    def _draw(self) -> None:
        self._action.setIcon(themed_icon(current_theme(), self._icon, "text3"))
