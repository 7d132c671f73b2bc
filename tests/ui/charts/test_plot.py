"""The plot draws any curve at any size: nothing, one point, only gaps; and the keys step to every side."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta, timezone
from typing import TYPE_CHECKING

import pytest

from essgui.ui.charts.frame import Frame
from essgui.ui.charts.picture import EMPTY
from essgui.ui.theme import apply_theme, load_theme
from tests.ui.charts.test_charts import at, line

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from essgui.ui.charts.plot import TimePlot

SPAN = (at(0).timestamp(), at(100).timestamp())
HOLES = line((0, None), (50, None), (100, None))


@pytest.fixture
def plot(themed: QApplication, qtbot: QtBot) -> TimePlot:
    from essgui.ui.charts.plot import TimePlot

    made = TimePlot(zone=timezone(timedelta(hours=8)))
    qtbot.addWidget(made)
    made.resize(600, 300)
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.mark.parametrize("series", [EMPTY, HOLES, line((50, 3)), line((50, None))])
@pytest.mark.parametrize("size", [(1, 1), (40, 30), (600, 300)])
def test_nothing_one_point_and_gaps_are_drawn_at_any_size(
    plot: TimePlot, series: object, size: tuple[int, int]
) -> None:
    area, row = plot.add_area("c_new_area", 1), plot.add_line("c_line", 2, 2, (2, 2))
    low, high = plot.add_band("c_band", 3)
    plot.set_traces(series, area, row, low, high)  # type: ignore[arg-type] - each is a series
    plot.resize(*size)
    plot.draw(Frame(), SPAN)
    assert not plot.view.grab().isNull()
    assert plot._area().top > 0


def test_the_count_axis_reaches_to_what_is_highest_of_all(plot: TimePlot) -> None:
    trace = plot.add_line("c_line", 2, 1)
    plot.set_traces(line((0, 3), (10, None), (20, 9)), trace)
    plot.draw(Frame(), SPAN)
    assert 9 < plot._area().top < 12
    plot.draw(Frame(ceiling=12), SPAN)
    assert 12 < plot._area().top < 15
    plot.draw(Frame(ceiling=5), SPAN, highest=20)
    assert 20 < plot._area().top < 25
    plot.set_traces(EMPTY, trace)
    plot.draw(Frame(), SPAN)
    assert 1 < plot._area().top < 1.5, "an empty plot still has an axis"


def test_the_keys_begin_at_now_or_at_the_end_and_stay_inside(plot: TimePlot) -> None:
    plot.draw(Frame(), SPAN)
    assert plot.next_moment(-1) == pytest.approx(at(99).timestamp())
    plot.draw(Frame(now=at(60).timestamp()), SPAN)
    assert plot.next_moment(1) == pytest.approx(at(61).timestamp())
    plot.cursor_line.show_moment(at(0.5).timestamp())
    assert plot.next_moment(-1) == pytest.approx(SPAN[0])
    plot.cursor_line.show_moment(at(99.5).timestamp())
    assert plot.next_moment(1) == pytest.approx(SPAN[1])
    plot.cursor_line.show_moment(at(5000).timestamp())
    assert plot.next_moment(-1) == pytest.approx(SPAN[1]), "a line that is out of sight comes back"


def test_the_time_of_the_day_is_the_one_of_the_zone(plot: TimePlot) -> None:
    assert plot.clock_of(at(0).timestamp()) == "21:36:00"
    assert plot.clock_of(at(8 * 60 + 24).timestamp() + 59.9) == "06:00:59"


def test_where_several_days_are_shown_the_time_has_its_day(plot: TimePlot) -> None:
    plot.draw(Frame(), (at(0).timestamp(), at(60).timestamp()))
    assert plot.clock_of(at(30).timestamp()) == "22:06:00"
    plot.draw(Frame(), (at(0).timestamp(), at(8 * 60).timestamp()))
    first, last = plot.clock_of(at(0).timestamp()), plot.clock_of(at(8 * 60).timestamp())
    assert first.endswith(" 21:36:00")
    assert first[:6] != last[:6], "the eighth hour is of the next day"


def test_what_is_zoomed_out_of_sight_keeps_a_point_at_either_side(plot: TimePlot) -> None:
    trace = plot.add_line("c_line", 2, 1)
    plot.set_traces(line(*((n, n) for n in range(101))), trace)
    plot.draw(Frame(), (at(40.5).timestamp(), at(43.5).timestamp()))
    assert trace.item.getData()[1].tolist() == [40, 41, 42, 43, 44]
    plot.draw(Frame(), (at(-50).timestamp(), at(-10).timestamp()))
    assert plot.shown_points(trace) <= 2


def test_a_gap_of_the_frame_is_unseen_and_its_edges_are_not(plot: TimePlot) -> None:
    frame = Frame(gaps=((at(10).timestamp(), at(20).timestamp()),))
    plot.draw(frame, SPAN)
    seen = {minutes: plot.unseen(at(minutes).timestamp()) for minutes in (9, 10, 15, 20, 21)}
    assert seen == {9: False, 10: False, 15: True, 20: False, 21: False}
    plot.draw(replace(frame, unseen_until=at(5).timestamp()), SPAN)
    assert plot.unseen(at(4.9).timestamp())
    assert not plot.unseen(at(5).timestamp())


@pytest.mark.parametrize("name", ["light", "dark"])
def test_every_pen_brush_and_axis_takes_the_theme_that_is_on(
    plot: TimePlot, themed: QApplication, name: str
) -> None:
    row, area = plot.add_line("c_forecast", 2, 1, (6, 4)), plot.add_area("c_new_area", 1)
    plot.add_band("c_band", 1)
    theme = load_theme(name)
    try:
        apply_theme(themed, theme)
        plot.restyle()
        pen = row.item.opts["pen"]
        assert (pen.color(), pen.dashPattern(), pen.widthF()) == (theme.color("c_forecast"), [3, 2], 2)
        assert area.item.opts["brush"].color() == theme.color("c_new_area")
        assert plot._bands[0][0].brush().color() == theme.color("c_band")
        assert plot._plot.getAxis("left").textPen().color() == theme.color("text2")
    finally:
        apply_theme(themed, load_theme("light"))


def test_a_chart_without_a_zone_speaks_the_time_of_this_computer(themed: QApplication, qtbot: QtBot) -> None:
    from essgui.ui.charts.plot import TimePlot

    made = TimePlot()
    qtbot.addWidget(made)
    assert made.clock_of(at(0).timestamp()) == at(0).astimezone().strftime("%H:%M:%S")
