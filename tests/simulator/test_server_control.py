"""The control pages: ledger, clock, faults and world, for whoever holds the token."""

from __future__ import annotations

import json
import logging
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from essgui.simulator import dump
from essgui.simulator.dump import LAST_YEAR
from essgui.simulator.server_control import next_fault_id
from essgui.simulator.world import Fault, FaultKind
from tests.support.asking import Asker, Reply, refresh_of
from tests.support.simulated import RunningSimulator
from tests.support.spawned import SpawnedSimulator

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

YEAR = 366 * 86400


@pytest.fixture
def sim(caplog: pytest.LogCaptureFixture) -> Iterator[RunningSimulator]:
    """A simulator that must not meet anything unforeseen."""
    with caplog.at_level(logging.INFO), RunningSimulator("small", manual_clock=True) as running:
        yield running
    assert [record.getMessage() for record in caplog.records if record.name != "asyncio"] == []


@pytest.fixture
def owner(sim: RunningSimulator) -> Iterator[Asker]:
    with sim.asker() as client:
        yield client


def raw(owner: Asker, method: str, path: str, body: bytes, **headers: str) -> Reply:
    """Send a body that is no JSON of ours."""
    return owner.send(method, path, {"Authorization": f"Bearer {owner.control_token}", **headers}, body)


# -- the ledger


def test_the_ledger_has_what_was_accepted_and_nothing_else(sim: RunningSimulator, owner: Asker) -> None:
    assert owner.control("GET", "/-/ledger").json() == {"entries": []}
    asked = refresh_of(owner, ClientToken="once", MinHealthyPercentage=80)
    accepted = owner.call("StartInstanceRefresh", **asked).json()
    assert owner.call("StartInstanceRefresh", **asked | {"ClientToken": "twice"}).status == 400
    (entry,) = owner.control("GET", "/-/ledger").json()["entries"]
    assert entry == {
        "operation": "StartInstanceRefresh",
        "client_token": "once",
        "parameters": {name: str(value) for name, value in asked.items()},
        "time": sim.now.isoformat().replace("+00:00", "Z"),
        "task_id": accepted["InstanceRefreshTaskId"],
        "group": asked["ScalingGroupId"],
        "user": "administrator",
        "request_id": accepted["RequestId"],
    }


# -- the clock


def test_a_manual_clock_stands_until_it_is_moved(sim: RunningSimulator, owner: Asker) -> None:
    first = owner.control("GET", "/-/clock").json()
    assert first == {"now": sim.now.isoformat().replace("+00:00", "Z"), "speed": 1.0, "manual": True}
    assert owner.control("GET", "/-/clock").json() == first
    moved = owner.control("POST", "/-/advance", {"seconds": 90.5}).json()
    assert datetime.fromisoformat(moved["now"]) - datetime.fromisoformat(first["now"]) == timedelta(
        seconds=90.5
    )


def test_what_happens_meanwhile_is_the_same_in_one_step_or_many(sim: RunningSimulator, owner: Asker) -> None:
    assert owner.call("StartInstanceRefresh", **refresh_of(owner)).status == 200
    world = sim.world
    with RunningSimulator(world=world, manual_clock=True) as other, other.asker() as second:
        for _ in range(60):
            owner.control("POST", "/-/advance", {"seconds": 30})
        second.control("POST", "/-/advance", {"seconds": 1800})
        assert replace(other.world, users=()) == replace(sim.world, users=())
    assert sim.group("web").refreshes[-1].status.value == "Successful"


@pytest.mark.parametrize("seconds", [0, 0.001, 1, YEAR])
def test_any_time_up_to_a_year(sim: RunningSimulator, owner: Asker, seconds: float) -> None:
    before = sim.now
    assert owner.control("POST", "/-/advance", {"seconds": seconds}).status == 200
    assert sim.now - before == timedelta(seconds=seconds)


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"seconds": -1},
        {"seconds": YEAR + 1},
        {"seconds": "60"},
        {"seconds": True},
        {"seconds": None},
        {"seconds": float("nan")},
        {"seconds": float("inf")},
        {"seconds": 10**400},
        {"minutes": 1},
        [60],
        60,
        "60",
    ],
    ids=lambda body: repr(body)[:30],
)
def test_time_does_not_move_by_what_is_no_time(sim: RunningSimulator, owner: Asker, body: Any) -> None:
    before = sim.now
    reply = owner.control("POST", "/-/advance", body)
    assert (reply.status, reply.code) == (400, "InvalidParameter")
    assert sim.now == before


def test_the_calendar_has_an_end(sim: RunningSimulator, owner: Asker) -> None:
    body = owner.control("GET", "/-/world").json()
    body["now"] = f"{LAST_YEAR}-12-31T00:00:00+00:00"
    assert owner.control("POST", "/-/world", body).status == 200
    assert owner.control("POST", "/-/advance", {"seconds": YEAR}).status == 200
    reply = owner.control("POST", "/-/advance", {"seconds": 1})
    assert (reply.status, reply.code) == (400, "InvalidParameter")
    assert owner.call("DescribeRegions").status == 200


# -- faults


def test_faults_are_set_listed_and_cleared_while_it_runs(sim: RunningSimulator, owner: Asker) -> None:
    assert owner.control("GET", "/-/faults").json() == {"faults": []}
    rule = {"kind": "500", "operation": "DescribeRegions", "count": 5, "seed": 3, "probability": 1.0}
    (added,) = owner.control("POST", "/-/faults", rule).json()["faults"]
    assert {**added, **rule} == added
    more = owner.control("POST", "/-/faults", [{"kind": "reset", "group": "asg-1"}, {"kind": "throttle"}])
    assert [fault["id"] for fault in more.json()["faults"]] == ["fault-2", "fault-3"]
    statuses = [owner.call("DescribeRegions").status for _ in range(2)]
    assert statuses == [500, 500]
    listed = owner.control("GET", "/-/faults").json()["faults"]
    assert [(f["kind"], f["seen"], f["struck"]) for f in listed] == [
        ("500", 2, 2),
        ("reset", 0, 0),
        ("throttle", 2, 0),
    ]
    assert owner.control("DELETE", "/-/faults").json() == {"faults": []}
    assert owner.control("GET", "/-/faults").json() == {"faults": []}
    assert owner.call("DescribeRegions").status == 200


@pytest.mark.parametrize(
    "rules",
    [7, "reset", [7], None, {}, {"kind": "gremlin"}, [[{"kind": "reset"}]], {"kind": "reset", "a": 1}],
)
def test_what_is_no_fault_is_refused(sim: RunningSimulator, owner: Asker, rules: Any) -> None:
    reply = owner.control("POST", "/-/faults", rules)
    assert (reply.status, reply.code) == (400, "InvalidParameter")
    assert sim.world.faults == ()


def test_of_several_faults_all_are_set_or_none(sim: RunningSimulator, owner: Asker) -> None:
    reply = owner.control("POST", "/-/faults", [{"kind": "reset"}, {"kind": "gremlin"}])
    assert reply.status == 400
    assert sim.world.faults == ()


def test_an_id_is_never_given_twice() -> None:
    taken = tuple(Fault(name, FaultKind.RESET) for name in ("fault-1", "fault-3", "mine"))
    assert next_fault_id(taken) == "fault-4"
    assert next_fault_id(taken[1:]) == "fault-4"
    assert next_fault_id(()) == "fault-1"


# -- groups


def test_a_group_can_be_made_to_disappear(sim: RunningSimulator, owner: Asker) -> None:
    asked = refresh_of(owner)
    assert owner.call("StartInstanceRefresh", **asked).status == 200
    gone = {"region": asked["RegionId"], "group": asked["ScalingGroupId"]}
    assert owner.control("POST", "/-/delete-group", gone).json() == {}
    polled = owner.call("DescribeInstanceRefreshes", RegionId=gone["region"], ScalingGroupId=gone["group"])
    assert polled.code == "InvalidScalingGroupId.NotFound"
    assert owner.control("POST", "/-/advance", {"seconds": 3600}).status == 200
    again = owner.control("POST", "/-/delete-group", gone)
    assert (again.status, again.code) == (404, "InvalidScalingGroupId.NotFound")


@pytest.mark.parametrize("body", [{}, {"region": "cn-shanghai"}, [], 7, {"group": ["a"]}])
def test_no_group_disappears_that_is_not_named(sim: RunningSimulator, owner: Asker, body: Any) -> None:
    assert owner.control("POST", "/-/delete-group", body).status == 404
    assert len(sim.world.groups) == 3


# -- the world


def test_a_world_goes_on_identically_elsewhere(sim: RunningSimulator, owner: Asker) -> None:
    asked = refresh_of(
        owner, ClientToken="once", **{"Checkpoints.1.Percentage": 50, "Checkpoints.2.Percentage": 100}
    )
    task = owner.call("StartInstanceRefresh", **asked).json()["InstanceRefreshTaskId"]
    owner.control("POST", "/-/faults", {"kind": "500", "operation": "DescribeAlarms", "probability": 0.5})
    owner.control("POST", "/-/advance", {"seconds": 100})
    with RunningSimulator("calm", manual_clock=True) as other, other.asker() as second:
        loaded = second.control("POST", "/-/world", owner.control("GET", "/-/world").json())
        assert loaded.json()["now"] == owner.control("GET", "/-/clock").json()["now"]
        for _ in range(60):
            assert told(owner, asked) == told(second, asked)
            for client in (owner, second):
                client.control("POST", "/-/advance", {"seconds": 47})
        assert replace(other.world, users=()) == replace(sim.world, users=())
        # The key of the one opens nothing at the other, and a token of before the dump is still known.
        assert second.call("StartInstanceRefresh", **asked).json()["InstanceRefreshTaskId"] == task
        second.key = owner.key
        assert second.call("DescribeRegions").code == "InvalidAccessKeyId.NotFound"
    assert sim.task(task).status.value in {"CheckpointPause", "Successful"}


def test_a_world_in_a_file_goes_on_identically(sim: RunningSimulator, owner: Asker, tmp_path: Path) -> None:
    asked = refresh_of(owner)
    assert owner.call("StartInstanceRefresh", **asked).status == 200
    owner.control("POST", "/-/advance", {"seconds": 100})
    (tmp_path / "world.json").write_bytes(owner.control("GET", "/-/world").body)
    arguments = ["--world", str(tmp_path / "world.json"), "--manual-clock"]
    with SpawnedSimulator(*arguments) as other, other.asker() as second:
        for _ in range(20):
            assert told(owner, asked) == told(second, asked)
            for client in (owner, second):
                client.control("POST", "/-/advance", {"seconds": 60})
        assert second.control("GET", "/-/world").json() == owner.control("GET", "/-/world").json()
    assert sim.group("web").refreshes[-1].status.value == "Successful"


def told(client: Asker, asked: dict[str, Any]) -> list[Any]:
    """Return what the API says of a group, apart from the ids of the requests."""
    name = {"RegionId": asked["RegionId"], "ScalingGroupId": asked["ScalingGroupId"]}
    operations = (
        "DescribeInstanceRefreshes",
        "DescribeScalingInstances",
        "DescribeScalingActivities",
        "DescribeAlarms",
    )
    replies = [client.call(operation, **name) for operation in operations]
    return [(reply.status, {**reply.json(), "RequestId": ""}) for reply in replies]


def test_the_operator_of_a_loaded_world_has_a_group_of_it(sim: RunningSimulator, owner: Asker) -> None:
    with RunningSimulator("calm", manual_clock=True) as other, other.asker() as second:
        assert second.control("POST", "/-/world", owner.control("GET", "/-/world").json()).status == 200
        with other.asker("operator") as operator:
            assert operator.call("StartInstanceRefresh", **refresh_of(operator)).status == 200


def test_a_large_world_fits(sim: RunningSimulator, owner: Asker) -> None:
    with RunningSimulator("small", groups=500) as large, large.asker() as second:
        body = second.control("GET", "/-/world").body
    assert len(body) > 1024 * 1024
    assert raw(owner, "POST", "/-/world", body).status == 200
    assert len(sim.world.groups) == 500


@pytest.mark.parametrize(
    "change", [{"schema": 2}, {"now": "2026-11-23T12:00:00"}, {"groups": []}, {"colour": 1}]
)
def test_what_is_no_world_leaves_this_one_as_it_is(
    sim: RunningSimulator, owner: Asker, change: dict[str, Any]
) -> None:
    before = sim.world
    reply = owner.control("POST", "/-/world", owner.control("GET", "/-/world").json() | change)
    assert (reply.status, reply.code) == (400, "InvalidParameter")
    assert sim.world == before


def test_a_world_that_names_what_is_not_there_is_refused(sim: RunningSimulator, owner: Asker) -> None:
    before = sim.world
    body = owner.control("GET", "/-/world").json()
    body["due"] = {"asg-nowhere": body["now"]}
    reply = owner.control("POST", "/-/world", body)
    assert (reply.status, reply.code) == (400, "InvalidParameter")
    assert sim.world == before
    assert owner.call("DescribeRegions").status == 200


def test_the_dump_has_no_secret(sim: RunningSimulator, owner: Asker) -> None:
    text = owner.control("GET", "/-/world").body.decode()
    secrets = [u.secret for u in sim.world.users] + [u.token for u in sim.world.users if u.token]
    assert not [secret for secret in [*secrets, owner.control_token] if secret in text]
    assert dump.from_json(json.loads(text), sim.world.users) == sim.world


# -- what it does not understand


@pytest.mark.parametrize("path", ["/-/advance", "/-/faults", "/-/delete-group", "/-/world"])
@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (b"{", {}),
        (b"\xff\xfe\xfa", {}),
        (b"[" * 200_000, {}),
        (b"{}{}", {}),
        (b"{", {"Content-Type": "application/json; charset=no-such"}),
        (b"\x1f\x8b\x08", {"Content-Encoding": "gzip"}),
        (b"x", {"Content-Encoding": "br"}),
    ],
    ids=["half", "bytes", "deep", "two", "charset", "gzip", "br"],
)
def test_a_body_that_is_no_json(
    sim: RunningSimulator, owner: Asker, path: str, body: bytes, headers: dict[str, str]
) -> None:
    reply = raw(owner, "POST", path, body, **headers)
    assert (reply.status, reply.json()) == (
        400,
        {"Code": "InvalidParameter", "Message": "The body is not JSON."},
    )


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/-/"),
        ("GET", "/-/users"),
        ("GET", "/-/advance"),
        ("GET", "/-/world/"),
        ("POST", "/-/ledger"),
        ("POST", "/-/clock"),
        ("DELETE", "/-/world"),
        ("DELETE", "/-/ledger"),
        ("PUT", "/-/world"),
        ("PATCH", "/-/faults"),
    ],
)
def test_what_there_is_not(sim: RunningSimulator, owner: Asker, method: str, path: str) -> None:
    reply = owner.control(method, path)
    assert (reply.status, reply.code) == (404, "NotFound")
