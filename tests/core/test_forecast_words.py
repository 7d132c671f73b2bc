from __future__ import annotations

import pytest

from essgui.core.forecast_words import count_range, number_range, time_range


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (9 * 60 + 59, 19 * 60 + 1, "9 to 20 min"),
        (3 * 3600 + 45 * 60, 4 * 3600 + 30 * 60, "3 h 45 to 4 h 30"),
        (40, 41.2, "40 to 42 s"),
        (20, 20, "20 s"),
        (40, 170, "40 s to 3 min"),
        (3600, 3600, "1 h"),
        (48 * 60, 3900, "48 min to 1 h 05"),
        (0, 0, "0 s"),
        (10 * 86_400, 10 * 86_400 + 4000, "10 d to 10 d 2 h"),
    ],
)
def test_ranges_of_time_are_rounded_outwards(low: float, high: float, words: str) -> None:
    assert time_range(low, high) == words


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (2.56, 5.14, "2.6 to 5.1"),
        (0.017, 0.151, "0.017 to 0.15"),
        (7, 7, "7"),
        (99.95, 1250.4, "100 to 1,250"),
        (0, 0.0001, "0 to less than 0.001"),
    ],
)
def test_ranges_of_numbers(low: float, high: float, words: str) -> None:
    assert number_range(low, high) == words


def test_ranges_of_counts() -> None:
    assert count_range(36, 40) == "36 to 40"
    assert count_range(60, 60) == "60"
