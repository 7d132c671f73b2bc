"""The capacity bars: scale, colours, and labels that never overlap."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from essgui.ui.theme import current_theme
from essgui.ui.widgets.capacity import CapacityBar, CapacityFigures, CapacityStrip, sentence, spread

if TYPE_CHECKING:
    from PySide6.QtGui import QColor
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot


def colour(bar: CapacityBar, share: float) -> QColor:
    return bar.grab().toImage().pixelColor(round(bar.width() * share), bar.height() // 2)


def test_amber_means_fewer_than_desired(themed: QApplication, qtbot: QtBot) -> None:
    bar = CapacityBar(CapacityFigures(40, 20, 40, 80))
    qtbot.addWidget(bar)
    bar.resize(100, 12)
    theme = current_theme()
    assert colour(bar, 0.1) == theme.color("c_ignored")
    assert colour(bar, 0.9) == theme.color("c_old_soft")
    bar.set_figures(CapacityFigures(39, 20, 40, 80))
    assert colour(bar, 0.1) == theme.color("c_transit")
    assert bar.accessibleName() == "39 in service, min 20, desired 40, max 80"


def test_more_than_the_maximum_still_fits() -> None:
    assert CapacityFigures(60, 1, 40, 50).scale == 60
    assert CapacityFigures().scale == 1
    assert "0 in service" in sentence(CapacityFigures())


def test_the_strip_shows_the_drifted_share(themed: QApplication, qtbot: QtBot) -> None:
    strip = CapacityStrip()
    qtbot.addWidget(strip)
    strip.resize(312, 64)
    strip.set_figures(CapacityFigures(18, 6, 18, 40, 6), "oldest 11 d")
    picture, theme = strip.grab().toImage(), current_theme()
    assert picture.pixelColor(20, 11) == theme.color("c_ignored")
    assert picture.pixelColor(120, 11) == theme.color("c_transit")
    assert picture.pixelColor(250, 11) == theme.color("c_old_soft")
    assert [text for text, _tone in strip.legend()] == [
        "12 on active configuration",
        "6 drifted, oldest 11 d",
    ]


@given(
    st.lists(st.tuples(st.floats(0, 300), st.floats(10, 80)), min_size=1, max_size=3),
)
def test_labels_keep_apart_and_inside(marks: list[tuple[float, float]]) -> None:
    centres = sorted(centre for centre, _width in marks)
    widths = [width for _centre, width in marks]
    lefts = spread(centres, widths, 300, 8)
    assert lefts[0] >= 0
    assert lefts[-1] + widths[-1] <= 300 + 1e-6
    for index in range(len(lefts) - 1):
        assert lefts[index] + widths[index] + 8 <= lefts[index + 1] + 1e-6
