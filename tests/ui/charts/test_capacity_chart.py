"""The capacity chart reads out what was, what is expected, and nothing where neither is known."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC
from typing import TYPE_CHECKING

import pytest

from essgui.ui.charts.capacity_chart import CapacityChart
from essgui.ui.charts.picture import EMPTY, CapacityPicture
from tests.ui.charts.test_charts import PICTURE, at, line

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot


@pytest.fixture
def chart(themed: QApplication, qtbot: QtBot) -> CapacityChart:
    made = CapacityChart(zone=UTC)
    qtbot.addWidget(made)
    made.resize(640, 320)
    made.set_picture(PICTURE)
    return made


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (-1, ()),
        (0, ("40 in service", "10 new, 30 old")),
        (60, ("40 in service", "10 new, 30 old")),
        (60.01, ("≈ 10 new expected",)),
        (61, ("≈ 11 new expected",)),
        (1000, ("≈ 40 new expected",)),
    ],
)
def test_until_now_it_is_measured_and_after_it_expected(
    chart: CapacityChart, minutes: float, said: tuple[str, ...]
) -> None:
    assert chart.lines_at(at(minutes).timestamp()) == said


def test_what_was_not_counted_is_not_said(chart: CapacityChart) -> None:
    chart.set_picture(replace(PICTURE, new=EMPTY, forecast=EMPTY))
    assert chart.lines_at(at(30).timestamp()) == ("40 in service",)
    assert chart.lines_at(at(70).timestamp()) == ()
    assert chart.accessibleDescription().startswith("40 in service, floor 36")
    chart.set_picture(replace(PICTURE, in_service=EMPTY))
    assert chart.lines_at(at(30).timestamp()) == (), "without all there is no old and new"
    assert chart.accessibleDescription().startswith("10 new, floor 36")


def test_what_is_not_new_has_the_name_that_the_picture_gives_it(chart: CapacityChart) -> None:
    chart.set_picture(replace(PICTURE, rest="old or kept"))
    assert chart.lines_at(at(30).timestamp()) == ("40 in service", "10 new, 30 old or kept")


def test_of_an_ended_one_the_last_look_stands_and_no_dot_is_left(chart: CapacityChart) -> None:
    assert [dot[2] for dot in chart.plot._frame.dots] == ["c_new", "c_line"]
    chart.set_picture(replace(PICTURE, now=None, forecast=EMPTY, finish=None))
    assert chart.lines_at(at(900).timestamp()) == ("40 in service", "10 new, 30 old")
    assert chart.plot._frame.dots == ()


def test_a_gap_at_the_end_is_neither_a_dot_nor_a_word(chart: CapacityChart) -> None:
    holed = line((0, 40), (60, None))
    chart.set_picture(replace(PICTURE, in_service=holed, new=line((0, 5), (60, None))))
    assert chart.plot._frame.dots == ()
    assert chart.accessibleDescription() == "floor 36, ceiling 50, 15:11 – 15:15"


def test_pointing_at_a_moment_is_told_and_then_what_is_now_again(chart: CapacityChart) -> None:
    now = "40 in service, 10 new, floor 36, ceiling 50, 15:11 – 15:15"
    assert chart.accessibleDescription() == now
    chart._point(at(61).timestamp())
    assert chart.accessibleDescription() == "14:37:00, ≈ 11 new expected"
    chart._point(None)
    assert chart.accessibleDescription() == now


def test_a_forecast_alone_is_something_to_draw(chart: CapacityChart) -> None:
    chart.set_picture(CapacityPicture(first_forecast=line((0, 0), (10, 4))))
    assert not chart.empty
    chart.set_picture(CapacityPicture(in_service=line((0, None), (10, None))), "Nothing was counted")
    assert chart.empty
    assert chart.nothing.text() == "Nothing was counted"
    assert chart.accessibleDescription() == ""


def test_the_finish_and_the_limits_reach_the_frame_as_they_are(chart: CapacityChart) -> None:
    frame = chart.plot._frame
    assert frame.finish == (at(95).timestamp(), at(99).timestamp())
    assert (frame.floor, frame.ceiling, frame.now) == (36, 50, at(60).timestamp())
    (mark,) = frame.marks
    assert mark.label == "50 %"
    chart.set_picture(CapacityPicture(in_service=line((0, 3), (5, 3)), floor=0, ceiling=0))
    frame = chart.plot._frame
    assert (frame.floor, frame.ceiling, frame.now, frame.finish, frame.marks) == (0, 0, None, None, ())
