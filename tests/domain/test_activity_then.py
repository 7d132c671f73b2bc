"""Activities are found again in what was told of them, as they were at a moment."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from essgui.domain.activity_then import cut, read_back
from essgui.domain.eta import is_launch, launches
from essgui.domain.failing import failing
from essgui.domain.run import Event, EventKind
from essgui.domain.scaling import Activity, ActivityError, ActivityId, InstanceId
from essgui.domain.told_activity import activity_event
from tests.support.states import NOW, later

I1, I2 = InstanceId("i-1"), InstanceId("i-2")
ADD = Activity(
    ActivityId("asa-1"), "Successful", description="Add 2 instances", started_at=NOW.at, ended_at=later(45).at
)
ADDED = replace(ADD, created=(I1, I2))
REMOVED = replace(
    ADD,
    id=ActivityId("asa-2"),
    description="Remove 1 instance",
    started_at=later(50).at,
    ended_at=later(60).at,
    destroyed=(I1,),
)
SOLD_OUT = (ActivityError("OperationDenied.NoStock", "Sold out."),)
FAILED = replace(
    ADD,
    id=ActivityId("asa-3"),
    status="Failed",
    started_at=later(70).at,
    ended_at=later(71).at,
    errors=SOLD_OUT,
)
PARTLY = replace(
    ADDED, id=ActivityId("asa-4"), status="Warning", errors=(replace(SOLD_OUT[0], instances=(I2,)),)
)


def told(*activities: Activity) -> tuple[Event, ...]:
    events = tuple(event for one in activities if (event := activity_event(one)) is not None)
    assert len(events) == len(activities)
    return events


@pytest.mark.parametrize("one", [ADDED, REMOVED, FAILED, PARTLY])
def test_one_is_read_back_as_it_was(one: Activity) -> None:
    (back,), dim = read_back(told(one))
    assert dim is None
    assert back == replace(one, task=None)


def test_what_failed_counts_as_the_launch_that_it_was() -> None:
    twice = (FAILED, replace(FAILED, id=ActivityId("asa-5"), started_at=later(80).at, ended_at=later(81).at))
    back, _dim = read_back(told(ADDED, *twice))
    assert failing(back) == failing((*twice, ADDED)) is not None
    assert launches(back) == (NOW.at, later(70).at, later(80).at)


def test_one_that_ended_later_was_under_way_and_one_that_began_later_was_not_there() -> None:
    for one in (ADDED, FAILED, PARTLY):
        assert one.started_at is not None
        (back,), _dim = read_back(told(one))
        assert tuple(cut((back,), one.started_at - timedelta(seconds=1))) == ()
        (then,) = cut((back,), one.started_at)
        assert (then.status, then.ended_at, then.created, then.errors) == ("InProgress", None, (), ())
        assert is_launch(then)
    assert tuple(cut((ADDED,), later(45).at)) == (ADDED,)


def test_one_that_still_goes_on_stays_as_it_is() -> None:
    busy = replace(ADD, status="InProgress", ended_at=None)
    assert tuple(cut((busy, replace(busy, started_at=None)), later(500).at)) == (busy,)


@pytest.mark.parametrize(
    ("event", "since"),
    [
        (Event(later(9).at, EventKind.ACTIVITY, "An activity failed.", "NoStock", bad=True), 9),
        (
            Event(later(9).at, EventKind.ACTIVITY, "Sold out, asa-x.", "asa-x · Failed · took 4 s", bad=True),
            5,
        ),
        (Event(later(9).at, EventKind.ACTIVITY, "Add 1 instance, asa-x.", "asa-x · Successful"), 9),
        (Event(later(9).at, EventKind.BATCH, "2 of 4 instances are new.", "+2"), None),
    ],
)
def test_from_when_on_what_was_told_is_not_enough(event: Event, since: float | None) -> None:
    every, dim = read_back((*told(ADDED), event))
    assert ADDED in every
    assert dim == (None if since is None else later(since).at)
