"""A length of time has two units at most, and never says more than has passed."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essgui.domain.words import counted, either, span, what_stays

UNITS = {"s": 1, "min": 60, "h": 3600, "d": 86400}


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (-3, "0 s"),
        (0, "0 s"),
        (59.999, "59 s"),
        (60, "1 min"),
        (61, "1 min 1 s"),
        (99, "1 min 39 s"),
        (119.9, "1 min 59 s"),
        (120, "2 min"),
        (179, "2 min"),
        (3599, "59 min"),
        (3600, "1 h"),
        (7259, "2 h"),
        (7260, "2 h 1 min"),
        (86_399, "23 h 59 min"),
        (86_400, "1 d"),
        (86_400 + 3599, "1 d"),
        (90_000, "1 d 1 h"),
        (8_640_000, "100 d"),
    ],
)
def test_each_unit_begins_where_the_one_before_ends(seconds: float, said: str) -> None:
    assert span(seconds) == said


@given(st.floats(0, 1e9))
def test_what_is_said_is_less_than_a_unit_below_the_truth(seconds: float) -> None:
    parts = re.findall(r"(\d+) (s|min|h|d)\b", span(seconds))
    assert " ".join(f"{n} {unit}" for n, unit in parts) == span(seconds)
    said = sum(int(n) * UNITS[unit] for n, unit in parts)
    # The unit below the largest is the smallest that is told; of minutes, only of the first.
    least = {"s": 1, "min": 1 if seconds < 120 else 60, "h": 60, "d": 3600}[parts[0][1]]
    assert 0 <= seconds - said < least


@pytest.mark.parametrize(
    ("number", "said"), [(0, "0 tasks"), (1, "1 task"), (2, "2 tasks"), (-1, "-1 tasks")]
)
def test_one_is_the_only_singular(number: int, said: str) -> None:
    assert counted(number, "task") == said
    assert either(number, "it", "they") == ("it" if number == 1 else "they")


@pytest.mark.parametrize(
    ("new", "old", "said"),
    [
        (0, 0, "no instance is new"),
        (0, 1, "no instance is new, 1 keeps the old configuration"),
        (0, 2, "no instance is new, 2 keep the old configuration"),
        (1, 0, "1 new instance stays"),
        (1, 1, "1 new instance stays, 1 keeps the old configuration"),
        (2, 1, "2 new instances stay, 1 keeps the old configuration"),
        (18, 22, "18 new instances stay, 22 keep the old configuration"),
    ],
)
def test_what_stays_agrees_with_both_numbers_and_names_no_zero(new: int, old: int, said: str) -> None:
    assert what_stays(new, old) == said
