"""The capacity of a group as a bar: in service against minimum, desired and maximum."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from essgui.ui.fonts import FontRole
from essgui.ui.widgets.painted import PaintedWidget

if TYPE_CHECKING:
    from essgui.ui.theme import Theme


@dataclass(frozen=True, slots=True)
class CapacityFigures:
    """What the bar shows, all in instances."""

    in_service: int = 0
    minimum: int = 0
    desired: int = 0
    maximum: int = 0
    drifted: int = 0
    """Of those in service, how many are not on the active configuration."""

    @property
    def short(self) -> bool:
        """Whether fewer are in service than desired."""
        return self.in_service < self.desired

    @property
    def scale(self) -> int:
        """What the right end of the bar stands for."""
        return max(self.maximum, self.in_service, self.desired, 1)


def paint_capacity(
    painter: QPainter, rect: QRectF, figures: CapacityFigures, theme: Theme, thickness: float = 4
) -> None:
    """Paint the bar of a table cell: amber where below desired, red tick minimum, dark tick desired."""
    middle = rect.center().y()
    track = QRectF(rect.left(), middle - thickness / 2, rect.width(), thickness)
    _fill(painter, track, theme, "c_old_soft")
    share = figures.in_service / figures.scale
    bar = QRectF(track.left(), track.top(), track.width() * share, thickness)
    _fill(painter, bar, theme, "c_transit" if figures.short else "c_ignored")
    _tick(painter, rect, figures.minimum / figures.scale, theme, "c_floor")
    _tick(painter, rect, figures.desired / figures.scale, theme, "text")


def sentence(figures: CapacityFigures) -> str:
    """Return the figures as words, for screen readers."""
    words = QCoreApplication.translate(
        "Capacity", "{n} in service, min {minimum}, desired {desired}, max {maximum}"
    )
    return words.format(
        n=figures.in_service, minimum=figures.minimum, desired=figures.desired, maximum=figures.maximum
    )


class CapacityBar(PaintedWidget):
    """The bar of a table cell as a widget of its own."""

    def __init__(self, figures: CapacityFigures | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._figures = CapacityFigures()
        self.setFixedHeight(12)
        self.setMinimumWidth(60)
        self.set_figures(figures or self._figures)

    def set_figures(self, figures: CapacityFigures) -> None:
        """Show other figures."""
        self._figures = figures
        self.setAccessibleName(sentence(figures))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_capacity(painter, QRectF(self.rect()).adjusted(0, 1, 0, -1), self._figures, self.theme)


class CapacityStrip(PaintedWidget):
    """The wide bar of the drawer: on the active configuration, drifted, and the three limits named below."""

    _BAR = 16

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._figures = CapacityFigures()
        self._note = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(64)

    def set_figures(self, figures: CapacityFigures, drift_note: str = "") -> None:
        """Show other figures; the note follows the count of drifted ones, such as "oldest 11 d"."""
        self._figures, self._note = figures, drift_note
        self.setAccessibleName(sentence(figures))
        self.setAccessibleDescription(", ".join(text for text, _tone in self.legend()))
        self.update()

    def legend(self) -> list[tuple[str, str]]:
        """Return the texts below the bar, each with the colour of its mark."""
        figures = self._figures
        kept = figures.in_service - figures.drifted
        drifted = self.tr("{n} drifted").format(n=figures.drifted)
        if self._note and figures.drifted:
            drifted += f", {self._note}"
        return [
            (self.tr("{n} on active configuration").format(n=kept), "c_ignored"),
            (drifted, "c_transit"),
        ]

    def sizeHint(self) -> QSize:
        return QSize(312, 64)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, figures = self.theme, self._figures
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = float(self.width())
        bar = QRectF(0, 3, width, self._BAR)
        painter.fillRect(bar, theme.color("c_old_soft"))
        kept = width * (figures.in_service - figures.drifted) / figures.scale
        drifted = width * figures.drifted / figures.scale
        painter.fillRect(QRectF(0, 3, kept, self._BAR), theme.color("c_ignored"))
        if figures.drifted:
            gap = 1 if kept else 0
            painter.fillRect(
                QRectF(kept + gap, 3, max(1.0, drifted - gap), self._BAR), theme.color("c_transit")
            )
        outer = bar.adjusted(0, -3, 0, 3)
        places: list[tuple[float, str]] = []
        for value, tone, word in (
            (figures.minimum, "c_floor", self.tr("min {n}")),
            (figures.desired, "text", self.tr("desired {n}")),
            (figures.maximum, "text3", self.tr("max {n}")),
        ):
            _tick(painter, outer, value / figures.scale, theme, tone)
            places.append((width * value / figures.scale, word.format(n=value)))
        self._paint_labels(painter, places, outer.bottom(), theme)
        self._paint_legend(painter, outer.bottom() + 20, theme)

    def _paint_labels(
        self, painter: QPainter, places: list[tuple[float, str]], top: float, theme: Theme
    ) -> None:
        font = theme.font(FontRole.CAPTION)
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        painter.setPen(theme.color("text2"))
        widths = [metrics.horizontalAdvance(text) for _x, text in places]
        lefts = spread([x for x, _text in places], widths, float(self.width()), 8)
        for (_x, text), left, wide in zip(places, lefts, widths, strict=True):
            painter.drawText(QRectF(left, top + 1, wide + 2, 16), Qt.AlignmentFlag.AlignVCenter, text)

    def _paint_legend(self, painter: QPainter, top: float, theme: Theme) -> None:
        font = theme.font(FontRole.CAPTION)
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        left = 0.0
        for text, tone in self.legend():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color(tone))
            painter.drawRoundedRect(QRectF(left, top + 4, 8, 8), 1.5, 1.5)
            painter.setPen(theme.color("text2"))
            painter.drawText(QRectF(left + 13, top, self.width(), 16), Qt.AlignmentFlag.AlignVCenter, text)
            left += 13 + metrics.horizontalAdvance(text) + 18


def spread(centres: list[float], widths: list[float], room: float, gap: float) -> list[float]:
    """Place labels under ascending marks without overlap and inside the room; return their left edges."""
    lefts: list[float] = []
    edge = 0.0
    for centre, width in zip(centres, widths, strict=True):
        left = max(edge, centre - width / 2)
        lefts.append(left)
        edge = left + width + gap
    limit = room
    for index in range(len(lefts) - 1, -1, -1):
        lefts[index] = max(0.0, min(lefts[index], limit - widths[index]))
        limit = lefts[index] - gap
    return lefts


def _fill(painter: QPainter, rect: QRectF, theme: Theme, tone: str) -> None:
    if rect.width() <= 0:
        return
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color(tone))
    radius = min(1.5, rect.height() / 2)
    painter.drawRoundedRect(rect, radius, radius)


def _tick(painter: QPainter, rect: QRectF, share: float, theme: Theme, tone: str) -> None:
    x = min(rect.right() - 1.5, max(rect.left(), rect.left() + rect.width() * share - 0.75))
    painter.fillRect(QRectF(x, rect.top(), 1.5, rect.height()), theme.color(tone))
