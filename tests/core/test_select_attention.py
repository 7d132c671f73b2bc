"""The card: items with what is left of their time, offers with their reasons, failures, what is not known."""

from __future__ import annotations

from dataclasses import replace

from essgui.core.failure import Failure, FailureKind
from essgui.core.permits import OFFLINE_AFTER
from essgui.core.select_attention import AttentionView, attention_view, grave_calls
from essgui.core.select_monitor import watched
from essgui.core.state import AppState, Detail, Errand, Poll, Remote
from essgui.domain.lifecycle import RefreshStatus
from essgui.domain.questions import Hooks, HookWaits, PastActivities
from essgui.domain.scaling import InstanceId
from essgui.domain.situation import Gravity, Kind
from tests.ui.monitor import scenes

NEEDING = scenes.needing()
GROUP = next(iter(NEEDING.groups.values())).value[0]
NO = Failure(FailureKind.DENIED, "Forbidden.RAM", "You may not.", action="ess:DescribeLifecycleHooks")


def seen(state: AppState) -> AttentionView:
    found = watched(state, scenes.TASK)
    assert found is not None
    view = attention_view(state, found)
    assert view is not None
    return view


def test_the_time_left_ticks_with_the_clock_and_its_bar_fills() -> None:
    first = seen(NEEDING).items[0]
    assert (first.left, round(first.share, 2)) == ("≈ 06:00 left", 0.7)
    second = seen(scenes.ticked(NEEDING, 61)).items[0]
    assert second.left == "≈ 04:59 left"
    assert second.share > first.share
    assert seen(NEEDING).calling == 1
    assert not seen(NEEDING).grave
    assert seen(scenes.ticked(NEEDING, 61)).grave, "the end is near"


def test_an_offer_is_busy_while_its_remedy_is_under_way_and_off_while_ess_does_not_answer() -> None:
    complete = seen(NEEDING).items[0].offers[0]
    assert (complete.busy, complete.reason) == (False, "")
    remedy = complete.offer.remedies[0]
    busy = replace(NEEDING, errands={remedy: Errand(scenes.NOW)})
    assert seen(busy).items[0].offers[0].busy
    assert not seen(busy).items[0].offers[1].busy
    offline = replace(NEEDING, polls={GROUP.region: Poll(misses=OFFLINE_AFTER)})
    assert all(o.reason for o in seen(offline).items[0].offers)


def test_a_failed_remedy_stays_with_code_and_request_id_even_where_its_item_is_gone() -> None:
    remedy = seen(NEEDING).items[0].offers[0].offer.remedies[0]
    failure = replace(NO, request_id="REQ-1", hint="Ask for it.")
    calm = replace(scenes.scene(), errands={remedy: Errand(scenes.NOW, failure)})
    (trouble,) = seen(calm).troubles
    assert trouble.sentence == "Not done: complete the wait at a lifecycle hook. You may not."
    assert (trouble.hint, trouble.code, trouble.request_id) == ("Ask for it.", "Forbidden.RAM", "REQ-1")
    elsewhere = replace(remedy, group="asg-other")
    assert seen(replace(calm, errands={elsewhere: Errand(scenes.NOW, failure)})).troubles == ()


def test_equal_failures_of_several_remedies_are_one() -> None:
    remedy = seen(NEEDING).items[0].offers[0].offer.remedies[0]
    both = {remedy: Errand(scenes.NOW, NO), replace(remedy, token="T-2"): Errand(scenes.NOW, NO)}
    (trouble,) = seen(replace(NEEDING, errands=both)).troubles
    assert trouble.sentence.startswith("Not done (2 times):")
    assert set(trouble.remedies) == set(both)


def test_a_denied_answer_names_the_permission_and_what_is_hidden_once() -> None:
    region, group = GROUP.region, GROUP.id
    waits = [HookWaits(region, group, f"asa-{n}") for n in range(2)]
    denied = {q: Remote(failure=replace(NO, action="ess:DescribeLifecycleActions")) for q in waits}
    state = replace(NEEDING, looks={Hooks(region, group): Remote(failure=NO), **denied})
    assert len(seen(state).not_known) == 1, "nothing is held"
    state = scenes.watching(state, held={InstanceId("i-1"): None})
    assert seen(state).not_known == (
        (
            "The permission ess:DescribeLifecycleHooks is missing. Not known: which lifecycle hook holds an "
            "instance, and for how long."
        ),
        (
            "The permission ess:DescribeLifecycleActions is missing. Not known: what a hook waits for; "
            "a wait cannot be ended from here."
        ),
    )


def test_an_answer_that_fails_now_and_then_is_passed_over_and_one_that_never_came_is_not() -> None:
    busy = Failure(FailureKind.UNREACHABLE, "Timeout", "No answer.")
    past = PastActivities(GROUP.region, GROUP.id)
    known = replace(NEEDING, looks={**NEEDING.looks, past: replace(NEEDING.looks[past], failure=busy)})
    assert seen(known).not_known == ()
    never = replace(NEEDING, looks={**NEEDING.looks, past: Remote(failure=busy)})
    assert seen(never).not_known[0].startswith("Not known: whether others scale the group")


def test_before_the_instances_were_read_it_waits_and_a_failure_is_said() -> None:
    assert seen(scenes.loading()).waiting == "Reading the instances of the group…"
    unread = Detail(instances=Remote(failure=NO))
    failed = seen(replace(scenes.scene(), details={GROUP.id: unread}))
    assert (failed.waiting, failed.not_known) == ("", ("The instances could not be read: You may not.",))


def test_once_it_is_over_there_is_no_card() -> None:
    state = scenes.ended(RefreshStatus.SUCCESSFUL, 40)
    found = watched(state, scenes.TASK)
    assert found is not None
    assert attention_view(state, found) is None


def test_the_badge_counts_grave_kinds_of_the_last_look() -> None:
    assert grave_calls(NEEDING, scenes.TASK) == 0
    judged = {Kind.FLOOR: Gravity.GRAVE, Kind.HOOK: Gravity.CAUTION}
    assert grave_calls(replace(NEEDING, attention={scenes.TASK: judged}), scenes.TASK) == 1
