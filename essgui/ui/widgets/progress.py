"""A thin bar of progress with ticks where a refresh pauses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from essgui.ui.widgets.painted import PaintedWidget

if TYPE_CHECKING:
    from essgui.ui.theme import Theme


def paint_progress(
    painter: QPainter,
    rect: QRectF,
    share: float,
    tone: str,
    theme: Theme,
    ticks: tuple[float, ...] = (),
) -> None:
    """Paint a bar of the rectangle's own height; ticks are shares and stand out by 3 pixels each way."""
    radius = rect.height() / 2
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("c_old_soft"))
    painter.drawRoundedRect(rect, radius, radius)
    filled = rect.width() * min(1.0, max(0.0, share))
    if filled > 0:
        painter.setBrush(theme.color(tone))
        bar = QRectF(rect.left(), rect.top(), max(filled, rect.height()), rect.height())
        painter.drawRoundedRect(bar, radius, radius)
    for tick in ticks:
        if 0 < tick < 1:
            x = rect.left() + rect.width() * tick - 0.75
            painter.fillRect(QRectF(x, rect.top() - 3, 1.5, rect.height() + 6), theme.color("text2"))


class ThinProgress(PaintedWidget):
    """Shows a share between 0 and 1; `tone` is a colour name such as "blue_solid"."""

    def __init__(self, parent: QWidget | None = None, *, thickness: int = 6) -> None:
        super().__init__(parent)
        self._share = 0.0
        self._tone = "accent"
        self._ticks: tuple[float, ...] = ()
        self._thickness = thickness
        self.setFixedHeight(thickness + 6)
        self.setMinimumWidth(40)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_share(0.0)

    @property
    def share(self) -> float:
        """How much is done, 0 to 1."""
        return self._share

    def set_share(self, share: float, tone: str = "", ticks: tuple[float, ...] | None = None) -> None:
        """Show a share, and another colour or other ticks where they are given."""
        self._share = min(1.0, max(0.0, share))
        self._tone = tone or self._tone
        self._ticks = self._ticks if ticks is None else ticks
        self.setAccessibleName(f"{int(self._share * 100)} %")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(160, self._thickness + 6)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        bar = QRectF(0, 3, self.width(), self._thickness)
        paint_progress(painter, bar, self._share, self._tone, self.theme, self._ticks)
