"""A world as JSON and back: nothing is lost, what is no world is refused, and life goes on identically."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essgui.domain.refresh import ImageTarget, RefreshSpec
from essgui.domain.scaling import RegionId
from essgui.simulator import dump, faults, identities, scenarios
from essgui.simulator.commands import Done, Refusal, Start
from essgui.simulator.machine import advance, apply

if TYPE_CHECKING:
    from essgui.simulator.world import World

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def through_text(world: World) -> World:
    return dump.from_json(json.loads(json.dumps(dump.to_json(world), allow_nan=False)), world.users)


@pytest.mark.parametrize("scenario", sorted(set(scenarios.SCENARIOS) - {"huge"}))
def test_every_scenario_comes_back_as_it_was(scenario: str) -> None:
    world = identities.with_users(advance(scenarios.build(scenario, NOW), NOW + timedelta(minutes=3)), NOW)
    assert through_text(world) == world


def test_a_refresh_goes_on_identically() -> None:
    world = scenarios.build("small", NOW)
    group = next(g for g in world.groups.values() if g.name == "web")
    spec = RefreshSpec(
        region=RegionId("cn-hangzhou"),
        group=group.id,
        target=ImageTarget(world.images[0].id),
        skip_matching=False,
        checkpoints=(50, 100),
        pause_minutes=5,
    )
    world, reply = apply(world, Start(spec, token="once"), NOW)
    assert isinstance(reply, Done), reply
    seen: set[str] = set()
    for minutes in range(40):
        moment = NOW + timedelta(minutes=minutes, seconds=17)
        world, copy = advance(world, moment), advance(through_text(world), moment)
        assert copy == world
        seen.add(world.groups[group.id].refreshes[-1].status.value)
        # A client token that was used before the dump is known after it.
        assert apply(copy, Start(spec, token="once"), moment)[1] == reply
    assert {"InProgress", "CheckpointPause", "Successful"} <= {status.replace(" ", "") for status in seen}, (
        seen
    )


def test_chance_and_faults_go_on_where_they_were() -> None:
    world = scenarios.build("flaky-network", NOW)
    for _ in range(10):
        world, _ = faults.strike(world, "DescribeRegions", "")
        copy, struck = faults.strike(through_text(world), "DescribeRegions", "")
        assert (copy, struck) == faults.strike(world, "DescribeRegions", "")


def test_a_second_operator_goes_on_as_well() -> None:
    later = NOW + timedelta(hours=2)
    world = advance(scenarios.build("two-operators", NOW), NOW + timedelta(minutes=30))
    ahead = advance(world, later)
    assert ahead.visits > world.visits
    assert advance(through_text(world), later) == ahead


def test_no_secret_is_in_it() -> None:
    world = identities.with_users(scenarios.build("default", NOW), NOW)
    text = json.dumps(dump.to_json(world))
    assert not [
        u.name for u in world.users if u.key in text or u.secret in text or (u.token and u.token in text)
    ]
    assert dump.from_json(json.loads(text)).users == ()


# -- what is no world


def small() -> dict[str, Any]:
    return json.loads(json.dumps(dump.to_json(scenarios.build("small", NOW))))


@pytest.mark.parametrize("body", [None, 7, "world", [], [{}]])
def test_only_an_object_can_be_one(body: Any) -> None:
    with pytest.raises(Refusal, match="A world is a JSON object"):
        dump.from_json(body)


@pytest.mark.parametrize("schema", [None, 0, 2, "1", [1]])
def test_another_schema_is_named(schema: Any) -> None:
    with pytest.raises(Refusal) as refused:
        dump.from_json(small() | {"schema": schema})
    assert refused.value.message == f"This is a world of schema {schema!r}; only 1 can be read."


def test_without_a_schema_it_is_none() -> None:
    body = small()
    del body["schema"]
    with pytest.raises(Refusal, match="schema None"):
        dump.from_json(body)


@pytest.mark.parametrize(
    "change",
    [
        {"seed": "one"},
        {"seed": True},
        {"seed": None},
        {"now": "yesterday"},
        {"now": "2026-11-23T12:00:00"},
        {"now": 7},
        {"now": "0001-01-01T00:00:00+00:00"},
        {"now": "9999-12-31T23:59:59+00:00"},
        {"groups": []},
        {"groups": {"asg-1": 7}},
        {"groups": {"asg-1": []}},
        {"groups": {"asg-1": {"id": "asg-1"}}},
        {"places": {}},
        {"places": "cn-hangzhou"},
        {"places": [{"id": "cn-a", "name": "A", "zones": "ab"}]},
        {"faults": [{"id": "f", "kind": "gremlin"}]},
        {"users": []},
        {"assumptions": {}},
        {"colour": "red"},
        {"tokens": {"a": ["b"]}},
    ],
    ids=repr,
)
def test_a_wrong_field_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(Refusal) as refused:
        dump.from_json(small() | change)
    assert refused.value.code == "InvalidParameter"


_JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.just("2026-11-23T12:00:00Z"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)


@given(st.data())
def test_a_value_anywhere_may_be_wrong_and_nothing_but_a_refusal_comes_of_it(data: st.DataObject) -> None:
    body: Any = small()
    at: Any = body
    while True:
        keys = sorted(at) if isinstance(at, dict) else list(range(len(at)))
        key = data.draw(st.sampled_from(keys))
        if not isinstance(at[key], dict | list) or not at[key] or data.draw(st.booleans()):
            break
        at = at[key]
    if isinstance(at, dict) and data.draw(st.booleans()):
        del at[key]
    else:
        at[key] = data.draw(_JSON)
    try:
        world = dump.from_json(body)
    except Refusal:
        return
    assert dump.from_json(dump.to_json(world)) == world


def test_users_stay_with_whoever_loads_it() -> None:
    users = identities.with_users(scenarios.build("small", NOW), NOW).users
    assert dump.from_json(small(), users) == replace(scenarios.build("small", NOW), users=users)
