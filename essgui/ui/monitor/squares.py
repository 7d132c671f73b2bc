"""How a square of the instance map looks: its fill, its edge and its glyph, drawn once and kept."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPixmap

from essgui.domain.roles import InstanceRole
from essgui.ui.icons import paint_icon
from essgui.ui.theme import load_theme


@dataclass(frozen=True, slots=True)
class SquareLook:
    """What a role is drawn with; the colours are names of tokens, an empty fill is none."""

    word: str
    fill: str
    edge: str
    glyph: str
    ink: str
    width: float = 1.0
    dashed: bool = False


LOOKS: dict[InstanceRole, SquareLook] = {
    InstanceRole.NEW: SquareLook("New, in service", "c_new", "", "tick", "on_accent"),
    InstanceRole.OLD: SquareLook("Old, in service", "c_old", "", "", ""),
    InstanceRole.STARTING: SquareLook(
        "Starting or warming up", "blue_bg", "c_new", "up", "c_new", dashed=True
    ),
    InstanceRole.RELEASING: SquareLook("Releasing", "", "c_ignored", "down", "text2", dashed=True),
    InstanceRole.STUCK: SquareLook("Stuck", "c_pause", "c_transit", "stuck", "text", 2.0),
    InstanceRole.MATCHING: SquareLook("Already matching", "", "c_new", "equal", "c_new"),
    InstanceRole.IGNORED: SquareLook("Ignored", "", "c_ignored", "lock", "c_ignored"),
}

SIZES: tuple[tuple[int, int, int], ...] = ((200, 26, 32), (600, 18, 22), (1 << 30, 13, 16))
"""Up to how many squares, their side, and the distance from one to the next, in pixels."""


def measures(count: int) -> tuple[int, int]:
    """Return the side of a square and the distance from one to the next, for a map of so many."""
    return next((side, pitch) for most, side, pitch in SIZES if count <= most)


@lru_cache(maxsize=128)
def square_picture(role: InstanceRole, side: int, theme_name: str, dpr: float) -> QPixmap:
    """Return the picture of a square."""
    theme, look = load_theme(theme_name), LOOKS[role]
    picture = QPixmap(round(side * dpr), round(side * dpr))
    picture.setDevicePixelRatio(dpr)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    half = look.width / 2
    painter.setBrush(theme.color(look.fill) if look.fill else Qt.BrushStyle.NoBrush)
    painter.setPen(Qt.PenStyle.NoPen)
    if look.edge:
        pen = QPen(theme.color(look.edge), look.width)
        if look.dashed:
            pen.setDashPattern([3, 2] if side > 16 else [2, 1.5])
        painter.setPen(pen)
    radius = 4 if side > 20 else 3 if side > 16 else 2
    painter.drawRoundedRect(QRectF(half, half, side - 2 * half, side - 2 * half), radius, radius)
    if look.glyph:
        inner = 14 if side > 20 else side - 6 if side > 16 else side - 4
        spot = QRectF((side - inner) / 2, (side - inner) / 2, inner, inner)
        paint_icon(painter, look.glyph, spot, theme.color(look.ink))
    painter.end()
    return picture
