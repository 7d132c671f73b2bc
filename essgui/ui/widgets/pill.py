"""The pill of a status: shape, word and colour, 22 pixels high; painted alike in widgets and tables."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from essgui.ui.fonts import FontRole
from essgui.ui.icons import paint_icon
from essgui.ui.status import status_look, status_word
from essgui.ui.theme import Theme, current_theme
from essgui.ui.widgets.painted import PaintedWidget

HEIGHT = 22
LARGE_HEIGHT = 26
_ICON = 14
_SIDE = 8
_GAP = 6


def pill_width(status: str, theme: Theme, height: int = HEIGHT) -> float:
    """Return how wide the pill of a status is, in logical pixels."""
    metrics = QFontMetricsF(theme.font(_role(height)))
    return _side(height) * 2 + _ICON + _GAP + metrics.horizontalAdvance(status_word(status)) + 2


def paint_pill(
    painter: QPainter, left: float, top: float, status: str, theme: Theme, height: int = HEIGHT
) -> float:
    """Paint the pill of a status and return its width."""
    look = status_look(status)
    width = pill_width(status, theme, height)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color(look.bg))
    painter.drawRoundedRect(QRectF(left, top, width, height), height / 2, height / 2)
    side = _side(height)
    paint_icon(
        painter,
        look.icon,
        QRectF(left + side, top + (height - _ICON) // 2, _ICON, _ICON),
        theme.color(look.fg),
    )
    painter.setPen(theme.color(look.fg))
    painter.setFont(theme.font(_role(height)))
    words = QRectF(left + side + _ICON + _GAP, top, width, height)
    painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, status_word(status))
    return width


class StatusPill(PaintedWidget):
    """Shows the status of a refresh, also one that this program does not know."""

    def __init__(self, status: str = "", parent: QWidget | None = None, *, large: bool = False) -> None:
        super().__init__(parent)
        self._status = ""
        self._height = LARGE_HEIGHT if large else HEIGHT
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_status(status)

    @property
    def status(self) -> str:
        """The status as the cloud spells it."""
        return self._status

    def set_status(self, status: str) -> None:
        """Show another status."""
        self._status = str(status)
        self.setAccessibleName(status_word(status))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(round(pill_width(self._status, current_theme(), self._height) + 0.5), self._height)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_pill(painter, 0, 0, self._status, self.theme, self._height)


def _role(height: int) -> FontRole:
    return FontRole.PILL if height < LARGE_HEIGHT else FontRole.NAME


def _side(height: int) -> int:
    return _SIDE if height < LARGE_HEIGHT else _SIDE + 1
