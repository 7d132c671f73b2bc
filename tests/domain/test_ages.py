"""Drift counts what a refresh would replace; age is that of the oldest instance that stays."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from essgui.domain.ages import Ages, ages, drifted
from essgui.domain.scaling import TemplateId
from tests.domain.afterworlds import S, world
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
    why = "The group's template version names a moving thing, so drift cannot be told."
    assert ages(MOVING, FLEET) == Ages(4, None, NOW.at - timedelta(days=9), why)


def of(kind: str, status: S, since: str = "") -> Ages:
    """Sum up a group after a refresh."""
    seen = world(kind, status, since)
    return ages(seen.group, seen.instances, (seen.task,))


@pytest.mark.parametrize(
    ("kind", "what"), [("image", "different images"), ("containers", "different containers")]
)
def test_drift_is_not_known_where_one_configuration_stands_for_two_contents(kind: str, what: str) -> None:
    for status in (S.CANCELLED, S.FAILED, S.ROLLBACK_FAILED):
        half = of(kind, status)
        assert (half.total, half.drifted) == (10, None)
        assert what in half.untold
    freed = of(kind, S.SUCCESSFUL, "freed")
    assert (freed.drifted, what in freed.untold) == (None, True)
    for status in (S.SUCCESSFUL, S.ROLLBACK_SUCCESSFUL):
        whole = of(kind, status)
        assert (whole.drifted, whole.untold) == (0, "")


def test_drift_is_known_again_once_nothing_of_the_half_refresh_is_on_what_is_active() -> None:
    assert of("image", S.CANCELLED, "switched").drifted == 10
    seen = world("image", S.CANCELLED, "scaled out")
    left = tuple(i for i in seen.instances if "new" not in i.id)
    assert ages(seen.group, left, (seen.task,)).drifted == 0
    kept = tuple(replace(i, state="Protected") if "new" in i.id else i for i in seen.instances)
    assert ages(seen.group, kept, (seen.task,)).drifted == 0


@pytest.mark.parametrize(("kind", "off"), [("configuration", 4), ("number", 4), ("active", 6)])
def test_where_the_id_tells_drift_is_counted(kind: str, off: int) -> None:
    assert of(kind, S.CANCELLED).drifted == off


def test_the_sums_hold_until_a_refresh_ends() -> None:
    seen = world("image", S.CANCELLED)
    running = replace(seen.task, status=S.IN_PROGRESS)
    sums = ages(seen.group, seen.instances, (running,))
    assert sums.hold((running,))
    assert not sums.hold((seen.task,))
