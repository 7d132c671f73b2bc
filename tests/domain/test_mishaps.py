"""An error stands until the refresh has got over it, and then it is past; each way is seen both times."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from essgui.domain import mishaps
from essgui.domain.scaling import Activity, ActivityError, ActivityId, Instance, InstanceId
from tests.support.situations import OLD, TASK, activity, ago, failed, new, situation

if TYPE_CHECKING:
    from essgui.domain.situation import Situation

LONG = replace(TASK, started_at=ago(120))


def long(*activities: Activity, **changes: object) -> Situation:
    """Build the situation of a refresh that began two hours ago."""
    return situation(task=LONG, activities=activities, **changes)


def good(*minutes: float) -> tuple[Activity, ...]:
    return tuple(activity(100 + n, at) for n, at in enumerate(minutes))


def counts(found: Situation) -> dict[str, int]:
    return {code: len(errors) for code, errors in mishaps.failed_launches(found).items()}


def test_three_later_launches_in_a_row_put_a_failure_behind() -> None:
    early = failed("Quota", minutes=100)
    assert counts(long(early)) == {"Quota": 1}
    assert counts(long(early, *good(90, 80))) == {"Quota": 1}
    assert counts(long(early, *good(90, 80, 70))) == {}
    assert counts(long(early, *good(110, 108, 106))) == {"Quota": 1}, "those were before it"
    assert counts(long(early, *good(99.5, 99, 98.5))) == {"Quota": 1}, "those began before it had failed"


def test_what_did_not_succeed_puts_nothing_behind() -> None:
    early = failed("Quota", minutes=100)
    for change in (
        {"ended_at": None, "created": ()},
        {"errors": (ActivityError("Other", ""),)},
        {"status": "Failed", "created": ()},
        {"created": (), "description": 'Remove "1" ECS instance', "destroyed": (OLD[0].id,)},
    ):
        third = replace(activity(9, 70), **change)
        assert counts(long(early, *good(90, 80), third))["Quota"] == 1, change
    theirs = tuple(replace(a, task=None) for a in good(90, 80, 70))
    assert counts(long(early, others=theirs)) == {"Quota": 1}, "another target says nothing of this one"


def test_one_that_comes_again_is_counted_from_there() -> None:
    early, late = failed("Quota", number=1, minutes=110), failed("Quota", number=2, minutes=20)
    assert counts(long(early, *good(100, 90, 80), late)) == {"Quota": 1}
    assert counts(long(early, *good(100, 90), late)) == {"Quota": 2}
    assert counts(long(early, late, *good(100, 90, 15))) == {"Quota": 2}, "they were not in a row"


def test_each_code_is_past_by_itself() -> None:
    early, late = failed("Quota", number=1, minutes=110), failed("Image", number=2, minutes=85)
    found = long(early, late, *good(100, 90, 80))
    assert counts(found) == {"Image": 1}


def test_what_is_a_launch() -> None:
    removal = replace(failed("Denied"), description='Remove "1" ECS instance')
    assert counts(long(removal)) == {}
    assert counts(long(replace(removal, description=""))) == {"Denied": 1}, "it does not say what it was"
    assert counts(long(failed("UnhealthyInstance"))) == {}


def test_a_failure_without_an_error_has_its_message_where_it_is_of_the_refresh() -> None:
    bare = activity(status="Failed", created=(), message="No balance.")
    assert mishaps.failed_launches(long(bare)) == {"": [ActivityError("", "No balance.")]}
    assert counts(long(replace(bare, status="Rejected"))) == {"": 1}
    assert counts(long(replace(bare, status="InProgress"))) == {}
    assert counts(long(others=(replace(bare, task=None),))) == {}, "ESS may refuse others for the refresh"


@pytest.mark.parametrize("instances", [None, OLD, OLD[1:]])
def test_a_release_that_failed_stands_while_its_instance_is_there(
    instances: tuple[Instance, ...] | None,
) -> None:
    error = ActivityError("Denied", "No.", (OLD[0].id,))
    removal = activity(
        1, 100, status="Failed", created=(), errors=(error,), description='Remove "1" ECS instance'
    )
    more = tuple(replace(a, description="", created=(), destroyed=(OLD[5].id,)) for a in good(90, 80, 70))
    expected = {} if instances == OLD[1:] else {"Denied": [error]}
    assert mishaps.failed_releases(long(removal, instances=instances)) == expected
    unnamed = replace(removal, errors=(replace(error, instances=()),))
    assert len(mishaps.failed_releases(long(unnamed, instances=instances))) == 1
    assert mishaps.failed_releases(long(unnamed, *more, instances=instances)) == {}
    still = mishaps.failed_releases(long(removal, *more, instances=instances))
    assert bool(still) == (instances == OLD), "that others were released does not help this one"


def ill(*instances: Instance, gone: bool = True) -> int:
    """Count what stands of two that fell ill an hour ago, with these new instances there now."""
    names = () if gone else (new(1, health="Unhealthy", created_at=ago(70)),)
    error = ActivityError("UnhealthyInstance", "It failed its check.", (new(1).id,))
    two = (
        replace(activity(1, 60), created=(), errors=(error,)),
        failed("UnhealthyInstance", number=2, minutes=61),
    )
    return len(mishaps.fallen_ill(long(*two, instances=(*OLD, *names, *instances))))


def test_ill_ones_are_past_once_they_are_gone_and_as_many_have_served_well_for_a_while() -> None:
    well = tuple(new(n, created_at=ago(30)) for n in (11, 12, 13))
    assert ill() == 2
    assert ill(well[0]) == 1
    assert ill(*well) == 0
    assert ill(*well, gone=False) == 1
    for change in (
        {"created_at": ago(4)},
        {"created_at": ago(65)},
        {"health": "Unhealthy"},
        {"state": "Pending"},
    ):
        assert ill(*(replace(i, **change) for i in well)) == 2, change
    assert len(mishaps.fallen_ill(long(failed("UnhealthyInstance", minutes=60), instances=None))) == 1
    unnamed = replace(activity(1, 60), errors=(ActivityError("UnhealthyInstance", ""),))
    assert len(mishaps.fallen_ill(long(unnamed, instances=OLD))) == 1
    assert mishaps.fallen_ill(long(unnamed, instances=(*OLD, well[0]))) == []


def test_how_long_a_replacement_has_served_is_told_by_the_look_at_it() -> None:
    fell = failed("UnhealthyInstance", minutes=60)
    found = long(fell, instances=(*OLD, new(1, created_at=ago(7))))
    assert mishaps.fallen_ill(found) == []
    assert mishaps.fallen_ill(replace(found, instances_seen=ago(3))) == list(fell.errors)


class Moment(datetime):
    """Counts how often moments are compared."""

    compared = 0

    def __lt__(self, other: datetime) -> bool:
        Moment.compared += 1
        return super().__lt__(other)

    def __ge__(self, other: datetime) -> bool:
        Moment.compared += 1
        return super().__ge__(other)


class Name(str):
    """Counts how often names of instances are compared."""

    __slots__ = ()
    __hash__ = str.__hash__

    def __eq__(self, other: object) -> bool:
        Moment.compared += 1
        return super().__eq__(other)


def moment(minutes: float) -> datetime:
    return Moment.fromisoformat(ago(minutes).isoformat())


def many(count: int, code: str) -> Situation:
    """Build a long refresh of so many launches, half of which had an error, and so many instances."""
    began = count + 10.0
    launches = tuple(
        activity(
            n,
            0,
            started_at=moment(began - n),
            ended_at=moment(began - n - 0.5),
            errors=(ActivityError(code, "", (InstanceId(f"i-{n}"),)),) if n % 2 else (),
        )
        for n in range(count)
    )
    instances = tuple(
        new(n, id=InstanceId(Name(f"i-{n}")), created_at=moment(began - n), health="Unhealthy")
        for n in range(count)
    )
    task = replace(TASK, started_at=moment(began + 1))
    return situation(task=task, activities=launches, instances=instances, others=())


@pytest.mark.parametrize("code", ["Quota", "UnhealthyInstance"])
def test_ten_times_as_many_take_about_ten_times_as_long(code: str) -> None:
    def effort(count: int) -> int:
        found = many(count, code)
        Moment.compared = 0
        assert len(mishaps.failed_launches(found)) == (code == "Quota")
        assert bool(mishaps.fallen_ill(found)) == (code == "UnhealthyInstance")
        return Moment.compared

    assert effort(400) < 20 * effort(40)


def test_those_of_others_are_told_by_their_ids(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[object] = []

    def equal(one: Activity, other: object) -> bool:
        compared.append(other)
        return one is other

    own = good(*range(100, 50, -1))
    theirs = tuple(replace(a, id=ActivityId(f"asa-{n}"), task=None) for n, a in enumerate(own))
    unsaid = replace(failed("Quota", minutes=110), status="Failed", errors=(), message="No.", task=None)
    found = long(*own, unsaid, others=theirs)
    monkeypatch.setattr(Activity, "__eq__", equal)
    assert mishaps.failed_launches(found) == {}
    assert compared == []
