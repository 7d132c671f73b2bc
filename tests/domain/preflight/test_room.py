from __future__ import annotations

from dataclasses import replace

import pytest

from essgui.domain.plan import corridor
from essgui.domain.preflight.room import group_check, room_check
from essgui.domain.preflight.verdict import Verdict
from tests.support.states import make_group

WEB = make_group(size=10)


def sized(**changes: int | None):
    return replace(WEB, capacity=replace(WEB.capacity, **changes))


def test_a_group_at_rest_is_a_go() -> None:
    assert group_check(WEB, running=False).verdict is Verdict.GO


@pytest.mark.parametrize(
    ("group", "running"),
    [
        (replace(WEB, system_suspended=True), False),
        (replace(WEB, multi_az_policy="BALANCE"), False),
        (WEB, True),
    ],
)
def test_what_ess_refuses_is_a_no_go_that_nobody_overrides(group, running: bool) -> None:
    check = group_check(group, running)
    assert check.verdict is Verdict.NO_GO
    assert check.final
    assert check.evidence


def test_a_refresh_that_replaces_nothing_is_a_no_go_that_can_be_overridden() -> None:
    nothing = group_check(WEB, running=False, replaced=0)
    assert (nothing.verdict, nothing.final) == (Verdict.NO_GO, False)
    assert nothing.headline == "Nothing would be replaced"
    for replaced in (None, 1, 10):
        assert group_check(WEB, running=False, replaced=replaced).verdict is Verdict.GO


def test_missing_and_moving_instances_are_cautions() -> None:
    missing = group_check(sized(active=8, total=8), running=False)
    assert (missing.verdict, missing.headline) == (
        Verdict.CAUTION,
        "2 of 10 instances are missing already",
    )
    moving = group_check(sized(removing=1), running=False)
    assert (moving.verdict, moving.headline) == (
        Verdict.CAUTION,
        "The group is busy: 1 is coming or going",
    )


@pytest.mark.parametrize(
    ("bounds", "percent", "verdict"),
    [
        ({"max_size": 12, "min_size": 8}, (80, 120), Verdict.GO),
        ({"max_size": 11, "min_size": 8}, (80, 120), Verdict.CAUTION),
        ({"max_size": 12, "min_size": 9}, (80, 120), Verdict.CAUTION),
        ({"max_size": 0, "min_size": 0}, (80, 120), Verdict.GO),
    ],
)
def test_the_corridor_against_the_bounds(bounds, percent: tuple[int, int], verdict: Verdict) -> None:
    check = room_check(sized(**bounds), corridor(10, *percent))
    assert check.verdict is verdict
    assert "8 to 12" in check.evidence[0]
