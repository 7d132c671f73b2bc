"""The chart of the forecast: what it paints where, and the cursor that reads the values out."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC
from time import process_time
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from essgui.domain.forecast import Point
from essgui.ui.charts.forecast_chart import ForecastChart
from essgui.ui.charts.forecast_shape import at_moment, seen
from essgui.ui.theme import THEMES, apply_theme, current_theme, load_theme
from tests.ui.charts.forecasts import drawing, quick

if TYPE_CHECKING:
    from PySide6.QtGui import QColor
    from pytestqt.qtbot import QtBot


@pytest.fixture
def chart(themed: QApplication, qtbot: QtBot) -> ForecastChart:
    made = ForecastChart(UTC)
    qtbot.addWidget(made)
    made.resize(1200, 300)
    made.show_drawing(drawing(), "In words")
    made.show()
    return made


def pixel(chart: ForecastChart, seconds: float, count: float) -> QColor:
    sheet = chart.sheet()
    assert sheet is not None
    spot = QPoint(round(sheet.area.x(seconds)), round(sheet.area.y(count)))
    return chart.grab().toImage().pixelColor(spot)


def hover(chart: ForecastChart, seconds: float) -> None:
    sheet = chart.sheet()
    assert sheet is not None
    at = QPointF(sheet.area.x(seconds), 100)
    none = Qt.MouseButton.NoButton
    event = QMouseEvent(
        QEvent.Type.MouseMove, at, chart.mapToGlobal(at), none, none, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(chart, event)


@pytest.mark.parametrize("theme", THEMES)
def test_old_and_new_are_stacked_under_the_corridor(
    chart: ForecastChart, themed: QApplication, theme: str
) -> None:
    apply_theme(themed, load_theme(theme))
    try:
        wears = current_theme()
        middle = 2000.0
        assert pixel(chart, middle, 5) == wears.color("c_new_area")
        assert pixel(chart, middle, 20) == wears.color("c_old_area")
        assert pixel(chart, middle, 44) == wears.color("c_pause")
        assert pixel(chart, middle, 40) == wears.color("c_line")
        assert pixel(chart, 7850, 0) == wears.color("accent")
        assert pixel(chart, 3800, 62) == wears.color("sunken")
    finally:
        apply_theme(themed, load_theme("light"))


def test_guessed_durations_are_hatched_and_unread_ones_pale(chart: ForecastChart) -> None:
    shown = drawing()
    chart.show_drawing(replace(shown, pale=True), "")
    assert pixel(chart, 2000, 5) != current_theme().color("c_new_area")
    assert pixel(chart, 2000, 40) != current_theme().color("c_line")
    chart.show_drawing(drawing(past=False), "")
    shown = drawing(past=False)
    assert shown.guessed
    between = (shown.finish[0] + shown.finish[1]) / 2
    colours = {pixel(chart, between + 10 * step, 54).name() for step in range(20)}
    assert len(colours) > 1


def test_moments_between_points_are_whole_instances() -> None:
    points = (Point(0, 40, 0), Point(10, 40, 0), Point(20, 50, 10), Point(20, 48, 10), Point(30, 40, 10))
    assert at_moment(points, -5) == (40, 0)
    assert at_moment(points, 15) == (45, 5)
    assert at_moment(points, 20) == (48, 10)
    assert at_moment(points, 99) == (40, 10)


def test_no_more_corners_than_can_be_seen_and_no_peak_is_lost() -> None:
    xs = [n / 50 for n in range(10_000)]
    ys = [100.0 - (n == 5003) * 60 for n in range(10_000)]
    kept = seen(xs, ys, 200)
    assert len(kept) <= 4 * 202
    assert min(y for _x, y in kept) == 40
    assert kept[0] == (xs[0], 100)
    assert kept[-1] == (xs[-1], 100)
    assert [x for x, _y in kept] == sorted(x for x, _y in kept)
    assert seen([1, 2], [3, 4], 200) == [(1, 3), (2, 4)]


def test_the_pointer_reads_values_out(chart: ForecastChart) -> None:
    hover(chart, 2000)
    assert chart.readout == "06:33, 40 in service, 10 new, 30 old"
    assert chart.accessibleDescription() == chart.readout
    QApplication.sendEvent(chart, QEvent(QEvent.Type.Leave))
    assert chart.readout == ""
    assert chart.accessibleDescription() == "In words"


def test_keys_move_the_cursor(chart: ForecastChart) -> None:
    chart.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(chart, Qt.Key.Key_Right)
    assert chart.readout.startswith("06:00, 40 in service, 0 new")
    QTest.keyClick(chart, Qt.Key.Key_PageDown)
    first = chart.cursor_at
    assert first is not None
    QTest.keyClick(chart, Qt.Key.Key_Left)
    assert chart.cursor_at is not None
    assert chart.cursor_at < first
    QTest.keyClick(chart, Qt.Key.Key_End)
    assert chart.readout.endswith("40 in service, 37 new, 3 old")
    QTest.keyClick(chart, Qt.Key.Key_Right)
    assert chart.drawing is not None
    assert chart.cursor_at == chart.drawing.end
    QTest.keyClick(chart, Qt.Key.Key_Home)
    assert chart.cursor_at == 0
    QTest.keyClick(chart, Qt.Key.Key_Escape)
    assert chart.cursor_at is None


def test_the_keys_of_the_wizard_pass_through(chart: ForecastChart) -> None:
    chart.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(chart, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert chart.cursor_at is None


def test_a_cursor_stays_inside_a_shorter_forecast(chart: ForecastChart) -> None:
    chart.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(chart, Qt.Key.Key_End)
    chart.show_drawing(quick(), "")
    assert chart.cursor_at == quick().end
    assert chart.readout.startswith("06:00:31")


@pytest.mark.parametrize("size", [1, 3, 1000])
@pytest.mark.parametrize("pause", [1, 2880])
def test_small_and_large_groups_are_drawn(chart: ForecastChart, size: int, pause: int) -> None:
    chart.show_drawing(drawing(size, checkpoints=(10, 20, 30, 40, 50, 100), pause_minutes=pause), "")
    assert not chart.grab().isNull()


def test_a_thousand_batches_are_painted_in_a_frame(chart: ForecastChart) -> None:
    shown = drawing(1000, min_healthy=100, max_healthy=100, checkpoints=())
    chart.grab()
    taken: list[float] = []
    for _time in range(9):
        began = process_time()
        chart.show_drawing(shown, "")
        chart.grab()
        taken.append(process_time() - began)
    # The budget is 16.7 ms for all of the window; a loaded machine gets some room, a lost thinning none.
    assert sorted(taken)[4] < 0.040
