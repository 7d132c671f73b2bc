"""Chance that replays: the same about the same, within its bounds, and different about anything else."""

from __future__ import annotations

import subprocess
import sys
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from essgui.simulator import draw


@given(low=st.integers(-50, 50), width=st.integers(0, 100), about=st.lists(st.integers() | st.text()))
def test_seconds_stay_within_their_bounds_and_do_not_change(
    low: int, width: int, about: list[object]
) -> None:
    drawn = draw.seconds(low, low + width, *about)
    assert timedelta(seconds=low) <= drawn <= timedelta(seconds=low + width)
    assert drawn == draw.seconds(low, low + width, *about)
    assert 0 <= draw.fraction(*about) < 1
    assert draw.choice((low,), *about) == low


def test_both_bounds_and_every_option_come_up() -> None:
    assert {draw.seconds(1, 3, n).seconds for n in range(100)} == {1, 2, 3}
    assert {draw.choice(("a", "b", "c"), n) for n in range(100)} == {"a", "b", "c"}


def test_what_it_is_about_is_told_apart_also_at_its_seams() -> None:
    words = [draw.word(17, *about) for about in (("ab", "c"), ("a", "bc"), ("abc",), ("abc", ""), (1, "abc"))]
    assert len(set(words)) == len(words)
    assert len({draw.word(17, 1, n) for n in range(5000)}) == 5000
    assert all(len(word) == 17 and word.isalnum() and word.islower() | word.isdigit() for word in words)


def test_another_process_draws_the_same() -> None:
    code = "from essgui.simulator import draw; print(draw.word(17, 1, 'web'), draw.fraction('x'))"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert said.split() == [draw.word(17, 1, "web"), str(draw.fraction("x"))]
