"""From a request to an answer: who may do what, which words win, and what the gateway itself says no to."""

from __future__ import annotations

import http.client
import logging
from typing import TYPE_CHECKING

import pytest
from alibabacloud_ess20220222.models import DescribeLimitationRequest

from essgui.simulator import scenarios
from essgui.simulator.builder import WorldBuilder
from essgui.simulator.wire import gateway
from essgui.simulator.wire.operations import OPERATIONS, Mutation
from essgui.simulator.wire.signature import Signed
from essgui.simulator.world import Hook, Role, User
from tests.simulator.foreign.test_official_sdk import client, no_connection_left
from tests.support.questions import ECS, ESS, NOW, OLD_ESS, STS, ask, read_xml
from tests.support.simulated import RunningSimulator

if TYPE_CHECKING:
    from essgui.domain.scaling import GroupId
    from essgui.simulator.world import Group, World

__all__ = ["no_connection_left"]


@pytest.fixture(scope="module")
def world() -> World:
    return scenarios.build("small", NOW)


def read(query: dict[str, str], form: dict[str, str], headers: dict[str, str]) -> gateway.Call:
    return gateway.read(Signed("POST", "/", tuple(query.items()), tuple(form.items()), headers, b""))


def test_the_body_wins_over_the_query() -> None:
    call = read({"RegionId": "query", "PageSize": "5"}, {"RegionId": "body"}, {})
    assert call.flat == {"RegionId": "body", "PageSize": "5"}


@pytest.mark.parametrize(
    ("query", "form", "headers"),
    [
        ({"Action": "A", "Version": "V"}, {}, {}),
        ({}, {"Action": "A", "Version": "V"}, {}),
        ({"Action": "x"}, {"Version": "x"}, {"x-acs-action": "A", "x-acs-version": "V"}),
    ],
)
def test_action_and_version_come_from_headers_or_parameters(
    query: dict[str, str], form: dict[str, str], headers: dict[str, str]
) -> None:
    call = read(query, form, headers)
    assert (call.action, call.version) == ("A", "V")
    assert call.flat == {}


@pytest.mark.parametrize(("word", "xml"), [("XML", True), ("xml", True), ("JSON", False), ("json", False)])
def test_the_format_is_asked_for_in_any_case(word: str, xml: bool) -> None:
    assert read({"Format": word}, {}, {}).xml is xml
    assert not read({}, {}, {}).xml


@pytest.mark.parametrize(
    ("action", "version", "code", "status"),
    [
        ("DescribeNothing", ESS, "InvalidAction.NotFound", 404),
        ("describeregions", ESS, "InvalidAction.NotFound", 404),
        ("CreateScalingGroup", ESS, "InvalidAction.NotFound", 404),
        ("DescribeRegions", "2020-01-01", "InvalidVersion", 400),
        ("DescribeImages", ESS, "InvalidAction.NotFound", 404),
        ("DescribeScalingGroups", ECS, "InvalidAction.NotFound", 404),
        ("GetCallerIdentity", ESS, "InvalidAction.NotFound", 404),
        ("", ESS, "MissingAction", 400),
        ("DescribeRegions", "", "MissingVersion", 400),
    ],
)
def test_what_there_is_not(world: World, action: str, version: str, code: str, status: int) -> None:
    asked = ask(world, action, version=version)
    assert (asked.code, asked.status, asked.world) == (code, status, world)
    assert asked.body["HostId"] == "ess.simulator"
    assert asked.body["RequestId"] == "REQUEST-1"
    assert code in asked.body["Recommend"]


def test_an_unknown_action_is_logged_once(caplog: pytest.LogCaptureFixture) -> None:
    with (
        caplog.at_level(logging.WARNING, "essgui.simulator"),
        RunningSimulator("small", manual_clock=True) as sim,
    ):
        ess = client(sim)
        for _ in range(3):
            with pytest.raises(Exception, match="Specified api is not found") as caught:
                ess.describe_limitation(DescribeLimitationRequest())
            assert caught.value.code == "InvalidAction.NotFound"
    said = [r.getMessage() for r in caplog.records]
    assert said == ["No such action: 'DescribeLimitation 2022-02-22'"]


def test_errors_too_are_xml_when_asked(world: World) -> None:
    asked = ask(world, "DescribeScalingGroups", {"RegionId": "mars", "Format": "XML"})
    assert (asked.status, asked.content_type) == (404, "text/xml;charset=utf-8")
    root = read_xml(asked.text)
    assert root.tag == "Error"
    assert [e.tag for e in root] == ["RequestId", "HostId", "Code", "Message", "Recommend"]
    assert root.findtext("Code") == "InvalidRegionId.NotFound"


@pytest.mark.parametrize("version", [ESS, OLD_ESS])
def test_xml_of_both_versions_is_wrapped(world: World, version: str) -> None:
    asked = ask(world, "DescribeScalingGroups", {"RegionId": "cn-hangzhou", "Format": "xml"}, version=version)
    root = read_xml(asked.text)
    assert root.tag == "DescribeScalingGroupsResponse"
    names = [e.text for e in root.findall("ScalingGroups/ScalingGroup/ScalingGroupName")]
    assert names == ["web", "worker"]
    assert root.findtext("TotalCount") == "2"


def test_lists_are_plain_in_2022_and_wrapped_before(world: World) -> None:
    plain = ask(world, "DescribeScalingGroups", {"RegionId": "cn-hangzhou"}).body["ScalingGroups"]
    old = ask(world, "DescribeScalingGroups", {"RegionId": "cn-hangzhou"}, version=OLD_ESS).body
    wrapped = old["ScalingGroups"]["ScalingGroup"]
    assert [g["ScalingGroupId"] for g in plain] == [g["ScalingGroupId"] for g in wrapped]
    assert plain[0]["VSwitchIds"] == wrapped[0]["VSwitchIds"]["VSwitchId"]
    assert wrapped[0]["Tags"]["Tag"][0] == plain[0]["Tags"][0]


def complete(group: Group) -> dict[str, str]:
    """Return parameters with which every operation that changes something can be read."""
    one = next(iter(group.members))
    return {
        "RegionId": group.region,
        "ScalingGroupId": group.id,
        "InstanceId": one,
        "InstanceIds.1": one,
        "HealthStatus": "Healthy",
        "ProtectedFromScaleIn": "true",
        "Processes.1": "ScaleIn",
        "AdjustmentType": "QuantityChangeInCapacity",
        "AdjustmentValue": "1",
        "LifecycleHookId": group.hooks[0].id,
        "LifecycleActionToken": "T",
    }


@pytest.mark.parametrize("action", sorted(OPERATIONS))
def test_who_may_do_what(action: str) -> None:
    operation = OPERATIONS[action]
    (version, *_) = operation.versions
    b = WorldBuilder(NOW)
    mine, other = (b.group(n, hooks=(Hook(f"ash-{n}", n, "SCALE_OUT"),)) for n in ("mine", "other"))
    world = b.done()
    reader = User("reader", "K", "S", Role.READER)
    operator = User("operator", "K", "S", Role.OPERATOR, frozenset({mine}))
    changes = isinstance(operation, Mutation)

    def denied(user: User, group: GroupId) -> bool:
        asked = ask(world, action, complete(world.groups[group]), version=version, user=user)
        if asked.code == "Forbidden.RAM":
            assert asked.status == 403
            assert asked.body["AccessDeniedDetail"]["AuthAction"] == f"ess:{action}"
            assert asked.world is world
            return True
        return False

    assert denied(reader, mine) is changes
    assert denied(operator, other) is changes
    assert not denied(operator, mine)


@pytest.mark.parametrize(("token", "kind"), [("", "RAMUser"), ("t", "AssumedRoleUser")])
def test_who_am_i(world: World, token: str, kind: str) -> None:
    user = User("jane", "LTAI5tJane", "S", token=token)
    body = ask(world, "GetCallerIdentity", version=STS, user=user).body
    assert body == {
        "RequestId": "REQUEST-1",
        "AccountId": world.account,
        "Arn": f"acs:ram::{world.account}:user/jane",
        "IdentityType": kind,
        "PrincipalId": "LTAI5tJane",
        "UserId": "jane",
    }


@pytest.mark.parametrize(("size", "read"), [(1_000_000, True), (1_100_000, False)])
def test_request_lines_up_to_a_megabyte(size: int, read: bool) -> None:
    with RunningSimulator("small", manual_clock=True) as sim:
        connection = http.client.HTTPConnection(sim.endpoint, timeout=10)
        try:
            connection.putrequest("POST", f"/?Filler={'x' * size}")
            connection.putheader("Content-Length", "0")
            connection.endheaders()
            answer = connection.getresponse()
            body = answer.read()
        finally:
            connection.close()
    assert answer.status == 400
    assert (b"MissingAccessKeyId" in body) is read  # read to its end, it misses a signature
