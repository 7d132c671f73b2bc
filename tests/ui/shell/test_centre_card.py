"""The card below the bell: a row for each thing that was told, of any length and name, in both themes."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget

from essgui.core import messages as m
from essgui.core.state import Centre, Notification, NotificationKind
from essgui.domain.lifecycle import TERMINAL
from essgui.domain.scaling import TaskId
from essgui.ui.shell.centre_card import FACES, WIDTH, CentreCard, CentreRow
from essgui.ui.theme import apply_theme, load_theme
from tests.support.states import HANGZHOU, NOW

if TYPE_CHECKING:
    from PySide6.QtGui import QImage
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

TOLD = Notification(
    1, NotificationKind.FINISHED, NOW.at, "web", HANGZHOU, TaskId("ir-1"), "Successful", "It ended.", "Rest."
)


def row(qtbot: QtBot, told: Notification = TOLD, *, unread: bool = False) -> CentreRow:
    made = CentreRow(told, NOW.at, unread=unread)
    qtbot.addWidget(made)
    made.resize(WIDTH - 32, 70)
    return made


class Made:
    """A window that has a card, and what the card sent."""

    def __init__(self, qtbot: QtBot, centre: Centre) -> None:
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.sent: list[m.Message] = []
        self.card = CentreCard(centre, NOW.at, self.sent.append, self.window)


def many(count: int, read: int = 0) -> Centre:
    told = tuple(replace(TOLD, number=n, task=TaskId(f"ir-{n}")) for n in range(count, 0, -1))
    return Centre(told, count, read)


def test_all_of_a_row_is_told_to_the_ear_and_in_the_tooltip(qtbot: QtBot, themed: QApplication) -> None:
    time = f"{NOW.at.astimezone():%H:%M}"
    assert row(qtbot).accessibleName() == f"web, {time}: It ended.\nRest."
    assert row(qtbot, unread=True).accessibleName().startswith("Unread: web, ")
    assert row(qtbot).toolTip() == "web · cn-hangzhou\nIt ended.\nRest."
    bare = row(qtbot, replace(TOLD, next="", at=NOW.at - timedelta(days=2)))
    assert bare.toolTip() == "web · cn-hangzhou\nIt ended."
    assert " Nov " in bare.accessibleName(), "another day has its day"


def test_a_name_that_looks_like_markup_is_shown_as_it_is(qtbot: QtBot, themed: QApplication) -> None:
    tip = row(qtbot, replace(TOLD, group="<img src=http://evil.example/x>")).toolTip()
    assert "<img" not in tip
    assert "&lt;img src=http://evil.example/x&gt; · cn-hangzhou<br>It ended.<br>Rest." in tip


@pytest.mark.parametrize(
    ("read", "unread"),
    [(0, [True, True, True]), (2, [True, False, False]), (3, [False] * 3), (9, [False] * 3)],
)
def test_what_came_after_the_last_reading_is_unread(
    qtbot: QtBot, themed: QApplication, read: int, unread: list[bool]
) -> None:
    made = Made(qtbot, many(3, read))
    assert [r.accessibleName().startswith("Unread") for r in made.card.rows] == unread
    assert [r.told.number for r in made.card.rows] == [3, 2, 1]


@pytest.mark.parametrize(("count", "high"), [(1, 1), (6, 6), (7, 6), (50, 6)])
def test_it_grows_up_to_six_rows_and_scrolls_after(
    qtbot: QtBot, themed: QApplication, count: int, high: int
) -> None:
    made = Made(qtbot, many(count))
    (area,) = made.card.findChildren(QScrollArea)
    assert area.height() == high * 70 + 4
    assert area.horizontalScrollBarPolicy() is Qt.ScrollBarPolicy.ScrollBarAlwaysOff
    assert made.card.width() == WIDTH


def test_a_row_leads_to_its_own_refresh(qtbot: QtBot, themed: QApplication) -> None:
    made = Made(qtbot, many(3))
    with qtbot.waitSignal(made.card.done):
        made.card.rows[2].click()
    assert made.sent == [m.MonitorOpened(TaskId("ir-1"))]


def icon_of(image: QImage) -> list[int]:
    return [image.pixel(x, y) for x in range(8, 30) for y in range(8, 30)]


@pytest.mark.parametrize("name", ["light", "dark"])
def test_the_ends_have_signs_of_their_own_and_so_have_the_kinds(
    qtbot: QtBot, themed: QApplication, name: str
) -> None:
    try:
        apply_theme(themed, load_theme(name))
        ends = [row(qtbot, replace(TOLD, status=status)) for status in (*sorted(TERMINAL), "Baking")]
        signs = [tuple(icon_of(r.grab().toImage())) for r in ends]
        assert len(set(signs)) >= 5, "good, bad, cancelled, rolled back and unknown can be told apart"
        for kind in NotificationKind:
            assert any(icon_of(row(qtbot, replace(TOLD, kind=kind)).grab().toImage()))
        assert len(set(FACES.values())) == len(NotificationKind)
    finally:
        apply_theme(themed, load_theme("light"))


def test_long_words_reach_neither_the_time_nor_the_dot(qtbot: QtBot, themed: QApplication) -> None:
    long = replace(TOLD, group="W" * 200, sentence="W" * 300, next="W" * 300)
    short = replace(TOLD, group="", sentence="", next="")
    shown, plain = (row(qtbot, told, unread=True).grab().toImage() for told in (long, short))
    edge = WIDTH - 32 - 22
    for x in range(edge, WIDTH - 32):
        assert all(shown.pixel(x, y) == plain.pixel(x, y) for y in range(plain.height())), x
        assert len({shown.pixel(x, y) for y in range(plain.height(), shown.height())}) == 1, x
    for x in range(edge - 30, edge):
        assert all(shown.pixel(x, y) == plain.pixel(x, y) for y in range(8, 26)), (
            "the time is not written over"
        )


def test_a_sentence_that_is_long_takes_a_second_line_and_the_row_its_room(
    qtbot: QtBot, themed: QApplication
) -> None:
    usual = row(qtbot)
    long = row(qtbot, replace(TOLD, sentence="Failed with 3 of 10 instances new. " * 2))
    longest = row(qtbot, replace(TOLD, sentence="Failed with 3 of 10 instances new. " * 40))
    assert usual.height() < long.height() == longest.height()
