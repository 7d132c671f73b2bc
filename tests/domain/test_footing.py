"""A floor moves with the size that others give the group, and no loss hides behind that."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essgui.domain.footing import Footing, band_of, floor_of, judged, least_size, stood
from tests.support.states import NOW, later, make_group, make_task

TASK = make_task(make_group("web", 10), min_healthy=80, max_healthy=120)


def looked(footing: Footing, *serving: int) -> Footing:
    for number, count in enumerate(serving):
        footing = judged(footing, TASK, count, later(number))
    return footing


def test_it_stands_on_what_was_first_known() -> None:
    footing = stood(Footing(), 10)
    assert (footing.size, footing.held, footing.growing) == (10, 10, False)
    assert stood(footing, 10) is footing
    assert stood(footing, None) is footing
    assert looked(Footing(), 3) == Footing()


def test_looks_below_the_floor_that_come_together_are_one() -> None:
    footing = stood(Footing(), 10)
    for seconds, low in ((0, 1), (1, 1), (2, 1), (3, 2), (4, 2), (6, 3)):
        footing = judged(footing, TASK, 7, later(seconds), apart=2.5)
        assert (footing.low, footing.judged) == (low, later(seconds))
    footing = judged(footing, TASK, 8, later(6.5), apart=2.5)
    assert (footing.low, footing.counted) == (0, later(6.5)), "one that finds it kept always counts"
    assert judged(footing, TASK, 7, later(7), apart=2.5).low == 1


def test_looks_below_the_floor_are_counted_until_one_is_not() -> None:
    footing = stood(Footing(), 10)
    assert [looked(footing, *looks).low for looks in ((8,), (7,), (7, 7), (7, 7, 8))] == [0, 1, 2, 0]
    assert [looked(footing, *looks).reached for looks in ((7,), (7, 8), (8, 7))] == [False, True, True]


def test_while_it_grows_the_floor_of_before_counts_until_the_next_is_reached() -> None:
    footing = stood(looked(stood(Footing(), 10), 10), 20)
    assert footing.growing
    assert looked(footing, 10, 8, 15).low == 0
    assert looked(footing, 10, 7).low == 1, "a loss while it grows"
    grown = looked(footing, 10, 16)
    assert (grown.growing, looked(grown, 15).low) == (False, 1)


def test_with_a_smaller_size_the_floor_falls_at_once_also_while_it_grew() -> None:
    footing = looked(stood(Footing(), 10), 10)
    assert looked(stood(footing, 5), 5).low == 0
    back = stood(stood(footing, 20), 5)
    assert (back.growing, back.held) == (False, 5)
    assert looked(stood(footing, 0), 0).low == 0


@pytest.mark.parametrize(("serving", "most"), [(12, 120), (11, 100), (10, 100), (1, 200), (0, 120)])
def test_surge_instances_are_not_taken_for_wanted_ones(serving: int, most: int) -> None:
    task = make_task(make_group("web", 10), min_healthy=100, max_healthy=most)
    size = least_size(serving, task)
    assert size <= max(serving, 0)
    assert serving <= band_of(size, task).ceiling + 1


@given(st.integers(0, 60), st.integers(0, 100), st.integers(100, 200), st.data())
def test_the_least_size_is_never_more_than_the_group_has(
    size: int, least: int, most: int, data: st.DataObject
) -> None:
    task = make_task(make_group("web", 10), min_healthy=least, max_healthy=most)
    serving = data.draw(st.integers(0, band_of(size, task).ceiling + 1))
    assert least_size(serving, task) <= max(size, 1)
    assert floor_of(least_size(serving, task), task) <= floor_of(max(size, 1), task)


def test_the_moment_of_the_look_is_kept() -> None:
    assert judged(stood(Footing(), 10), TASK, 10, NOW).judged == NOW
