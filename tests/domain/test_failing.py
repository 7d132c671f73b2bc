"""Launches in vain: the newest that ended all failed, and at least two of them."""

from __future__ import annotations

from dataclasses import replace

from essgui.domain.failing import Failing, failing
from essgui.domain.scaling import Activity, ActivityError, ActivityId, InstanceId
from tests.support.states import later

GOOD = Activity(
    ActivityId("asa-0"),
    "Successful",
    started_at=later(0).at,
    ended_at=later(50).at,
    created=(InstanceId("i-1"),),
)


def bad(start: float, **changes: object) -> Activity:
    activity = Activity(
        ActivityId(f"asa-{start}"),
        "Failed",
        description='Add "2" ECS instances',
        started_at=later(start).at,
        ended_at=later(start + 9).at,
    )
    return replace(activity, **changes)


def test_two_in_a_row_are_in_vain_and_one_is_not() -> None:
    assert failing(()) is None
    assert failing((GOOD, bad(60))) is None
    assert failing((bad(80), GOOD, bad(60))) == Failing(later(50).at, 2, ever=True), "in any order"
    assert failing((bad(60), bad(80), bad(99))) == Failing(later(60).at, 3, ever=False)


def test_a_later_success_one_at_work_and_releases_do_not_make_it_so() -> None:
    after = replace(GOOD, started_at=later(200).at, ended_at=later(220).at)
    assert failing((bad(60), bad(80), after)) is None
    at_work = bad(300, status="InProgress", ended_at=None)
    assert failing((GOOD, bad(60), bad(80), at_work)) is not None, "the next try proves nothing yet"
    removal = bad(90, description="Remove", destroyed=(InstanceId("i-2"),))
    assert failing((GOOD, bad(60), removal)) is None


def made(start: float, *names: str) -> Activity:
    created = tuple(InstanceId(name) for name in names)
    return replace(GOOD, started_at=later(start).at, ended_at=later(start + 50).at, created=created)


def test_a_launch_whose_instances_are_all_gone_was_in_vain() -> None:
    ill = made(100, "i-7", "i-8")
    error = ActivityError("UnHealthy", "Not healthy.", (InstanceId("i-8"),))
    cleared = bad(200, description="Remove", destroyed=(InstanceId("i-7"),), errors=(error,))
    assert failing((ill,)) is None
    assert failing((ill, cleared)) == Failing(later(100).at, 1, ever=False, lost=2)
    assert failing((GOOD, ill, cleared)) == Failing(later(50).at, 1, ever=True, lost=2)
    assert failing((ill, replace(cleared, errors=()))) is None, "one of them is left"
    assert failing((ill, cleared, made(300, "i-9"))) is None, "the next one stays"
    one = made(100, "i-7")
    assert failing((one, cleared)) is None, "one alone proves little"
    assert failing((one, made(150, "i-8"), cleared)) is not None


def test_a_part_of_a_launch_is_a_success() -> None:
    error = (ActivityError("NoStock", "Sold out."),)
    part = bad(80, status="Warning", errors=error, created=(InstanceId("i-3"),))
    assert failing((bad(60), bad(70), part)) is None
    assert failing((bad(60, status="Warning", errors=error), bad(70, status="Rejected"))) is not None
