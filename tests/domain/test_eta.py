"""The foretold end: hidden while nothing supports it, learned from batches, true in the simulator."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from essgui.domain.durations import DEFAULTS, Durations, Span
from essgui.domain.eta import batch_seconds, eta, launches, waiting_stretches
from essgui.domain.lifecycle import RefreshStatus
from essgui.domain.plan import corridor
from essgui.domain.scaling import Activity, ActivityId, InstanceId
from essgui.domain.timeline import Sample
from tests.support.foretold import foretold
from tests.support.states import later, make_group, make_task

S = RefreshStatus
WEB = make_group(size=10)
BAND = corridor(10, 100, 120)
NINE = "learned from 9 activities"
LEARNED = Durations(Span(80, 100, 120), Span(10, 20, 30), Span(0, 5, 10), NINE, learned=True)
BEGAN = later(0).at
TASK = replace(make_task(WEB, S.IN_PROGRESS, 0), started_at=BEGAN, checkpoints=())
NEW = (InstanceId("i-1"), InstanceId("i-2"))


def launch(at: float, took: float = 60.0) -> Activity:
    return Activity(
        ActivityId(f"asa-{at}"),
        "Successful",
        started_at=later(at).at,
        ended_at=later(at + took).at,
        created=NEW,
    )


def seconds(said):
    return [(end - BEGAN).total_seconds() for end in (said.soonest, said.latest)]


@pytest.mark.parametrize("status", [s for s in S if s not in {S.IN_PROGRESS, S.CHECKPOINT_PAUSE}])
def test_only_a_refresh_that_goes_to_its_target_has_an_end_to_foretell(status: S) -> None:
    said = eta(replace(TASK, status=status), BAND, BEGAN, LEARNED)
    assert said.soonest is None
    assert said.hidden.endswith(".")


def test_an_unknown_status_and_an_uncounted_refresh_say_why() -> None:
    assert "does not know" in eta(replace(TASK, status="Baking"), BAND, BEGAN, LEARNED).hidden
    assert "not counted" in eta(replace(TASK, total=0), BAND, BEGAN, LEARNED).hidden


def test_without_any_support_there_is_no_range() -> None:
    assert "no earlier refresh" in eta(TASK, BAND, BEGAN, DEFAULTS).hidden
    assert eta(TASK, BAND, BEGAN, LEARNED).basis == NINE
    assert eta(TASK, BAND, later(200).at, DEFAULTS, [launch(0), launch(120)]).hidden == ""


def test_five_batches_of_two_minutes_are_ten_minutes() -> None:
    low, high = seconds(eta(TASK, BAND, BEGAN, LEARNED))
    assert low < 600 < high
    said = eta(TASK, BAND, BEGAN, LEARNED)
    assert said.middle is not None
    assert (said.middle - BEGAN).total_seconds() == pytest.approx(600, rel=0.05)


def test_what_was_seen_of_this_refresh_outweighs_its_past() -> None:
    slow = [launch(at) for at in (0, 400, 800, 1200)]
    said = eta(replace(TASK, finished=6), BAND, later(1200).at, LEARNED, slow)
    assert said.basis == "learned from 3 batches of this refresh"
    assert said.middle is not None
    left = (said.middle - later(1200).at).total_seconds()
    assert left == pytest.approx(2 * 400, rel=0.15), "one begins and one follows"


def test_a_batch_that_was_held_up_does_not_count() -> None:
    starts = [launch(at) for at in (0, 100, 200, 300, 2300, 2400)]
    said = eta(replace(TASK, total=20, finished=10), BAND, later(2400).at, LEARNED, starts)
    assert said.middle is not None
    assert (said.middle - later(2400).at).total_seconds() == pytest.approx(500, rel=0.2)


def test_pauses_to_come_and_the_rest_of_this_one_are_counted_apart() -> None:
    task = replace(TASK, checkpoints=(20, 50, 100), pause_minutes=30)
    said = eta(task, BAND, BEGAN, LEARNED)
    assert said.waiting == 2 * 1800
    waits = replace(task, status=S.CHECKPOINT_PAUSE, finished=2)
    said = eta(waits, BAND, later(1000).at, LEARNED, pause_began=later(400).at)
    assert said.waiting == 1800 - 600 + 1800
    assert eta(waits, BAND, later(9000).at, LEARNED, pause_began=later(400).at).waiting == 1800, (
        "never below zero"
    )
    assert eta(waits, BAND, later(1000).at, LEARNED).waiting == 3600, "a pause of unknown begin counts whole"


def test_waiting_is_no_work() -> None:
    samples = [
        Sample(later(at).at, status, 2, 10)
        for at, status in (
            (0, "InProgress"),
            (100, "CheckpointPause"),
            (700, "CheckpointPause"),
            (705, "InProgress"),
        )
    ]
    waits = waiting_stretches(samples, later(800).at)
    assert waits == ((later(100).at, later(705).at),)
    assert batch_seconds([later(0).at, later(710).at], waits) == (105.0,)
    open_end = waiting_stretches(samples[:2], later(300).at)
    assert open_end == ((later(100).at, later(300).at),)


def test_a_launch_at_work_is_told_from_a_release_by_its_words() -> None:
    at_work = Activity(
        ActivityId("a"), "InProgress", description='Add "2" ECS instances', started_at=later(1).at
    )
    leaving = Activity(
        ActivityId("b"), "InProgress", description='Remove "2" ECS instances', started_at=later(2).at
    )
    gone = Activity(ActivityId("c"), "Successful", started_at=later(3).at, destroyed=NEW)
    assert launches([gone, leaving, at_work]) == (later(1).at,)


def test_one_that_is_late_does_not_end_this_second() -> None:
    said = eta(
        replace(TASK, finished=8), BAND, later(5000).at, LEARNED, [launch(0), launch(120), launch(240)]
    )
    assert said.latest is not None
    assert said.latest - later(5000).at > timedelta(seconds=10)


def test_no_batch_to_come_is_foretold_quicker_than_half_of_the_quickest() -> None:
    # One batch of 110 s was seen, earlier ones took anything: by the spread it might end at any moment.
    wide = replace(LEARNED, launch=Span(20, 100, 400), release=Span(5, 20, 100))
    single = [replace(launch(at), created=(InstanceId(f"i-{at}"),)) for at in (0, 110)]
    said = eta(replace(TASK, total=3, finished=1), corridor(10, 100, 110), later(120).at, wide, single)
    assert said.soonest is not None
    assert said.latest is not None
    least = later(120 + 0.5 * 110).at
    assert least <= said.soonest < said.latest
    assert [point.soonest >= least for point in said.course] == [False, True]


@pytest.mark.parametrize("finished", [10, 11, 12, 40])
def test_more_than_was_to_be_done_leaves_nothing_to_do(finished: int) -> None:
    """The count of what is done comes from ESS, which may go past the count that it gave at first."""
    single = [
        replace(launch(at), created=(InstanceId(f"i-{at}"),), id=ActivityId(f"asa-{at}"))
        for at in (0, 60, 120, 180)
    ]
    said = eta(replace(TASK, finished=finished), BAND, later(200).at, LEARNED, single)
    assert said.hidden == ""
    assert said.soonest is not None
    assert said.latest is not None
    assert later(200).at <= said.soonest <= said.latest <= later(200 + 180).at


def test_the_end_is_foretold_truly_in_the_simulator() -> None:
    half = [asked for asked in foretold(40) if asked.share == 0.5 and not asked.said.hidden]
    errors = sorted(asked.error for asked in half if asked.error is not None)
    assert len(half) >= 38
    assert sum(asked.inside for asked in half) >= 0.9 * len(half)
    assert errors[len(errors) // 2] <= 0.15
