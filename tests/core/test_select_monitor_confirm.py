from __future__ import annotations

import json
from dataclasses import replace

import pytest

from essgui.core.failure import Failure, FailureKind
from essgui.core.select_monitor import watched
from essgui.core.select_monitor_confirm import (
    confirmation,
    consequence,
    must_type,
    policy_to_act,
    withdrawn,
)
from essgui.domain.lifecycle import RefreshAction, RefreshStatus
from tests.support.states import ACTIVE, make_group
from tests.ui.monitor import scenes

A, S = RefreshAction, RefreshStatus


def found(state):
    both = watched(state, scenes.TASK)
    assert both is not None
    return both


def ask(state, action):
    return confirmation(state, found(state), action)


def test_cancel_counts_what_stays_and_what_remains():
    asked = ask(scenes.scene(), A.CANCEL)
    assert "checkout-api-prod" in asked.title
    assert "18 of 40" in asked.lines[0]
    assert asked.keeps == (
        "18 new instances stay, 22 old ones remain. 1 more just being launched may stay too.",
    )
    assert any("cannot be resumed" in line for line in asked.loses)
    assert any("Nothing is rolled back" in line for line in asked.loses)


def test_cancel_before_anything_was_replaced():
    asked = ask(replace(scenes.scene(S.PENDING, 0), details={}), A.CANCEL)
    assert asked.keeps == ("No instance is new yet: all keep the old configuration.",)
    assert not any("rolled back" in line for line in asked.loses)
    assert "no instance is new yet" in ask(scenes.scene(S.PENDING, 0, total=0), A.CANCEL).lines[0]


def test_one_of_each_is_singular():
    asked = ask(replace(scenes.scene(finished=1, total=2), details={}), A.CANCEL)
    assert asked.keeps == ("1 new instance stays, 1 old one remains.",)
    assert "1 of 2 instances is new" in asked.lines[0]
    assert "1 of 1 instance is new" in ask(scenes.scene(finished=1, total=1), A.CANCEL).lines[0]


def making(finished: int, total: int, made: int):
    """Build a scene whose group has so many new instances, of which ESS counts so many as finished."""
    state = scenes.scene(finished=finished, total=total)
    group = next(iter(state.details))
    serving = [i for i in scenes.instances() if "new" in i.id and i.state == "InService"][:made]
    detail = replace(state.details[group], instances=replace(state.details[group].instances, value=serving))
    return replace(state, details={group: detail})


@pytest.mark.parametrize(
    ("finished", "total", "made", "cancel", "back"),
    [
        (
            0,
            2,
            1,
            ("No instance is new yet: all keep the old configuration. 1 just being launched may stay.",),
            ("1 instance just being launched is replaced again", "2 old instances are not touched."),
        ),
        (
            0,
            1,
            2,
            ("No instance is new yet: all keep the old configuration. 2 just being launched may stay.",),
            ("2 instances just being launched are replaced again", "1 old instance is not touched."),
        ),
        (1, 1, 1, ("1 new instance stays.",), ("1 new instance is replaced again",)),
        (
            1,
            2,
            2,
            ("1 new instance stays, 1 old one remains. 1 more just being launched may stay too.",),
            ("1 new instance and 1 just being launched are replaced again", "1 old instance is not touched."),
        ),
        (2, 2, 2, ("2 new instances stay.",), ("2 new instances are replaced again",)),
    ],
)
def test_the_words_agree_with_none_one_and_many(finished, total, made, cancel, back):
    state = making(finished, total, made)
    assert ask(state, A.CANCEL).keeps == cancel
    asked = ask(state, A.ROLLBACK)
    assert tuple(line.partition(", from")[0] for line in asked.keeps) == back
    one = max(finished, made) == 1
    assert any(line.startswith(f"The new instance{'' if one else 's'} ") for line in asked.loses)


def test_roll_back_names_where_it_goes_and_how_many():
    asked = ask(scenes.scene(), A.ROLLBACK)
    assert asked.keeps[0] == (
        "18 new instances and 1 just being launched are replaced again, "
        f"from configuration checkout-api-prod-2026-10 ({ACTIVE})."
    )
    assert asked.keeps[1] == "22 old instances are not touched."
    assert any("neither suspended nor cancelled" in line for line in asked.loses)
    assert any("released" in line for line in asked.loses)


def test_roll_back_of_nothing_says_so():
    asked = ask(replace(scenes.scene(finished=0), details={}), A.ROLLBACK)
    assert "nothing is replaced" in asked.keeps[0]
    assert not any("released" in line for line in asked.loses)


@pytest.mark.parametrize(
    ("tags", "typed"),
    [
        ({}, False),
        ({"env": "dev"}, False),
        ({"env": "prod"}, True),
        ({"Env": "PROD"}, True),
        ({"protected": "true"}, True),
        ({"protected": "false"}, False),
    ],
)
def test_the_name_is_typed_for_what_is_protected(tags: dict[str, str], typed: bool):
    assert must_type(make_group(tags=tags)) is typed
    for action in (A.CANCEL, A.ROLLBACK):
        wanted = "checkout-api-prod" if typed else ""
        assert ask(scenes.scene(tags=tags), action).typed == wanted


def test_a_group_that_was_not_read_might_be_protected():
    asked = ask(replace(scenes.scene(tags={}), groups={}), A.CANCEL)
    assert asked.typed == "asg-bp1checkout-api-prod"


def test_each_action_says_what_it_will_do():
    one = found(scenes.scene())
    assert "until you resume" in consequence(one, A.SUSPEND)
    assert "18 new instances stay, 22 keep" in consequence(one, A.CANCEL)
    assert "18 new instances again" in consequence(one, A.ROLLBACK)
    assert consequence(one, A.RESUME) == "Goes on at once, until the checkpoint at 50 %."
    assert "Replaces 1 new instance again" in consequence(found(scenes.scene(finished=1)), A.ROLLBACK)
    assert "no instance is new yet" in consequence(found(scenes.scene(finished=0)), A.ROLLBACK)
    alone = consequence(found(scenes.scene(finished=39)), A.RESUME)
    assert alone.endswith("until the last instance is new.")
    last = found(scenes.scene(finished=20))
    assert consequence(last, A.RESUME) == (
        "Goes on at once, without a further pause, until the last 20 instances are new."
    )


def test_a_question_put_away_says_what_happened_meanwhile():
    said = withdrawn(A.CANCEL, "It has ended.")
    assert "“Cancel” was put away" in said
    assert said.endswith("It has ended.")
    assert "“Roll back”" in withdrawn(A.ROLLBACK, "No.")


def test_a_denied_action_offers_the_policy_that_would_allow_it():
    state = scenes.refused()
    told = state.monitors[scenes.TASK].action_failure
    assert told is not None
    policy = json.loads(policy_to_act(state, found(state), told[1]))
    statement = policy["Statement"][0]
    assert statement["Action"] == "ess:SuspendInstanceRefresh"
    assert statement["Resource"].endswith(":scalinggroup/asg-bp1checkout-api-prod")
    assert policy_to_act(state, found(state), Failure(FailureKind.REFUSED, "No", "No.")) == ""
