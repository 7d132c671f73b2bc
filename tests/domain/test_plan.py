"""The planner keeps its promises for every group, every percentage and every list of checkpoints."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essgui.domain.plan import (
    DEFAULT_RULES,
    Batch,
    Corridor,
    Order,
    Pace,
    PlannerRules,
    batches,
    checkpoint_counts,
    corridor,
    next_batch,
    round_down,
    round_up,
    unreachable,
)

CAPACITY = st.integers(1, 400)
MIN = st.integers(0, 100)
MAX = st.integers(100, 200)
CHECKPOINTS = st.lists(st.integers(1, 99), unique=True, max_size=6).map(lambda p: (*sorted(p), 100))
ANY_CHECKPOINTS = st.one_of(st.just(()), CHECKPOINTS)
RULES = st.builds(
    PlannerRules,
    floor_rounding=st.sampled_from([round_up, round_down]),
    ceiling_rounding=st.sampled_from([round_up, round_down]),
    checkpoint_rounding=st.sampled_from([round_up, round_down]),
    pace=st.sampled_from(Pace),
    pause_at_last=st.booleans(),
)


@dataclass(frozen=True)
class Plan:
    band: Corridor
    total: int
    checkpoints: tuple[int, ...]
    rules: PlannerRules
    steps: tuple[Batch, ...]


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    capacity = draw(CAPACITY)
    rules = draw(RULES)
    band = corridor(capacity, draw(MIN), draw(MAX), rules)
    total = draw(st.integers(0, capacity))
    checkpoints = draw(ANY_CHECKPOINTS)
    return Plan(band, total, checkpoints, rules, batches(band, total, checkpoints, rules))


@given(plans())
def test_every_batch_replaces_at_least_one_and_together_they_replace_all(plan: Plan) -> None:
    assert all(step.size >= 1 for step in plan.steps)
    assert sum(step.size for step in plan.steps) == plan.total
    done = 0
    for step in plan.steps:
        done += step.size
        assert step.done_after == done


@given(plans())
def test_no_batch_crosses_a_checkpoint(plan: Plan) -> None:
    marks = checkpoint_counts(plan.band.capacity, plan.checkpoints, plan.rules)
    for step in plan.steps:
        began = step.done_after - step.size
        assert not [mark for mark in marks if began < mark < step.done_after]


@given(plans())
def test_a_pause_stands_exactly_where_a_checkpoint_is_reached(plan: Plan) -> None:
    marks = dict(
        zip(
            checkpoint_counts(plan.band.capacity, plan.checkpoints, plan.rules), plan.checkpoints, strict=True
        )
    )
    for step in plan.steps:
        ends = step.done_after == plan.total
        expected = None if ends and not plan.rules.pause_at_last else marks.get(step.done_after)
        assert step.checkpoint == expected


@given(plans())
def test_the_number_in_service_never_leaves_the_corridor(plan: Plan) -> None:
    serving = plan.band.capacity
    for step in plan.steps:
        early = step.size if step.order is Order.OLD_FIRST else max(0, step.size - plan.band.surge)
        serving -= early
        assert serving >= plan.band.floor
        serving += step.size
        assert serving <= plan.band.ceiling
        serving -= step.size - early
        assert serving == plan.band.capacity


@given(plans())
def test_at_slow_pace_a_batch_that_launches_first_takes_nothing_out_of_service(plan: Plan) -> None:
    if plan.rules.pace is Pace.SLOW:
        assert all(s.size <= plan.band.surge for s in plan.steps if s.order is Order.NEW_FIRST)


@given(CAPACITY, MIN, MAX, RULES)
def test_a_corridor_holds_the_capacity_and_leaves_room_to_move(
    capacity: int, low: int, high: int, rules: PlannerRules
) -> None:
    band = corridor(capacity, low, high, rules)
    assert 0 <= band.floor <= capacity <= band.ceiling
    assert band.ceiling > band.floor
    assert band.surge + band.dip >= 1
    assert band.ceiling <= max(ceil(capacity * high / 100), capacity + 1)
    assert band.floor >= floor(capacity * low / 100)


@given(CAPACITY, MIN, MAX)
def test_by_default_the_percentages_are_never_exceeded_but_for_the_one_that_is_needed(
    capacity: int, low: int, high: int
) -> None:
    band = corridor(capacity, low, high)
    assert band.floor * 100 >= capacity * low
    if not band.one_at_a_time:
        assert band.ceiling * 100 <= capacity * high
    else:
        assert (band.floor, band.ceiling) == (capacity, capacity + 1)


@given(CAPACITY, MIN, MAX, ANY_CHECKPOINTS)
def test_planning_step_by_step_gives_the_same_plan(
    capacity: int, low: int, high: int, checkpoints: tuple[int, ...]
) -> None:
    band = corridor(capacity, low, high)
    done = 0
    steps: list[Batch] = []
    while (step := next_batch(band, done, capacity, checkpoints)) is not None:
        steps.append(step)
        done += step.size
    assert tuple(steps) == batches(band, capacity, checkpoints)


@given(CAPACITY)
def test_at_100_and_100_one_instance_moves_at_a_time(capacity: int) -> None:
    band = corridor(capacity, 100, 100)
    assert band == Corridor(capacity, capacity, capacity + 1, one_at_a_time=True)
    for pace in Pace:
        steps = batches(band, capacity, (), PlannerRules(pace=pace))
        assert [s.size for s in steps] == [1] * capacity
        assert {s.order for s in steps} == {Order.NEW_FIRST}


@given(CAPACITY, MIN, MAX, ANY_CHECKPOINTS)
def test_the_fast_bound_is_never_slower(
    capacity: int, low: int, high: int, checkpoints: tuple[int, ...]
) -> None:
    band = corridor(capacity, low, high)
    fast = batches(band, capacity, checkpoints, PlannerRules(pace=Pace.FAST))
    assert len(fast) <= len(batches(band, capacity, checkpoints))


def test_one_instance_with_one_checkpoint_at_100_gets_through() -> None:
    band = corridor(1, 90, 150)
    assert band == Corridor(1, 1, 2, one_at_a_time=True)
    assert batches(band, 1, (100,)) == (Batch(1, Order.NEW_FIRST, 1),)


@pytest.mark.parametrize(
    ("capacity", "low", "high", "checkpoints", "sizes", "pauses"),
    [
        (10, 80, 120, (), [2, 2, 2, 2, 2], []),
        (40, 90, 150, (25, 50, 100), [10, 10, 20], [25, 50]),
        (10, 80, 120, (25, 100), [2, 1, 2, 2, 2, 1], [25]),
        (10, 100, 150, (10, 50, 100), [1, 4, 5], [10, 50]),
        (3, 80, 120, (), [1, 1, 1], []),
        (5, 0, 200, (), [5], []),
        (10, 50, 100, (), [5, 5], []),
        (10, 90, 100, (20, 100), [1] * 10, [20]),
        (7, 80, 120, (50, 100), [1] * 7, [50]),
        (1000, 99, 101, (1, 100), [10] * 100, [1]),
    ],
)
def test_known_plans(
    capacity: int, low: int, high: int, checkpoints: tuple[int, ...], sizes: list[int], pauses: list[int]
) -> None:
    steps = batches(corridor(capacity, low, high), capacity, checkpoints)
    assert [s.size for s in steps] == sizes
    assert [s.checkpoint for s in steps if s.checkpoint is not None] == pauses


@pytest.mark.parametrize(
    ("capacity", "low", "high", "floor_", "ceiling"),
    [
        (10, 80, 120, 8, 12),
        (10, 85, 115, 9, 11),
        (3, 80, 120, 3, 4),
        (100, 7, 107, 7, 107),
        (200, 58, 129, 116, 258),
        (0, 80, 120, 0, 1),
    ],
)
def test_known_corridors(capacity: int, low: int, high: int, floor_: int, ceiling: int) -> None:
    band = corridor(capacity, low, high)
    assert (band.floor, band.ceiling) == (floor_, ceiling)


def test_without_room_above_old_instances_go_first() -> None:
    band = corridor(10, 80, 100)
    assert (band.surge, band.dip) == (0, 2)
    assert next_batch(band, 0, 10) == Batch(2, Order.OLD_FIRST, 2)


def test_the_rounding_of_the_floor_takes_effect() -> None:
    assert corridor(10, 85, 100).floor == 9
    assert corridor(10, 85, 100, PlannerRules(floor_rounding=round_down)).floor == 8


def test_the_rounding_of_the_ceiling_takes_effect() -> None:
    assert corridor(10, 100, 115).ceiling == 11
    assert corridor(10, 100, 115, PlannerRules(ceiling_rounding=round_up)).ceiling == 12


def test_the_rounding_of_checkpoints_takes_effect() -> None:
    assert checkpoint_counts(10, (25, 100)) == (3, 10)
    assert checkpoint_counts(10, (25, 100), PlannerRules(checkpoint_rounding=round_down)) == (2, 10)


def test_the_pace_takes_effect() -> None:
    band = corridor(10, 80, 120)
    assert [s.size for s in batches(band, 10, (), PlannerRules(pace=Pace.FAST))] == [4, 4, 2]


def test_the_pause_at_the_last_checkpoint_takes_effect() -> None:
    band = corridor(2, 0, 200)
    assert batches(band, 2, (100,))[-1].checkpoint is None
    assert batches(band, 2, (100,), PlannerRules(pause_at_last=True))[-1].checkpoint == 100


def test_checkpoints_that_fall_on_one_count_pause_once_under_the_later_name() -> None:
    steps = batches(corridor(10, 100, 200), 10, (41, 45, 100))
    assert [(s.size, s.checkpoint) for s in steps] == [(5, 45), (5, None)]


def test_a_checkpoint_that_lies_behind_does_not_hold_up_what_follows() -> None:
    band = corridor(10, 100, 200)
    assert next_batch(band, 5, 10, (50, 100)) == Batch(5, Order.NEW_FIRST, 10)


def test_a_refresh_that_ends_at_a_checkpoint_does_not_pause_there() -> None:
    assert batches(corridor(10, 100, 200), 5, (50, 100)) == (Batch(5, Order.NEW_FIRST, 5),)


def test_even_a_corridor_without_any_room_goes_on() -> None:
    assert next_batch(Corridor(10, 10, 10, one_at_a_time=False), 0, 10) == Batch(1, Order.OLD_FIRST, 1)


def test_nothing_left_means_no_batch() -> None:
    band = corridor(10, 80, 120)
    assert next_batch(band, 10, 10) is None
    assert next_batch(band, 11, 10) is None
    assert batches(band, 0) == ()


@pytest.mark.parametrize(
    ("total", "expected"), [(10, ()), (5, ()), (4, (50,)), (2, (25, 50)), (0, (10, 25, 50))]
)
def test_checkpoints_that_ignored_instances_put_out_of_reach_are_named(
    total: int, expected: tuple[int, ...]
) -> None:
    assert unreachable(10, total, (10, 25, 50, 100)) == expected


@pytest.mark.parametrize(
    ("value", "up", "down"), [(2.0, 2, 2), (2.0000000001, 2, 2), (1.9999999999, 2, 2), (2.3, 3, 2)]
)
def test_rounding_forgives_binary_noise(value: float, up: int, down: int) -> None:
    assert (round_up(value), round_down(value)) == (up, down)


def test_the_default_rules_are_the_named_assumptions() -> None:
    assert PlannerRules(round_up, round_down, round_up, Pace.SLOW, pause_at_last=False) == DEFAULT_RULES
