"""Text on the screen: a label by role and tone, and one that shortens what does not fit."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QLabel, QStyle, QWidget

from essgui.ui.fonts import FontRole
from essgui.ui.theme import current_theme
from essgui.ui.widgets.tips import plain_tip


class Label(QLabel):
    """A label whose font is a role and whose colour is a tone, a name of the tokens."""

    def __init__(
        self,
        text: str = "",
        role: FontRole = FontRole.BODY,
        tone: str = "text",
        parent: QWidget | None = None,
        *,
        wrap: bool = False,
    ) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(current_theme().font(role))
        self.setWordWrap(wrap)
        self.setProperty("tone", tone)

    def set_tone(self, tone: str) -> None:
        """Change the colour to another of the tones that the style sheet knows."""
        if self.property("tone") != tone:
            self.setProperty("tone", tone)
            self.style().unpolish(self)
            self.style().polish(self)


class ElidedLabel(Label):
    """A one-line label that shortens its text with an ellipsis and then tells all of it in the tooltip."""

    def __init__(
        self,
        text: str = "",
        role: FontRole = FontRole.BODY,
        tone: str = "text",
        parent: QWidget | None = None,
        *,
        mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
    ) -> None:
        super().__init__("", role, tone, parent)
        self._mode = mode
        self._whole = ""
        self.setMinimumWidth(24)
        self.setText(text)

    def text(self) -> str:
        """Return the whole text, shortened or not."""
        return self._whole

    def shown(self) -> str:
        """Return the text as it fits the width now."""
        room = self.contentsRect().width()
        return self.fontMetrics().elidedText(self._whole, self._mode, room)

    def setText(self, arg__1: str) -> None:
        if arg__1 == self._whole and self.accessibleName() == arg__1:
            return
        self._whole = arg__1
        self.setAccessibleName(arg__1)
        self.updateGeometry()
        self._tell()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self._whole) + 2, metrics.height()).grownBy(
            self.contentsMargins()
        )

    def minimumSizeHint(self) -> QSize:
        return QSize(24, self.fontMetrics().height()).grownBy(self.contentsMargins())

    def paintEvent(self, arg__1: QPaintEvent) -> None:
        painter = QPainter(self)
        self.style().drawItemText(
            painter,
            self.contentsRect(),
            QStyle.visualAlignment(self.layoutDirection(), self.alignment()).value
            | Qt.TextFlag.TextSingleLine.value,
            self.palette(),
            self.isEnabled(),
            self.shown(),
            QPalette.ColorRole.WindowText,
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell()

    def _tell(self) -> None:
        self.setToolTip(plain_tip(self._whole) if self.shown() != self._whole else "")
