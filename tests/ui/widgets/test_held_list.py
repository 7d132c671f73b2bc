"""Rows follow their order while nobody is at them, and keep their places while the list is held."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from essgui.ui.widgets.held_list import MOST_GREYED, HeldList, Row

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


class Box(QWidget):
    """A row with one button, as tall as is chosen."""

    def __init__(self, text: str, tall: int) -> None:
        super().__init__()
        self.text, self.tall = text, tall
        self.button = QPushButton(text, self)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(100, self.tall)


class Listed:
    """A list in a scroll area, and what stands where in it."""

    def __init__(self, qtbot: QtBot) -> None:
        self.list = HeldList()
        self.area = QScrollArea()
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.addWidget(self.list)
        column.addStretch(1)
        self.area.setWidget(inside)
        self.area.setWidgetResizable(True)
        self.area.resize(300, 400)
        qtbot.addWidget(self.area)
        self.area.show()
        self.area.activateWindow()
        qtbot.waitUntil(self.area.isActiveWindow)

    def show(self, *names: str, height: int = 40, acts: tuple[object, ...] = ()) -> None:
        self.list.show_rows(
            [Row(n, lambda n=n: Box(n, height), lambda w, n=n: w.text == n, acts) for n in names]
        )

    def become(self, key: str, text: str, height: int = 40, acts: tuple[object, ...] = ()) -> None:
        """Show one row alone, under the key of another and with other words."""
        self.list.show_rows([Row(key, lambda: Box(text, height), lambda _w: False, acts)])

    def places(self) -> list[str]:
        QApplication.processEvents()
        shown = [b for b in self.list.findChildren(Box) if b.isVisible()]
        return [b.text for b in sorted(shown, key=lambda b: b.y())]

    def row(self, text: str) -> Box:
        return next(b for b in self.list.findChildren(Box) if b.text == text and b.isVisible())


@pytest.fixture
def rows(qtbot: QtBot, themed: QApplication) -> Listed:
    return Listed(qtbot)


def test_let_go_it_follows_the_order_that_is_wanted(rows: Listed) -> None:
    rows.show("a", "b", "c")
    assert rows.places() == ["a", "b", "c"]
    kept = rows.row("c")
    rows.show("c", "a", "d")
    assert rows.places() == ["c", "a", "d"]
    assert rows.row("c") is kept


def test_held_nothing_changes_its_place(rows: Listed) -> None:
    rows.show("a", "b", "c")
    rows.places()
    rows.list.set_held(True)
    where = {name: rows.row(name).geometry() for name in "bc"}
    rows.show("d", "c", "b")
    assert rows.places() == ["a", "b", "c", "d"]
    assert {name: rows.row(name).geometry() for name in "bc"} == where
    assert not rows.row("a").isEnabled()
    assert rows.list.greyed == (rows.row("a"),)
    rows.list.set_held(False)
    assert rows.places() == ["d", "c", "b"]
    assert rows.list.greyed == ()


def test_held_one_that_takes_other_widgets_stays_in_place_where_it_fits(rows: Listed) -> None:
    rows.show("a", acts=("go",))
    rows.places()
    rows.list.set_held(True)
    rows.become("a", "smaller", 30, acts=("go",))
    assert rows.places() == ["smaller"]
    assert rows.row("smaller").height() == 40, "what is below it does not move"


@pytest.mark.parametrize(("height", "acts"), [(50, ("go",)), (30, ("stop",))])
def test_held_one_that_is_taller_or_does_something_else_comes_last(
    rows: Listed, height: int, acts: tuple[object, ...]
) -> None:
    rows.show("a", acts=("go",))
    rows.places()
    rows.list.set_held(True)
    rows.become("a", "other", height, acts=acts)
    assert rows.places() == ["a", "other"]
    assert not rows.row("a").isEnabled()
    rows.list.set_held(False)
    assert rows.places() == ["other"]


def test_held_what_comes_back_takes_the_place_that_it_left(rows: Listed) -> None:
    rows.show("a", "b", acts=("go",))
    rows.places()
    rows.list.set_held(True)
    for _ in range(3):
        rows.show("b", acts=("go",))
        assert rows.list.greyed == (rows.row("a"),)
        rows.show("a", "b", acts=("go",))
        assert rows.places() == ["a", "b"]
        assert rows.row("a").isEnabled()
        assert rows.list.greyed == ()


@pytest.mark.parametrize(("height", "acts"), [(50, ("go",)), (30, ("stop",))])
def test_held_what_comes_back_otherwise_leaves_that_place_alone(
    rows: Listed, height: int, acts: tuple[object, ...]
) -> None:
    rows.show("a", "b", acts=("go",))
    rows.places()
    rows.list.set_held(True)
    rows.show("b", acts=("go",))
    rows.list.show_rows(
        [
            Row("b", lambda: Box("b", 40), acts=("go",)),
            Row("a", lambda: Box("other", height), acts=acts),
        ]
    )
    assert rows.places() == ["a", "b", "other"]
    assert not rows.row("a").isEnabled()


def test_held_one_that_swings_between_two_acts_keeps_two_places(rows: Listed) -> None:
    rows.show("a", acts=("go",))
    rows.places()
    rows.list.set_held(True)
    for _ in range(50):
        rows.become("a", "other", acts=("stop",))
        rows.become("a", "again", acts=("go",))
    assert rows.places() == ["again", "other"]
    assert (rows.row("again").isEnabled(), rows.row("other").isEnabled()) == (True, False)


def test_held_only_so_many_keep_their_places_and_none_above_the_last_moves(rows: Listed) -> None:
    rows.show("top", "below")
    rows.places()
    rows.list.set_held(True)
    for number in range(3 * MOST_GREYED):
        rows.show("top", "below", f"n{number}")
        if number == MOST_GREYED:
            rows.places()
            where = [box.geometry() for box in rows.list.greyed]
    assert len(rows.list.greyed) == MOST_GREYED
    last = f"n{3 * MOST_GREYED - 1}"
    assert rows.places() == ["top", "below", *(f"n{n}" for n in range(MOST_GREYED)), last]
    assert [box.geometry() for box in rows.list.greyed] == where
    rows.list.set_held(False)
    assert rows.places() == ["top", "below", last]


def test_let_go_it_takes_the_place_of_the_older_whatever_it_is(rows: Listed) -> None:
    rows.show("a", acts=("go",))
    rows.become("a", "other", 50, acts=("stop",))
    assert rows.places() == ["other"]


@pytest.mark.parametrize("held", [True, False])
def test_the_focus_goes_to_the_next_row_then_to_the_one_before_then_to_the_list(
    rows: Listed, held: bool
) -> None:
    rows.show("a", "b", "c")
    rows.places()
    rows.list.set_held(held)
    rows.row("b").button.setFocus()
    rows.show("a", "c")
    assert rows.row("c").button.hasFocus()
    rows.show("a")
    assert rows.row("a").button.hasFocus()
    rows.show()
    assert rows.list.hasFocus()


def test_the_focus_stays_in_a_row_that_takes_other_widgets(rows: Listed) -> None:
    rows.show("a", "b")
    rows.places()
    rows.row("a").button.setFocus()
    rows.become("a", "other")
    assert rows.row("other").button.hasFocus()


def test_tab_follows_the_order_that_is_seen(rows: Listed) -> None:
    rows.show("a", "b")
    rows.show("c", "b", "a")
    rows.places()
    rows.row("c").button.setFocus()
    seen = ["c"]
    for _ in range(2):
        rows.list.focusNextPrevChild(True)
        focus = QApplication.focusWidget()
        assert isinstance(focus, QPushButton)
        seen.append(focus.text())
    assert seen == ["c", "b", "a"]
