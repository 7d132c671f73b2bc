"""What may be chosen for a refresh, and how it is said."""

from __future__ import annotations

import pytest

from essgui.domain.guards import CHOICES, DOES, Guard, Guards, failures_in_words, fitting, in_words, setting
from essgui.domain.lifecycle import ALLOWED, Basis, RefreshAction, RefreshStatus, basis
from essgui.domain.refresh import ImageTarget, LaunchTemplateTarget
from essgui.domain.scaling import TemplateId


def test_all_are_off_unless_chosen() -> None:
    assert Guards().on == ()
    assert {setting(Guards(), guard) for guard in Guard} == {None}
    assert in_words(Guards()) == ""


def test_each_choice_switches_its_own_guard() -> None:
    assert Guards(suspend_below_floor=True).on == (Guard.FLOOR,)
    assert Guards(suspend_after=3).on == (Guard.FAILURES,)
    assert Guards(roll_back_after=5).on == (Guard.ROLL_BACK,)
    assert setting(Guards(suspend_after=3, roll_back_after=5), Guard.FAILURES) == 3
    assert setting(Guards(suspend_after=3, roll_back_after=5), Guard.ROLL_BACK) == 5


@pytest.mark.parametrize("limit", [0, 2, -1, 100])
def test_another_number_cannot_be_chosen(limit: int) -> None:
    assert limit not in CHOICES
    with pytest.raises(ValueError, match="failed activities"):
        Guards(suspend_after=limit)
    with pytest.raises(ValueError, match="failed activities"):
        Guards(roll_back_after=limit)


def test_every_guard_acts_where_its_action_is_documented() -> None:
    assert set(DOES) == set(Guard)
    for action in DOES.values():
        assert action in ALLOWED[RefreshStatus.IN_PROGRESS]
        assert basis(RefreshStatus.IN_PROGRESS, action) is Basis.DOCUMENTED


def test_what_is_over_takes_no_rollback_so_none_is_tried() -> None:
    assert RefreshAction.ROLLBACK not in ALLOWED[RefreshStatus.FAILED]


def test_they_are_said_in_words() -> None:
    assert (
        in_words(Guards(True, 1, 10))
        == "suspend below the floor, suspend after 1 failed activity, roll back after 10 failed activities"
    )
    assert failures_in_words(3) == "3 failed activities"


def test_a_target_without_a_way_back_takes_no_guard_that_rolls_back() -> None:
    latest = LaunchTemplateTarget(TemplateId("lt-1"), "Latest")
    assert fitting(Guards(True, 3, 5), latest) == Guards(True, 3, None)
    assert fitting(Guards(True, 3, 5), ImageTarget("m-1")) == Guards(True, 3, 5)
