"""Each guard is seen to act and not to act; one that has acted is spent until a suspension has ended."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from essgui.domain.guards import DOES, Guard, Guards
from essgui.domain.lifecycle import RefreshAction, RefreshStatus
from essgui.domain.scaling import Activity, ActivityError, ActivityId
from essgui.domain.told_activity import activity_event
from essgui.domain.vigil import (
    LOOKS,
    Call,
    Post,
    Sight,
    Vigil,
    called_for,
    came_too_late,
    counting,
    failed_of,
    looked,
    posted,
    read,
    resumed,
    tripped,
)
from tests.support.states import NOW, later

S = RefreshStatus
A = RefreshAction
BOTH = frozenset({A.SUSPEND, A.ROLLBACK})
NONE: frozenset[ActivityId] = frozenset()
FLOOR = Guards(suspend_below_floor=True)
SOLD_OUT = (ActivityError("OperationDenied.NoStock", "Sold out."),)


def failure(number: int, **changes: object) -> Activity:
    made = Activity(ActivityId(f"asa-{number}"), "Failed", errors=SOLD_OUT)
    return replace(made, **changes)


def failures(count: int) -> tuple[Activity, ...]:
    return tuple(failure(n) for n in range(count, 0, -1))


def sight(**changes: object) -> Sight:
    return replace(Sight(S.IN_PROGRESS, BOTH, serving=10, floor=8), **changes)


def on_duty(guards: Guards) -> Vigil:
    return posted(guards, NOW.at, NONE)


def low(vigil: Vigil, times: int = LOOKS, serving: int = 7) -> Vigil:
    for _ in range(times):
        vigil = looked(vigil, S.IN_PROGRESS, serving, 8)
    return vigil


# Failed activities


@pytest.mark.parametrize("limit", [1, 3, 5, 10])
def test_failures_call_for_a_suspension_from_the_limit_on(limit: int) -> None:
    vigil = on_duty(Guards(suspend_after=limit))
    assert called_for(vigil, sight(failed=failures(limit - 1))) is None
    called = called_for(vigil, sight(failed=failures(limit)))
    assert called is not None
    assert (called.guard, called.action) == (Guard.FAILURES, A.SUSPEND)


def test_the_evidence_names_the_number_and_the_newest_code() -> None:
    vigil = on_duty(Guards(suspend_after=1))
    one, two = sight(failed=failures(1)), sight(failed=(failure(2, errors=()), failure(1)))
    said = [called.evidence for s in (one, two) if (called := called_for(vigil, s))]
    assert said == ["1 activity has failed, with OperationDenied.NoStock.", "2 activities have failed."]


def test_a_partial_failure_counts_and_what_is_well_does_not() -> None:
    mixed = (failure(1, status="Warning"), failure(2, errors=()), failure(3, status="Successful", errors=()))
    assert [a.id for a in failed_of(mixed)] == ["asa-1", "asa-2"]


@pytest.mark.parametrize("status", ["Failed", "Rejected", "Warning", "Successful", "InProgress"])
def test_what_the_log_calls_bad_counts_and_nothing_else(status: str) -> None:
    one = failure(1, status=status, errors=(), started_at=NOW.at, ended_at=later(9).at)
    told = activity_event(one)
    assert bool(failed_of((one,))) is (told is not None and told.bad)


def test_what_had_failed_before_does_not_count() -> None:
    vigil = posted(Guards(suspend_after=1), NOW.at, frozenset({ActivityId("asa-1")}))
    assert called_for(vigil, sight(failed=failures(1))) is None
    assert called_for(vigil, sight(failed=failures(2))) is not None


def test_before_the_first_reading_nothing_counts_and_that_reading_is_what_was_before() -> None:
    vigil = posted(Guards(suspend_after=1), NOW.at, None)
    assert called_for(vigil, sight(failed=failures(3))) is None
    vigil = read(vigil, frozenset(a.id for a in failures(3)))
    assert called_for(vigil, sight(failed=failures(3))) is None
    assert counting(vigil.posts[Guard.FAILURES], failures(4)) == (failure(4),)
    assert read(vigil, NONE) is vigil


def test_enough_failures_call_for_a_rollback_and_that_goes_before_a_suspension() -> None:
    vigil = on_duty(Guards(suspend_after=1, roll_back_after=3))
    few, many = called_for(vigil, sight(failed=failures(1))), called_for(vigil, sight(failed=failures(3)))
    assert few is not None
    assert many is not None
    assert (few.action, many.action) == (A.SUSPEND, A.ROLLBACK)


# The floor


def test_one_look_below_the_floor_is_a_flicker_and_two_are_not() -> None:
    vigil = low(on_duty(FLOOR), 1)
    assert called_for(vigil, sight(serving=7)) is None
    assert called_for(low(looked(vigil, S.IN_PROGRESS, 8, 8), 1), sight(serving=7)) is None
    called = called_for(low(vigil, 1), sight(serving=7))
    assert called is not None
    assert called.action is A.SUSPEND
    assert called.evidence == "7 instances in service, below the floor of 8, at 2 looks in a row."


def test_at_the_floor_is_not_below_it() -> None:
    assert called_for(low(on_duty(FLOOR), 5, serving=8), sight(serving=8)) is None


@pytest.mark.parametrize("status", [s for s in S if s is not S.IN_PROGRESS])
def test_looks_while_it_is_not_in_progress_do_not_count(status: RefreshStatus) -> None:
    vigil = looked(low(on_duty(FLOOR), 1), status, 0, 8)
    assert vigil.posts[Guard.FLOOR].low == 0
    assert called_for(low(vigil, 1), sight(serving=7)) is None


@pytest.mark.parametrize("unknown", [{"serving": None}, {"floor": None}, {"serving": 8}])
def test_what_is_not_known_at_the_moment_or_is_well_again_calls_for_nothing(
    unknown: dict[str, object],
) -> None:
    assert called_for(low(on_duty(FLOOR)), sight(**{"serving": 7, **unknown})) is None


def test_a_look_without_a_guard_of_the_floor_changes_nothing() -> None:
    vigil = on_duty(Guards(suspend_after=1))
    assert looked(vigil, S.IN_PROGRESS, 0, 8) is vigil


# Where no guard acts


ALL = Guards(True, 1, 1)


@pytest.mark.parametrize("status", [*(s for s in S if s is not S.IN_PROGRESS), "Baking"])
def test_a_guard_acts_in_progress_and_in_no_other_status(status: RefreshStatus | str) -> None:
    vigil = low(on_duty(ALL))
    assert called_for(vigil, sight(status=status, failed=failures(9), serving=0)) is None


def test_a_guard_asks_only_for_what_can_be_asked_for_now() -> None:
    vigil = low(on_duty(ALL))
    seen = sight(failed=failures(9), serving=7)
    assert called_for(vigil, replace(seen, may=frozenset())) is None
    called = called_for(vigil, replace(seen, may=frozenset({A.SUSPEND})))
    assert called is not None
    assert called.action is A.SUSPEND


@pytest.mark.parametrize("guards", [Guards(), Guards(suspend_after=1), FLOOR, Guards(roll_back_after=1)])
def test_what_is_off_never_acts(guards: Guards) -> None:
    vigil = low(on_duty(guards))
    called = called_for(vigil, sight(failed=failures(9), serving=0))
    assert (called.guard if called else None) == (guards.on[0] if guards.on else None)
    assert set(vigil.posts) == set(guards.on) == set(vigil.watching)


# Spent, and on duty again


@pytest.mark.parametrize("guard", Guard)
def test_a_guard_acts_once(guard: Guard) -> None:
    chosen = {
        Guard.FLOOR: FLOOR,
        Guard.FAILURES: Guards(suspend_after=1),
        Guard.ROLL_BACK: Guards(False, None, 1),
    }
    vigil = low(on_duty(chosen[guard]))
    seen = sight(failed=failures(1), serving=7)
    called = called_for(vigil, seen)
    assert called is not None
    spent = tripped(vigil, called, later(5).at)
    assert called_for(low(spent), replace(seen, failed=failures(9))) is None
    assert spent.watching == ()
    assert spent.posts[guard].trip is not None


def test_after_a_suspension_only_new_failures_count() -> None:
    vigil = on_duty(Guards(suspend_after=1))
    vigil = tripped(vigil, Call(Guard.FAILURES, A.SUSPEND, "…"), NOW.at)
    vigil = resumed(vigil, frozenset({ActivityId("asa-1")}), later(60).at)
    assert vigil.posts[Guard.FAILURES].since == later(60).at
    assert called_for(vigil, sight(failed=failures(1))) is None
    assert called_for(vigil, sight(failed=failures(2))) is not None


def test_after_a_suspension_the_floor_counts_once_it_was_reached_again() -> None:
    vigil = tripped(low(on_duty(FLOOR)), Call(Guard.FLOOR, A.SUSPEND, "…"), NOW.at)
    vigil = low(resumed(vigil, NONE, later(60).at), 5)
    assert called_for(vigil, sight(serving=7)) is None
    vigil = low(looked(vigil, S.IN_PROGRESS, 8, 8))
    assert called_for(vigil, sight(serving=7)) is not None


def test_a_guard_that_asked_for_a_rollback_asks_no_second_time() -> None:
    vigil = tripped(on_duty(Guards(roll_back_after=1)), Call(Guard.ROLL_BACK, A.ROLLBACK, "…"), NOW.at)
    vigil = resumed(vigil, NONE, later(60).at)
    assert called_for(vigil, sight(failed=failures(9))) is None


def test_a_guard_that_is_chosen_anew_watches_from_now_and_the_others_are_left_alone() -> None:
    vigil = low(on_duty(Guards(True, 1)), 1)
    floor = vigil.posts[Guard.FLOOR]
    changed = posted(Guards(True, 3), later(9).at, frozenset({ActivityId("asa-1")}), vigil)
    assert changed.posts[Guard.FLOOR] is floor
    assert changed.posts[Guard.FAILURES] == Post(later(9).at, frozenset({ActivityId("asa-1")}))
    assert posted(Guards(), later(9).at, NONE, changed) == Vigil()


def test_one_that_has_acted_watches_again_after_off_and_on() -> None:
    vigil = tripped(on_duty(Guards(suspend_after=1)), Call(Guard.FAILURES, A.SUSPEND, "…"), NOW.at)
    again = posted(Guards(suspend_after=1), NOW.at, NONE, posted(Guards(), NOW.at, NONE, vigil))
    assert again.watching == (Guard.FAILURES,)


# Too late


def test_a_refresh_that_fails_first_is_too_late_for_a_rollback() -> None:
    vigil = on_duty(Guards(roll_back_after=10))
    assert came_too_late(vigil, S.IN_PROGRESS, S.FAILED)
    assert not came_too_late(vigil, S.FAILED, S.FAILED)
    assert not came_too_late(vigil, S.IN_PROGRESS, S.SUCCESSFUL)
    assert not came_too_late(on_duty(Guards(True, 1)), S.IN_PROGRESS, S.FAILED)
    spent = tripped(vigil, Call(Guard.ROLL_BACK, DOES[Guard.ROLL_BACK], "…"), NOW.at + timedelta(seconds=1))
    assert not came_too_late(spent, S.IN_PROGRESS, S.FAILED)
