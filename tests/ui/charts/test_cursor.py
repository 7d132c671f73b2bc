"""The line under the pointer shows its words beside it and inside the plot, anywhere and of any length."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QStyleOptionGraphicsItem

from essgui.ui.charts.cursor import Cursor
from essgui.ui.charts.frame import Area
from essgui.ui.theme import apply_theme, load_theme

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication

WIDE, HIGH = 400, 200
GROUND = QColor("#ff00ff")


@pytest.fixture(params=["light", "dark"])
def theme(request: pytest.FixtureRequest, themed: QApplication) -> Iterator[str]:
    apply_theme(themed, load_theme(request.param))
    yield request.param
    apply_theme(themed, load_theme("light"))


def painted(at: float | None, *lines: str, width: int = WIDE) -> QImage:
    """Paint a cursor over a plot of a hundred seconds that begins ten pixels from each edge."""
    area = Area(QRectF(10, 10, width - 20, HIGH - 20), 0.0, 100.0, 0.0, 10.0)
    cursor = Cursor(lambda: area, lambda: QRectF(0, 0, width, HIGH))
    cursor.show_moment(at, lines)
    image = QImage(width, HIGH, QImage.Format.Format_ARGB32)
    image.fill(GROUND)
    painter = QPainter(image)
    cursor.paint(painter, QStyleOptionGraphicsItem())
    painter.end()
    return image


def columns(image: QImage, y: int) -> list[int]:
    return [x for x in range(image.width()) if image.pixelColor(x, y) != GROUND]


def box_of(image: QImage) -> tuple[int, int]:
    """Return the first and the last column of the box with the words, just below its top."""
    found = columns(image, 50)
    return found[0], found[-1]


@pytest.mark.parametrize("at", [None, -0.1, 100.1])
def test_without_a_moment_in_sight_there_is_nothing(themed: QApplication, at: float | None) -> None:
    image = painted(at, "06:00:00", "40 in service")
    assert all(columns(image, y) == [] for y in range(0, HIGH, 5))


def test_the_line_stands_at_its_moment_from_top_to_bottom(theme: str) -> None:
    image = painted(50, "06:00:00")
    for y in (12, HIGH - 12):
        found = columns(image, y)
        assert found
        assert all(abs(x - 200) <= 1 for x in found)
    tip = load_theme(theme).color("tip_bg")
    assert any(image.pixelColor(x, 42) == tip for x in range(205, 300))


def test_the_words_change_sides_before_they_leave_the_plot(themed: QApplication) -> None:
    first, last = box_of(painted(10, "06:00:00", "40 in service"))
    assert first == pytest.approx(48, abs=1), "the line"
    assert last > 58
    first, last = box_of(painted(95, "06:00:00", "40 in service"))
    assert last == pytest.approx(371, abs=1), "the line is at the right of them"
    assert first >= 10


@pytest.mark.parametrize("width", [60, 120, 400, 1200])
@pytest.mark.parametrize("at", [0, 40, 100])
def test_a_long_sentence_is_cut_and_stays_inside(themed: QApplication, width: int, at: float) -> None:
    first, last = box_of(painted(at, "06:00:00", "The zone is sold out " * 20, width=width))
    assert first >= 9
    assert last <= width - 9
    assert last - first <= 320 + 30


def test_the_same_moment_again_paints_nothing_anew(themed: QApplication) -> None:
    area = Area(QRectF(0, 0, 10, 10), 0.0, 1.0, 0.0, 1.0)
    cursor = Cursor(lambda: area, lambda: area.rect)
    cursor.show_moment(1.0, ("a",))
    cursor.show_moment(1.0, ("b",))
    assert cursor.lines == ("b",), "what is said of a moment may change under the pointer"
    cursor.show_moment(None)
    assert (cursor.at, cursor.lines) == (None, ())
