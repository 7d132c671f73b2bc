"""A timeline is bounded, in order of time, and keeps the ends of flat stretches."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essgui.domain import timeline
from essgui.domain.lifecycle import RefreshStatus
from essgui.domain.timeline import (
    Sample,
    Timeline,
    ZoneCount,
    bridged,
    gaps,
    running_gap,
    sample,
    timeline_of,
)
from tests.support.states import NOW, later, make_group, make_instances, make_task

WEB = make_group()


def shot(second: float, finished: int = 0, status: str = "InProgress") -> Sample:
    return Sample(later(second).at, status, finished, 10)


def line(*samples: Sample) -> Timeline:
    grown = Timeline()
    for each in samples:
        grown = grown.add(each)
    return grown


def test_an_empty_timeline_has_no_last_sample() -> None:
    assert Timeline().last is None


def test_samples_come_in_order_and_the_last_is_the_newest() -> None:
    grown = line(shot(0), shot(5, 1), shot(10, 2))
    assert [s.finished for s in grown.samples] == [0, 1, 2]
    assert grown.last == shot(10, 2)


def test_what_was_recorded_earlier_comes_before_and_what_lies_between_is_a_gap() -> None:
    earlier, own = line(shot(0), shot(5, 1), shot(10, 2)), line(shot(10, 3), shot(15, 3), shot(1000, 3))
    joined = own.after(earlier)
    assert [(s.at, s.finished, s.after_gap) for s in joined.samples[:3]] == [
        (later(0).at, 0, False),
        (later(5).at, 1, False),
        (later(10).at, 3, False),
    ]
    assert joined.samples[3:] == own.samples[1:], "flat stretches stay as they are"
    far = line(shot(500, 3), shot(505, 4))
    assert gaps(far.after(earlier)) == ((later(10).at, later(500).at),)
    assert Timeline().after(earlier) is earlier
    assert own.after(own) is own


@pytest.mark.parametrize("second", [5, 4.9, -100])
def test_a_sample_that_is_not_newer_changes_nothing(second: float) -> None:
    grown = line(shot(0), shot(5, 1))
    assert grown.add(shot(second, 9)) is grown


def test_a_flat_stretch_keeps_its_two_ends() -> None:
    grown = line(*(shot(n) for n in range(50)), shot(50, 1))
    assert grown.samples == (shot(0), shot(49), shot(50, 1))


@pytest.mark.parametrize(
    "other",
    [
        {"status": "Paused"},
        {"finished": 1},
        {"total": 11},
        {"in_service": 9},
        {"new": 1},
    ],
)
def test_whatever_differs_is_kept(other: dict[str, object]) -> None:
    grown = line(shot(0), shot(1), replace(shot(2), **other))
    assert len(grown.samples) == 3


@given(st.lists(st.tuples(st.integers(-3, 20), st.integers(0, 3)), max_size=60))
def test_time_only_goes_forward_whatever_comes(steps: list[tuple[int, int]]) -> None:
    second, grown = 0, Timeline()
    for step, finished in steps:
        second += step
        grown = grown.add(shot(second, finished))
    times = [s.at for s in grown.samples]
    assert times == sorted(set(times))


def test_a_long_timeline_stays_bounded_and_keeps_its_ends_and_its_newer_half(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(timeline, "MOST_SAMPLES", 100)
    grown = Timeline()
    for n in range(1000):
        grown = grown.add(shot(n, n))
        assert len(grown.samples) <= 100
    assert grown.samples[0] == shot(0, 0)
    assert grown.samples[-40:] == tuple(shot(n, n) for n in range(960, 1000))


def test_the_bound_is_a_day_of_samples() -> None:
    assert timedelta(seconds=5 * timeline.MOST_SAMPLES) == timedelta(days=1)


def test_a_sample_without_instances_says_that_it_saw_none() -> None:
    task = make_task(WEB, RefreshStatus.PAUSED, finished=3)
    assert sample(task, NOW.at) == Sample(NOW.at, "Paused", 3, 10)


def test_a_sample_counts_who_serves_and_who_of_them_is_new() -> None:
    task = make_task(WEB, finished=2)
    assert task.started_at is not None
    old, protected, coming, new, unborn, gone = make_instances(6)
    instances = (
        old,
        replace(protected, state="Protected"),
        replace(coming, state="Pending", created_at=NOW.at),
        replace(new, created_at=task.started_at),
        replace(unborn, created_at=None),
        replace(gone, state="Removing"),
    )
    taken = sample(task, NOW.at, instances)
    assert (taken.in_service, taken.new) == (4, 1)
    assert taken.zones == (ZoneCount("cn-hangzhou-h", 0, 2), ZoneCount("cn-hangzhou-j", 1, 1))


def test_before_a_refresh_has_begun_nothing_is_new() -> None:
    task = make_task(WEB, RefreshStatus.PENDING, started_at=None)
    assert sample(task, NOW.at, make_instances(3)).new == 0


def test_an_empty_group_is_a_sample_of_zero_and_not_of_nothing() -> None:
    assert sample(make_task(WEB), NOW.at, ()).in_service == 0


def test_a_zone_that_loses_one_to_another_is_no_flat_stretch() -> None:
    both = (ZoneCount("h", 1, 1), ZoneCount("j", 1, 1))
    moved = (ZoneCount("h", 1, 0), ZoneCount("j", 1, 2))
    looks = [
        Sample(NOW.at + timedelta(seconds=5 * n), "InProgress", 2, 4, 4, 2, zones=zones)
        for n, zones in enumerate((both, both, both, moved, moved, moved))
    ]
    assert [s.zones for s in timeline_of(looks).samples] == [both, both, moved, moved]


def test_a_stretch_in_which_nobody_looked_is_a_gap_and_a_flat_one_is_not() -> None:
    start = NOW.at
    seconds = [*range(0, 600, 5), *range(1440, 1500, 5)]
    timeline = timeline_of(Sample(start + timedelta(seconds=s), "InProgress", 1, 4) for s in seconds)
    assert gaps(timeline) == ((start + timedelta(seconds=595), start + timedelta(seconds=1440)),)
    assert len(timeline.samples) < 8


def test_a_fast_clock_makes_long_steps_and_no_gaps() -> None:
    start = NOW.at
    timeline = timeline_of(Sample(start + timedelta(seconds=300 * n), "InProgress", n, 40) for n in range(20))
    assert gaps(timeline) == ()


@pytest.mark.parametrize("speed", [1, 20])
def test_to_be_watched_less_closely_for_a_while_is_no_gap_and_to_be_left_alone_is(speed: int) -> None:
    start, close, behind = NOW.at, range(0, 100, 5), range(100, 600, 65)
    seconds = [*close, *behind, *range(600, 700, 5), 1_000]
    timeline = timeline_of(
        Sample(start + timedelta(seconds=s * speed), "InProgress", n, 900) for n, s in enumerate(seconds)
    )
    assert gaps(timeline) == (
        (start + timedelta(seconds=695 * speed), start + timedelta(seconds=1_000 * speed)),
    )


def test_a_gap_needs_ninety_seconds_and_fifteen_usual_steps() -> None:
    """Both sides of LEAST_GAP and of GAP_STEPS, also while the gap still goes on."""
    for pace, most in ((5.0, 90.0), (10.0, 150.0)):
        known = line(shot(0), shot(pace))
        for step, is_gap in ((most, False), (most + 1, True)):
            assert known.add(shot(pace + step)).samples[-1].after_gap is is_gap, (pace, step)
            now = shot(pace + step).at
            assert running_gap(known, now) == (((shot(pace).at, now),) if is_gap else ())
    assert running_gap(Timeline(), NOW.at) == ()


def test_steps_up_to_twice_the_usual_move_it_and_longer_ones_do_not() -> None:
    known = line(shot(0), shot(10))
    assert known.add(shot(30)).pace == pytest.approx(12.0)
    assert known.add(shot(31)).pace == pytest.approx(10.0)


def stepped(*steps: float) -> Timeline:
    """Build looks that are so many seconds apart, each of which sees something else."""
    at, grown = 0.0, Timeline().add(shot(0))
    for n, step in enumerate(steps, 1):
        at += step
        grown = grown.add(shot(at, n))
    return grown


def test_looks_that_are_quick_at_first_only_do_not_make_holes_later() -> None:
    """A monitor behind the screen of a practice cloud: polls every 20 s, looks every 240 s."""
    grown = line(*(replace(shot(4.0 * n, n), in_service=40) for n in range(3)))
    for n in range(1, 100):
        seen = replace(shot(8 + 20 * n, n // 30), in_service=None if n % 12 else 40 - n // 30)
        grown = grown.add(seen)
    inside = [s.in_service for s in bridged(grown).samples if s.at <= shot(8 + 20 * 96).at]
    assert None not in inside
    assert gaps(grown) == ()
    lost = grown.add(shot(8 + 20 * 99 + 301, 9))
    assert gaps(lost) == ((grown.samples[-1].at, lost.samples[-1].at),)


@pytest.mark.parametrize(
    ("steps", "pace"),
    [
        ((5, 5, 60, 60), 5.0),
        ((5, 5, 60, 60, 60), 60.0),
        ((5, 5, 60, 40, 50), 50.0),
        ((5, 5, 60, 60, 5, 60), 5.0),
        ((5, 5, 20, 60, 20, 60, 20, 60), 5.0),
        ((5, 5, *[300] * 7), 5.0),
        ((5, 5, *[300] * 8), 300.0),
        ((5, 5, *[300, 900] * 8), 5.0),
    ],
)
def test_longer_steps_become_the_usual_ones_once_several_in_a_row_are_alike(
    steps: tuple[float, ...], pace: float
) -> None:
    assert stepped(*steps).pace == pytest.approx(pace)


def test_sleeps_in_a_row_are_gaps_until_nobody_looks_in_between_any_more() -> None:
    grown = stepped(5, 5, *[300] * 12)
    assert [s.after_gap for s in grown.samples] == [*[False] * 3, *[True] * 7, *[False] * 5]
    assert grown.add(shot(3610 + 4501, 99)).samples[-1].after_gap
    back = stepped(5, 5, *[300] * 12, *[5] * 30, 100)
    assert back.samples[-1].after_gap, "it gets impatient again"


def counts(timeline: Timeline) -> list[int | None]:
    return [s.in_service for s in bridged(timeline).samples]


def test_what_only_polls_saw_between_two_looks_counts_as_the_look_before() -> None:
    seen = [replace(shot(5 * n, n), in_service=40 if n in (1, 13) else None) for n in range(15)]
    assert counts(line(*seen)) == [None, *[40] * 13, None]
    assert counts(line(*(replace(s, in_service=None) for s in seen))) == [None] * 15


def test_a_stretch_as_long_as_a_gap_keeps_it() -> None:
    long = [replace(shot(5 * n, n), in_service=40 if n in (0, 19) else None) for n in range(20)]
    assert counts(line(*long)) == [40, *[None] * 18, 40]
    lost = [shot(0), *(replace(shot(n, int(n)), in_service=40) for n in (5, 105)), shot(110)]
    assert counts(line(*lost)) == [None, 40, 40, None]
    holed = replace(line(*long[:10]), samples=(*long[:3], replace(long[3], after_gap=True), *long[19:]))
    assert counts(holed) == [40, None, None, None, 40]


def test_samples_make_the_same_timeline_at_once_as_one_by_one() -> None:
    random, samples, seconds = Random(1), [], 0.0  # noqa: S311 - a course, not a secret
    for number in range(timeline.MOST_SAMPLES + 400):
        # Some come out of order, some after a gap, some look alike, and there are more than are kept.
        seconds += random.choice((5, 5, 5, 5, 6, 20, 400, -3))
        done, serving = number // 7, 40 + number % 3 // 2
        samples.append(Sample(later(seconds).at, "InProgress", done, 9999, serving, done))
    few = samples[:600]
    one_by_one = Timeline()
    for each in few:
        one_by_one = one_by_one.add(each)
    at_once = timeline_of(few)
    assert (at_once, at_once.pace, at_once.slow) == (one_by_one, one_by_one.pace, one_by_one.slow)
    everything = timeline_of(samples)
    assert len(everything.samples) <= timeline.MOST_SAMPLES
    assert timeline_of(samples[:-1]).add(samples[-1]) == everything
