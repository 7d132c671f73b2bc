"""What was done and what nobody saw: marks, gaps, the pointer's words, and the way back to now."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from essgui.ui.charts.capacity_chart import CapacityChart
from essgui.ui.charts.picture import Notch, NotchKind
from essgui.ui.theme import current_theme
from tests.ui.charts.test_charts import PICTURE, at, line
from tests.ui.pointer import double_click

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

GAPPED = replace(
    PICTURE,
    in_service=line((0, 40), (20, 40), (40, None), (40, 38), (60, 40)),
    new=line((0, 0), (20, 5), (40, None), (40, 8), (60, 10)),
    gaps=((at(20), at(40)),),
    notches=(
        Notch(at(10), "13:46 · Suspended"),
        Notch(at(15), "13:51 · An alarm scaled the group", NotchKind.BESIDE),
        Notch(at(50), "14:26 · No stock", NotchKind.BAD),
    ),
)


@pytest.fixture
def chart(themed: QApplication, qtbot: QtBot) -> CapacityChart:
    made = CapacityChart(zone=UTC)
    qtbot.addWidget(made)
    made.resize(700, 320)
    made.set_picture(GAPPED)
    made.show()
    qtbot.waitExposed(made)
    return made


def spot(chart: CapacityChart, minutes: float) -> QPoint:
    area = chart.plot._area()
    scene = chart.plot._plot.mapToScene(area.x(at(minutes).timestamp()), area.rect.center().y())
    return chart.plot.view.mapFromScene(scene)


def test_the_pointer_shows_the_time_and_the_values(chart: CapacityChart) -> None:
    assert chart.words_at(at(30 / 60).timestamp()) == ("13:36:30", "40 in service", "0 new, 40 old")
    assert chart.words_at(at(45).timestamp())[1:] == ("38 in service", "8 new, 30 old")
    assert chart.words_at(at(80).timestamp())[1:] == ("≈ 25 new expected",)


def test_a_gap_has_no_values(chart: CapacityChart) -> None:
    assert chart.words_at(at(30).timestamp()) == ("14:06:00", "not recorded")


def test_a_mark_tells_its_words_to_a_pointer_that_is_near_and_to_no_other(chart: CapacityChart) -> None:
    assert "13:46 · Suspended" in chart.words_at(at(10).timestamp())
    assert "14:26 · No stock" in chart.words_at(at(50.3).timestamp())
    assert len(chart.words_at(at(5).timestamp())) == 3


def test_the_line_is_broken_where_nobody_looked(chart: CapacityChart) -> None:
    y = chart._in_service.item.getData()[1]
    assert [value != value for value in y] == [False, False, True, False, False]


def test_a_gap_is_hatched_and_a_failure_is_red(chart: CapacityChart) -> None:
    shown = chart.plot.view.grab().toImage()
    chart.set_picture(replace(GAPPED, gaps=(), notches=()))
    plain = chart.plot.view.grab().toImage()
    differs = [x for x in range(plain.width()) if any(
        shown.pixel(x, y) != plain.pixel(x, y) for y in range(60, plain.height(), 3)
    )]  # fmt: skip
    left, right = spot(chart, 20).x(), spot(chart, 40).x()
    for x in (left + 3, (left + right) // 2, right - 3):
        assert any(abs(x - found) <= 4 for found in differs)
    assert not any(spot(chart, 53).x() < found < spot(chart, 58).x() for found in differs)
    assert any(abs(found - spot(chart, 50).x()) < 7 for found in differs)


def test_scaling_by_others_is_an_amber_diamond(chart: CapacityChart) -> None:
    assert "13:51 · An alarm scaled the group" in chart.words_at(at(15).timestamp())
    shown = chart.plot.view.grab().toImage()
    amber = current_theme().color("amber_fg").name()
    x, foot = spot(chart, 15).x(), round(chart.plot._area().rect.bottom()) - 9
    assert shown.pixelColor(x, foot).name() == amber
    assert shown.pixelColor(spot(chart, 10).x(), foot).name() != amber
    row = range(x - 9, x + 10)
    wide = [sum(shown.pixelColor(n, foot + down).name() == amber for n in row) for down in (-4, 0, 4)]
    assert wide[0] < wide[1] > wide[2] > 0, "it is widest in the middle"


def test_a_pointer_over_the_plot_moves_the_line_and_leaving_takes_it_away(
    chart: CapacityChart, qtbot: QtBot
) -> None:
    QTest.mouseMove(chart.plot.view.viewport(), spot(chart, 45))
    qtbot.waitUntil(lambda: chart.plot.cursor_line.at is not None)
    assert chart.plot.cursor_line.at == pytest.approx(at(45).timestamp(), abs=20)
    assert "38 in service" in chart.plot.cursor_line.lines
    QTest.mouseMove(chart.plot.view.viewport(), QPoint(2, 2))
    qtbot.waitUntil(lambda: chart.plot.cursor_line.at is None)


def test_arrow_keys_move_the_line(chart: CapacityChart) -> None:
    QTest.keyClick(chart, Qt.Key.Key_Left)
    first = chart.plot.cursor_line.at
    QTest.keyClick(chart, Qt.Key.Key_Left)
    assert first is not None
    assert chart.plot.cursor_line.at < first < at(60).timestamp()
    assert "in service" in chart.accessibleDescription()


def test_a_double_click_and_the_home_key_follow_now_again(chart: CapacityChart, qtbot: QtBot) -> None:
    box = chart.plot._box
    for back in (
        lambda: double_click(chart.plot.view.viewport(), spot(chart, 15)),
        lambda: QTest.keyClick(chart, Qt.Key.Key_Home),
    ):
        box.setXRange(at(10).timestamp(), at(20).timestamp(), padding=0)
        box.sigRangeChangedManually.emit([True, False])
        assert not chart.plot.following
        back()
        qtbot.waitUntil(lambda: chart.plot.following)
        assert not chart.follow_button.isVisible()
