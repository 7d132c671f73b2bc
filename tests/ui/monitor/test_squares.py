"""The squares of the map differ in shape at every size, in both themes, and are sharp on any screen."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import pytest

from essgui.domain.roles import GONE, InstanceRole
from essgui.ui.monitor.squares import LOOKS, SIZES, measures, square_picture
from essgui.ui.theme import load_theme

if TYPE_CHECKING:
    from PySide6.QtGui import QImage
    from PySide6.QtWidgets import QApplication


SHOWN = tuple(role for role in InstanceRole if role not in GONE)
"""What is gone from the group has no square."""


@pytest.mark.parametrize(
    ("count", "side"), [(0, 26), (1, 26), (200, 26), (201, 18), (600, 18), (601, 13), (1_000_000, 13)]
)
def test_each_size_begins_where_the_one_before_ends(count: int, side: int) -> None:
    assert measures(count) == (side, next(pitch for _, s, pitch in SIZES if s == side))
    assert measures(count)[1] > side, "there is a gap between two"


def grey(image: QImage) -> list[int]:
    return [image.pixelColor(x, y).lightness() for y in range(image.height()) for x in range(image.width())]


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize("side", [side for _, side, _ in SIZES])
def test_any_two_roles_differ_by_their_shape_without_colour(
    themed: QApplication, name: str, side: int
) -> None:
    shapes = {role: grey(square_picture(role, side, name, 1.0).toImage()) for role in SHOWN}
    for one, other in combinations(SHOWN, 2):
        differs = sum(1 for a, b in zip(shapes[one], shapes[other], strict=True) if abs(a - b) > 24)
        assert differs >= side * side * 0.08, (one, other, differs)


@pytest.mark.parametrize("dpr", [1.0, 1.25, 1.5, 2.0, 3.0])
def test_a_picture_has_the_pixels_of_its_screen(themed: QApplication, dpr: float) -> None:
    for _, side, _ in SIZES:
        picture = square_picture(InstanceRole.NEW, side, "light", dpr)
        assert picture.width() == picture.height() == round(side * dpr)
        assert picture.devicePixelRatio() == dpr


@pytest.mark.parametrize("name", ["light", "dark"])
def test_every_colour_is_one_of_the_theme_and_every_role_has_a_word(themed: QApplication, name: str) -> None:
    theme = load_theme(name)
    for look in LOOKS.values():
        assert look.word
        assert look.fill or look.edge, "something has to be seen"
        for tone in filter(None, (look.fill, look.edge, look.ink)):
            assert theme.color(tone).isValid()
    assert set(LOOKS) == set(SHOWN)
    assert len({look.word for look in LOOKS.values()}) == len(SHOWN)
    light, dark = (square_picture(InstanceRole.OLD, 26, n, 1.0).toImage() for n in ("light", "dark"))
    assert light != dark
