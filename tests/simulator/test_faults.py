"""Which fault strikes which request: by operation, group, chance and count, and how a rule is spelt."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essgui.simulator import faults, scenarios
from essgui.simulator.commands import Refusal
from essgui.simulator.world import LAUNCH_FAULTS, Fault, FaultKind, World

WORLD = scenarios.build("small", datetime(2026, 11, 23, 12, tzinfo=UTC))
WIRE = sorted(set(FaultKind) - LAUNCH_FAULTS)


def with_faults(*rules: Fault) -> World:
    return replace(WORLD, faults=rules)


def strikes(world: World, times: int, operation: str = "DescribeRegions", group: str = "") -> list[bool]:
    """Ask so many times and tell which of them were struck."""
    found: list[bool] = []
    for _ in range(times):
        world, struck = faults.strike(world, operation, group)
        found.append(bool(struck))
    return found


# -- which one strikes


@pytest.mark.parametrize("kind", WIRE)
def test_without_conditions_it_strikes_always(kind: FaultKind) -> None:
    assert strikes(with_faults(Fault("f", kind)), 5) == [True] * 5


@pytest.mark.parametrize("kind", sorted(LAUNCH_FAULTS))
def test_faults_of_instances_strike_no_request(kind: FaultKind) -> None:
    assert strikes(with_faults(Fault("f", kind)), 5) == [False] * 5


@pytest.mark.parametrize(
    ("rule", "operation", "group", "hit"),
    [
        ({"operation": "StartInstanceRefresh"}, "StartInstanceRefresh", "asg-1", True),
        ({"operation": "StartInstanceRefresh"}, "CancelInstanceRefresh", "asg-1", False),
        ({"operation": "startinstancerefresh"}, "StartInstanceRefresh", "asg-1", False),
        ({"group": "asg-1"}, "StartInstanceRefresh", "asg-1", True),
        ({"group": "asg-1"}, "StartInstanceRefresh", "asg-2", False),
        ({"group": "asg-1"}, "DescribeRegions", "", False),
        ({"operation": "StartInstanceRefresh", "group": "asg-1"}, "StartInstanceRefresh", "asg-1", True),
        ({"operation": "StartInstanceRefresh", "group": "asg-1"}, "StartInstanceRefresh", "asg-2", False),
        ({"operation": "StartInstanceRefresh", "group": "asg-1"}, "CancelInstanceRefresh", "asg-1", False),
    ],
)
def test_operation_and_group_both_have_to_fit(
    rule: dict[str, str], operation: str, group: str, hit: bool
) -> None:
    world = with_faults(Fault("f", FaultKind.RESET, **rule))
    assert strikes(world, 1, operation, group) == [hit]


def test_a_count_counts_what_it_struck_and_not_what_it_saw() -> None:
    world = with_faults(Fault("f", FaultKind.RESET, operation="StartInstanceRefresh", count=2))
    assert strikes(world, 3) == [False] * 3
    assert strikes(world, 5, "StartInstanceRefresh") == [True, True, False, False, False]


def test_a_miss_does_not_use_up_the_count() -> None:
    hits = strikes(with_faults(Fault("f", FaultKind.RESET, probability=0.2, count=5)), 400)
    assert sum(hits) == 5
    assert sum(hits[:5]) < 5


def test_a_count_of_none_at_all() -> None:
    assert strikes(with_faults(Fault("f", FaultKind.RESET, count=0)), 3) == [False] * 3


def test_it_keeps_its_own_account() -> None:
    world = with_faults(Fault("f", FaultKind.RESET, count=1))
    for _ in range(4):
        world, _ = faults.strike(world, "DescribeRegions", "")
    assert (world.faults[0].seen, world.faults[0].struck) == (4, 1)


@pytest.mark.parametrize("probability", [0.0, 0.1, 0.5, 0.9, 1.0])
def test_a_probability_is_kept_in_the_long_run(probability: float) -> None:
    hits = strikes(with_faults(Fault("f", FaultKind.RESET, probability=probability, seed=7)), 4000)
    # Four standard deviations: a right rule fails once in 15,000 seeds, and the seed is fixed.
    spread = 4 * math.sqrt(probability * (1 - probability) / 4000)
    assert sum(hits) / 4000 == pytest.approx(probability, abs=spread)


def test_a_seed_decides_which_ones() -> None:
    def pattern(seed: int) -> list[bool]:
        return strikes(with_faults(Fault("f", FaultKind.RESET, probability=0.5, seed=seed)), 64)

    assert pattern(1) == pattern(1)
    assert pattern(1) != pattern(2)


def test_two_rules_with_one_seed_do_not_strike_in_step() -> None:
    one, other = (
        strikes(with_faults(Fault(name, FaultKind.RESET, probability=0.5)), 64) for name in ("one", "other")
    )
    assert one != other


def test_latency_adds_up_and_of_the_others_the_first_strikes() -> None:
    late, later = Fault("a", FaultKind.LATENCY, amount=1), Fault("d", FaultKind.LATENCY, amount=2)
    first, second = Fault("b", FaultKind.RESET), Fault("c", FaultKind.NULL, count=1)
    world, struck = faults.strike(with_faults(late, first, second, later), "DescribeRegions", "")
    assert [fault.id for fault in struck] == ["a", "b", "d"]
    # The one that had to wait has not used up its count.
    assert {fault.id: fault.struck for fault in world.faults} == {"a": 1, "b": 1, "c": 0, "d": 1}


# -- how a rule is spelt


def test_a_rule_with_everything() -> None:
    rule = {
        "kind": "redirect",
        "operation": "StartInstanceRefresh",
        "group": "asg-1",
        "probability": 0.25,
        "count": 3,
        "seed": 11,
        "amount": 1.5,
        "text": "http://127.0.0.1:9/",
    }
    fault = faults.from_json(rule, "fault-1")
    assert faults.to_json(fault) == {"id": "fault-1", **rule, "seen": 0, "struck": 0}
    spelt = "redirect:operation=StartInstanceRefresh,group=asg-1,probability=0.25,count=3,seed=11,amount=1.5"
    assert faults.from_text(f"{spelt},text=http://127.0.0.1:9/", "fault-1") == fault


@pytest.mark.parametrize("kind", sorted(FaultKind))
def test_every_kind_can_be_named(kind: FaultKind) -> None:
    assert (
        faults.from_text(kind.value, "f") == faults.from_json({"kind": kind.value}, "f") == Fault("f", kind)
    )


def test_an_id_of_ones_own() -> None:
    assert faults.from_json({"kind": "reset", "id": "mine"}, "fault-1").id == "mine"


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        (7, "A fault is a JSON object."),
        ([], "A fault is a JSON object."),
        (None, "A fault is a JSON object."),
        ({}, "There is no fault ''"),
        ({"kind": "gremlin"}, "There is no fault 'gremlin'; there are latency, throttle"),
        ({"kind": ["reset"]}, "There is no fault"),
        ({"kind": "reset", "colour": "red", "smell": 1}, "A fault has no colour, smell."),
        ({"kind": "reset", "probability": 1.01}, "probability of a fault is a number from 0 to 1."),
        ({"kind": "reset", "probability": -0.1}, "probability"),
        ({"kind": "reset", "probability": math.nan}, "probability"),
        ({"kind": "reset", "probability": None}, "probability"),
        ({"kind": "reset", "probability": True}, "probability"),
        ({"kind": "reset", "count": -1}, "count of a fault is a whole number from 0."),
        ({"kind": "reset", "count": 1.5}, "count"),
        ({"kind": "reset", "count": True}, "count"),
        ({"kind": "reset", "count": ""}, "count"),
        ({"kind": "reset", "count": 2**63}, "count"),
        ({"kind": "reset", "seed": "x"}, "seed"),
        ({"kind": "latency", "amount": -1}, "amount of a fault is a number from 0 to 3600."),
        ({"kind": "latency", "amount": math.inf}, "amount"),
        ({"kind": "latency", "amount": 10**400}, "amount"),
        ({"kind": "latency", "amount": 3601}, "amount"),
        ({"kind": "redirect", "text": "http://a/\r\nSet-Cookie: b"}, "text is one line."),
    ],
)
def test_what_is_no_rule_is_refused_in_a_sentence(rule: Any, sentence: str) -> None:
    with pytest.raises(Refusal) as refused:
        faults.from_json(rule, "f")
    assert refused.value.code == "InvalidParameter"
    assert sentence in refused.value.message


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "There is no fault"),
        ("gremlin", "There is no fault 'gremlin'"),
        ("reset:twice", "'twice' of a fault is not KEY=VALUE."),
        ("reset:count=1,always", "'always'"),
        ("reset:count=one", "count"),
        ("reset:colour=red", "A fault has no colour."),
        ("latency:amount=nan", "amount"),
    ],
)
def test_what_is_no_rule_in_words_is_refused_too(text: str, sentence: str) -> None:
    with pytest.raises(Refusal) as refused:
        faults.from_text(text, "f")
    assert sentence in refused.value.message


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)
_NAMES = st.sampled_from(
    ["kind", "operation", "group", "probability", "count", "seed", "amount", "text", "id"]
)


@given(st.dictionaries(_NAMES, _JSON | st.sampled_from(sorted(FaultKind))) | _JSON)
def test_whatever_is_sent_becomes_a_fault_within_bounds_or_is_refused(rule: Any) -> None:
    try:
        fault = faults.from_json(rule, "f")
    except Refusal:
        return
    assert 0 <= fault.probability <= 1
    assert fault.count is None or fault.count >= 0
    assert 0 <= fault.amount <= faults.LONGEST
