"""Tabs with a count beside the word, which Qt's own bar places beside the wrong one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QTabBar, QWidget

from essgui.ui.fonts import FontRole
from essgui.ui.theme import current_theme
from essgui.ui.widgets.painted import by_keyboard, draw_ring

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QPaintEvent

_HEIGHT, _BADGE, _APART, _GAP = 40, 18, 22, 8


class RingedTabBar(QTabBar):
    """A bar whose `ring` is set while it has the focus and a key brought it there; its painting draws it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ring = False
        self._by_keyboard = False

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.ring = self._by_keyboard = by_keyboard(event.reason(), self._by_keyboard)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.ring = False
        self.update()


class CountedTabBar(RingedTabBar):
    """A row of words; the chosen one is underlined, a count may follow each."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counts: dict[int, tuple[str, bool]] = {}
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(False)
        # A click takes the focus too: else it stays, with its ring, on what the keyboard had before.
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def set_count(self, index: int, count: int | None, *, calls: bool = False) -> None:
        """Show a count beside a tab, or none; `calls` marks it in amber."""
        shown = ("" if count is None else str(count), calls)
        if self._counts.get(index) != shown:
            self._counts[index] = shown
            self.setAccessibleTabName(index, f"{self.tabText(index)} {shown[0]}".strip())
            # The bar measures its tabs anew only when one of them changes.
            self.setTabText(index, self.tabText(index))
            self.update()

    def count_of(self, index: int) -> str:
        """Return the count that a tab shows."""
        return self._counts.get(index, ("", False))[0]

    def tabSizeHint(self, index: int) -> QSize:
        return QSize(round(self._word(index) + self._badge(index) + _APART), _HEIGHT)

    def minimumTabSizeHint(self, index: int) -> QSize:
        return self.tabSizeHint(index)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for index in range(self.count()):
            rect = QRectF(self.tabRect(index)).adjusted(0, 0, -_APART, 0)
            chosen = index == self.currentIndex()
            painter.setFont(theme.font(FontRole.STRONG if chosen else FontRole.NAME))
            painter.setPen(theme.color("text" if chosen else "text2"))
            painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, self.tabText(index))
            self._paint_badge(painter, index, rect)
            if chosen:
                painter.fillRect(
                    QRectF(rect.left(), rect.bottom() - 2, rect.width(), 2), theme.color("accent")
                )
                if self.ring:
                    draw_ring(painter, rect.adjusted(-6, 5, 6, -7), 5, theme)

    def _paint_badge(self, painter: QPainter, index: int, rect: QRectF) -> None:
        text, calls = self._counts.get(index, ("", False))
        if not text:
            return
        theme = current_theme()
        width = self._badge(index) - _GAP
        badge = QRectF(rect.right() - width, rect.center().y() - _BADGE / 2, width, _BADGE)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("amber_bg" if calls else "sunken"))
        painter.drawRoundedRect(badge, _BADGE / 2, _BADGE / 2)
        painter.setFont(theme.font(FontRole.CAPTION_STRONG))
        painter.setPen(theme.color("amber_fg" if calls else "text2"))
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, text)

    def _word(self, index: int) -> float:
        # Wide enough for the heavier face of the chosen one, so that choosing moves nothing.
        return QFontMetricsF(current_theme().font(FontRole.STRONG)).horizontalAdvance(self.tabText(index)) + 1

    def _badge(self, index: int) -> float:
        text = self.count_of(index)
        if not text:
            return 0.0
        metrics = QFontMetricsF(current_theme().font(FontRole.CAPTION_STRONG))
        return max(float(_BADGE), metrics.horizontalAdvance(text) + 12) + _GAP
