"""The curves of two runs begin at one start, differ by more than colour, and their words keep apart."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from essgui.core.select_compare import Curve, panel
from essgui.ui.history import curves
from essgui.ui.history.curves import CurveChart
from essgui.ui.theme import apply_theme, load_theme
from tests.ui.history import scenes

if TYPE_CHECKING:
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QFont, QPainter
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

HOUR, DAY = 3600.0, 86_400.0


@pytest.fixture
def chart(qtbot: QtBot, themed: QApplication) -> CurveChart:
    made = CurveChart()
    qtbot.addWidget(made)
    made.resize(390, 160)
    return made


def shown(chart: CurveChart, *found: Curve) -> CurveChart:
    base = panel(scenes.compared())
    assert base is not None
    most = max((count for curve in found for _, count in curve.points), default=0)
    chart.show_panel(replace(base, curves=found, most=most))
    return chart


def curve(letter: str = "A", seconds: float = HOUR, count: int = 40) -> Curve:
    return Curve(letter, ((0.0, 0), (seconds / 2, count // 2), (seconds, count)))


def test_the_ends_are_told_to_the_ear(chart: CurveChart) -> None:
    shown(chart, curve(), curve("B", 2 * DAY, 1))
    assert chart.accessibleName() == "New instances over time"
    assert chart.accessibleDescription() == "A: 40 new after 1 h, B: 1 new after 2 d"
    shown(chart)
    assert chart.accessibleDescription() == ""


@pytest.mark.parametrize(
    "found",
    [
        (),
        (Curve("A", ((0.0, 0),)),),
        (Curve("A", ((0.0, 0), (0.0, 5))),),
        (curve(count=0), curve("B", 1.0, 1)),
        (curve(count=2000), curve("B", 400 * DAY)),
    ],
)
@pytest.mark.parametrize("name", ["light", "dark"])
def test_any_curves_can_be_painted(
    chart: CurveChart, themed: QApplication, found: tuple[Curve, ...], name: str
) -> None:
    try:
        apply_theme(themed, load_theme(name))
        assert not shown(chart, *found).grab().isNull()
    finally:
        apply_theme(themed, load_theme("light"))


@pytest.mark.parametrize(
    "seconds", [1.0, 59.0, 61.0, HOUR, 9 * HOUR, 3 * DAY, 8 * DAY, 14 * DAY, 60 * DAY, 400 * DAY]
)
def test_the_words_of_the_axis_do_not_run_into_one_another(
    chart: CurveChart, monkeypatch: pytest.MonkeyPatch, seconds: float
) -> None:
    written: list[tuple[float, float, str]] = []

    def spy(painter: QPainter, rect: QRectF, text: str, font: QFont, align: object) -> float:
        wide = write(painter, rect, text, font, align)  # type: ignore[arg-type] - handed on as it came
        left = rect.left() if text == "start" else rect.center().x() - wide / 2
        written.append((left, left + wide, text))
        return wide

    write = curves.write
    monkeypatch.setattr(curves, "write", spy)
    shown(chart, curve(seconds=seconds)).grab()
    assert written[0][2] == "start"
    assert 1 <= len(written) <= 6
    assert all(after[0] - before[1] >= 4 for before, after in pairwise(written)), written
    assert written[-1][1] <= chart.width()


def test_the_second_is_dashed_and_the_first_is_not(chart: CurveChart) -> None:
    def runs(letter: str) -> int:
        """Count how often the line begins anew along its foot."""
        level = Curve(letter, ((0.0, 5), (HOUR, 5)))
        image = shown(chart, level, Curve("A", ((0.0, 10), (1.0, 10)))).grab().toImage()
        y = next(y for y in range(60, 90) if image.pixel(200, y) != image.pixel(200, 62))
        inked = [image.pixel(x, y) != image.pixel(200, 62) for x in range(60, 340)]
        return sum(1 for a, b in pairwise(inked) if b and not a)

    assert runs("B") > 10
