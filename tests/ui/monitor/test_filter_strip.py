"""The strip above a table: what it has, what counts as narrowing, and how many rows it says are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from essgui.ui.monitor.filter_strip import FilterStrip
from essgui.ui.theme import apply_theme, load_theme

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

CHOICES = (("", "All kinds"), ("batch", "Batches"), ("action", "Actions"))


@pytest.fixture
def strip(qtbot: QtBot, themed: QApplication) -> FilterStrip:
    made = FilterStrip("events", "events", CHOICES, "Only bad ones")
    qtbot.addWidget(made)
    made.resize(900, 40)
    made.show()
    return made


def test_every_control_has_a_name_for_the_ear(strip: FilterStrip) -> None:
    assert strip.field.accessibleName() == strip.field.placeholderText() == "Filter the events"
    assert strip.choice.accessibleName() == "Which events"
    assert strip.only_bad.text() == "Only bad ones"
    assert (strip.field.objectName(), strip.choice.objectName()) == ("events_filter", "events_choice")


def test_a_table_without_kinds_and_bad_ones_has_a_field_alone(qtbot: QtBot, themed: QApplication) -> None:
    bare = FilterStrip("rows", "rows")
    qtbot.addWidget(bare)
    bare.show()
    assert not bare.choice.isVisible()
    assert not bare.only_bad.isVisible()
    assert (bare.chosen, bare.narrows) == ("", False)
    bare.field.setText("x")
    bare.clear()
    assert not bare.narrows


@pytest.mark.parametrize(
    ("text", "place", "bad", "narrows"),
    [
        ("", 0, False, False),
        ("   ", 0, False, False),
        ("x", 0, False, True),
        ("", 1, False, True),
        ("", 0, True, True),
    ],
)
def test_only_what_can_hide_a_row_narrows(
    strip: FilterStrip, text: str, place: int, bad: bool, narrows: bool
) -> None:
    strip.field.setText(text)
    strip.choice.setCurrentIndex(place)
    strip.only_bad.setChecked(bad)
    assert strip.narrows is narrows
    assert strip.chosen == CHOICES[place][0]


def test_each_use_is_told_and_clearing_lets_all_pass(strip: FilterStrip) -> None:
    heard: list[tuple[str, str, bool]] = []
    strip.changed.connect(
        lambda *_: heard.append((strip.field.text(), strip.chosen, strip.only_bad.isChecked()))
    )
    QTest.keyClicks(strip.field, "ab")
    QTest.keyClick(strip.choice, Qt.Key.Key_Down)
    QTest.keyClick(strip.only_bad, Qt.Key.Key_Space)
    assert heard == [("a", "", False), ("ab", "", False), ("ab", "batch", False), ("ab", "batch", True)]
    strip.clear()
    assert heard[-1] == ("", "", False)
    told = len(heard)
    strip.clear()
    assert len(heard) == told, "nothing is told where nothing was set"


def test_a_kind_that_is_not_there_lets_all_pass(strip: FilterStrip) -> None:
    strip.choose("action")
    assert strip.chosen == "action"
    strip.choose("omen")
    assert strip.chosen == ""


@pytest.mark.parametrize(
    ("shown", "total", "said"),
    [(0, 0, ""), (1, 1, ""), (12, 12, ""), (0, 12, "0 of 12 events"), (1, 12, "1 of 12 events")],
)
def test_the_count_stands_there_only_while_rows_are_hidden(
    strip: FilterStrip, shown: int, total: int, said: str
) -> None:
    strip.show_count(3, 9)
    strip.show_count(shown, total)
    assert strip.count.text() == said
    strip.rest = "3 have left"
    strip.show_count(shown, total)
    assert strip.count.text() == (said or "3 have left")


def test_the_funnel_takes_the_colours_of_the_theme(strip: FilterStrip, themed: QApplication) -> None:
    def drawn() -> object:
        return strip.field._funnel.icon().pixmap(16, 16).toImage()

    light = drawn()
    try:
        apply_theme(themed, load_theme("dark"))
        assert drawn() != light
    finally:
        apply_theme(themed, load_theme("light"))
    assert drawn() == light
