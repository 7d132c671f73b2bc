"""Drift counts what a refresh would replace; age is that of the oldest instance that stays."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from essgui.domain.ages import Ages, ages, drifted
from essgui.domain.scaling import TemplateId
from tests.support.states import NOW, OTHER, make_group, make_instances

WEB = make_group("web")
FIVE = make_instances(5)
FLEET = (
    replace(FIVE[0], configuration=OTHER, created_at=NOW.at - timedelta(days=9)),
    replace(FIVE[1], configuration=OTHER, state="Protected"),
    replace(FIVE[2], configuration=OTHER, state="Removing", created_at=NOW.at - timedelta(days=99)),
    *FIVE[3:],
)
MOVING = replace(WEB, launch_template=TemplateId("lt-1"), launch_template_version="Latest")


def test_those_that_leave_and_those_that_are_ignored_have_not_drifted() -> None:
    assert [i.id for i in drifted(WEB, FLEET)] == [FLEET[0].id]


def test_the_sums_of_a_group() -> None:
    assert ages(WEB, FLEET) == Ages(4, 1, NOW.at - timedelta(days=9))
    assert ages(WEB, ()) == Ages(0, 0, None)


def test_of_a_moving_version_drift_is_not_known_but_age_is() -> None:
    assert drifted(MOVING, FLEET) == ()
    assert ages(MOVING, FLEET) == Ages(4, None, NOW.at - timedelta(days=9))
