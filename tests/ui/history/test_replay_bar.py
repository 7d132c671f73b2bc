"""The transport of a replay: it shows any length, sends what the user does and nothing that it is shown."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from essgui.core.past import PACES, Replay
from essgui.core.replay import frame
from essgui.ui.history.replay_bar import GapStrip, ReplayBar
from essgui.ui.theme import apply_theme, load_theme
from tests.ui.history import scenes
from tests.ui.history.scenes import A

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from essgui.core.replay import Frame


def made_frame(**changes: object) -> Frame:
    found = frame(scenes.compared(), Replay(A, 4000.0))
    assert found is not None
    return replace(found, **changes)


class Sent:
    """A bar and what it sent."""

    def __init__(self, qtbot: QtBot) -> None:
        self.bar = ReplayBar()
        qtbot.addWidget(self.bar)
        self.bar.resize(900, 60)
        self.bar.show()
        self.heard: list[object] = []
        for signal in (self.bar.moved, self.bar.played, self.bar.paced):
            signal.connect(self.heard.append)


@pytest.fixture
def sent(qtbot: QtBot, themed: QApplication) -> Sent:
    return Sent(qtbot)


def test_showing_a_moment_sends_nothing(sent: Sent) -> None:
    for position in (0.0, 4000.0, made_frame().length):
        sent.bar.show_frame(made_frame(position=position), Replay(A, position, 600, 5.0))
    assert sent.heard == []
    assert sent.bar.slider.value() == sent.bar.slider.maximum() == round(made_frame().length)
    assert sent.bar.pace.current == "600"


@pytest.mark.parametrize(("length", "most", "end"), [(0.0, 1, "0 s"), (0.4, 1, "0 s"), (7200.0, 7200, "2 h")])
def test_a_recording_of_any_length_can_be_moved_through(
    sent: Sent, length: float, most: int, end: str
) -> None:
    sent.bar.show_frame(made_frame(length=length, position=0.0, gaps=()), Replay(A, 0.0))
    slider = sent.bar.slider
    assert (slider.maximum(), sent.bar.end.text()) == (most, end)
    assert 1 <= slider.singleStep() <= slider.pageStep() <= most
    QTest.keyClick(slider, Qt.Key.Key_End)
    assert sent.heard == [float(most)]


def test_play_says_what_pressing_it_does_now(sent: Sent) -> None:
    sent.bar.show_frame(made_frame(), Replay(A, 4000.0))
    assert sent.bar.play.accessibleName() == sent.bar.play.toolTip() == "Play (Space)"
    sent.bar.play.click()
    sent.bar.show_frame(made_frame(), Replay(A, 4000.0, playing_since=0.0))
    assert sent.bar.play.accessibleName() == sent.bar.play.toolTip() == "Pause (Space)"
    sent.bar.play.click()
    assert sent.heard == [True, False]


def test_every_pace_can_be_chosen_and_the_one_in_force_is_not_sent_again(sent: Sent) -> None:
    sent.bar.show_frame(made_frame(), Replay(A, 4000.0, PACES[0]))
    for pace in PACES[1:]:
        sent.bar.pace.set_current(str(pace))
    assert sent.heard == list(PACES[1:])


def test_the_moment_is_told_beside_the_slider_and_to_the_ear(sent: Sent) -> None:
    found = made_frame()
    sent.bar.show_frame(found, Replay(A, 4000.0))
    assert sent.bar.moment.text() == sent.bar.slider.accessibleDescription() == found.moment
    assert sent.bar.slider.accessibleName() == "Moment of the recording"


@pytest.mark.parametrize("name", ["light", "dark"])
def test_gaps_are_hatched_where_they_are_and_told(qtbot: QtBot, themed: QApplication, name: str) -> None:
    strip = GapStrip()
    qtbot.addWidget(strip)
    strip.resize(216, 8)
    try:
        apply_theme(themed, load_theme(name))
        plain = strip.grab().toImage()
        strip.show_gaps(((25.0, 50.0), (99.9, 100.0)), 100.0)
        shown = strip.grab().toImage()
        marked = [x for x in range(216) if any(shown.pixel(x, y) != plain.pixel(x, y) for y in range(8))]
        # The groove begins and ends half a handle from the edges: 200 pixels for 100 seconds.
        first = [x for x in marked if x < 150]
        assert (first[0], first[-1]) == (pytest.approx(58, abs=1), pytest.approx(108, abs=1))
        assert len([x for x in marked if x > 150]) >= 3, "a short one can still be seen"
        assert strip.toolTip() == strip.accessibleName()
        assert strip.toolTip().splitlines() == [
            "Nothing was recorded for 25 s, 25 s in.",
            "Nothing was recorded for 0 s, 1 min 39 s in.",
        ]
        strip.show_gaps((), 100.0)
        assert (strip.toolTip(), strip.accessibleName()) == ("", "No gap in the recording")
    finally:
        apply_theme(themed, load_theme("light"))
