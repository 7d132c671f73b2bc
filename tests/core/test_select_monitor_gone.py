"""Those that have left are listed after those that are there, and nothing about them is invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta, timezone

from essgui.core.lookup import instances_of
from essgui.core.select_monitor import watched
from essgui.core.select_monitor_gone import NOT_SEEN, listed_rows
from essgui.core.select_monitor_rows import instance_rows
from essgui.core.state import Remote
from essgui.domain.roles import GONE, InstanceRole
from tests.ui.monitor import scenes

R = InstanceRole
BEIJING = timezone(timedelta(hours=8))


def listed(state=None):
    state = state or scenes.departed()
    found = watched(state, scenes.TASK)
    assert found is not None
    here = instances_of(state, found.task.group) or ()
    return listed_rows(state, found, here, BEIJING), instance_rows(state, found, here)


def row(key: str, state=None):
    return next(r for r in listed(state)[0] if r.key == key)


def test_they_come_after_those_that_are_there():
    rows, here = listed()
    assert rows[: len(here)] == here
    assert [r.role for r in rows[len(here) :]] == [R.RELEASED] * 10 + [R.FAILED] * 2
    assert not any(r.role in GONE for r in here)


def test_one_that_was_seen_keeps_its_place_and_its_configuration():
    seen = row("i-bp1old0000005")
    assert (seen.title, seen.zone) == ("Released 13:53", "cn-hangzhou-j")
    assert (seen.configuration, seen.place_tip) == ("checkout-api-prod-2026-10", "As it was last seen.")
    assert (seen.state, seen.health, seen.warmup, seen.age) == ("–", "–", "–", "–")
    assert seen.tip.startswith("It is no longer in the group; it was last seen in Removing, made 12 Nov 2026")
    assert seen.activity == 'Remove "10" ECS instances'
    assert seen.activity_tip.endswith("asa-bp1aa02")
    assert seen.told == "Released by this refresh; the activity ended 23 Nov 2026 13:53:00 UTC+0800."
    assert not seen.unwell


def test_of_one_that_was_never_seen_only_the_activity_is_known():
    unseen = row("i-bp1old0000000")
    assert (unseen.zone, unseen.configuration, unseen.address) == ("–", "–", "–")
    assert unseen.configuration_tip == unseen.place_tip == NOT_SEEN
    assert unseen.tip == "It is no longer in the group."
    assert unseen.title == "Released 13:53"


def test_one_that_failed_says_why():
    failed = row("i-bp1new0000008")
    assert failed.title == "Failed 14:24"
    assert failed.told.startswith("OperationDenied.NoStock: The requested resource is sold out")
    assert (failed.icon, failed.tone) == ("octx", "red_fg")


def test_the_last_to_leave_comes_first_and_one_that_is_leaving_has_no_time_yet():
    state = scenes.departed()
    last = replace(
        scenes.activities()[1],
        id="asa-bp1zz",
        started_at=scenes.NOW.at - timedelta(minutes=1),
        ended_at=scenes.NOW.at,
        destroyed=("i-bp1last",),
    )
    state = scenes.watching(state, activities=Remote((*scenes.activities(), last), scenes.NOW))
    rows, here = listed(state)
    assert rows[len(here)].key == "i-bp1last"
    working = replace(last, ended_at=None)
    state = scenes.watching(state, activities=Remote((*scenes.activities(), working), scenes.NOW))
    unfinished = row("i-bp1last", state)
    assert unfinished.title == "Released"
    assert unfinished.told == "Released by this refresh; the activity is still under way."


def test_who_came_back_is_not_gone():
    state = scenes.scene()
    assert not any(r.role in GONE for r in listed(state)[0])
