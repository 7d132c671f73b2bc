"""The progress chart says what was replaced, of how many, and nothing of what has not come yet."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC
from typing import TYPE_CHECKING

import pytest

from essgui.ui.charts.picture import ChartSeries, ProgressPicture
from essgui.ui.charts.progress_chart import ProgressChart
from tests.ui.charts.test_charts import at, line

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

PICTURE = ProgressPicture(
    finished=line((0, 0), (30, 18), (60, 20)), forecast=line((60, 20), (100, 40)), total=40, now=at(60)
)


@pytest.fixture
def chart(themed: QApplication, qtbot: QtBot) -> ProgressChart:
    made = ProgressChart(zone=UTC)
    qtbot.addWidget(made)
    made.resize(640, 320)
    made.set_picture(PICTURE)
    return made


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (-1, ()),
        (0, ("0 of 40 replaced",)),
        (29.9, ("0 of 40 replaced",)),
        (30, ("18 of 40 replaced",)),
        (60, ("20 of 40 replaced",)),
        (60.1, ()),
    ],
)
def test_a_moment_says_what_was_replaced_by_then(
    chart: ProgressChart, minutes: float, said: tuple[str, ...]
) -> None:
    assert chart.lines_at(at(minutes).timestamp()) == said


def test_of_an_ended_one_the_last_count_stands(chart: ProgressChart) -> None:
    chart.set_picture(replace(PICTURE, now=None, forecast=ChartSeries()))
    assert chart.lines_at(at(500).timestamp()) == ("20 of 40 replaced",)
    assert chart.plot._frame.dots == (), "a dot is where it stands now"


def test_those_who_do_not_see_it_hear_how_far_it_is(chart: ProgressChart) -> None:
    assert chart.accessibleName() == "Progress over time"
    assert chart.accessibleDescription() == "20 of 40 replaced"
    chart._point(at(10).timestamp())
    assert chart.accessibleDescription() == "13:46:00, 0 of 40 replaced"
    chart._point(None)
    assert chart.accessibleDescription() == "20 of 40 replaced"
    chart.set_picture(ProgressPicture())
    assert chart.accessibleDescription() == ""


def test_the_axis_reaches_to_the_total_and_beyond_it_where_more_was_done(chart: ProgressChart) -> None:
    area = chart.plot._area()
    assert area.top > 40
    chart.set_picture(replace(PICTURE, finished=line((0, 0), (60, 55))))
    assert chart.plot._area().top > 55
    chart.set_picture(replace(PICTURE, total=0, forecast=ChartSeries()))
    assert chart.plot._frame.ceiling is None, "nought is not known"


def test_a_gap_at_the_end_has_no_dot(chart: ProgressChart) -> None:
    chart.set_picture(replace(PICTURE, finished=line((0, 0), (30, 18), (60, None))))
    assert chart.plot._frame.dots == ()
    assert chart.accessibleDescription() == ""
