"""Thinning leaves the picture as it was: extremes, ends and gaps stay, in order."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from essgui.ui.charts.thin import thin


def test_few_points_are_left_alone() -> None:
    x = np.arange(10.0)
    kept_x, kept_y = thin(x, x, 100)
    assert kept_x is x
    assert kept_y is x


def test_a_day_of_samples_becomes_two_per_pixel() -> None:
    x = np.arange(17_280.0)
    y = np.sin(x / 500)
    y[8_000] = 50
    kept_x, kept_y = thin(x, y, 900)
    assert len(kept_x) <= 2 * 900 + 2
    assert kept_y.max() == 50
    assert (kept_x[0], kept_x[-1]) == (0, 17_279)


def test_a_gap_stays_a_gap() -> None:
    x = np.arange(5_000.0)
    y = np.ones(5_000)
    y[2_000:2_500] = np.nan
    kept_x, kept_y = thin(x, y, 100)
    holes = kept_x[np.isnan(kept_y)]
    assert len(holes) == 1 or holes.max() < 2_500
    assert holes.min() == 2_000
    inside = (kept_x > 2_000) & (kept_x < 2_500)
    assert np.isnan(kept_y[inside]).all()


def test_nothing_but_gaps() -> None:
    x = np.arange(1_000.0)
    _kept_x, kept_y = thin(x, np.full(1_000, np.nan), 10)
    assert np.isnan(kept_y).all()


def test_all_at_one_time() -> None:
    kept_x, _kept_y = thin(np.full(1_000, 5.0), np.arange(1_000.0), 10)
    assert len(kept_x) == 2


@given(
    st.lists(st.one_of(st.integers(0, 60), st.none()), min_size=1, max_size=400),
    st.integers(1, 40),
)
def test_extremes_of_each_column_are_kept(values: list[int | None], columns: int) -> None:
    x = np.arange(float(len(values)))
    y = np.array(values, dtype=np.float64)
    kept_x, kept_y = thin(x, y, columns)
    assert list(kept_x) == sorted(set(kept_x))
    assert len(kept_x) <= max(2 * columns + 2, len(values) if np.isnan(y).any() else 2 * columns + 2)
    known = dict(zip(x, y, strict=True))
    assert all(
        known[at] == value or (np.isnan(known[at]) and np.isnan(value))
        for at, value in zip(kept_x, kept_y, strict=True)
    )
    if not np.isnan(y).all():
        assert np.nanmax(kept_y) == np.nanmax(y)
        assert np.nanmin(kept_y) == np.nanmin(y)


@pytest.mark.parametrize("columns", [0, -3])
def test_no_width_yet(columns: int) -> None:
    x = np.arange(9.0)
    assert len(thin(x, x, columns)[0]) == 9
