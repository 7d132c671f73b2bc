"""What instances call attention to: each rule seen to hold its tongue, and to speak."""

from __future__ import annotations

from dataclasses import replace

import pytest

from essgui.domain import attention_instances as rules
from essgui.domain.lifecycle import RefreshStatus
from essgui.domain.remedies import ExitStandby, MarkUnhealthy, Unprotect
from essgui.domain.situation import Gravity
from tests.support.situations import OLD, TASK, WEB, activity, ago, failed, new, only, situation

LONG = replace(TASK, started_at=ago(90))
SOLD_OUT = "The resource is out of stock in cn-hangzhou-h: ecs.g7.large."


def test_failed_launches_are_counted_by_code_with_the_newest_message() -> None:
    assert list(rules.launch_errors(situation(activities=(activity(),)))) == []
    found = situation(
        activities=(
            failed("QuotaExceeded", "The first.", 1, 8),
            failed("QuotaExceeded", "The newest.", 2, 4),
            failed("Forbidden.Image", "No.", 3, 6),
        )
    )
    one, two = rules.launch_errors(found)
    assert one.headline == "2 launches failed: QuotaExceeded"
    assert one.evidence == ("ESS says: The newest.",)
    assert one.instances == ("i-bp1failed2", "i-bp1failed1")
    assert two.headline == "1 launch failed: Forbidden.Image"
    assert (one.gravity, two.gravity) == (Gravity.GRAVE, Gravity.CAUTION)


def test_an_error_before_the_refresh_is_not_its() -> None:
    before = replace(failed("QuotaExceeded", minutes=60), task=None)
    assert list(rules.launch_errors(situation(others=(before,)))) == []
    during = replace(failed("QuotaExceeded", minutes=6), task=None)
    assert only(rules.launch_errors(situation(others=(during,)))).part == "QuotaExceeded"


def test_no_stock_names_type_and_zone_where_the_message_does() -> None:
    assert list(rules.no_stock(situation(activities=(failed("QuotaExceeded"),)))) == []
    item = only(rules.no_stock(situation(activities=(failed("OperationDenied.NoStock", SOLD_OUT),))))
    assert item.headline == "No stock in cn-hangzhou-h"
    assert item.evidence[0] == "ecs.g7.large could not be had: 1 launch failed (OperationDenied.NoStock)."
    assert item.place == "cn-hangzhou-h"
    assert item.gravity is Gravity.GRAVE
    item = only(rules.no_stock(situation(activities=(failed("Zone.SoldOut", "Try later."),))))
    assert item.headline == "No stock"
    assert item.evidence[0].startswith("The instance type could not be had")


def test_no_stock_that_a_later_launch_got_over_is_less_grave() -> None:
    got_over = (failed("OperationDenied.NoStock", SOLD_OUT, 1, 8), activity(2, 4))
    assert only(rules.no_stock(situation(activities=got_over))).gravity is Gravity.CAUTION


def test_a_failed_release_is_no_failed_launch() -> None:
    assert list(rules.release_errors(situation(activities=(failed("QuotaExceeded"),)))) == []
    held = failed("OperationDenied.DeletionProtection", "It is protected.")
    held = replace(
        held, description='Remove "1" ECS instance', errors=(replace(held.errors[0], instances=(OLD[0].id,)),)
    )
    found = situation(activities=(held,))
    assert list(rules.launch_errors(found)) == []
    item = only(rules.release_errors(found))
    assert item.headline == "1 release failed: OperationDenied.DeletionProtection"
    assert (item.gravity, item.instances) == (Gravity.CAUTION, (OLD[0].id,))
    assert item.evidence == ("ESS says: It is protected.",)


def test_a_launch_that_failed_with_a_message_only_says_it() -> None:
    bare = [
        activity(n, 5, status="Failed", created=(), message="Fail to create instances: no balance")
        for n in range(3)
    ]
    item = only(rules.launch_errors(situation(activities=tuple(bare))))
    assert (item.headline, item.gravity) == ("3 launches failed", Gravity.GRAVE)
    assert item.evidence == ("ESS says: Fail to create instances: no balance",)
    silent = replace(bare[0], message="")
    assert only(rules.launch_errors(situation(activities=(silent,)))).evidence == ()


def test_errors_that_the_refresh_got_over_need_nobody() -> None:
    later = tuple(activity(n, 60 - 5 * n) for n in range(2, 5))
    for code, rule in (("OperationDenied.NoStock", rules.no_stock), ("Quota", rules.launch_errors)):
        early = failed(code, minutes=80)
        assert only(rule(situation(task=LONG, activities=(early, *later[1:])))).gravity is Gravity.CAUTION
        assert list(rule(situation(task=LONG, activities=(early, *later)))) == []


def test_unhealthy_ones_that_are_gone_and_replaced_need_nobody() -> None:
    ill = tuple(failed("UnhealthyInstance", "The check failed.", n, 60 + n) for n in (1, 2))
    found = situation(task=LONG, activities=ill, instances=(*OLD, new(1, created_at=ago(30))))
    assert only(rules.unhealthy(found)).headline == "1 new instance is unhealthy"
    others = (new(1, created_at=ago(30)), new(2, created_at=ago(20)))
    assert list(rules.unhealthy(replace(found, instances=(*OLD, *others)))) == []


def test_unhealthy_new_instances_count_those_in_the_group_and_those_released() -> None:
    old_and_sick = replace(OLD[0], health="Unhealthy")
    assert list(rules.unhealthy(situation(instances=(old_and_sick, new(1))))) == []
    sick = new(1, health="Unhealthy")
    item = only(rules.unhealthy(situation(instances=(*OLD, sick))))
    assert (item.headline, item.gravity) == ("1 new instance is unhealthy", Gravity.CAUTION)
    found = situation(instances=(*OLD, sick), activities=(failed("UnhealthyInstance", "The check failed."),))
    item = only(rules.unhealthy(found))
    assert (item.headline, item.gravity) == ("2 new instances are unhealthy", Gravity.GRAVE)
    assert item.instances == (sick.id, "i-bp1failed1")
    assert list(rules.launch_errors(found)) == []


def test_pending_for_long_without_a_hook_can_be_given_up() -> None:
    young, hooked = new(1, "Pending"), new(2, "Pending:Wait", created_at=ago(30))
    assert list(rules.slow_launch(situation(instances=(young, hooked)))) == []
    late = new(3, "Pending", created_at=ago(11))
    item = only(rules.slow_launch(situation(instances=(young, late))))
    assert item.headline == "1 instance in Pending for 11 min"
    (offer,) = item.offers
    assert isinstance(offer.remedies[0], MarkUnhealthy)
    assert offer.remedies[0].instance == late.id
    assert offer.confirm is not None


def test_an_instance_grows_no_older_in_pending_than_it_was_when_it_was_read() -> None:
    young, late = new(1, "Pending", created_at=ago(15)), new(2, "Pending", created_at=ago(25))
    item = only(rules.slow_launch(situation(instances=(young, late), instances_seen=ago(12))))
    assert item.headline == "1 instance in Pending for 13 min"
    assert item.instances == (late.id,), "of the other nobody knows whether it is Pending still"


def test_what_the_refresh_leaves_alone_is_information_with_a_way_out() -> None:
    assert list(rules.ignored(situation())) == []
    kept = (
        replace(OLD[0], state="Protected"),
        replace(OLD[1], state="Standby"),
        replace(OLD[2], creation_type="Attached"),
        *OLD[3:],
    )
    item = only(rules.ignored(situation(instances=kept)))
    assert (item.headline, item.gravity) == ("3 instances will not change", Gravity.INFORMATION)
    assert item.evidence == ("1 protected, 1 standby, 1 attached by hand. 100 % does not count them.",)
    assert [type(offer.remedies[0]) for offer in item.offers] == [Unprotect, ExitStandby]
    assert all(offer.confirm for offer in item.offers)


def test_a_zone_that_had_some_and_has_none_in_service() -> None:
    assert list(rules.empty_zone(situation())) == []
    assert list(rules.empty_zone(situation(instances=None))) == []
    without_j = (*(i for i in OLD if i.zone.endswith("h")), new(1, "Pending", zone="cn-hangzhou-j"))
    item = only(rules.empty_zone(situation(instances=without_j)))
    assert item.headline == "No instance in service in cn-hangzhou-j"
    assert item.evidence[1] == "1 instance on the way there."
    assert list(rules.empty_zone(situation(instances=without_j, zones=frozenset({"cn-hangzhou-h"})))) == []


def test_below_the_floor() -> None:
    assert list(rules.below_floor(situation())) == []
    assert list(rules.below_floor(situation(band=None, instances=OLD))) == []
    item = only(rules.below_floor(situation(instances=OLD)))
    assert (item.headline, item.gravity) == ("6 in service, 2 below the floor", Gravity.GRAVE)
    assert list(rules.below_floor(situation(instances=(*OLD, new(1), new(2))))) == []


@pytest.mark.parametrize(
    ("status", "tries"),
    [
        (RefreshStatus.IN_PROGRESS, True),
        (RefreshStatus.ROLLBACK_IN_PROGRESS, True),
        (RefreshStatus.PAUSED, False),
        (RefreshStatus.CHECKPOINT_PAUSE, False),
        (RefreshStatus.CANCELLING, False),
        (RefreshStatus.PENDING, False),
        ("Baking", True),
    ],
)
def test_ess_is_said_to_try_again_only_while_it_does(status: RefreshStatus | str, tries: bool) -> None:
    for code, rule in (("OperationDenied.NoStock", rules.no_stock), ("Quota", rules.launch_errors)):
        found = situation(task=replace(TASK, status=status), activities=(failed(code),))
        assert only(rule(found)).consequence.startswith("ESS tries again; ") == tries


def test_ess_replaces_nothing_ill_while_its_health_check_is_suspended() -> None:
    ill = (*OLD, new(1, health="Unhealthy"))
    assert only(rules.unhealthy(situation(instances=ill))).consequence.startswith("ESS replaces it from")
    off = replace(WEB, suspended_processes=("HealthCheck",))
    assert "ESS replaces it" not in only(rules.unhealthy(situation(instances=ill, group=off))).consequence
