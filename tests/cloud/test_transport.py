"""What the SDK does not do for us, against bare sockets: time, size, redirects, proxies, who is told what."""

from __future__ import annotations

import asyncio
import gzip
import json
import socket
import ssl
import threading
import time
from typing import TYPE_CHECKING

import pytest

from essgui.cloud.alibaba import AlibabaCloud
from essgui.cloud.endpoints import Connection, Way
from essgui.domain.credentials import Secret
from essgui.domain.errors import ScalingError, UnknownOutcome, Unreachable
from essgui.domain.lifecycle import RefreshAction
from essgui.domain.refresh import RefreshSpec
from essgui.domain.scaling import GroupId, TaskId
from tests.cloud.speaking import KEYS, REGION, answer, hang_up, run, self_signed, silence

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cloud.speaking import Speaker

    Speak = Callable[[Callable[[socket.socket, str], bool | None] | bytes], Speaker]

GROUP, TASK = GroupId("asg-1"), TaskId("ir-1")
SPEC = RefreshSpec(REGION, GROUP)
REGIONS = {"RequestId": "R-1", "Regions": [{"RegionId": "cn-hangzhou", "LocalName": "Hangzhou"}]}


def failure(work: Callable[[AlibabaCloud], object], address: str, **options: object) -> ScalingError:
    with pytest.raises(ScalingError) as caught:
        run(work, address, **options)
    # Nothing that holds the request, and with it the token, may travel with an error.
    assert caught.value.__context__ is None
    assert caught.value.__cause__ is None
    return caught.value


def test_one_connection_serves_many_calls(speak: Speak) -> None:
    speaker = speak(answer(REGIONS))

    async def five(api: AlibabaCloud) -> None:
        for _ in range(5):
            await api.regions()

    run(five, speaker.address)
    assert speaker.connections == 1
    assert len(speaker.requests) == 5


@pytest.mark.parametrize("status", ["301", "302", "303", "307", "308"])
def test_a_redirect_is_refused_and_the_other_host_hears_nothing(speak: Speak, status: str) -> None:
    other = speak(answer(REGIONS))
    speaker = speak(
        answer(b"", f"{status} Elsewhere", {"Location": f"http://localhost:{other.address.split(':')[1]}/"})
    )
    error = failure(lambda api: api.regions(), speaker.address)
    assert isinstance(error, Unreachable)
    assert error.code == "Network.Redirect"
    assert isinstance(failure(lambda api: api.start(SPEC, "t"), speaker.address), UnknownOutcome)
    assert other.connections == 0


def test_a_body_that_is_too_long_is_not_read(speak: Speak) -> None:
    sent = 0

    def pour(connection: socket.socket, _: str) -> bool:
        nonlocal sent
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100000000\r\n\r\n")
        for _ in range(1_000):
            connection.sendall(b" " * 100_000)
            sent += 100_000
        return False

    speaker = speak(pour)
    error = failure(lambda api: api.regions(), speaker.address, body_cap=1_000_000)
    assert error.code == "Network.TooBig"
    assert isinstance(error, Unreachable)
    assert sent < 30_000_000  # what the sockets' buffers took


def test_a_small_answer_that_unpacks_into_a_huge_one_is_not_read(speak: Speak) -> None:
    bomb = gzip.compress(b" " * 50_000_000)
    speaker = speak(answer(bomb, headers={"Content-Encoding": "gzip"}))
    error = failure(lambda api: api.regions(), speaker.address, body_cap=1_000_000)
    assert error.code == "Network.TooBig"


def trickle(head: bytes) -> Callable[[socket.socket, str], bool]:
    def say(connection: socket.socket, _: str) -> bool:
        connection.sendall(head)
        while True:
            connection.sendall(b"a")
            time.sleep(0.02)

    return say


@pytest.mark.parametrize(
    "head",
    [b"HTTP/1.1 200 OK\r\nX-Slow: ", b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n"],
    ids=["head", "body"],
)
def test_a_trickle_ends_at_the_deadline(speak: Speak, head: bytes) -> None:
    speaker = speak(trickle(head))
    began = time.monotonic()
    assert isinstance(failure(lambda api: api.regions(), speaker.address, deadline=0.4), Unreachable)
    unknown = failure(
        lambda api: api.act(REGION, GROUP, TASK, RefreshAction.CANCEL), speaker.address, deadline=0.4
    )
    assert isinstance(unknown, UnknownOutcome)
    assert 0.8 <= time.monotonic() - began < 3.0


def test_the_deadline_gives_the_thread_back(speak: Speak) -> None:
    slow = trickle(b"HTTP/1.1 200 OK\r\nX-Slow: ")

    def first_slow(connection: socket.socket, request: str) -> bool | None:
        return (
            slow(connection, request) if len(speaker.requests) == 1 else connection.sendall(answer(REGIONS))
        )

    speaker = speak(first_slow)

    async def late_and_next(api: AlibabaCloud) -> object:
        with pytest.raises(Unreachable):
            await api.regions()
        return await api.regions()

    assert run(late_and_next, speaker.address, deadline=0.5, threads=1)


def test_a_call_that_waits_in_vain_for_a_thread_ends_at_its_deadline_too(speak: Speak) -> None:
    speaker = speak(silence)

    async def many(api: AlibabaCloud) -> list[object]:
        return list(await asyncio.gather(*(api.regions() for _ in range(12)), return_exceptions=True))

    began = time.monotonic()
    outcomes = run(many, speaker.address, deadline=0.5, threads=2)
    assert all(isinstance(outcome, Unreachable) for outcome in outcomes)
    assert len(outcomes) == 12
    assert time.monotonic() - began < 3.0


def test_closing_ends_what_is_under_way_and_what_waits_and_tells_them_apart(speak: Speak) -> None:
    speaker = speak(silence)

    async def start_behind_reads(api: AlibabaCloud) -> list[object]:
        reads = asyncio.gather(*(api.regions() for _ in range(2)), return_exceptions=True)
        await speaker.heard(2)
        start = asyncio.gather(api.start(SPEC, "t"), return_exceptions=True)
        await asyncio.sleep(0)
        began = time.monotonic()
        await api.close()
        assert time.monotonic() - began < 1.5
        return [*await reads, *await start]

    outcomes = run(start_behind_reads, speaker.address, threads=2)
    assert [type(outcome) for outcome in outcomes] == [Unreachable] * 3
    assert "Nothing was sent" in str(outcomes[-1])
    assert len(speaker.requests) == 2


def test_closing_leaves_a_change_that_was_sent_unknown(speak: Speak) -> None:
    speaker = speak(silence)

    async def start_and_close(api: AlibabaCloud) -> list[object]:
        start = asyncio.gather(api.start(SPEC, "t"), return_exceptions=True)
        await speaker.heard()
        await api.close()
        return await start

    assert isinstance(run(start_and_close, speaker.address)[0], UnknownOutcome)


def test_a_closed_adaptor_refuses_at_once(speak: Speak) -> None:
    speaker = speak(answer(REGIONS))

    async def close_and_ask(api: AlibabaCloud) -> None:
        await api.close()
        await api.close()
        await api.start(SPEC, "t")

    assert isinstance(failure(close_and_ask, speaker.address), Unreachable)
    assert speaker.requests == []


def test_a_cancelled_read_gives_its_thread_back(speak: Speak) -> None:
    def second_time(connection: socket.socket, _: str) -> None:
        if len(speaker.requests) > 1:
            connection.sendall(answer(REGIONS))

    speaker = speak(second_time)

    async def cancel_and_ask(api: AlibabaCloud) -> object:
        stuck = asyncio.ensure_future(api.regions())
        await speaker.heard()
        stuck.cancel()
        return await api.regions()

    began = time.monotonic()
    assert run(cancel_and_ask, speaker.address, threads=1, deadline=5.0)
    assert time.monotonic() - began < 3.0


def test_a_cancelled_change_that_was_sent_is_left_to_end(speak: Speak) -> None:
    heard_out = threading.Event()

    def late(connection: socket.socket, request: str) -> None:
        if "StartInstanceRefresh" in request:
            cancelled.wait(5)
            # A cut connection would end the wait with an empty read at once.
            connection.settimeout(0.2)
            try:
                connection.recv(1)
            except TimeoutError:
                heard_out.set()
            connection.settimeout(None)
        connection.sendall(answer({**REGIONS, "InstanceRefreshTaskId": "ir-1"}))

    speaker = speak(late)
    cancelled = threading.Event()

    async def cancel(api: AlibabaCloud) -> object:
        started = asyncio.ensure_future(api.start(SPEC, "t"))
        await speaker.heard()
        started.cancel()
        cancelled.set()
        return await api.regions()

    assert run(cancel, speaker.address, threads=1)
    assert heard_out.is_set()


@pytest.mark.parametrize(
    "words",
    [
        b"",
        b'HTTP/1.1 200 OK\r\nContent-Length: 400\r\n\r\n{"RequestId":',
        answer(b""),
        answer(b"<html>busy</html>", "503 Service Unavailable"),
        answer(b"<html>welcome</html>"),
        answer(b"not http at all")[20:],
        answer(["a list"], "500 Error"),
        answer({}, "500 Error"),
        answer({"Message": "no code"}, "400 Bad"),
    ],
)
def test_no_usable_answer_is_unreachable_for_a_read_and_unknown_for_a_change(
    speak: Speak, words: bytes
) -> None:
    def say(connection: socket.socket, _: str) -> bool:
        connection.sendall(words)
        return False

    speaker = speak(say)
    read = failure(lambda api: api.regions(), speaker.address)
    started = failure(lambda api: api.start(SPEC, "t"), speaker.address)
    acted = failure(lambda api: api.act(REGION, GROUP, TASK, RefreshAction.CANCEL), speaker.address)
    assert isinstance(read, Unreachable)
    assert isinstance(started, UnknownOutcome)
    assert isinstance(acted, UnknownOutcome)
    for error in (read, started, acted):
        assert error.sentence
        assert error.hint


def test_nobody_there_is_unreachable_also_for_a_change_because_nothing_was_sent() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        address = "{}:{}".format(*free.getsockname())
    error = failure(lambda api: api.start(SPEC, "t"), address)
    assert isinstance(error, Unreachable)
    assert error.code == "Network.Connect"
    assert "refused" in error.sentence
    assert "Nothing was sent" in error.sentence


class Stale:
    """Answers the first request of a connection and hangs up at the second without a word."""

    def __init__(self) -> None:
        self.seen: set[socket.socket] = set()

    def __call__(self, connection: socket.socket, _: str) -> bool:
        if connection in self.seen:
            return False
        self.seen.add(connection)
        connection.sendall(answer(REGIONS))
        return True


def test_a_read_on_a_dead_connection_is_tried_once_more_at_once(speak: Speak) -> None:
    speaker = speak(Stale())

    async def two(api: AlibabaCloud) -> object:
        await api.regions()
        return await api.regions()

    assert run(two, speaker.address)
    assert len(speaker.requests) == 3
    nonces = {
        line for r in speaker.requests for line in r.split("\r\n") if line.startswith("x-acs-signature-nonce")
    }
    assert len(nonces) == 3  # each try is signed anew


def test_a_change_on_a_dead_connection_is_unknown_and_sent_once(speak: Speak) -> None:
    speaker = speak(Stale())

    async def read_then_start(api: AlibabaCloud) -> None:
        await api.regions()
        await api.start(SPEC, "t")

    assert isinstance(failure(read_then_start, speaker.address), UnknownOutcome)
    assert sum("StartInstanceRefresh" in r for r in speaker.requests) == 1


def test_a_read_that_fails_on_a_new_connection_is_not_repeated(speak: Speak) -> None:
    speaker = speak(hang_up)
    failure(lambda api: api.regions(), speaker.address)
    assert len(speaker.requests) == 1


def test_the_simulator_is_never_asked_through_a_proxy(speak: Speak, monkeypatch: pytest.MonkeyPatch) -> None:
    proxy, speaker = speak(answer(b"no", "502 Bad")), speak(answer(REGIONS))
    for name in ("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, f"http://{proxy.address}")
    way = Way(Secret(f"http://{proxy.address}"))
    assert run(lambda api: api.regions(), speaker.address, way=way)
    assert proxy.connections == 0


def real(way: Way) -> AlibabaCloud:
    return AlibabaCloud(Connection(REGION, KEYS, way=way), deadline=5.0)


async def ask(api: AlibabaCloud) -> object:
    try:
        return await api.regions()
    finally:
        await api.close()


def test_the_cloud_is_asked_through_the_proxy_that_was_given_and_no_other(
    speak: Speak, monkeypatch: pytest.MonkeyPatch
) -> None:
    given, other = speak(answer(b"", "403 No")), speak(answer(b"", "403 No"))
    monkeypatch.setenv("HTTPS_PROXY", f"http://{other.address}")
    way = Way(Secret(f"http://jo:pass%20word@{given.address}"))
    with pytest.raises(Unreachable) as caught:
        asyncio.run(ask(real(way)))
    assert caught.value.code == "Network.Proxy"
    assert "pass" not in f"{caught.value} {caught.value.hint}"
    assert given.requests[0].startswith("CONNECT ess.aliyuncs.com:443 ")
    assert "proxy-authorization: basic am86cgfzcyb3b3jk" in given.requests[0].lower()
    assert "TheTokenOfNobody" not in given.requests[0]
    assert other.connections == 0


@pytest.mark.parametrize("address", ["socks5://127.0.0.1:1", "http://", "ht!tp://x", "http://[::1"])
def test_a_proxy_that_cannot_be_used_is_named_as_the_trouble(address: str) -> None:
    with pytest.raises(Unreachable) as caught:
        asyncio.run(ask(real(Way(Secret(address)))))
    assert caught.value.code in {"Network.Proxy", "Network.Connect"}


def test_a_certificate_of_nobody_is_refused_before_anything_is_told(tmp_path: Path, speak: Speak) -> None:
    certificate, key = self_signed(tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    heard: list[bytes] = []

    def tunnel(connection: socket.socket, request: str) -> bool:
        connection.sendall(b"HTTP/1.1 200 Connected\r\n\r\n")
        try:
            with context.wrap_socket(connection, server_side=True) as inside:
                heard.append(inside.recv(65_536))
        except (ssl.SSLError, OSError):
            return False
        return False

    proxy = speak(tunnel)
    with pytest.raises(Unreachable) as caught:
        asyncio.run(ask(real(Way(Secret(f"http://{proxy.address}")))))
    assert caught.value.code == "Network.Tls"
    assert "certificate" in caught.value.sentence
    # With that authority trusted it is still the certificate of another host.
    way = Way(Secret(f"http://{proxy.address}"), authorities=certificate)
    with pytest.raises(Unreachable) as caught:
        asyncio.run(ask(real(way)))
    assert caught.value.code == "Network.Tls"
    assert not any(heard)


@pytest.mark.parametrize(
    "body",
    [
        None,
        [],
        "text",
        7,
        {},
        {"RequestId": "R"},
        {"RequestId": "R", "Regions": None},
        {"RequestId": "R", "Regions": {"RegionId": "cn-hangzhou"}},
        {"RequestId": "R", "Regions": ["cn-hangzhou"]},
        {"RequestId": "R", "Regions": [None]},
        {"Regions": []},
        {"RequestId": "R", "Code": "InternalError", "Message": "no", "Regions": []},
    ],
    ids=lambda body: json.dumps(body)[:40],
)
def test_status_200_is_not_success_for_a_read(speak: Speak, body: object) -> None:
    error = failure(lambda api: api.regions(), speak(answer(body)).address)
    assert isinstance(error, ScalingError)


@pytest.mark.parametrize(
    "body",
    [
        None,
        [],
        {},
        {"RequestId": "R"},
        {"RequestId": "R", "InstanceRefreshTaskId": None},
        {"RequestId": "R", "InstanceRefreshTaskId": ""},
        {"RequestId": "R", "InstanceRefreshTaskId": " "},
        {"RequestId": "R", "InstanceRefreshTaskId": 7},
        {"RequestId": "R", "InstanceRefreshTaskId": ["ir-1"]},
        {"RequestId": "R", "InstanceRefreshTaskId": "ir-1", "Code": "Throttling"},
        {"InstanceRefreshTaskId": "ir-1"},
    ],
    ids=lambda body: json.dumps(body)[:60],
)
def test_status_200_is_not_success_for_a_start(speak: Speak, body: object) -> None:
    error = failure(lambda api: api.start(SPEC, "t"), speak(answer(body)).address)
    assert isinstance(error, UnknownOutcome)


@pytest.mark.parametrize("body", [None, [], {}, {"RequestId": 7}, {"RequestId": "R", "Code": "X"}])
def test_status_200_is_not_success_for_an_action(speak: Speak, body: object) -> None:
    speaker = speak(answer(body))
    for action in RefreshAction:
        error = failure(lambda api, a=action: api.act(REGION, GROUP, TASK, a), speaker.address)
        assert isinstance(error, UnknownOutcome)


def test_fields_of_the_wrong_type_inside_an_entry_are_no_success(speak: Speak) -> None:
    body = {"RequestId": "R", "TotalCount": 1, "ScalingGroups": [{"ScalingGroupId": "asg-1", "Tags": "x"}]}
    error = failure(lambda api: api.groups(REGION), speak(answer(body)).address)
    assert isinstance(error, Unreachable)
    assert error.code == "BadAnswer"
