"""The API over real HTTP: who may do what, how often, how fast time passes, and TLS."""

from __future__ import annotations

import hashlib
import http.client
import logging
import ssl
import threading
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from time import perf_counter
from typing import TYPE_CHECKING, Any

import pytest

from essgui.simulator.wire.gateway import OPERATIONS
from essgui.simulator.wire.operations import Identity, Mutation, Query
from tests.cloud.speaking import self_signed
from tests.support.asking import ESS, Asker, Reply, exchange, refresh_of
from tests.support.simulated import RunningSimulator

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

QUERIES = sorted(name for name, operation in OPERATIONS.items() if isinstance(operation, Query))
MUTATIONS = sorted(name for name, operation in OPERATIONS.items() if isinstance(operation, Mutation))
ACTIVE = ("administrator", "reader", "operator", "session")


@pytest.fixture
def sim() -> Iterator[RunningSimulator]:
    with RunningSimulator("small", manual_clock=True) as running:
        yield running


@pytest.fixture(scope="module")
def shared() -> Iterator[RunningSimulator]:
    """One simulator for the tests that change nothing."""
    with RunningSimulator("hook-timeout", manual_clock=True) as running:
        yield running


def call(client: Asker, operation: str, parameters: dict[str, Any]) -> Reply:
    (version, *_) = sorted(OPERATIONS[operation].versions, reverse=True)
    return client.call(operation, version, **parameters)


# -- who may do what


@pytest.mark.parametrize("user", ACTIVE)
@pytest.mark.parametrize("operation", QUERIES)
def test_everybody_may_read(shared: RunningSimulator, user: str, operation: str) -> None:
    with shared.asker(user) as client:
        reply = call(client, operation, {"RegionId": "cn-hangzhou", **named(shared, "")})
    assert "Forbidden" not in reply.body.decode()
    assert reply.status in {200, 400, 404}


@pytest.mark.parametrize("operation", sorted(OPERATIONS))
def test_a_token_that_has_ended_opens_nothing(shared: RunningSimulator, operation: str) -> None:
    with shared.asker("expired") as client:
        reply = call(client, operation, {"RegionId": "cn-hangzhou", **named(shared, "")})
    assert (reply.status, reply.code) == (403, "InvalidSecurityToken.Expired")


@pytest.mark.parametrize("token", ["", "x" * 64])
def test_a_session_needs_its_own_token(shared: RunningSimulator, token: str) -> None:
    with shared.asker("session") as client:
        reply = client.send("POST", *client.signed("DescribeRegions", {}, x_acs_security_token=token))
    assert (reply.status, reply.code) == (403, "InvalidSecurityToken.MismatchWithAccessKey")


def test_a_session_ends_by_the_clock_of_the_computer() -> None:
    moment = [datetime(2026, 5, 1, 12, tzinfo=UTC)]
    with RunningSimulator("small", wall=lambda: moment[0]) as sim, sim.asker("session") as client:

        def ask() -> str:
            date = moment[0].strftime("%Y-%m-%dT%H:%M:%SZ")
            return client.send("POST", *client.signed("DescribeRegions", {}, x_acs_date=date)).code

        moment[0] += timedelta(minutes=59)
        before = ask()
        moment[0] += timedelta(minutes=1)
        assert (before, ask()) == ("", "InvalidSecurityToken.Expired")


@pytest.mark.parametrize("operation", MUTATIONS)
@pytest.mark.parametrize(
    ("user", "group", "allowed"),
    [
        ("administrator", "own", True),
        ("session", "own", True),
        ("operator", "own", True),
        ("operator", "other", False),
        ("reader", "own", False),
    ],
)
def test_who_may_change_what(
    shared: RunningSimulator, operation: str, user: str, group: str, allowed: bool
) -> None:
    before = len(shared.ledger())
    with shared.asker(user) as client:
        reply = call(client, operation, mutation(shared, group, operation))
    assert (reply.code == "Forbidden.RAM") == (not allowed), reply
    if not allowed:
        assert reply.status == 403
        assert f"ess:{operation}" in reply.body.decode()
        assert len(shared.ledger()) == before


def test_the_ledger_names_who_did_it(sim: RunningSimulator) -> None:
    for user, name in (("operator", "web"), ("session", "worker")):
        with sim.asker(user) as client:
            assert client.call("StartInstanceRefresh", **refresh_of(client, name)).status == 200
    assert [(e["user"], e["group"]) for e in sim.ledger()] == [
        ("operator", sim.group("web").id),
        ("session", sim.group("worker").id),
    ]


@pytest.mark.parametrize("operation", ["SetInstanceHealth", "CompleteLifecycleAction"])
def test_the_name_of_the_own_group_does_not_open_another(shared: RunningSimulator, operation: str) -> None:
    (own,) = shared.user("operator").groups
    with shared.asker("operator") as client:
        parameters = mutation(shared, "other", operation) | {"ScalingGroupId": own}
        assert call(client, operation, parameters).code == "Forbidden.RAM"


@pytest.mark.parametrize("user", ACTIVE)
def test_everybody_may_ask_who_they_are(shared: RunningSimulator, user: str) -> None:
    assert isinstance(OPERATIONS["GetCallerIdentity"], Identity)
    with shared.asker(user) as client:
        told = call(client, "GetCallerIdentity", {}).json()
    assert told["AccountId"] == shared.account_id
    assert told["Arn"].endswith(f":user/{user}")


def named(sim: RunningSimulator, wanted: str) -> dict[str, Any]:
    """Return the ids of the operator's own group, or of another."""
    (own,) = sim.user("operator").groups
    groups = sim.world.groups
    group = groups[own] if wanted != "other" else next(g for g in groups.values() if g.id != own)
    member = next(iter(group.members))
    hook = group.hooks[0].id if group.hooks else "lh-none"
    return {
        "ScalingGroupId": group.id,
        "InstanceIds.1": member,
        "InstanceId": member,
        "LifecycleHookId": hook,
        "LifecycleActionToken": "none",
        "ScalingActivityId": "asa-none",
    }


def mutation(sim: RunningSimulator, wanted: str, operation: str) -> dict[str, Any]:
    """Return the parameters of an operation about one group that can be read, if not always done."""
    told = named(sim, wanted)
    if operation in {"SetInstanceHealth", "CompleteLifecycleAction", "RecordLifecycleActionHeartbeat"}:
        # These go by the instance or the hook alone.
        del told["ScalingGroupId"]
    return {
        "RegionId": "cn-hangzhou",
        "AdjustmentType": "QuantityChangeInCapacity",
        "AdjustmentValue": 1,
        "ProtectedFromScaleIn": "true",
        "HealthStatus": "Healthy",
        "Processes.1": "ScaleIn",
        **told,
    }


# -- how often, how fast


@pytest.mark.parametrize("rate", [5.0, 50.0])
def test_each_user_may_make_so_many_calls_a_second(rate: float) -> None:
    with RunningSimulator("small", throttle=rate) as sim, sim.asker() as busy, sim.asker("reader") as calm:
        begun = perf_counter()
        replies = [busy.call("DescribeRegions") for _ in range(int(rate) + 60)]
        took = perf_counter() - begun
        assert calm.call("DescribeRegions").status == 200
    served = sum(reply.status == 200 for reply in replies)
    assert rate <= served <= rate + rate * took + 1
    assert {reply.code for reply in replies if reply.status != 200} == {"Throttling.User"}


def test_a_throttled_call_is_not_performed() -> None:
    with RunningSimulator("small", throttle=0.1) as sim, sim.asker() as owner, sim.asker("session") as other:
        parameters = refresh_of(other)
        assert owner.call("DescribeRegions").status == 200
        assert owner.call("StartInstanceRefresh", **parameters).code == "Throttling.User"
        assert sim.starts() == []


def test_latency_is_in_every_answer_and_holds_nobody_up() -> None:
    with RunningSimulator("small", latency_ms=150) as sim, ExitStack() as stack:
        clients = [stack.enter_context(sim.asker()) for _ in range(8)]
        took: list[float] = []

        def ask(client: Asker) -> None:
            begun = perf_counter()
            assert client.call("DescribeRegions").status == 200
            took.append(perf_counter() - begun)

        begun = perf_counter()
        together([lambda client=client: ask(client) for client in clients])
        assert min(took) >= 0.15
        assert perf_counter() - begun < 8 * 0.15


@pytest.mark.parametrize("speed", [1.0, 60.0, 3600.0])
def test_time_passes_as_fast_as_it_is_told_to(speed: float) -> None:
    with RunningSimulator("small", speed=speed) as sim, sim.asker() as owner:

        def moment() -> datetime:
            return datetime.fromisoformat(owner.control("GET", "/-/clock").json()["now"])

        outer = perf_counter()
        first = moment()
        inner = perf_counter()
        for _ in range(20):
            last = moment()
        inner_took = perf_counter() - inner
        last = moment()
        outer_took = perf_counter() - outer
    passed = (last - first).total_seconds()
    assert inner_took * speed <= passed + 0.001
    assert passed <= outer_took * speed + 0.001


# -- how it is asked


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "HEAD", "BREW"])
def test_only_get_and_post_are_understood(shared: RunningSimulator, method: str) -> None:
    with shared.asker() as client:
        target, headers = client.signed("DescribeRegions", {})
        reply = client.send(method, target, headers)
    assert reply.status in {400, 405}


def test_parameters_may_come_in_the_body(shared: RunningSimulator) -> None:
    body = b"RegionId=cn-hangzhou&PageSize=1"
    with shared.asker() as client:
        target, headers = client.signed(
            "DescribeScalingGroups", {}, x_acs_content_sha256=hashlib.sha256(body).hexdigest()
        )
        headers["Content-Type"] = "application/x-www-form-urlencoded"
        found = client.send("POST", target, headers, body).json()
        assert len(found["ScalingGroups"]) == 1
        forged = client.send("POST", *client.signed("DescribeRegions", {}), body)
    assert forged.code == "InvalidContentSha256"


@pytest.mark.parametrize(
    "body",
    [b"\xff\xfe", b"&".join(b"a=b" for _ in range(30_000))],
    ids=["not UTF-8", "too many"],
)
def test_a_form_that_cannot_be_read_is_refused(shared: RunningSimulator, body: bytes) -> None:
    with shared.asker() as client:
        target, headers = client.signed("DescribeRegions", {})
        headers["Content-Type"] = "application/x-www-form-urlencoded"
        reply = client.send("POST", target, headers, body)
    assert (reply.status, reply.code) == (400, "InvalidParameter")


@pytest.mark.parametrize(
    ("action", "version", "told"),
    [
        ("DeleteEverything", ESS, (404, "InvalidAction.NotFound")),
        ("DescribeRegions", "1999-01-01", (400, "InvalidVersion")),
    ],
)
def test_what_there_is_not_is_told(
    shared: RunningSimulator, action: str, version: str, told: tuple[int, str]
) -> None:
    with shared.asker() as client:
        reply = client.call(action, version)
    assert (reply.status, reply.code) == told


def test_an_unknown_action_is_noted_once_and_cannot_forge_a_line(
    shared: RunningSimulator, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING), shared.asker() as client:
        for _ in range(3):
            client.call("Open%0aSesame", ESS)
            client.call("Forged" + "x" * 500)
    assert [record.getMessage() for record in caplog.records] == [
        "No such action: 'Open%0aSesame 2022-02-22'",
        f"No such action: 'Forged{'x' * 58} 2022-02-22'",
    ]


def test_requests_come_back_with_ids_of_their_own(shared: RunningSimulator) -> None:
    with shared.asker() as client:
        seen = {client.call("DescribeRegions").json()["RequestId"] for _ in range(20)}
    assert len(seen) == 20


def test_pipelined_requests_are_answered_in_order(shared: RunningSimulator) -> None:
    sent = b""
    with shared.asker() as client:
        for number, action in enumerate(("DescribeRegions", "OpenSesame", "GetCallerIdentity")):
            target, headers = client.signed(action, {}, "2015-04-01" if number == 2 else ESS)
            headers["Connection"] = "close" if number == 2 else "keep-alive"
            lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
            sent += f"POST {target} HTTP/1.1\r\n{lines}Content-Length: 0\r\n\r\n".encode()
    answers = exchange(shared.endpoint, sent)
    assert answers.index(b'"Regions"') < answers.index(b"InvalidAction") < answers.index(b'"AccountId"')


# -- many at once


def test_of_many_starts_at_once_one_is_accepted(sim: RunningSimulator) -> None:
    replies = start_together(sim, [f"token-{n}" for n in range(12)])
    assert sorted(reply.status for reply in replies)[:2] == [200, 400]
    assert len(sim.starts()) == 1


def test_of_many_starts_with_one_token_one_is_performed_and_all_are_told(sim: RunningSimulator) -> None:
    replies = start_together(sim, ["token"] * 12)
    assert {reply.status for reply in replies} == {200}
    assert len({reply.json()["InstanceRefreshTaskId"] for reply in replies}) == 1
    assert len(sim.starts()) == 1


def start_together(sim: RunningSimulator, tokens: list[str]) -> list[Reply]:
    with ExitStack() as stack:
        clients = [stack.enter_context(sim.asker()) for _ in tokens]
        parameters = refresh_of(clients[0])
        replies: list[Reply] = []

        def start(client: Asker, token: str) -> None:
            replies.append(client.call("StartInstanceRefresh", **parameters, ClientToken=token))

        together(
            [lambda c=client, t=token: start(c, t) for client, token in zip(clients, tokens, strict=True)]
        )
    return replies


def together(jobs: list[Any]) -> None:
    gate = threading.Barrier(len(jobs))

    def run(job: Any) -> None:
        gate.wait(10)
        job()

    threads = [threading.Thread(target=run, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)


# -- coming and going


def test_it_goes_offline_and_comes_back_where_it_was(sim: RunningSimulator) -> None:
    with sim.asker() as owner:
        assert owner.call("StartInstanceRefresh", **refresh_of(owner)).status == 200
        sim.stop()
        with pytest.raises((ConnectionError, http.client.HTTPException)):
            owner.call("DescribeRegions")
        with pytest.raises(ConnectionRefusedError):
            owner.call("DescribeRegions")
        sim.start()
        assert owner.call("DescribeRegions").status == 200
    assert len(sim.starts()) == 1


def test_nonces_are_forgotten_when_no_date_can_be_good_any_more() -> None:
    moment = [datetime(2026, 5, 1, 12, tzinfo=UTC)]
    with RunningSimulator("small", wall=lambda: moment[0]) as sim, sim.asker() as owner:
        for minutes in (0, 10, 31):
            moment[0] = datetime(2026, 5, 1, 12, tzinfo=UTC) + timedelta(minutes=minutes)
            date = moment[0].strftime("%Y-%m-%dT%H:%M:%SZ")
            assert owner.send("POST", *owner.signed("DescribeRegions", {}, x_acs_date=date)).status == 200
        assert len(sim.simulator._nonces) == len(sim.simulator._nonce_ages) == 2


# -- TLS


@pytest.fixture
def certificate(tmp_path: Path) -> tuple[str, str]:
    return self_signed(tmp_path)


@pytest.fixture
def secured(certificate: tuple[str, str]) -> Iterator[RunningSimulator]:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(*certificate)
    with RunningSimulator("small", tls=context) as running:
        yield running


def test_a_client_that_trusts_the_certificate_is_served(
    secured: RunningSimulator, certificate: tuple[str, str]
) -> None:
    assert secured.protocol == "HTTPS"
    with secured.asker(tls=ssl.create_default_context(cafile=certificate[0])) as owner:
        assert owner.call("DescribeRegions").status == 200
        assert owner.control("GET", "/-/clock").status == 200


def test_a_client_that_does_not_trust_it_sends_nothing(secured: RunningSimulator) -> None:
    with (
        secured.asker(tls=ssl.create_default_context()) as owner,
        pytest.raises(ssl.SSLCertVerificationError),
    ):
        owner.call("DescribeRegions")
    assert secured.simulator.served == 0


def test_plain_http_gets_nothing_there(secured: RunningSimulator) -> None:
    asked = f"GET / HTTP/1.1\r\nHost: {secured.endpoint}\r\n\r\n".encode()
    assert not exchange(secured.endpoint, asked).startswith(b"HTTP/")


@pytest.mark.parametrize("old", ["TLSv1", "TLSv1_1"])
def test_versions_that_are_broken_are_not_spoken(
    secured: RunningSimulator, certificate: tuple[str, str], old: str
) -> None:
    context = ssl.create_default_context(cafile=certificate[0])
    context.set_ciphers("DEFAULT:@SECLEVEL=0")
    with pytest.warns(DeprecationWarning, match=old):
        speak_only(context, ssl.TLSVersion[old])
    with secured.asker(tls=context) as owner, pytest.raises(OSError):
        owner.call("DescribeRegions")


def speak_only(context: ssl.SSLContext, version: ssl.TLSVersion) -> None:
    context.minimum_version = version
    context.maximum_version = version
