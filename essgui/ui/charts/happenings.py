"""Gaps and notches: when nobody looked, and what was done, what failed or what others did."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QFontMetricsF, QPainter, QPolygonF

from essgui.ui.charts.picture import NotchKind
from essgui.ui.fonts import FontRole
from essgui.ui.icons import paint_icon

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QColor

    from essgui.ui.charts.frame import Area, Frame
    from essgui.ui.theme import Theme

UNSEEN = "not recorded"
REACH = 7.0
"""Pixels from a notch within which its words are shown."""
_TRIANGLE = ((-4.5, 3.5), (4.5, 3.5), (0.0, -4.5))
_DIAMOND = ((0.0, -5.5), (5.5, 0.0), (0.0, 5.5), (-5.5, 0.0))


def paint_gaps(painter: QPainter, area: Area, frame: Frame, theme: Theme) -> None:
    """Hatch each gap."""
    for place in _gaps(area, frame):
        painter.fillRect(place, QBrush(theme.color("border_strong"), Qt.BrushStyle.BDiagPattern))


def paint_gap_words(painter: QPainter, area: Area, frame: Frame, theme: Theme) -> None:
    """Write upright what a gap is, so that the labels of the limits stay where they are."""
    font = theme.font(FontRole.CAPTION)
    metrics = QFontMetricsF(font)
    wide, high = metrics.horizontalAdvance(UNSEEN) + 8, metrics.height()
    for place in _gaps(area, frame):
        if place.width() < high + 4 or place.height() < wide + 60:
            continue
        painter.save()
        painter.translate(place.center().x(), place.bottom() - 24)
        painter.rotate(-90)
        words = QRectF(0, -high / 2, wide, high)
        painter.fillRect(words, theme.color("surface"))
        painter.setFont(font)
        painter.setPen(theme.color("text2"))
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, UNSEEN)
        painter.restore()


def paint_notches(painter: QPainter, area: Area, frame: Frame, theme: Theme) -> None:
    """Paint each at the foot of the plot: a triangle for a deed, a cross where bad, a diamond for others."""
    foot = area.rect.bottom() - 9
    for at, _words, kind in frame.notches:
        if not area.left <= at <= area.right:
            continue
        x = area.x(at)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("surface"))
        painter.drawEllipse(QPointF(x, foot), 8, 8)
        match kind:
            case NotchKind.BAD:
                paint_icon(painter, "octx", QRectF(x - 6, foot - 6, 12, 12), theme.color("red_fg"))
            case NotchKind.BESIDE:
                _polygon(painter, x, foot, _DIAMOND, theme.color("amber_fg"))
            case NotchKind.DONE:
                _polygon(painter, x, foot, _TRIANGLE, theme.color("text2"))


def near(area: Area, frame: Frame, at: float) -> tuple[str, ...]:
    """Return the words of what happened near a moment, nearest first."""
    x = area.x(at)
    found = sorted((abs(area.x(when) - x), words) for when, words, _kind in frame.notches)
    return tuple(words for away, words in found if away <= REACH)


def in_gap(frame: Frame, at: float) -> bool:
    """Tell whether nobody was looking at a moment."""
    if frame.unseen_until is not None and at < frame.unseen_until:
        return True
    return any(start < at < end for start, end in frame.gaps)


def _polygon(
    painter: QPainter, x: float, y: float, corners: tuple[tuple[float, float], ...], tone: QColor
) -> None:
    painter.setBrush(tone)
    painter.drawPolygon(QPolygonF([QPointF(x + right, y + down) for right, down in corners]))


def _gaps(area: Area, frame: Frame) -> Iterator[QRectF]:
    for start, end in frame.gaps:
        place = QRectF(QPointF(area.x(start), area.rect.top()), QPointF(area.x(end), area.rect.bottom()))
        place = place.intersected(area.rect)
        if place.width() > 0:
            yield place
