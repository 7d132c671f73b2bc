"""Push buttons in our five kinds, their icons in the colour of their text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QPushButton, QWidget

from essgui.ui.fonts import FontRole
from essgui.ui.icons import spaced_icon, themed_icon
from essgui.ui.theme import current_theme
from essgui.ui.widgets.painted import by_keyboard

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QFont

Kind = Literal["primary", "secondary", "danger", "danger-filled", "ghost", "link", "icon"]

_GAP = 4
"""Pixels between icon and text, beside the four of the style."""

_ICON_TONE: dict[Kind, str] = {
    "primary": "on_accent",
    "secondary": "text",
    "danger": "danger",
    "danger-filled": "on_danger",
    "ghost": "text2",
    "link": "accent_text",
    "icon": "text2",
}


class Button(QPushButton):
    """A push button of a kind, with one of our icons; the style sheet does the rest."""

    def __init__(
        self,
        text: str,
        icon: str = "",
        kind: Kind = "secondary",
        parent: QWidget | None = None,
        *,
        small: bool = False,
        trailing: bool = False,
    ) -> None:
        super().__init__(text, parent)
        self._icon = icon
        self._kind: Kind = kind
        self.setProperty("kind", kind)
        self.setProperty("small", small)
        self.setFont(_font(kind, small))
        self._trailing = trailing
        self._by_keyboard = False
        self.setAutoDefault(False)
        if trailing:
            self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        if kind in {"link", "ghost"}:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._draw_icon()

    @property
    def kind(self) -> Kind:
        """Which kind of button it is now."""
        return self._kind

    def set_kind(self, kind: Kind) -> None:
        """Become another kind: the primary style moves to the action that the state calls for."""
        if kind != self._kind:
            self._kind = kind
            self.setProperty("kind", kind)
            self.setFont(_font(kind, bool(self.property("small"))))
            self._repolish()
            self._draw_icon()

    def set_icon(self, icon: str) -> None:
        """Show another of our icons, or none."""
        self._icon = icon
        self._draw_icon()

    def changeEvent(self, e: QEvent) -> None:
        super().changeEvent(e)
        if e.type() in {QEvent.Type.StyleChange, QEvent.Type.PaletteChange}:
            self._draw_icon()

    def focusInEvent(self, arg__1: QFocusEvent) -> None:
        super().focusInEvent(arg__1)
        self._by_keyboard = by_keyboard(arg__1.reason(), self._by_keyboard)
        self._set_ring(on=self._by_keyboard)

    def focusOutEvent(self, arg__1: QFocusEvent) -> None:
        super().focusOutEvent(arg__1)
        self._set_ring(on=False)

    def _set_ring(self, *, on: bool) -> None:
        if bool(self.property("ring")) != on:
            self.setProperty("ring", on)
            self._repolish()

    def _repolish(self) -> None:
        self.style().unpolish(self)
        self.style().polish(self)

    def _draw_icon(self) -> None:
        # changeEvent may come while the base class is still being built.
        name = getattr(self, "_icon", None)
        if name is None:
            return
        theme, tone, size = current_theme(), _ICON_TONE[self._kind], 14 if self.property("small") else 16
        if not name:
            self.setIcon(QIcon())
        elif self._kind == "icon":
            self.setIconSize(QSize(size, size))
            self.setIcon(themed_icon(theme, name, tone, size))
        else:
            self.setIconSize(QSize(size + _GAP, size))
            self.setIcon(spaced_icon(theme, name, tone, size, _GAP, before=self._trailing))


def primary_button(text: str, icon: str = "", parent: QWidget | None = None) -> Button:
    """Make the one button that the screen is for."""
    return Button(text, icon, "primary", parent)


def secondary_button(
    text: str, icon: str = "", parent: QWidget | None = None, *, small: bool = False
) -> Button:
    """Make an ordinary button."""
    return Button(text, icon, "secondary", parent, small=small)


def link_button(text: str, parent: QWidget | None = None) -> Button:
    """Make a button that looks like a link."""
    return Button(text, "", "link", parent)


def icon_button(icon: str, name: str, parent: QWidget | None = None) -> Button:
    """Make a 28-pixel square button with an icon; `name` is its tooltip and its accessible name."""
    made = Button("", icon, "icon", parent)
    made.setToolTip(name)
    made.setAccessibleName(name)
    return made


def _font(kind: Kind, small: bool) -> QFont:
    if small or kind == "link":
        return current_theme().font(FontRole.PILL)
    return current_theme().font(FontRole.STRONG if kind in {"primary", "danger-filled"} else FontRole.NAME)
