"""Polls quicken with work and slow down with trouble, within bounds."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essgui.core.cadence import Cadence, back_off, fraction_of, poll_after, rest_of
from essgui.domain.lifecycle import WAITING, RefreshStatus

CADENCE = Cadence()


@pytest.mark.parametrize("status", RefreshStatus)
def test_what_waits_is_asked_less_often_than_what_works(status: RefreshStatus) -> None:
    expected = CADENCE.waiting if status in WAITING else CADENCE.active
    assert poll_after([status], CADENCE) == expected


def test_one_that_works_sets_the_pace_for_all() -> None:
    assert poll_after(["Paused", "CheckpointPause"], CADENCE) == 10.0
    assert poll_after(["Paused", "InProgress"], CADENCE) == 5.0
    assert poll_after(["Paused", "Baking"], CADENCE) == 5.0


def test_the_wait_doubles_up_to_a_bound() -> None:
    assert [back_off(n, CADENCE) for n in range(1, 7)] == [5.0, 10.0, 20.0, 40.0, 60.0, 60.0]
    assert back_off(10**9, CADENCE) == 60.0
    assert back_off(0, CADENCE) == 5.0


@given(st.integers(0, 10**6), st.floats(-5, 5), st.one_of(st.none(), st.floats(0, 10_000)))
def test_the_wait_is_within_a_quarter_and_never_shorter_than_the_cloud_wishes(
    misses: int, fraction: float, wish: float | None
) -> None:
    wait = back_off(misses, CADENCE, wish, fraction)
    plain = back_off(misses, CADENCE)
    assert wait >= (wish or 0.0)
    assert 0.75 * plain <= wait <= max(1.25 * plain, wish or 0.0)


def test_more_misses_never_shorten_the_wait() -> None:
    waits = [back_off(n, CADENCE, fraction=0.3) for n in range(1, 40)]
    assert all(a <= b for a, b in pairwise(waits))


@given(st.text(max_size=20), st.integers(0, 10**6))
def test_a_fraction_is_one_and_the_same_each_time(seed: str, number: int) -> None:
    assert 0.0 <= fraction_of(seed, number) <= 1.0
    assert fraction_of(seed, number) == fraction_of(seed, number)


def test_clients_that_failed_together_do_not_return_together() -> None:
    together = {round(back_off(1, CADENCE, fraction=fraction_of(f"run-{n}", 1)), 2) for n in range(100)}
    assert len(together) > 60


@pytest.mark.parametrize(
    ("spent", "left"), [(0.0, 5.0), (0.3, 4.7), (2.5, 2.5), (4.0, 2.5), (60.0, 2.5), (-1.0, 5.0)]
)
def test_polls_begin_an_interval_apart_but_never_without_a_break(spent: float, left: float) -> None:
    assert rest_of(5.0, spent) == left
