"""Every fault of the wire over HTTP: what the client gets, and by the ledger whether it was performed."""

from __future__ import annotations

import http.client
import json
from time import perf_counter
from typing import TYPE_CHECKING, Any

import pytest

from essgui.simulator import server_answers
from essgui.simulator.world import LAUNCH_FAULTS, FaultKind
from tests.support.asking import Asker, Reply, refresh_of
from tests.support.simulated import RunningSimulator
from tests.support.spawned import SpawnedSimulator

if TYPE_CHECKING:
    from collections.abc import Iterator

WIRE = sorted(set(FaultKind) - LAUNCH_FAULTS)
KEPT_FROM = {"throttle", "500", "503-html", "reset", "redirect", "deny"}
"""Faults that come instead of the operation."""
BRIEF = 0.2
"""Seconds of the faults that take time."""


@pytest.fixture
def sim() -> Iterator[RunningSimulator]:
    with RunningSimulator("small", manual_clock=True) as running:
        yield running


@pytest.fixture
def owner(sim: RunningSimulator) -> Iterator[Asker]:
    with sim.asker() as client:
        yield client


def start(client: Asker, **more: Any) -> Reply | None:
    """Start a refresh and return the reply, or None where the connection ended without one."""
    parameters = refresh_of(client, **more)
    try:
        return client.call("StartInstanceRefresh", **parameters)
    except (ConnectionError, http.client.HTTPException):
        return None


# -- performed or not


@pytest.mark.parametrize("kind", WIRE)
def test_the_ledger_tells_whether_it_was_performed(
    sim: RunningSimulator, owner: Asker, kind: FaultKind
) -> None:
    sim.add_fault(kind.value, operation="StartInstanceRefresh", count=1, amount=BRIEF)
    start(owner)
    performed = kind.value not in KEPT_FROM
    assert len(sim.starts()) == performed
    assert sim.world.faults[0].struck == 1
    # The next one is served as ever; it is refused where the first is under way.
    again = start(owner)
    assert again is not None
    assert (again.status == 200) != performed
    assert len(sim.starts()) == 1


# -- what comes back


def test_throttling(sim: RunningSimulator, owner: Asker) -> None:
    sim.add_fault("throttle")
    reply = owner.call("DescribeRegions")
    assert (reply.status, reply.code) == (400, "Throttling.User")
    assert "x-acs-retry-after" not in reply.headers


def test_throttling_that_says_when_to_come_again(sim: RunningSimulator, owner: Asker) -> None:
    sim.add_fault("throttle", amount=1.5)
    assert owner.call("DescribeRegions").headers["x-acs-retry-after"] == "1500"


def test_an_error_of_the_server_in_json(sim: RunningSimulator, owner: Asker) -> None:
    sim.add_fault("500")
    reply = owner.call("DescribeRegions")
    assert (reply.status, reply.code) == (500, "InternalError")
    assert reply.json()["RequestId"]


def test_an_error_of_the_server_in_xml_for_who_asked_for_it(sim: RunningSimulator, owner: Asker) -> None:
    sim.add_fault("500")
    reply = owner.call("DescribeRegions", Format="XML")
    assert reply.status == 500
    assert b"<Code>InternalError</Code>" in reply.body


def test_an_error_of_a_gateway_in_html(sim: RunningSimulator, owner: Asker) -> None:
    sim.add_fault("503-html")
    reply = owner.call("DescribeRegions")
    assert (reply.status, reply.headers["Content-Type"]) == (503, "text/html")
    assert reply.body.startswith(b"<html>")


def test_nothing_in_the_answer(sim: RunningSimulator, owner: Asker) -> None:
    sim.add_fault("null", count=1)
    sim.add_fault("empty")
    replies = [owner.call("DescribeRegions") for _ in range(2)]
    assert [(reply.status, reply.json()) for reply in replies] == [(200, None), (200, {})]


def test_wrong_types_in_the_answer(sim: RunningSimulator, owner: Asker) -> None:
    right = owner.call("DescribeScalingGroups", RegionId="cn-hangzhou").json()
    sim.add_fault("wrong-types")
    reply = owner.call("DescribeScalingGroups", RegionId="cn-hangzhou")
    wrong = reply.json()
    assert reply.status == 200
    assert wrong.keys() == right.keys()
    assert [name for name, value in right.items() if type(wrong[name]) is type(value)] == []


def test_half_an_answer(sim: RunningSimulator, owner: Asker) -> None:
    whole = owner.call("DescribeRegions")
    sim.add_fault("half", count=1)
    with pytest.raises(http.client.IncompleteRead) as cut:
        owner.call("DescribeRegions")
    assert len(cut.value.partial) == len(whole.body) // 2
    assert owner.call("DescribeRegions").status == 200


@pytest.mark.parametrize("kind", ["reset", "reset-after"])
def test_a_reset_is_an_error_and_not_an_end(sim: RunningSimulator, owner: Asker, kind: str) -> None:
    sim.add_fault(kind, count=1)
    with pytest.raises(ConnectionResetError) as ended:
        owner.call("DescribeRegions")
    assert not isinstance(ended.value, http.client.RemoteDisconnected)


def test_no_answer_is_an_end_after_a_while(sim: RunningSimulator, owner: Asker) -> None:
    sim.add_fault("no-answer", amount=BRIEF)
    begun = perf_counter()
    with pytest.raises(http.client.RemoteDisconnected):
        owner.call("DescribeRegions")
    assert perf_counter() - begun >= BRIEF


def test_no_answer_holds_nobody_else_up(sim: RunningSimulator, owner: Asker) -> None:
    sim.add_fault("no-answer", count=1, amount=server_answers.LONGEST_SILENCE)
    with sim.asker() as waiting:
        target, headers = waiting.signed("DescribeRegions", {})
        waiting._connection.request("POST", target, headers=headers)
        while not sim.world.faults[0].struck:
            assert owner.call("DescribeAlarms", RegionId="cn-hangzhou").status in {200, 400}
        assert owner.call("DescribeRegions").status == 200


def test_a_trickle_is_whole_in_the_end(sim: RunningSimulator, owner: Asker) -> None:
    right = owner.call("DescribeScalingGroups", RegionId="cn-hangzhou").json()
    sim.add_fault("trickle", amount=BRIEF)
    begun = perf_counter()
    slow = owner.call("DescribeScalingGroups", RegionId="cn-hangzhou").json()
    # Twenty pieces have nineteen pauses between them.
    assert perf_counter() - begun >= BRIEF * 19 / 20
    assert {**slow, "RequestId": ""} == {**right, "RequestId": ""}


@pytest.mark.parametrize("target", ["http://127.0.0.1:9/", "https://evil.example/a?b=c"])
def test_a_redirect(sim: RunningSimulator, owner: Asker, target: str) -> None:
    sim.add_fault("redirect", text=target)
    reply = owner.call("DescribeRegions")
    assert (reply.status, reply.headers["Location"]) == (302, target)


def test_a_denial_names_what_is_missing(sim: RunningSimulator, owner: Asker) -> None:
    sim.add_fault("deny")
    reply = owner.call("DescribeRegions")
    assert (reply.status, reply.code) == (403, "Forbidden.RAM")
    assert "ess:DescribeRegions" in reply.body.decode()


def test_latency_is_added_to_an_answer_that_is_right(sim: RunningSimulator, owner: Asker) -> None:
    sim.add_fault("latency", amount=BRIEF / 2)
    sim.add_fault("latency", amount=BRIEF / 2)
    begun = perf_counter()
    assert owner.call("DescribeRegions").status == 200
    assert perf_counter() - begun >= BRIEF


def test_latency_comes_before_another_fault(sim: RunningSimulator, owner: Asker) -> None:
    sim.add_fault("500")
    sim.add_fault("latency", amount=BRIEF)
    begun = perf_counter()
    assert owner.call("DescribeRegions").status == 500
    assert perf_counter() - begun >= BRIEF


# -- which request


def test_by_operation(sim: RunningSimulator, owner: Asker) -> None:
    sim.add_fault("500", operation="DescribeScalingGroups")
    assert owner.call("DescribeRegions").status == 200
    assert owner.call("DescribeScalingGroups", RegionId="cn-hangzhou").status == 500


def test_by_group(sim: RunningSimulator, owner: Asker) -> None:
    sim.add_fault("500", group=sim.group("web").id)
    statuses = {
        name: owner.call(
            "DescribeInstanceRefreshes", RegionId="cn-hangzhou", ScalingGroupId=sim.group(name).id
        ).status
        for name in ("web", "worker")
    }
    assert statuses == {"web": 500, "worker": 200}


def test_by_count(sim: RunningSimulator, owner: Asker) -> None:
    sim.add_fault("500", count=2)
    assert [owner.call("DescribeRegions").status for _ in range(4)] == [500, 500, 200, 200]


def test_by_chance_that_a_seed_repeats(sim: RunningSimulator, owner: Asker) -> None:
    def play(seed: int) -> list[int]:
        sim.clear_faults()
        sim.add_fault("500", probability=0.5, seed=seed)
        return [owner.call("DescribeRegions").status for _ in range(40)]

    first = play(1)
    assert set(first) == {200, 500}
    assert play(1) == first
    assert play(2) != first


@pytest.mark.parametrize("kind", sorted(LAUNCH_FAULTS))
def test_a_fault_of_instances_spoils_the_refresh_and_not_the_request(
    sim: RunningSimulator, owner: Asker, kind: FaultKind
) -> None:
    sim.add_fault(kind.value, group=sim.group("web").id)
    for name in ("web", "worker"):
        reply = start(owner, name=name)
        assert reply is not None
        assert reply.status == 200
    sim.advance(6 * 3600)
    assert {n: sim.group(n).refreshes[-1].status.value for n in ("web", "worker")} == {
        "web": "Failed",
        "worker": "Successful",
    }


# -- from the command line


def test_faults_from_the_start() -> None:
    rules = ["throttle:operation=DescribeRegions,count=1,amount=2", "redirect:operation=DescribeAlarms"]
    arguments = [word for rule in rules for word in ("--fault", rule)]
    with SpawnedSimulator("--scenario", "small", *arguments) as sim, sim.asker() as owner:
        first, second = owner.call("DescribeRegions"), owner.call("DescribeRegions")
        assert (first.code, first.headers["x-acs-retry-after"], second.status) == (
            "Throttling.User",
            "2000",
            200,
        )
        assert owner.call("DescribeAlarms", RegionId="cn-hangzhou").status == 302
        listed = owner.control("GET", "/-/faults").json()["faults"]
    assert [(f["id"], f["kind"], f["struck"]) for f in listed] == [
        ("fault-1", "throttle", 1),
        ("fault-2", "redirect", 1),
    ]


# -- the garbler by itself


@pytest.mark.parametrize(
    ("body", "garbled"),
    [
        (b'{"a": 1, "b": "x", "c": [1], "d": null, "e": true}',
         {"a": [1], "b": 7, "c": "list", "d": [None], "e": [True]}),
        (b'{"a": {"b": {"c": "x"}}}', {"a": {"b": {"c": 7}}}),
        (b"[]", "list"),
        (b"<xml/>", 7),
    ],
)  # fmt: skip
def test_garbled(body: bytes, garbled: Any) -> None:
    assert json.loads(server_answers.garbled(body)) == garbled
