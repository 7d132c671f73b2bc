"""Our icons: drawn once per colour, size and pixel ratio from the SVGs in resources/icons, then kept."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from essgui.resources import resource_path, resource_root

if TYPE_CHECKING:
    from essgui.ui.theme import Theme


@cache
def icon_names() -> tuple[str, ...]:
    """Return the names of all icons, in order."""
    return tuple(sorted(path.stem for path in (resource_root() / "icons").glob("*.svg")))


def pixmap(name: str, color: QColor, size: int = 16, dpr: float = 1.0) -> QPixmap:
    """Return an icon in one colour, `size` logical pixels wide; FileNotFoundError for an unknown name."""
    return _drawn(name, color.name(QColor.NameFormat.HexRgb), size, dpr)


def icon(name: str, color: QColor, disabled: QColor | None = None, size: int = 16, dpr: float = 2.0) -> QIcon:
    """Return a QIcon for buttons, menus and actions, with its own colour for the disabled state."""
    made = QIcon()
    for ratio in {1.0, dpr}:
        made.addPixmap(pixmap(name, color, size, ratio))
        if disabled is not None:
            made.addPixmap(pixmap(name, disabled, size, ratio), QIcon.Mode.Disabled)
    return made


def themed_icon(theme: Theme, name: str, tone: str = "text2", size: int = 16) -> QIcon:
    """Return a QIcon in a colour of the theme; make it anew when the theme changes."""
    return icon(name, theme.color(tone), theme.color("disabled"), size)


def spaced_icon(theme: Theme, name: str, tone: str, size: int, gap: int, *, before: bool = False) -> QIcon:
    """Return an icon with empty pixels after (or before) it: a push button leaves too little by itself."""
    made = QIcon()
    for mode, colour in ((QIcon.Mode.Normal, tone), (QIcon.Mode.Disabled, "disabled")):
        for dpr in (1.0, 2.0):
            picture = QPixmap(round((size + gap) * dpr), round(size * dpr))
            picture.setDevicePixelRatio(dpr)
            picture.fill(Qt.GlobalColor.transparent)
            painter = QPainter(picture)
            painter.drawPixmap(gap if before else 0, 0, pixmap(name, theme.color(colour), size, dpr))
            painter.end()
            made.addPixmap(picture, mode)
    return made


def paint_icon(painter: QPainter, name: str, rect: QRectF, color: QColor) -> None:
    """Paint an icon into a square, sharp at the painter's own pixel ratio."""
    drawn = pixmap(name, color, round(rect.width()), painter.device().devicePixelRatioF())
    painter.drawPixmap(rect.topLeft(), drawn)


@lru_cache(maxsize=1024)
def _drawn(name: str, color: str, size: int, dpr: float) -> QPixmap:
    source = _source(name).replace("currentColor", color)
    renderer = QSvgRenderer(QByteArray(source.encode()))
    picture = QPixmap(round(size * dpr), round(size * dpr))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    renderer.render(painter, QRectF(0, 0, picture.width(), picture.height()))
    painter.end()
    picture.setDevicePixelRatio(dpr)
    return picture


@cache
def _source(name: str) -> str:
    return resource_path(f"icons/{name}.svg").read_text("utf-8")
