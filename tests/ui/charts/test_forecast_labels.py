"""No word of the forecast stands over another and none is cut, whatever is foreseen and however wide."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetricsF

from essgui.ui.charts.forecast_chart import ForecastChart
from essgui.ui.charts.forecast_labels import LabelKind, Placed
from essgui.ui.fonts import FontRole
from essgui.ui.theme import current_theme
from tests.ui.charts.forecasts import drawing, quick

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from essgui.core.select_forecast import ForecastDrawing


CHECKPOINTS = (
    (),
    (100,),
    (50, 100),
    (1, 2, 3, 100),
    (10, 25, 50, 100),
    (5, 10, 25, 50, 75, 100),
    (98, 99, 100),
)


def labels(chart: ForecastChart, shown: ForecastDrawing, size: tuple[int, int]) -> list[Placed]:
    chart.resize(*size)
    chart.show_drawing(shown, "")
    sheet = chart.sheet()
    assert sheet is not None
    return list(sheet.labels)


def complaints(chart: ForecastChart, placed: list[Placed]) -> list[str]:
    """Say which words are cut, too wide for their place, or over others."""
    sheet = chart.sheet()
    assert sheet is not None
    strong = QFontMetricsF(current_theme().font(FontRole.CAPTION_STRONG))
    plain = QFontMetricsF(current_theme().font(FontRole.CAPTION))
    said: list[str] = []
    whole = QRectF(chart.rect())
    places = [(label.rect, label.text, strong) for label in placed]
    places += [(rect, text, plain) for rect, text in sheet.ticks]
    for index, (rect, text, metrics) in enumerate(places):
        if not whole.contains(rect):
            said.append(f"{text} is cut")
        if metrics.horizontalAdvance(text) > rect.width() + 0.01:
            said.append(f"{text} is wider than its place")
        said += [f"{text} over {other}" for spot, other, _m in places[index + 1 :] if spot.intersects(rect)]
    return said


@pytest.fixture
def chart(themed: QApplication) -> ForecastChart:
    return ForecastChart()


def test_any_forecast_at_any_size(chart: ForecastChart) -> None:
    random = Random(20261124)  # noqa: S311 - sizes and paces, not secrets
    finishes = 0
    for number in range(300):
        shown = drawing(
            random.choice((1, 2, 3, 7, 12, 40, 99, 300)),
            past=random.random() < 0.5,
            min_healthy=random.choice((0, 50, 80, 90, 99, 100)),
            max_healthy=random.choice((100, 101, 110, 120, 150, 200)),
            checkpoints=random.choice(
                (
                    (),
                    (100,),
                    (50, 100),
                    (1, 2, 3, 100),
                    (10, 25, 50, 100),
                    (5, 10, 25, 50, 75, 100),
                    (98, 99, 100),
                )
            ),
            pause_minutes=random.choice((1, 5, 60, 600, 2880)),
        )
        size = (random.randint(320, 1700), random.randint(180, 420))
        placed = labels(chart, shown, size)
        assert complaints(chart, placed) == [], (number, size)
        kinds = [label.kind for label in placed]
        finishes += LabelKind.FINISH in kinds
        assert kinds.count(LabelKind.FLOOR) <= 1
        assert kinds.count(LabelKind.FLAG) <= len(shown.stops)
    assert finishes == 300


def test_with_room_everything_is_said(chart: ForecastChart) -> None:
    placed = labels(chart, drawing(), (1300, 260))
    assert [(label.kind, label.text) for label in placed] == [
        (LabelKind.FINISH, "08:09 to 08:18"),
        (LabelKind.FLOOR, "floor 36 (90 %)"),
        (LabelKind.FLAG, "25 % at 06:04"),
        (LabelKind.FLAG, "50 % at 07:09"),
        (LabelKind.PAUSE, "pause 1 h, resumes by itself 07:04"),
        (LabelKind.PAUSE, "pause 1 h, resumes by itself 08:09"),
        (LabelKind.CEILING, "ceiling 60 (150 %)"),
    ]


def test_with_less_room_words_are_shortened_before_they_go(chart: ForecastChart) -> None:
    narrow = [label.text for label in labels(chart, drawing(), (420, 220))]
    assert "pause 1 h" in narrow
    assert "pause 1 h, resumes by itself 07:04" not in narrow
    crowded = labels(chart, drawing(300, checkpoints=tuple(range(10, 101, 10))), (760, 220))
    flags = [label.text for label in crowded if label.kind is LabelKind.FLAG]
    assert flags[:3] == ["10 %", "20 %", "30 %"]
    assert complaints(chart, crowded) == []


def test_the_floors_words_keep_off_upright_lines_where_they_can(chart: ForecastChart) -> None:
    shown = drawing()
    floor = next(label for label in labels(chart, shown, (1300, 260)) if label.kind is LabelKind.FLOOR)
    sheet = chart.sheet()
    assert sheet is not None
    lines = [*shown.finish, *(at for stop in shown.stops for at in (stop.at, stop.until))]
    assert not any(floor.rect.left() < sheet.area.x(at) < floor.rect.right() for at in lines)


def test_half_a_minute_has_its_seconds_on_the_axis(chart: ForecastChart) -> None:
    assert complaints(chart, labels(chart, quick(), (900, 240))) == []
    sheet = chart.sheet()
    assert sheet is not None
    assert [word for _rect, word in sheet.ticks][1:3] == ["06:00:05", "06:00:10"]
