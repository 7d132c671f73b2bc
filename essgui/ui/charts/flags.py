"""The flags of checkpoints at the top of a chart: those that would overlap share one flag."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetricsF

from essgui.ui.charts.strokes import draw_text
from essgui.ui.fonts import FontRole
from essgui.ui.icons import paint_icon

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from PySide6.QtGui import QPainter

    from essgui.ui.charts.frame import Area, Frame
    from essgui.ui.theme import Theme

_ICON = 22
"""Pixels from the line of a checkpoint to the words of its flag."""
_APART = 6
"""Pixels between two flags."""
_NAMED = 3
"""Checkpoints that a shared flag names; of more it names the first and the last."""


@dataclass(frozen=True, slots=True)
class Flag:
    """Words beside the line of a checkpoint, in pixels."""

    left: float
    right: float
    label: str


def place_flags(marks: Iterable[tuple[float, str]], width: Callable[[str], float]) -> tuple[Flag, ...]:
    """Place a flag at each line, given with its label; those without room join the one at their left."""
    placed: list[Flag] = []
    shared: list[tuple[str, ...]] = []
    for left, label in sorted(marks, key=lambda mark: mark[0]):
        names = (label,)
        if placed and left < placed[-1].right + _APART:
            left = placed.pop().left
            names = (*shared.pop(), label)
        words = joined(names)
        placed.append(Flag(left, left + _ICON + width(words), words))
        shared.append(names)
    return tuple(placed)


def joined(labels: tuple[str, ...]) -> str:
    """Return several labels as one, such as "25 · 50 %"."""
    same = all(label.endswith(" %") for label in labels)
    short = [label.removesuffix(" %") if same else label for label in labels]
    text = " · ".join(short) if len(short) <= _NAMED else f"{short[0]} … {short[-1]}"
    return f"{text} %" if same else text


def flags_of(area: Area, frame: Frame, theme: Theme) -> tuple[Flag, ...]:
    """Return the flags of the checkpoints that are in sight."""
    metrics = QFontMetricsF(theme.font(FontRole.CAPTION_STRONG))
    seen = (mark for mark in frame.marks if area.left <= mark.at <= area.right)
    return place_flags(((area.x(mark.at), mark.label) for mark in seen), metrics.horizontalAdvance)


def paint_flags(painter: QPainter, area: Area, frame: Frame, theme: Theme) -> None:
    """Paint each flag beside its line."""
    top = area.rect.top()
    for flag in flags_of(area, frame, theme):
        # A shared one lies over the lines of the others.
        ground = QRectF(flag.left + 3, top + 1, flag.right - flag.left, 16)
        painter.fillRect(ground, theme.color("sunken"))
        paint_icon(painter, "flag", QRectF(flag.left + 6, top + 3, 12, 12), theme.color("amber_fg"))
        words = QRectF(flag.left + _ICON, top + 1, 300, 16)
        draw_text(painter, words, flag.label, theme, "text", FontRole.CAPTION_STRONG)
