"""Fonts by role: sizes and weights from the tokens, families from what this computer has."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from PySide6.QtGui import QFont, QFontDatabase

_CHINESE = ("Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", "Droid Sans Fallback")


class FontRole(StrEnum):
    """What a text is for; the value is its name in the tokens."""

    FIGURE = "figure"
    COUNTDOWN = "countdown"
    TITLE = "title"
    HEADING = "heading"
    BODY = "body"
    NAME = "name"
    """Body, a little heavier: names of things and labels of buttons."""
    STRONG = "strong"
    """Body for the one number that matters."""
    SMALL = "small"
    PILL = "pill"
    """Small, a little heavier: status pills, segments, tags."""
    SMALL_STRONG = "small_strong"
    CAPTION = "caption"
    CAPTION_STRONG = "caption_strong"
    ID = "id"
    """Monospaced: asg-, ir-, i-, m-."""


@dataclass(frozen=True, slots=True)
class FontSpec:
    """One role's measures; size and line in logical pixels."""

    size: float
    line: int
    weight: int


@cache
def make_font(spec: FontSpec, mono: bool) -> QFont:
    """Build the font of a role: our face where installed, then the system's, then the Chinese ones."""
    font = QFont(list(_families(mono)))
    if spec.size == int(spec.size):
        font.setPixelSize(int(spec.size))
    else:
        # Qt's pixel sizes are whole; 0.75 point is one logical pixel at 96 dots an inch.
        font.setPointSizeF(spec.size * 0.75)
    font.setWeight(QFont.Weight(spec.weight))
    # Inter turns the x of "6x5" into a sign of multiplication, which would falsify ids.
    font.setFeature(QFont.Tag("calt"), 0)
    if mono:
        font.setStyleHint(QFont.StyleHint.Monospace)
        font.setFeature(QFont.Tag("liga"), 0)
    else:
        font.setFeature(QFont.Tag("tnum"), 1)
    return font


@cache
def _families(mono: bool) -> tuple[str, ...]:
    known = set(QFontDatabase.families())
    wanted = "JetBrains Mono" if mono else "Inter"
    kind = QFontDatabase.SystemFont.FixedFont if mono else QFontDatabase.SystemFont.GeneralFont
    own = wanted if wanted in known else QFontDatabase.systemFont(kind).family()
    return (own, *(family for family in _CHINESE if family in known))
