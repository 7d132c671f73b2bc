"""Small marks: a tag, a count, and whether a group can be refreshed."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from essgui.ui.fonts import FontRole
from essgui.ui.icons import paint_icon
from essgui.ui.theme import current_theme
from essgui.ui.widgets.painted import PaintedWidget
from essgui.ui.widgets.tips import plain_tip


class Tag(PaintedWidget):
    """A short word on a coloured ground; the colours are names of tokens."""

    def __init__(
        self,
        text: str = "",
        fg: str = "text2",
        bg: str = "sunken",
        parent: QWidget | None = None,
        *,
        icon: str = "",
        round_ends: bool = False,
    ) -> None:
        super().__init__(parent)
        self._text, self._fg, self._bg, self._icon = text, fg, bg, icon
        self._round = round_ends
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)

    @property
    def text(self) -> str:
        """The word."""
        return self._text

    def set_text(self, text: str, fg: str = "", bg: str = "", icon: str | None = None) -> None:
        """Show another word, and other colours or another icon where they are named."""
        self._text = text
        self._fg, self._bg = fg or self._fg, bg or self._bg
        self._icon = self._icon if icon is None else icon
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(current_theme().font(FontRole.CAPTION_STRONG))
        width = metrics.horizontalAdvance(self._text) + 14 + (16 if self._icon else 0)
        return QSize(round(max(width, 18)), 18)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(self._bg))
        radius = 9 if self._round else 4
        painter.drawRoundedRect(self.rect(), radius, radius)
        words = QRectF(self.rect())
        if self._icon:
            paint_icon(painter, self._icon, QRectF(6, 3, 12, 12), theme.color(self._fg))
            words.setLeft(16)
        painter.setFont(theme.font(FontRole.CAPTION_STRONG))
        painter.setPen(theme.color(self._fg))
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, self._text)


class CountBadge(Tag):
    """A number in a pill, such as how many things need attention; amber where `calls` is set."""

    def __init__(self, count: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(str(count), parent=parent, round_ends=True)

    def set_count(self, count: int, *, calls: bool = False) -> None:
        """Show a number; `calls` marks it as waiting for a person."""
        self.set_text(str(count), "amber_fg" if calls else "text2", "amber_bg" if calls else "sunken")


class EligibilityBadge(Tag):
    """Says Yes or No to a refresh of a group; the reason is its tooltip."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.set_eligible(eligible=True)

    def set_eligible(self, *, eligible: bool, reason: str = "") -> None:
        """Show the verdict, with the reason where it is no."""
        if eligible:
            self.set_text(self.tr("Yes"), "green_fg", "green_bg", "tick")
        else:
            self.set_text(self.tr("No"), "slate_fg", "slate_bg", "ban")
        self.setToolTip(plain_tip(reason))
        self.setAccessibleDescription(reason)
