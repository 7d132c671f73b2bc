"""What both charts share: the span of time, the keys, and the way back to now."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from essgui.ui.charts.live_chart import LiveChart, notched, span_of, spans
from essgui.ui.charts.picture import EMPTY, ChartSeries, Notch, NotchKind, ProgressPicture
from essgui.ui.charts.progress_chart import ProgressChart
from tests.ui.charts.test_charts import at, line

if TYPE_CHECKING:
    from datetime import datetime

    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

DRAWN = line((0, 1), (10, 2))


class Shown(LiveChart):
    """A chart that draws one line and says the second of a moment."""

    def draw(self, series: ChartSeries) -> None:
        if self.show_plot((series,), "None yet"):
            trace = self.plot.add_line("c_line", 1, 1)
            self.plot.set_traces(series, trace)
            self.plot.draw(self.plot._frame, span_of((series,), None, None))

    def lines_at(self, at: float) -> tuple[str, ...]:
        return (f"{at:.0f}",)


class Page(QWidget):
    """A page that hears the keys that a chart does not want."""

    def __init__(self) -> None:
        super().__init__()
        self.keys: list[int] = []
        self.chart = Shown(zone=UTC)
        self.other = QLineEdit()
        column = QVBoxLayout(self)
        column.addWidget(self.chart)
        column.addWidget(self.other)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.keys.append(event.key())


@pytest.fixture
def page(themed: QApplication, qtbot: QtBot) -> Page:
    made = Page()
    qtbot.addWidget(made)
    made.resize(500, 300)
    made.show()
    qtbot.waitExposed(made)
    return made


def moved(chart: LiveChart) -> None:
    chart.plot._box.setXRange(at(2).timestamp(), at(4).timestamp(), padding=0)
    chart.plot._box.sigRangeChangedManually.emit([True, False])


@pytest.mark.parametrize(
    ("series", "start", "end", "span"),
    [
        ((DRAWN,), None, None, (0, 10)),
        ((DRAWN, line((-5, 0)), EMPTY), None, None, (-5, 10)),
        ((DRAWN,), at(5), None, (5, 10)),
        ((DRAWN,), None, at(60), (0, 60)),
        ((EMPTY,), at(1), at(2), (1, 2)),
        ((line((3, 1)),), None, None, (2.5, 3.5)),
        ((DRAWN,), at(20), at(10), (19.5, 20.5)),
    ],
)
def test_the_span_is_what_is_asked_for_else_all_there_is_and_never_nothing(
    series: tuple[ChartSeries, ...], start: datetime | None, end: datetime | None, span: tuple[float, float]
) -> None:
    assert span_of(series, start, end) == (at(span[0]).timestamp(), at(span[1]).timestamp())


def test_gaps_and_notches_keep_their_order_and_their_words() -> None:
    assert spans(((at(0), at(1)), (at(3), at(4)))) == tuple(
        (at(a).timestamp(), at(b).timestamp()) for a, b in ((0, 1), (3, 4))
    )
    assert notched((Notch(at(2), "b", NotchKind.BAD), Notch(at(1), "a"))) == (
        (at(2).timestamp(), "b", NotchKind.BAD),
        (at(1).timestamp(), "a", NotchKind.DONE),
    )
    assert spans(()) == notched(()) == ()


def test_an_empty_chart_takes_no_key(page: Page) -> None:
    page.chart.draw(EMPTY)
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_Escape):
        QTest.keyClick(page.chart, key)
    assert len(page.keys) == 4
    assert page.chart.plot.cursor_line.at is None


def test_escape_goes_back_to_now_first_and_then_to_the_page(page: Page) -> None:
    page.chart.draw(DRAWN)
    moved(page.chart)
    QTest.keyClick(page.chart, Qt.Key.Key_Escape)
    assert page.chart.plot.following
    assert page.keys == []
    QTest.keyClick(page.chart, Qt.Key.Key_Escape)
    assert page.keys == [Qt.Key.Key_Escape]


def test_leaving_with_the_keyboard_takes_the_line_away(page: Page, qtbot: QtBot) -> None:
    page.chart.draw(DRAWN)
    page.chart.setFocus()
    page.activateWindow()
    QTest.keyClick(page.chart, Qt.Key.Key_Left)
    assert page.chart.plot.cursor_line.at is not None
    qtbot.waitUntil(page.chart.hasFocus)
    page.other.setFocus()
    assert page.chart.plot.cursor_line.at is None
    assert page.chart.accessibleDescription() == ""


def test_the_way_back_stands_at_the_right_edge_and_goes_with_the_plot(page: Page, qtbot: QtBot) -> None:
    chart = page.chart
    chart.draw(DRAWN)
    assert not chart.follow_button.isVisible()
    moved(chart)
    assert chart.follow_button.isVisible()
    page.resize(800, 400)
    qtbot.waitUntil(lambda: chart.width() - chart.follow_button.geometry().right() == 13)
    chart.draw(EMPTY)
    assert not chart.follow_button.isVisible()
    assert chart.nothing.text() == "None yet"
    assert chart.empty


def test_what_comes_after_nothing_is_shown_whole(page: Page) -> None:
    chart = page.chart
    chart.draw(DRAWN)
    moved(chart)
    chart.draw(EMPTY)
    chart.draw(line((1000, 1), (1060, 2)))
    assert chart.plot.following
    shown = chart.plot._box.viewRange()[0]
    assert shown == pytest.approx([at(1000).timestamp(), at(1060).timestamp()])


def test_where_there_is_no_now_the_way_back_shows_all(qtbot: QtBot, themed: QApplication) -> None:
    chart = ProgressChart(zone=UTC)
    qtbot.addWidget(chart)
    chart.set_picture(ProgressPicture(DRAWN, total=9, now=at(10)))
    chart.plot.left_live.emit()
    assert chart.follow_button.text() == "Follow now"
    chart.set_picture(ProgressPicture(DRAWN, total=9))
    assert chart.follow_button.text() == "Show all", "it has ended meanwhile"
