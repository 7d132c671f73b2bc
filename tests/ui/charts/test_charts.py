"""The charts draw what they are given: lines, areas, gaps, limits; they follow now until they are moved."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from time import perf_counter
from typing import TYPE_CHECKING

import numpy as np
import pytest

from essgui.ui.charts.capacity_chart import CapacityChart
from essgui.ui.charts.picture import (
    CapacityPicture,
    ChartSeries,
    CheckpointMark,
    ProgressLevel,
    ProgressPicture,
)
from essgui.ui.charts.progress_chart import ProgressChart
from essgui.ui.theme import apply_theme, current_theme, load_theme

if TYPE_CHECKING:
    from PySide6.QtGui import QColor, QImage
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

START = datetime(2026, 11, 20, 13, 36, tzinfo=UTC)


def at(minutes: float) -> datetime:
    return START + timedelta(minutes=minutes)


def line(*points: tuple[float, float | None]) -> ChartSeries:
    return ChartSeries.of((at(minutes), value) for minutes, value in points)


PICTURE = CapacityPicture(
    in_service=line((0, 40), (30, 40), (60, 40)),
    new=line((0, 10), (30, 10), (60, 10)),
    forecast=line((60, 10), (100, 40)),
    forecast_low=line((60, 10), (100, 30)),
    forecast_high=line((60, 10), (100, 40)),
    floor=36,
    floor_label="floor 36",
    ceiling=50,
    ceiling_label="ceiling 50",
    checkpoints=(CheckpointMark(at(70), "50 %", at(85), note="pause"),),
    now=at(60),
    now_label="now 14:36",
    finish=(at(95), at(99)),
    finish_label="15:11 – 15:15",
    start=at(0),
    end=at(100),
)


@pytest.fixture
def chart(themed: QApplication, qtbot: QtBot) -> CapacityChart:
    made = CapacityChart(zone=UTC)
    qtbot.addWidget(made)
    made.resize(640, 320)
    made.show()
    qtbot.waitExposed(made)
    made.set_picture(PICTURE)
    return made


def pixel(chart: CapacityChart | ProgressChart, minutes: float, count: float) -> QColor:
    """Return the colour of one place of the plot."""
    area = chart.plot._area()
    picture: QImage = chart.plot.view.grab().toImage()
    return picture.pixelColor(round(area.x(at(minutes).timestamp())), round(area.y(count)))


def test_areas_are_stacked(chart: CapacityChart) -> None:
    theme = current_theme()
    assert pixel(chart, 20, 5) == theme.color("c_new_area")
    assert pixel(chart, 20, 25) == theme.color("c_old_area")
    assert pixel(chart, 20, 53) == theme.color("sunken")
    assert pixel(chart, 65, 45) == theme.color("surface")
    assert pixel(chart, 78, 5) == theme.color("c_pause")
    assert pixel(chart, 92, 30) == theme.color("c_band")
    assert pixel(chart, 20, 40) == theme.color("c_line")


def test_a_gap_is_not_drawn_over(chart: CapacityChart) -> None:
    holed = line((0, 40), (20, 40), (21, None), (40, None), (41, 40), (60, 40))
    chart.set_picture(replace(PICTURE, in_service=holed, new=ChartSeries()))
    theme = current_theme()
    assert pixel(chart, 10, 25) == theme.color("c_old_area")
    assert pixel(chart, 30, 25) == theme.color("surface")
    assert pixel(chart, 50, 25) == theme.color("c_old_area")


def test_the_theme_reaches_the_curves(chart: CapacityChart, themed: QApplication) -> None:
    try:
        apply_theme(themed, load_theme("dark"))
        dark = load_theme("dark")
        assert pixel(chart, 20, 5) == dark.color("c_new_area")
        assert pixel(chart, 65, 45) == dark.color("surface")
    finally:
        apply_theme(themed, load_theme("light"))


def test_axes_speak_local_time_and_whole_counts(chart: CapacityChart) -> None:
    bottom, left = (chart.plot._plot.getAxis(side)._tickLevels for side in ("bottom", "left"))
    assert [label for _at, label in bottom[0]][:2] == ["13:45", "14:00"]
    assert [label for _at, label in left[0]] == ["0", "10", "20", "30", "40", "50"]


def test_it_follows_until_it_is_moved_and_again_on_demand(chart: CapacityChart) -> None:
    box = chart.plot._box
    box.setXRange(at(10).timestamp(), at(20).timestamp(), padding=0)
    box.sigRangeChangedManually.emit(box.state["mouseEnabled"])
    assert not chart.plot.following
    assert chart.follow_button.isVisible()
    chart.set_picture(replace(PICTURE, end=at(120)))
    assert box.viewRange()[0] == pytest.approx([at(10).timestamp(), at(20).timestamp()])
    chart.follow_button.click()
    assert chart.plot.following
    assert not chart.follow_button.isVisible()
    assert box.viewRange()[0] == pytest.approx([at(0).timestamp(), at(120).timestamp()])


def test_the_count_axis_cannot_be_dragged(chart: CapacityChart) -> None:
    assert chart.plot._box.state["mouseEnabled"] == [True, False]


def test_the_ceiling_has_room_for_flags_at_any_height(chart: CapacityChart) -> None:
    for height in (220, 500):
        chart.resize(640, height)
        chart.plot.view.grab()
        area = chart.plot._area()
        assert area.y(50) - area.rect.top() == pytest.approx(26, abs=1.5)


def test_nothing_is_said_in_words(themed: QApplication, qtbot: QtBot) -> None:
    made = CapacityChart()
    qtbot.addWidget(made)
    assert made.empty
    made.set_picture(CapacityPicture(), "Waiting for the first answer")
    assert made.empty
    assert made.nothing.text() == "Waiting for the first answer"
    made.set_picture(PICTURE)
    assert not made.empty


def test_those_who_do_not_see_it_hear_it(chart: CapacityChart) -> None:
    assert chart.accessibleName() == "Capacity over time"
    assert chart.accessibleDescription() == "40 in service, 10 new, floor 36, ceiling 50, 15:11 – 15:15"


def test_one_point_is_enough_to_draw(chart: CapacityChart) -> None:
    chart.set_picture(CapacityPicture(in_service=line((0, 3)), new=line((0, 0)), now=at(0)))
    assert not chart.empty
    left, right = chart.plot._box.viewRange()[0]
    assert right > left


def test_a_day_of_samples_is_thinned_to_two_per_pixel(chart: CapacityChart) -> None:
    times = tuple(START + timedelta(seconds=5 * n) for n in range(17_280))
    values = tuple(float(40 + n % 7) for n in range(17_280))
    chart.set_picture(CapacityPicture(in_service=ChartSeries(times, values)))
    width = chart.plot._box.width()
    assert 0 < chart.plot.shown_points(chart._in_service) <= 2 * width + 4


def test_a_day_of_four_series_is_fast(chart: CapacityChart) -> None:
    times = tuple(START + timedelta(seconds=5 * n) for n in range(17_280))
    rng = np.random.default_rng(1)
    steps = rng.integers(-1, 2, (4, 17_280)) * (rng.random((4, 17_280)) < 0.05)
    walks = [tuple(walk) for walk in np.clip(20 + steps.cumsum(axis=1), 0, 60).astype(float).tolist()]
    taken: list[float] = []
    for count in range(17_270, 17_280):
        cut = [ChartSeries(times[:count], walk[:count]) for walk in walks]
        began = perf_counter()
        chart.set_picture(
            CapacityPicture(cut[0], cut[1], cut[2], first_forecast=cut[3], start=at(0), end=at(1440))
        )
        chart.plot.view.grab()
        taken.append(perf_counter() - began)
    # The target is 16.7 ms; a loaded machine gets some room, a lost thinning or conversion none.
    assert sorted(taken)[len(taken) // 2] < 0.060


def test_times_that_only_grow_are_converted_right(chart: CapacityChart) -> None:
    times = tuple(START + timedelta(seconds=5 * n) for n in range(100))
    trace = chart._in_service
    replaced = (*times[:59], times[60])
    for some in (times[:50], times[:60], replaced, times[:40], times[20:80], ()):
        chart.plot.set_traces(ChartSeries(some, (1.0,) * len(some)), trace)
        assert trace.x.tolist() == [moment.timestamp() for moment in some]


def test_importing_the_charts_does_not_import_what_is_slow() -> None:
    asked = (
        "import sys, essgui.ui.charts.capacity_chart, essgui.ui.charts.progress_chart;"
        "sys.exit(int('pyqtgraph' in sys.modules or 'numpy' in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", asked], check=False).returncode == 0


def test_progress_shows_levels_and_total(themed: QApplication, qtbot: QtBot) -> None:
    made = ProgressChart(zone=UTC)
    qtbot.addWidget(made)
    made.resize(640, 320)
    made.show()
    made.set_picture(
        ProgressPicture(
            finished=line((0, 0), (30, 18), (60, 18)),
            forecast=line((60, 18), (100, 40)),
            total=40,
            total_label="40 instances",
            levels=(ProgressLevel(10, "25 %", reached=True),),
            now=at(60),
            now_label="now 14:36",
        )
    )
    theme = current_theme()
    assert pixel(made, 50, 5) == theme.color("c_new_area")
    assert pixel(made, 50, 41.5) == theme.color("sunken")
    assert pixel(made, 50, 10) not in [theme.color("c_new_area"), theme.color("surface")]
    made.set_picture(ProgressPicture(), "Nothing finished yet")
    assert made.empty
