"""Icons are ours, in one colour, sharp at every pixel ratio, and drawn once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon

from essgui.resources import resource_path
from essgui.ui.icons import icon, icon_names, pixmap, spaced_icon, themed_icon
from essgui.ui.theme import load_theme

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

RED = QColor("#ff0000")


@pytest.mark.parametrize("name", icon_names())
def test_every_icon_is_one_colour_on_the_grid(qapp: QApplication, name: str) -> None:
    source = resource_path(f"icons/{name}.svg").read_text("utf-8")
    assert 'viewBox="0 0 16 16"' in source
    assert "currentColor" in source
    assert "#" not in source
    picture = pixmap(name, RED, 32).toImage()
    seen = {
        picture.pixelColor(x, y).rgb()
        for x in range(32)
        for y in range(32)
        if picture.pixelColor(x, y).alpha() == 255
    }
    assert seen == {RED.rgb()}


def test_a_picture_has_the_pixels_of_its_screen_and_is_kept(qapp: QApplication) -> None:
    picture = pixmap("clock", RED, 16, 2.0)
    assert picture.size() == QSize(32, 32)
    assert picture.deviceIndependentSize().toSize() == QSize(16, 16)
    assert pixmap("clock", RED, 16, 2.0).cacheKey() == picture.cacheKey()
    assert pixmap("clock", QColor("#00ff00"), 16, 2.0).cacheKey() != picture.cacheKey()


def test_a_disabled_icon_is_another_picture(qapp: QApplication) -> None:
    made = icon("play", RED, QColor("#888888"))
    on = made.pixmap(16, QIcon.Mode.Normal).toImage()
    off = made.pixmap(16, QIcon.Mode.Disabled).toImage()
    assert on != off
    assert not themed_icon(load_theme("dark"), "play").isNull()


def test_a_spaced_icon_is_wider_by_the_gap(qapp: QApplication) -> None:
    made = spaced_icon(load_theme("light"), "play", "text", 16, 4, before=True)
    picture = made.pixmap(QSize(20, 16)).toImage()
    assert picture.width() == 20
    assert all(picture.pixelColor(x, 8).alpha() == 0 for x in range(4))


def test_an_unknown_icon_is_an_error(qapp: QApplication) -> None:
    with pytest.raises(FileNotFoundError):
        pixmap("unicorn", RED)
