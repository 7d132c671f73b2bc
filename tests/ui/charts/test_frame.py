"""Pixels of the plot, and words that do not run into one another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QRectF

from essgui.ui.charts.frame import Area, Frame, finish_place, floor_place, free_place, unseen_words
from essgui.ui.theme import load_theme

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication


def test_times_and_counts_become_pixels() -> None:
    area = Area(QRectF(30, 20, 600, 200), left=1_000, right=2_000, bottom=0, top=50)
    assert area.x(1_000) == 30
    assert area.x(1_500) == 330
    assert area.y(0) == 220
    assert area.y(50) == 20
    assert Area(QRectF(0, 0, 10, 10), 5, 5, 0, 0).x(5) == 0


def test_a_label_takes_the_first_free_place() -> None:
    assert free_place(6, 600, 60, []) == 6
    assert free_place(6, 600, 60, [(100, 150)]) == 6
    assert free_place(6, 600, 60, [(30, 80)]) == 88
    assert free_place(6, 600, 60, [(30, 80), (120, 560)]) is None


def test_the_floors_label_leaves_room_for_what_is_not_recorded(themed: QApplication) -> None:
    area = Area(QRectF(30, 20, 600, 200), left=1_000, right=2_000, bottom=0, top=50)
    frame = Frame(floor=27, floor_label="floor 27", unseen_until=1_200, unseen_label="not recorded")
    words = unseen_words(area, frame, load_theme("light"))
    assert words.left() == 36
    chip = floor_place(area, 27, 60, words)
    assert not chip.intersects(words)
    assert area.rect.contains(chip)
    # High above or far below the words it stays at the left.
    assert floor_place(area, 45, 60, words).left() == 34
    assert floor_place(area, 27, 60, unseen_words(area, Frame(), load_theme("light"))).left() == 34


@pytest.mark.parametrize(
    ("finish", "flags", "at"),
    [
        ((40, 80), [], (100, 6)),
        ((70, 80), [], (100, 6)),
        ((70, 80), [(130, 150)], (160, 6)),
        ((70, 80), [(130, 150), (165, 180)], (100, 78)),
        ((40, 80), [(90, 120)], (100, 78)),
        ((10, 15), [], (30, 6)),
    ],
    ids=["inside", "before", "behind", "foot", "foot of a wide one", "no room before"],
)
def test_the_words_of_the_bracket_stand_on_no_flag(
    finish: tuple[float, float], flags: list[tuple[float, float]], at: tuple[float, float]
) -> None:
    area = Area(QRectF(0, 0, 200, 100), 0, 100, 0, 10)
    place = finish_place(area, finish, 40, flags)
    assert (place.left(), place.top()) == at
