"""The values that the charts take are plain, and refuse to be half."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from essgui.ui.charts.picture import CapacityPicture, ChartSeries

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def test_a_series_needs_a_value_for_each_time() -> None:
    with pytest.raises(ValueError, match="1 times for 0 values"):
        ChartSeries((NOON,), ())


def test_a_series_of_pairs() -> None:
    series = ChartSeries.of([(NOON, 1), (NOON.replace(hour=13), None)])
    assert series == ChartSeries((NOON, NOON.replace(hour=13)), (1, None))
    assert not series.empty


def test_gaps_alone_are_nothing() -> None:
    assert ChartSeries((NOON,), (None,)).empty
    assert CapacityPicture().in_service.empty
