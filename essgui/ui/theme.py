"""The look, read from resources/tokens.json: colours, fonts, spacing; and how it is put on an application.

A widget asks `current_theme()` whenever it paints. apply_theme names the theme in a property of the
application and sets palette and style sheet, upon which Qt sends every widget a StyleChange event: a
painted widget repaints by itself, and one that keeps pictures (icons of buttons) makes them anew there.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cache
from string import Template
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

from essgui.resources import resource_path
from essgui.ui.fonts import FontRole, FontSpec, make_font

if TYPE_CHECKING:
    from collections.abc import Mapping


THEMES = ("light", "dark")
_THEME_PROPERTY = "essgui_theme"
_LANGUAGE_PROPERTY = "essgui_language"
_SMALLEST_CHINESE = 12
"""Pixels; Chinese characters are not legible below."""


@dataclass(frozen=True, slots=True)
class Theme:
    """One look. Colour names are those of the tokens, such as "text2", "accent_soft", "amber_fg"."""

    name: str
    language: str
    colors: Mapping[str, str] = field(repr=False)
    fonts: Mapping[str, FontSpec] = field(repr=False)
    spacing: Mapping[str, int] = field(repr=False)
    """Logical pixels: grid, gap, pad, radius_card, row_two_line, …"""

    @property
    def dark(self) -> bool:
        """Whether light text stands on dark ground."""
        return self.name == "dark"

    def color(self, token: str) -> QColor:
        """Return a colour; raises KeyError for a name that the tokens do not have."""
        return QColor(self.colors[token])

    def font(self, role: FontRole) -> QFont:
        """Return the font of a role."""
        return QFont(make_font(self.fonts[role.value], role is FontRole.ID))

    def line(self, role: FontRole) -> int:
        """Return the line height of a role in logical pixels."""
        return self.fonts[role.value].line


@cache
def tokens() -> dict[str, Any]:
    """Read the tokens once."""
    found: dict[str, Any] = json.loads(resource_path("tokens.json").read_text("utf-8"))
    return found


@cache
def load_theme(name: str, language: str = "en") -> Theme:
    """Build a theme, "light" or "dark"; for Chinese nothing is smaller than 12 pixels."""
    every = tokens()
    chinese = language.startswith("zh")
    fonts: dict[str, FontSpec] = {}
    for role, spec in every["fonts"].items():
        size = max(spec["size"], _SMALLEST_CHINESE) if chinese and role != "id" else spec["size"]
        line = 22 if chinese and spec["size"] == 13 else spec["line"]
        fonts[role] = FontSpec(size, line, spec["weight"])
    return Theme(name, language, every["colors"][name], fonts, every["spacing"])


def current_theme() -> Theme:
    """Return the theme that the running application wears."""
    app = QCoreApplication.instance()
    name = app.property(_THEME_PROPERTY) if app is not None else None
    language = app.property(_LANGUAGE_PROPERTY) if app is not None else None
    return load_theme(name or "light", language or "en")


def apply_theme(app: QApplication, theme: Theme) -> None:
    """Put a theme on: Fusion, palette, fonts and the one style sheet. May be called again at any time."""
    first = app.property(_THEME_PROPERTY) is None
    app.setProperty(_THEME_PROPERTY, theme.name)
    app.setProperty(_LANGUAGE_PROPERTY, theme.language)
    if first:
        app.setStyle("Fusion")
    # Ignored offscreen and on bare X11, where our palette alone does it; elsewhere it turns title bars.
    app.styleHints().setColorScheme(Qt.ColorScheme.Dark if theme.dark else Qt.ColorScheme.Light)
    app.setPalette(palette(theme))
    app.setFont(theme.font(FontRole.BODY))
    app.setStyleSheet(style_sheet(theme))


def wear(name: str) -> None:
    """Put the theme of a name on the running application, where there is one."""
    app = QApplication.instance()
    if isinstance(app, QApplication):
        apply_theme(app, load_theme(name))


def system_theme_name(app: QApplication) -> str:
    """Return "dark" where the desktop asks for it, else "light"."""
    return "dark" if app.styleHints().colorScheme() is Qt.ColorScheme.Dark else "light"


def style_sheet(theme: Theme) -> str:
    """Fill the style sheet's template with the theme's colours; an unknown name raises KeyError."""
    template = Template(resource_path("style.qss").read_text("utf-8"))
    return template.substitute(theme.colors, controls=resource_path(f"controls/{theme.name}").as_posix())


def palette(theme: Theme) -> QPalette:
    """Return the palette that Fusion draws with where the style sheet says nothing."""
    made = QPalette()
    role, group = QPalette.ColorRole, QPalette.ColorGroup
    for where, token in {
        role.Window: "window",
        role.WindowText: "text",
        role.Base: "surface",
        role.AlternateBase: "rail",
        role.Text: "text",
        role.PlaceholderText: "text3",
        role.Button: "surface",
        role.ButtonText: "text",
        role.BrightText: "danger",
        role.ToolTipBase: "tip_bg",
        role.ToolTipText: "tip_text",
        role.Highlight: "accent",
        role.HighlightedText: "on_accent",
        role.Link: "accent_text",
        role.LinkVisited: "accent_text",
        role.Light: "raised",
        role.Midlight: "border",
        role.Mid: "border",
        role.Dark: "border_strong",
        role.Shadow: "border_strong",
        role.Accent: "accent",
    }.items():
        made.setColor(where, theme.color(token))
    for where in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(group.Disabled, where, theme.color("disabled"))
    made.setColor(group.Disabled, role.Highlight, theme.color("border_strong"))
    return made


def contrast(one: QColor, other: QColor) -> float:
    """Return the WCAG 2 contrast ratio of two opaque colours, 1 to 21."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(color: QColor) -> float:
    parts = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (color.redF(), color.greenF(), color.blueF())
    )
    return sum(part * share for part, share in zip(parts, (0.2126, 0.7152, 0.0722), strict=True))
