"""What a series says at a moment: what was measured last, or the place on the line between two points."""

from __future__ import annotations

import pytest

from essgui.ui.charts.picture import ChartSeries
from essgui.ui.charts.reading import before, between
from tests.ui.charts.test_charts import at, line

STEPS = line((0, 4), (10, 8), (20, None), (30, 2))
ONE = line((10, 5))


@pytest.mark.parametrize(
    ("series", "minutes", "said"),
    [
        (ChartSeries(), 0, None),
        (ONE, 9.99, None),
        (ONE, 10, 5),
        (ONE, 1000, 5),
        (STEPS, -0.01, None),
        (STEPS, 0, 4),
        (STEPS, 9.99, 4),
        (STEPS, 10, 8),
        (STEPS, 25, None),
        (STEPS, 30, 2),
    ],
)
def test_what_was_measured_stands_until_the_next_look(
    series: ChartSeries, minutes: float, said: float | None
) -> None:
    assert before(series, at(minutes).timestamp()) == said


@pytest.mark.parametrize(
    ("series", "minutes", "said"),
    [
        (ChartSeries(), 0, None),
        (ONE, 0, None),
        (ONE, 10, 5),
        (ONE, 99, 5),
        (STEPS, 0, 4),
        (STEPS, 2.5, 5),
        (STEPS, 10, 8),
        (STEPS, 15, 8),
        (STEPS, 25, None),
        (STEPS, 40, 2),
        (line((0, 0), (10, 0), (10, 6), (20, 6)), 10, 6),
    ],
)
def test_what_is_expected_lies_on_the_line_and_a_gap_has_no_line(
    series: ChartSeries, minutes: float, said: float | None
) -> None:
    found = between(series, at(minutes).timestamp())
    assert found == (None if said is None else pytest.approx(said))
