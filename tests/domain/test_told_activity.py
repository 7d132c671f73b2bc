"""What is told of an activity can be read back, whatever its errors say."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essgui.domain.run import Event, EventKind
from essgui.domain.scaling import Activity, ActivityError, ActivityId, InstanceId
from essgui.domain.told_activity import activity_event, fates, last_told, told, told_already
from tests.support.states import NOW, later

I1, I2, I3 = InstanceId("i-1"), InstanceId("i-2"), InstanceId("i-3")
GOOD = Activity(
    ActivityId("asa-1"),
    "Successful",
    description="Replace 1 instance.",
    started_at=NOW.at,
    ended_at=later(45).at,
    created=(I1, I2),
    destroyed=(I3,),
)


def event(activity: Activity) -> Event:
    found = activity_event(activity)
    assert found is not None
    return found


def test_an_activity_is_told_for_a_person_and_read_back() -> None:
    one = event(GOOD)
    assert one.sentence == "Replace 1 instance, asa-1."
    assert one.detail == "asa-1 · Successful · took 45 s · created i-1 i-2 · released i-3"
    (back,) = told((one,))
    assert (back.id, back.at, back.outcome, back.seconds, back.bad) == (
        "asa-1",
        later(45).at,
        "Successful",
        45.0,
        False,
    )
    assert (back.created, back.released, back.errors) == ((I1, I2), (I3,), ())
    assert told_already((one,)) == {("asa-1", "Successful")}


def test_one_that_failed_tells_its_error_and_what_it_was_to_do() -> None:
    sold_out = (ActivityError("NoStock", "Sold out."),)
    one = event(replace(GOOD, status="Failed", created=(), destroyed=(), errors=sold_out))
    assert one.sentence == "Sold out, asa-1."
    assert one.detail == "asa-1 · Failed · took 45 s · meant to replace 1 instance · error NoStock: Sold out."
    assert told((one,))[0].meant == "Replace 1 instance"


def test_two_that_end_alike_are_two_events() -> None:
    assert event(GOOD).sentence != event(replace(GOOD, id=ActivityId("asa-2"))).sentence


@pytest.mark.parametrize("activity", [replace(GOOD, ended_at=None), replace(GOOD, status="InProgress")])
def test_what_has_not_ended_is_not_told(activity: Activity) -> None:
    assert activity_event(activity) is None


@given(st.text(min_size=1).filter(str.strip), st.lists(st.sampled_from([I1, I2]), max_size=2))
def test_an_error_keeps_its_instances_and_its_words(message: str, hit: list[InstanceId]) -> None:
    error = ActivityError("OperationDenied.NoStock", message, tuple(hit))
    (back,) = told((event(replace(GOOD, status="Failed", errors=(error, error))),))
    assert back.bad
    assert [instances for _, instances in back.errors] == [tuple(hit)] * 2
    assert back.codes == ("OperationDenied.NoStock",) * 2


def test_what_happened_to_each_instance_is_told_the_failed_first() -> None:
    later_one = replace(
        GOOD, id=ActivityId("asa-2"), ended_at=later(90).at, created=(), destroyed=(I1,), errors=()
    )
    bad = replace(
        GOOD,
        id=ActivityId("asa-3"),
        status="Failed",
        created=(),
        destroyed=(),
        errors=(ActivityError("NoStock", "Sold out.", (InstanceId("i-9"),)),),
    )
    found = fates(told(event(a) for a in (GOOD, later_one, bad)))
    assert [(f.id, f.words) for f in found] == [
        ("i-9", "failed"),
        ("i-1", "created, then released"),
        ("i-2", "created"),
        ("i-3", "released"),
    ]
    assert found[0].error == "NoStock: Sold out."


def test_what_was_told_by_an_earlier_version_is_left_alone() -> None:
    old = Event(NOW.at, EventKind.ACTIVITY, "No stock.", "OperationDenied.NoStock", bad=True)
    other = Event(NOW.at, EventKind.STATUS, "In progress.", "a · b")
    assert told((old, other)) == ()
    assert last_told((old, other), NOW.at) == NOW.at
    assert last_told((old, other), NOW.at - timedelta(seconds=1)) is None
