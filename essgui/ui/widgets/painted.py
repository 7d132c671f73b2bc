"""The ground of our painted widgets: the theme, and a focus ring for those who came by keyboard."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFocusEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from essgui.ui.theme import Theme, current_theme

BY_KEYBOARD = frozenset(
    {
        Qt.FocusReason.TabFocusReason,
        Qt.FocusReason.BacktabFocusReason,
        Qt.FocusReason.ShortcutFocusReason,
        Qt.FocusReason.OtherFocusReason,
    }
)

_BACK = frozenset({Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason})


def by_keyboard(reason: Qt.FocusReason, before: bool) -> bool:
    """Tell whether a key brought the focus; back from another window or a menu, it is as it was before."""
    return before if reason in _BACK else reason in BY_KEYBOARD


def draw_ring(painter: QPainter, rect: QRectF, radius: float, theme: Theme, token: str = "focus") -> None:  # noqa: S107 - a colour's name, no password
    """Draw the 2-pixel focus ring just inside a rectangle."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.color(token), 2))
    painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), radius, radius)


class PaintedWidget(QWidget):
    """A widget that paints itself from the theme and takes no input."""

    @property
    def theme(self) -> Theme:
        """The theme that is on."""
        return current_theme()


class PaintedButton(QAbstractButton):
    """A button that paints itself; `ring` is set while it has the focus and a key brought it there."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ring = False
        self._by_keyboard = False
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    @property
    def theme(self) -> Theme:
        """The theme that is on."""
        return current_theme()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.ring = self._by_keyboard = by_keyboard(event.reason(), self._by_keyboard)
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.ring = False
        super().focusOutEvent(event)
        self.update()
