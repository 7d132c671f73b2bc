"""Instances in a hook: which hook, how long still, what then, and the three ways out."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from essgui.domain.attention_hooks import EXTENSION, held_by_hook
from essgui.domain.remedies import EndHookWait, ExtendHookWait
from essgui.domain.scaling import ActivityId
from essgui.domain.situation import Gravity
from tests.support.situations import HOOK, LAUNCH, OLD, TASK, activity, ago, new, only, situation, wait
from tests.support.states import HANGZHOU, NOW

if TYPE_CHECKING:
    from essgui.domain.scaling import Instance
    from essgui.domain.situation import Situation

STUCK = new(7, "Pending:Wait")
RUNNING = replace(activity(9, 14), id=LAUNCH, status="InProgress", ended_at=None, created=())


def held(*instances, **changes):
    """Build a situation in which the hook holds instances since the activity began, 14 minutes ago."""
    given = {
        "instances": (*OLD, *instances),
        "hooks": (HOOK,),
        "activities": (RUNNING,),
        "waits": {LAUNCH: tuple(wait(f"TOKEN{i.id}", i) for i in instances)},
    }
    return situation(**{**given, **changes})


def test_without_a_wait_there_is_nothing() -> None:
    assert list(held_by_hook(held(new(7)))) == []


def test_a_wait_is_named_with_its_hook_its_end_and_what_then() -> None:
    item = only(held_by_hook(held(STUCK, activities=(RUNNING, activity(1, 9)))))
    assert item.headline == "Stuck in Pending:Wait, 14 min"
    assert item.evidence == (
        "Lifecycle hook warm-cache has not answered.",
        "Earlier launches took 2 min in all.",
    )
    assert item.instances == (STUCK.id,)
    assert item.place == "cn-hangzhou-h"
    assert item.ends_at == NOW.at + timedelta(minutes=6)
    assert item.lasts == 1200
    assert item.consequence == "then ABANDON: the instance is released"
    assert item.gravity is Gravity.CAUTION


@pytest.mark.parametrize(
    ("state", "result", "words"),
    [
        ("Pending:Wait", "CONTINUE", "then CONTINUE: the instance goes into service"),
        ("Pending:Wait", "ROLLBACK", "then ROLLBACK: the instance is released"),
        ("Removing:Wait", "CONTINUE", "then CONTINUE: the instance is released"),
        ("Removing:Wait", "ROLLBACK", "then ROLLBACK: the instance stays in the group"),
    ],
)
def test_each_result_at_the_end_is_said_in_words(state: str, result: str, words: str) -> None:
    transition = "SCALE_OUT" if state == "Pending:Wait" else "SCALE_IN"
    hook = replace(HOOK, transition=transition, result=result)
    assert only(held_by_hook(held(replace(STUCK, state=state), hooks=(hook,)))).consequence == words


def test_the_three_ways_out_are_complete_extend_and_abandon_which_asks_first() -> None:
    complete, extend, abandon = only(held_by_hook(held(STUCK))).offers
    token = f"TOKEN{STUCK.id}"
    assert complete.remedies == (EndHookWait(HANGZHOU, TASK.group, HOOK.id, token, go_on=True),)
    assert (complete.label, complete.primary, complete.confirm) == ("Complete", True, None)
    assert extend.remedies == (ExtendHookWait(HANGZHOU, TASK.group, HOOK.id, token, EXTENSION),)
    assert (extend.label, extend.confirm) == ("Extend 10 min", None)
    assert abandon.remedies == (EndHookWait(HANGZHOU, TASK.group, HOOK.id, token, go_on=False),)
    assert abandon.confirm is not None
    assert str(STUCK.id) in abandon.confirm.lines[0]


def test_it_is_grave_where_the_instance_will_soon_be_lost_and_not_where_it_goes_on() -> None:
    late = (replace(RUNNING, started_at=ago(16)),)
    assert only(held_by_hook(held(STUCK, activities=late))).gravity is Gravity.GRAVE
    goes_on = (replace(HOOK, result="CONTINUE"),)
    assert only(held_by_hook(held(STUCK, activities=late, hooks=goes_on))).gravity is Gravity.CAUTION


def test_a_short_wait_is_only_information() -> None:
    item = only(held_by_hook(held(STUCK, activities=(replace(RUNNING, started_at=ago(1)),))))
    assert (item.gravity, item.headline) == (Gravity.INFORMATION, "Held in Pending:Wait, 1 min")


def test_what_was_seen_to_begin_counts_from_then_and_an_extension_from_here_counts() -> None:
    seen = held(STUCK, held_since={STUCK.id: ago(3)})
    assert only(held_by_hook(seen)).ends_at == NOW.at + timedelta(minutes=17)
    longer = NOW.at + timedelta(minutes=30)
    extended = held(STUCK, extended={f"TOKEN{STUCK.id}": longer})
    assert only(held_by_hook(extended)).ends_at == longer


def unknown(minutes: float, *more: Instance, **changes: object) -> Situation:
    """Build a situation whose wait was first seen some minutes ago, and nobody knows when it began."""
    met = {i.id: ago(minutes) for i in (STUCK, *more)}
    return held(STUCK, *more, **{"activities": (), "held_at_least": met, **changes})


@pytest.mark.parametrize(
    ("minutes", "gravity", "headline"),
    [
        (0, Gravity.INFORMATION, "Held in Pending:Wait"),
        (1.9, Gravity.INFORMATION, "Held in Pending:Wait, at least 1 min 54 s"),
        (2, Gravity.CAUTION, "Stuck in Pending:Wait, at least 2 min"),
        (15, Gravity.CAUTION, "Stuck in Pending:Wait, at least 15 min"),
        (15.1, Gravity.GRAVE, "Stuck in Pending:Wait, at least 15 min"),
        (50, Gravity.GRAVE, "Stuck in Pending:Wait, at least 50 min"),
    ],
)
def test_a_wait_of_unknown_begin_lasts_at_least_since_it_was_seen(
    minutes: float, gravity: Gravity, headline: str
) -> None:
    item = only(held_by_hook(unknown(minutes)))
    assert (item.gravity, item.headline, item.overdue) == (gravity, headline, minutes >= 20)
    assert item.ends_at is None, "no countdown can be right"
    bound = f"When it began was not seen. Unless somebody extends it, it ends within {int(20 - minutes)} min."
    assert (bound in item.evidence) == (minutes < 20)
    assert any("should have passed" in line for line in item.evidence) == (minutes >= 20)


def test_a_begin_that_becomes_known_counts_instead() -> None:
    item = only(held_by_hook(unknown(3, activities=(RUNNING,))))
    assert item.headline == "Stuck in Pending:Wait, 14 min"
    assert item.ends_at == NOW.at + timedelta(minutes=6)
    assert not any("not seen" in line for line in item.evidence)


def test_of_several_waits_the_longest_counts_and_a_bound_is_called_one() -> None:
    others = [new(n, "Pending:Wait") for n in (8, 9)]
    item = only(held_by_hook(unknown(10, *others, held_since={others[0].id: ago(4)})))
    assert item.headline == "3 instances are in Pending:Wait, at least 10 min"
    item = only(held_by_hook(unknown(3, *others, held_since={others[0].id: ago(4)})))
    assert item.headline == "3 instances are in Pending:Wait, 4 min"


def test_without_its_hook_a_wait_of_unknown_begin_has_no_end() -> None:
    item = only(held_by_hook(unknown(50, hooks=None, waits={})))
    assert (item.gravity, item.overdue) == (Gravity.CAUTION, False)
    assert item.headline == "Stuck in Pending:Wait, at least 50 min"
    goes_on = replace(HOOK, result="CONTINUE")
    assert only(held_by_hook(unknown(50, hooks=(goes_on,)))).gravity is Gravity.CAUTION


@pytest.mark.parametrize(("result", "gravity"), [("ABANDON", Gravity.GRAVE), ("CONTINUE", Gravity.CAUTION)])
def test_what_is_overdue_is_as_grave_as_just_before(result: str, gravity: Gravity) -> None:
    hooks = (replace(HOOK, result=result),)
    for minutes in (19.9, 20, 25):
        item = only(held_by_hook(held(STUCK, held_since={STUCK.id: ago(minutes)}, hooks=hooks)))
        assert (item.gravity, item.overdue) == (gravity, minutes >= 20)


def test_a_time_out_that_should_be_over_is_no_countdown() -> None:
    item = only(held_by_hook(held(STUCK, activities=(replace(RUNNING, started_at=ago(25)),))))
    assert item.ends_at is None
    assert any("should have passed by now" in line for line in item.evidence)


def test_many_waits_of_one_hook_are_one_item_with_a_remedy_for_all() -> None:
    many = [new(n, "Pending:Wait") for n in range(4)]
    item = only(held_by_hook(held(*many)))
    assert item.headline == "4 instances are in Pending:Wait, 14 min"
    assert item.offers[0].label == "Complete all 4"
    assert len(item.offers[0].remedies) == 4
    assert len(list(held_by_hook(held(*many[:2])))) == 2


def test_the_hook_is_guessed_only_where_one_alone_fits() -> None:
    item = only(held_by_hook(held(STUCK, waits={})))
    assert "warm-cache" in item.evidence[0]
    assert item.offers == ()
    two = (HOOK, replace(HOOK, id="ash-2", name="register"))
    item = only(held_by_hook(held(STUCK, waits={}, hooks=two)))
    assert item.evidence == ("Not known yet which of the hooks holds it: warm-cache, register.",)
    assert item.ends_at is None


def test_without_the_hooks_the_wait_is_shown_all_the_same() -> None:
    item = only(held_by_hook(held(STUCK, waits={}, hooks=None)))
    assert (item.headline, item.consequence) == ("Stuck in Pending:Wait, 14 min", "")


def test_a_wait_on_the_way_out_belongs_to_the_activity_that_releases() -> None:
    leaving = replace(OLD[0], state="Removing:Wait", activity=ActivityId("asa-long-ago"))
    hook = replace(HOOK, id="ash-in", transition="SCALE_IN", result="CONTINUE")
    release = replace(RUNNING, started_at=ago(4))
    found = held(
        leaving, hooks=(hook,), activities=(release,), waits={LAUNCH: (wait("OUT", leaving, hook="ash-in"),)}
    )
    item = only(held_by_hook(found))
    assert item.headline == "Stuck in Removing:Wait, 4 min"
    assert item.ends_at == NOW.at + timedelta(minutes=16)
