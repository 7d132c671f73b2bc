"""The tokens are legible, the sheet takes every theme, and switching reaches what is on the screen."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QColor, QFont, QFontInfo
from PySide6.QtWidgets import QWidget

from essgui.resources import resource_path, resource_root
from essgui.ui.fonts import FontRole
from essgui.ui.theme import (
    THEMES,
    apply_theme,
    contrast,
    current_theme,
    load_theme,
    palette,
    style_sheet,
    system_theme_name,
    tokens,
)
from essgui.ui.widgets.buttons import primary_button
from essgui.ui.widgets.labels import Label
from essgui.ui.widgets.pill import StatusPill

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

SURFACES = ("window", "surface", "sunken", "rail", "hover", "selected")
TEXTS = ("text", "text2", "text3", "accent_text", "danger")
FAMILIES = ("slate", "blue", "amber", "red", "green", "plum")
PAIRS = [
    *((text, ground) for text in TEXTS for ground in SURFACES),
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    ("on_danger", "danger"),
    ("accent_text", "accent_soft"),
    ("text", "accent_soft"),
    ("text", "raised"),
    ("text", "c_pause"),
    ("amber_fg", "c_pause"),
    ("tip_text", "tip_bg"),
    *((f"env_{kind}", f"env_{kind}_bg") for kind in ("prod", "dev", "sim")),
    *(("surface", f"env_{kind}") for kind in ("prod", "dev", "sim")),
    ("c_floor", "surface"),
    ("c_ceiling", "surface"),
    *((f"{family}_fg", f"{family}_bg") for family in FAMILIES),
    *((f"{family}_fg", "surface") for family in FAMILIES),
]


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize(("text", "ground"), PAIRS, ids=lambda token: token)
def test_every_text_is_legible_on_its_ground(name: str, text: str, ground: str) -> None:
    theme = load_theme(name)
    assert contrast(theme.color(text), theme.color(ground)) >= 4.5


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("edge", ["control_border", *(f"{family}_solid" for family in FAMILIES)])
def test_edges_and_solid_marks_stand_out(name: str, edge: str) -> None:
    theme = load_theme(name)
    assert contrast(theme.color(edge), theme.color("surface")) >= 3


def test_contrast_is_that_of_wcag() -> None:
    assert contrast(QColor("#000000"), QColor("#ffffff")) == pytest.approx(21)
    assert contrast(QColor("#777777"), QColor("#ffffff")) == pytest.approx(4.48, abs=0.01)


def test_both_themes_have_the_same_names() -> None:
    light, dark = (tokens()["colors"][name] for name in THEMES)
    assert light.keys() == dark.keys()


@pytest.mark.parametrize("name", THEMES)
def test_the_sheet_names_tokens_only(name: str) -> None:
    sheet = style_sheet(load_theme(name))
    assert "$" not in sheet
    for picture in re.findall(r'url\("([^"]+)"\)', sheet):
        assert resource_path(picture.split("resources/")[-1]).is_file()
    template = resource_path("style.qss").read_text("utf-8")
    assert not re.search(r"#[0-9a-fA-F]{3,8}\b", template), "colours come from the tokens"


@pytest.mark.parametrize("name", THEMES)
def test_pictures_of_controls_have_colours_of_their_theme(name: str) -> None:
    known = set(tokens()["colors"][name].values())
    for path in (resource_root() / "controls" / name).glob("*.svg"):
        used = set(re.findall(r"#[0-9A-Fa-f]{6}", path.read_text("utf-8")))
        assert used
        assert used <= known, path.name


@pytest.mark.parametrize("name", THEMES)
def test_the_palette_follows(qapp: QApplication, name: str) -> None:
    theme = load_theme(name)
    made = palette(theme)
    assert made.window().color() == theme.color("window")
    assert made.text().color() == theme.color("text")


def test_an_unknown_colour_is_an_error() -> None:
    with pytest.raises(KeyError):
        load_theme("light").color("mauve")


def test_switching_restyles_what_is_shown(themed: QApplication, qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    label = Label("text", tone="danger", parent=holder)
    button = primary_button("Go", "play", holder)
    pill = StatusPill("Failed", holder)
    button.move(0, 30)
    pill.move(0, 80)
    holder.resize(200, 120)
    holder.show()
    icon_before = button.icon().cacheKey()

    def pixel() -> QColor:
        return pill.grab().toImage().pixelColor(6, 11)

    assert current_theme().name == "light"
    assert pixel() == load_theme("light").color("red_bg")
    try:
        apply_theme(themed, load_theme("dark"))
        assert current_theme().name == "dark"
        assert themed.palette().window().color() == load_theme("dark").color("window")
        assert pixel() == load_theme("dark").color("red_bg")
        assert label.palette().windowText().color() == load_theme("dark").color("danger")
        assert button.icon().cacheKey() != icon_before
        assert holder.grab().toImage().pixelColor(199, 0) == load_theme("dark").color("window")
    finally:
        apply_theme(themed, load_theme("light"))
    assert pixel() == load_theme("light").color("red_bg")


def test_fonts_have_their_size_weight_and_tabular_figures(qapp: QApplication) -> None:
    theme = load_theme("light")
    figure = theme.font(FontRole.FIGURE)
    assert (figure.pixelSize(), figure.weight()) == (28, QFont.Weight.DemiBold)
    assert figure.isFeatureSet(QFont.Tag("tnum"))
    assert QFontInfo(theme.font(FontRole.ID)).fixedPitch()
    assert all(theme.line(role) >= 16 for role in FontRole)


def test_chinese_is_never_smaller_than_twelve_pixels(qapp: QApplication) -> None:
    theme = load_theme("light", "zh_CN")
    assert min(theme.font(role).pixelSize() for role in FontRole if role is not FontRole.ID) == 12
    assert theme.line(FontRole.BODY) == 22
    assert load_theme("light").font(FontRole.CAPTION).pixelSize() == 11


def test_the_system_names_one_of_our_themes(qapp: QApplication) -> None:
    assert system_theme_name(qapp) in THEMES


def test_the_balloon_of_qt_is_dark_on_its_pale_ground_in_every_theme() -> None:
    for name in THEMES:
        assert "QBalloonTip QLabel { color: black; }" in style_sheet(load_theme(name))
