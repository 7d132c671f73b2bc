"""Cards of which one is chosen: what a refresh should do (upright) and how fast (wide)."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from essgui.ui.fonts import FontRole
from essgui.ui.icons import paint_icon
from essgui.ui.theme import Theme, current_theme
from essgui.ui.widgets.painted import PaintedButton, draw_ring
from essgui.ui.widgets.tips import plain_tip

_WRAP = int(
    Qt.TextFlag.TextWordWrap.value | Qt.AlignmentFlag.AlignLeft.value | Qt.AlignmentFlag.AlignTop.value
)
_PAD = 12


class RadioCard(PaintedButton):
    """A checkable card with an icon, a title and a text; put several in one exclusive QButtonGroup.

    A card that cannot apply stays visible, disabled, with the reason in the place of its text.
    """

    def __init__(self, icon: str, title: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon, self._says, self._reason = icon, text, ""
        self.setText(title)
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        self.setCheckable(True)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMinimumWidth(140)

    @property
    def reason(self) -> str:
        """Why the card cannot be chosen, or an empty string."""
        return self._reason

    @property
    def shown_text(self) -> str:
        """The text that the card shows now."""
        return self._reason or self._says

    def set_texts(self, text: str) -> None:
        """Show another text."""
        self._says = text
        self._tell()

    def set_reason(self, reason: str) -> None:
        """Disable the card and show the reason in it; an empty one enables it again."""
        self._reason = reason
        self.setEnabled(not reason)
        self._tell()

    def heightForWidth(self, arg__1: int) -> int:
        title, text = self._rects(arg__1, current_theme())
        return max(118, round(text.bottom() + _PAD), round(title.bottom() + _PAD))

    def sizeHint(self) -> QSize:
        return QSize(162, self.heightForWidth(162))

    def minimumSizeHint(self) -> QSize:
        return QSize(140, 118)

    def paintEvent(self, e: QPaintEvent) -> None:
        theme = self.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_choice(painter, self, theme)
        on = self.isEnabled()
        tone = "disabled" if not on else "accent_text" if self.isChecked() else "text2"
        paint_icon(painter, self._icon, QRectF(_PAD + 1, 15, 18, 18), theme.color(tone))
        paint_radio(painter, QRectF(self.width() - _PAD - 16, 14, 16, 16), self, theme)
        title, text = self._rects(self.width(), theme)
        painter.setFont(theme.font(FontRole.NAME))
        painter.setPen(theme.color("text" if on else "text3"))
        painter.drawText(title, _WRAP, self.text())
        painter.setFont(theme.font(FontRole.SMALL))
        painter.setPen(theme.color("text2" if on else "text3"))
        painter.drawText(text, _WRAP, self.shown_text)

    def _rects(self, width: int, theme: Theme) -> tuple[QRectF, QRectF]:
        room = QRectF(_PAD, 41, width - 2 * _PAD, 1000)
        title = QFontMetricsF(theme.font(FontRole.NAME)).boundingRect(room, _WRAP, self.text())
        title.setWidth(room.width())
        below = QRectF(room)
        below.setTop(title.bottom() + 2)
        text = QFontMetricsF(theme.font(FontRole.SMALL)).boundingRect(below, _WRAP, self.shown_text)
        text.setWidth(room.width())
        return title, text

    def _tell(self) -> None:
        self.setAccessibleDescription(self.shown_text)
        self.setToolTip(plain_tip(self._reason))
        self.updateGeometry()
        self.update()


class PresetCard(PaintedButton):
    """A wide checkable card: left a title and a text, right what it leads to.

    Text and the second line at the right share a line where both fit, else they stand one below the other.
    """

    def __init__(self, title: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._says = text
        self._right = ("", "")
        self.setText(title)
        self.setAccessibleName(title)
        self.setCheckable(True)
        self.setMinimumWidth(240)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_texts(self, text: str, right: str = "", right_below: str = "") -> None:
        """Show the second line, and the two lines at the right."""
        if (text, (right, right_below)) == (self._says, self._right):
            return
        before = self._two_lines(self.width())
        self._says, self._right = text, (right, right_below)
        self.setAccessibleDescription(", ".join(part for part in (text, right, right_below) if part))
        if self._two_lines(self.width()) != before:
            self.updateGeometry()
        self.update()

    def heightForWidth(self, arg__1: int) -> int:
        return 62 if self._two_lines(arg__1) else 80

    def sizeHint(self) -> QSize:
        return QSize(360, self.heightForWidth(360))

    def minimumSizeHint(self) -> QSize:
        return QSize(240, 62)

    def paintEvent(self, e: QPaintEvent) -> None:
        theme = self.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_choice(painter, self, theme)
        top = 12 if self.height() < 80 else 13
        paint_radio(painter, QRectF(16, self.height() / 2 - 8, 16, 16), self, theme)
        on = self.isEnabled()
        first = QRectF(44, top, self.width() - 60, 20)
        second = QRectF(44, top + 20, self.width() - 60, 16)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.setFont(theme.font(FontRole.NAME))
        painter.setPen(theme.color("text" if on else "disabled"))
        painter.drawText(first, Qt.AlignmentFlag.AlignVCenter, self.text())
        painter.drawText(first, right, self._right[0])
        small = theme.font(FontRole.SMALL)
        metrics = QFontMetricsF(small)
        painter.setFont(small)
        shared = self.height() < 80
        taken = metrics.horizontalAdvance(self._right[1]) + 12 if shared and self._right[1] else 0
        for rect, words, tone, align in (
            (second, (self._says, second.width() - taken), "text2", Qt.AlignmentFlag.AlignVCenter),
            (
                second if shared else second.translated(0, 18),
                (self._right[1], second.width()),
                "text3",
                right if shared else Qt.AlignmentFlag.AlignVCenter,
            ),
        ):
            painter.setPen(theme.color(tone if on else "disabled"))
            painter.drawText(rect, align, metrics.elidedText(words[0], Qt.TextElideMode.ElideRight, words[1]))

    def _two_lines(self, width: int) -> bool:
        metrics = QFontMetricsF(current_theme().font(FontRole.SMALL))
        return (
            sum(metrics.horizontalAdvance(text) for text in (self._says, self._right[1])) + 12 <= width - 60
        )


def paint_choice(painter: QPainter, card: PaintedButton, theme: Theme) -> None:
    """Paint the ground and the edge of a card that can be chosen."""
    checked, on = card.isChecked(), card.isEnabled()
    ground = "window" if not on else "accent_soft" if checked else "hover" if card.underMouse() else "surface"
    edge = 1.0 if checked and on else 0.5
    painter.setPen(QPen(theme.color("accent" if checked and on else "border"), edge * 2))
    painter.setBrush(theme.color(ground))
    painter.drawRoundedRect(QRectF(card.rect()).adjusted(edge, edge, -edge, -edge), 8, 8)
    if card.ring:
        draw_ring(painter, QRectF(card.rect()).adjusted(3, 3, -3, -3), 6, theme)


def paint_radio(painter: QPainter, rect: QRectF, card: PaintedButton, theme: Theme) -> None:
    """Paint the radio mark of a card."""
    on = card.isEnabled()
    if card.isChecked():
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("accent" if on else "disabled"))
        painter.drawEllipse(rect)
        painter.setBrush(theme.color("on_accent"))
        painter.drawEllipse(rect.center(), 3.0, 3.0)
    else:
        painter.setPen(QPen(theme.color("control_border" if on else "border_strong"), 1))
        painter.setBrush(theme.color("surface" if on else "window"))
        painter.drawEllipse(rect.adjusted(0.5, 0.5, -0.5, -0.5))
