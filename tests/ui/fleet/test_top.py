"""Filter, cards and strips above the table: showing a filter tells nobody, and typing is left alone."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton

from essgui.core.select_fleet_summary import CardView, strips
from essgui.core.state import Segment
from essgui.ui.fleet.top import FleetTop
from tests.ui.fleet import worlds

COUNTS = dict.fromkeys(Segment, 3)


@pytest.fixture
def top(qtbot, themed):
    made = FleetTop()
    qtbot.addWidget(made)
    made.resize(1300, 300)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


@pytest.fixture
def told(top):
    found = []
    top.segment_chosen.connect(found.append)
    top.typed.connect(found.append)
    return found


@pytest.mark.parametrize("segment", Segment)
def test_showing_a_filter_tells_nobody_and_marks_all_that_stand_for_it(top, told, segment):
    top.show_filter("cache", segment, COUNTS)
    assert told == []
    assert [s for s, card in top.cards.items() if card.isChecked()] == [s for s in top.cards if s is segment]
    on_segments = segment in {
        Segment.ALL,
        Segment.RUNNING,
        Segment.IDLE,
        Segment.DRIFTED,
        Segment.BLOCKED,
    }
    assert top.segments.current == (segment.value if on_segments else "")
    top.show_filter("cache", Segment.ALL, COUNTS)
    assert top.segments.current == Segment.ALL.value
    assert told == []


def test_a_late_answer_does_not_overwrite_what_is_being_typed(top, told):
    top.filter.setFocus()
    QTest.keyClicks(top.filter, "abc")
    top.show_filter("ab", Segment.ALL, COUNTS)
    assert top.filter.text() == "abc"
    top.cards[Segment.IDLE].setFocus()
    top.show_filter("ab", Segment.ALL, COUNTS)
    assert top.filter.text() == "ab"


def test_the_fields_own_button_clears_the_filter_for_everybody(top, told):
    top.filter.setFocus()
    QTest.keyClicks(top.filter, "a")
    (button,) = [b for b in top.filter.findChildren(QToolButton) if b.isVisible() and b.x() > 100]
    button.click()
    assert top.filter.text() == ""
    assert told[0] == "a"
    assert told[-1] == ""


def test_a_card_says_that_pressing_it_filters_and_shows_names_as_they_are(top):
    top.show_cards({Segment.FAILED: CardView("2", "a<b>, c", "a<b>, c and d")})
    card = top.cards[Segment.FAILED]
    assert (card.count, card.line) == ("2", "a<b>, c")
    assert "a&lt;b&gt;, c and d<br>Show only these" in card.toolTip()


def test_strips_are_taken_again_and_none_is_left_over(top):
    both = strips(worlds.failing())
    asked = []
    top.retried.connect(asked.append)
    top.show_strips(both)
    first = top.strips[0]
    top.show_strips(both[1:])
    assert [strip.isVisible() for strip in top.strips] == [True, False]
    assert top.strips[0] is first
    first.retry.click()
    assert asked == [both[1]]
    top.show_strips(())
    assert not any(strip.isVisible() for strip in top.strips)
