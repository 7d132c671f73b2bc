"""A row of the map finds each square again by its place, at any width, and has room for its words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint

from essgui.core.select_instance_map import MapRow, Square
from essgui.domain.roles import InstanceRole
from essgui.ui.monitor.map_row import COUNTS, LEFT, MapRowView
from essgui.ui.monitor.squares import measures
from essgui.ui.theme import apply_theme, load_theme

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

NO_COUNTS = ((0, "new"), (0, "old"), (0, "in transition"), (0, "ignored"))


def row(count: int, **changes: object) -> MapRow:
    squares = tuple(Square(f"i-{n}", InstanceRole.OLD) for n in range(count))
    base = MapRow("h", "cn-hangzhou-h", f"{count} in service", squares, NO_COUNTS, spoken=f"{count} old")
    return replace(base, **changes)


def made(qtbot: QtBot, count: int, width: int = 1000, **changes: object) -> MapRowView:
    view = MapRowView(row(count, **changes), *measures(count))
    qtbot.addWidget(view)
    view.resize(width, view.heightForWidth(width))
    return view


@pytest.mark.parametrize("count", [0, 1, 16, 17, 200, 201, 601, 1000])
@pytest.mark.parametrize("width", [200, 700, 1000, 1920])
def test_every_square_is_found_where_it_is_painted_and_inside(
    qtbot: QtBot, themed: QApplication, count: int, width: int
) -> None:
    view = made(qtbot, count, width)
    for place, square in enumerate(view.row.squares):
        found = view.rect_of(place)
        assert view.square_at(found.topLeft()) == view.square_at(found.bottomRight()) == square
        assert found.top() >= 0
        assert found.bottom() < view.height()
    assert view.heightForWidth(width) >= 56


def test_between_and_beside_the_squares_there_is_none(qtbot: QtBot, themed: QApplication) -> None:
    view = made(qtbot, 30)
    first, last = view.rect_of(0), view.rect_of(29)
    for spot in (
        first.topLeft() - QPoint(1, 0),
        first.topLeft() - QPoint(0, 1),
        first.topRight() + QPoint(1, 0),
        first.bottomLeft() + QPoint(0, 1),
        last.topRight() + QPoint(8, 0),
        QPoint(0, 0),
        QPoint(-5, -5),
        QPoint(view.width() - 1, view.height() - 1),
        QPoint(first.left() + view.across * 32 + 2, first.top() + 2),
    ):
        assert view.square_at(spot) is None, spot


def test_it_grows_with_its_lines_and_says_so_once(qtbot: QtBot, themed: QApplication) -> None:
    view = made(qtbot, 1)
    fits = view.across
    one, two = (made(qtbot, n).heightForWidth(1000) for n in (fits, fits + 1))
    assert two - one > 0
    assert view.hasHeightForWidth()
    asked: list[int] = []
    view.updateGeometry = lambda: asked.append(1)  # type: ignore[method-assign] - counts the calls
    view.show_row(row(1, line="0 in service"), *measures(1))
    assert asked == [], "other words need no other room"
    view.show_row(row(2), *measures(2))
    view.show_row(row(2), *measures(300))
    assert asked == [1, 1]
    assert view.accessibleName() == "2 old"


def test_a_choice_whose_square_is_gone_is_painted_nowhere(qtbot: QtBot, themed: QApplication) -> None:
    view = made(qtbot, 3)
    plain = view.grab().toImage()
    view.set_current(2, ring=True)
    ringed = view.grab().toImage()
    assert ringed != plain
    view.set_current(2, ring=False)
    assert view.grab().toImage() not in (plain, ringed), "chosen by the pointer it has another edge"
    view.show_row(row(2), *measures(2))
    bare = made(qtbot, 2)
    assert view.grab().toImage() == bare.grab().toImage()


@pytest.mark.parametrize("name", ["light", "dark"])
def test_a_warning_is_amber_and_stale_squares_are_pale(qtbot: QtBot, themed: QApplication, name: str) -> None:
    try:
        apply_theme(themed, load_theme(name))
        plain = made(qtbot, 5)
        before = plain.grab().toImage()
        assert made(qtbot, 5, warning="None serves").grab().toImage() != before
        plain.set_dim(dim=True)
        inside = plain.rect_of(0).center()
        assert plain.grab().toImage().pixelColor(inside) != before.pixelColor(inside)
        plain.set_dim(dim=False)
        assert plain.grab().toImage() == before
    finally:
        apply_theme(themed, load_theme("light"))


def test_long_words_and_large_counts_stay_off_the_squares(qtbot: QtBot, themed: QApplication) -> None:
    counts = ((9999, "new"), (9999, "old"), (9999, "in transition"), (9999, "ignored"))
    empty = made(qtbot, 0, title="", line="")
    loud = made(qtbot, 0, title="W" * 60, line="W" * 60, warning="None serves", counts=counts)
    first, last = loud.rect_of(0).left(), loud.width() - LEFT - COUNTS
    plain, shown = empty.grab().toImage(), loud.grab().toImage()
    for x in range(first, last):
        assert all(shown.pixel(x, y) == plain.pixel(x, y) for y in range(loud.height())), x
    counted = [x for x in range(last, loud.width()) if any(
        shown.pixel(x, y) != plain.pixel(x, y) for y in range(loud.height())
    )]  # fmt: skip
    assert counted
    assert counted[-1] < loud.width() - 1, "the last word is whole"
