"""Flags of checkpoints never lie over one another: near ones share a flag, and all are named."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from essgui.ui.charts.flags import Flag, joined, place_flags


def wide(label: str) -> float:
    return 7.0 * len(label)


def test_flags_with_room_stand_alone() -> None:
    assert place_flags([(0, "25 %"), (90, "50 %")], wide) == (Flag(0, 50, "25 %"), Flag(90, 140, "50 %"))


def test_near_ones_share_a_flag_at_the_first_line() -> None:
    assert place_flags([(30, "50 %"), (0, "25 %"), (200, "75 %")], wide) == (
        Flag(0, 85, "25 · 50 %"),
        Flag(200, 250, "75 %"),
    )


def test_a_shared_flag_is_wider_and_may_reach_the_next() -> None:
    (flag,) = place_flags([(0, "25 %"), (30, "50 %"), (80, "75 %")], wide)
    assert flag.label == "25 · 50 · 75 %"


def test_of_many_the_first_and_the_last_are_named() -> None:
    assert joined(("10 %", "20 %", "30 %", "40 %")) == "10 … 40 %"
    assert joined(("10 %", "half")) == "10 % · half"


@given(st.lists(st.tuples(st.floats(0, 900), st.sampled_from(["5 %", "25 %", "100 %"])), max_size=12))
def test_no_two_ever_overlap(marks: list[tuple[float, str]]) -> None:
    for one, other in pairwise(place_flags(marks, wide)):
        assert one.right < other.left
