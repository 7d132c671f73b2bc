"""The socket of the simulator under attack: what strangers send is refused, and the owner notices nothing.

ESSGUI_STRESS=full makes the crowds as large as the claim; the ordinary run keeps them small.
"""

from __future__ import annotations

import os
import resource
import select
import socket
import statistics
import sys
import threading
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

import pytest

from essgui.__main__ import main
from essgui.simulator.server_connections import Limits
from tests.cloud.speaking import self_signed
from tests.support.asking import Asker, Key, address, connected, exchange, rest_of
from tests.support.simulated import RunningSimulator
from tests.support.spawned import SpawnedSimulator

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

FULL = os.environ.get("ESSGUI_STRESS") == "full"
CROWD = 1000 if FULL else 200
CALLS = 1000 if FULL else 150
LIMIT_MS = 50.0
MEBIBYTE = 1024 * 1024
HOST = b"the Host header that is right"


@pytest.fixture(scope="module")
def spawned() -> Iterator[SpawnedSimulator]:
    with SpawnedSimulator("--scenario", "small") as running:
        yield running


@pytest.fixture(autouse=True)
def descriptors() -> Iterator[None]:
    """Let this process hold the crowd, where the system lets it."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    needed = 2 * CROWD + 256
    if soft != resource.RLIM_INFINITY and soft < needed:
        if hard != resource.RLIM_INFINITY and hard < needed:
            pytest.skip(f"this system lets a process hold {hard} files, {needed} are needed")
        resource.setrlimit(resource.RLIMIT_NOFILE, (needed, hard))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


# -- where it listens


def test_only_127_0_0_1_listens(spawned: SpawnedSimulator) -> None:
    assert listening(spawned.process.pid) == [f"0100007F:{address(spawned.endpoint)[1]:04X}"]


@pytest.mark.parametrize("other", ["127.0.0.2", "::1", "own address"])
def test_no_other_address_of_this_computer_answers(spawned: SpawnedSimulator, other: str) -> None:
    host = own_address() if other == "own address" else other
    if host.startswith("127.0.0.1"):
        pytest.skip("this computer has no address but loopback")
    with pytest.raises(OSError):
        socket.create_connection((host, address(spawned.endpoint)[1]), 5).close()


@pytest.mark.parametrize("option", ["--host", "--bind", "--address"])
def test_there_is_no_way_to_bind_elsewhere(option: str) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["simulator", option, "0.0.0.0"])  # noqa: S104 - the point is that it is refused
    assert ended.value.code == 2


# -- what strangers send


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:{port}",
        "127.0.0.1",
        "127.0.0.1:1",
        "127.0.0.2:{port}",
        "[::1]:{port}",
        "",
    ],
)
@pytest.mark.parametrize("path", ["/", "/-/ledger"])
def test_a_foreign_host_is_refused_though_all_else_is_right(
    spawned: SpawnedSimulator, host: str, path: str
) -> None:
    named = host.format(port=address(spawned.endpoint)[1])
    with spawned.asker() as owner:
        if path == "/":
            reply = owner.send("POST", *owner.signed("DescribeRegions", {}, host=named))
        else:
            token = {"Authorization": f"Bearer {owner.control_token}"}
            reply = owner.send("GET", path, {"host": named, **token})
    assert (reply.status, reply.code) == (403, "Forbidden")


def test_localhost_by_name_is_served(spawned: SpawnedSimulator) -> None:
    with spawned.asker() as owner:
        named = f"localhost:{address(spawned.endpoint)[1]}"
        assert owner.send("POST", *owner.signed("DescribeRegions", {}, host=named)).status == 200


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://{endpoint}", ""])
@pytest.mark.parametrize("path", ["/", "/-/ledger"])
def test_any_origin_is_refused_though_all_else_is_right(
    spawned: SpawnedSimulator, origin: str, path: str
) -> None:
    with spawned.asker() as owner:
        alien = {"Origin": origin.format(endpoint=spawned.endpoint)}
        if path == "/":
            target, headers = owner.signed("DescribeRegions", {})
            reply = owner.send("POST", target, headers | alien)
        else:
            reply = owner.send("GET", path, {"Authorization": f"Bearer {owner.control_token}"} | alien)
    assert (reply.status, reply.code) == (403, "Forbidden")
    assert not [name for name in reply.headers if name.lower().startswith("access-control")]


def test_a_browser_is_not_told_that_it_may_ask(spawned: SpawnedSimulator) -> None:
    asked = b"OPTIONS / HTTP/1.1\r\nHost: %b\r\nOrigin: null\r\nAccess-Control-Request-Method: POST\r\n\r\n"
    answer = exchange(spawned.endpoint, asked % spawned.endpoint.encode())
    assert status(answer) == 403
    assert b"access-control" not in answer.lower()


@pytest.mark.parametrize("line", ["GET http://evil.example/", "CONNECT evil.example:443", "OPTIONS *"])
def test_it_is_no_proxy(spawned: SpawnedSimulator, line: str) -> None:
    sent = f"{line} HTTP/1.1\r\nHost: {spawned.endpoint}\r\n\r\n".encode()
    assert status(exchange(spawned.endpoint, sent)) == 403


def wrong_secret(owner: Asker) -> tuple[str, dict[str, str]]:
    owner.key = Key(owner.key.id, "x" * 30)
    return owner.signed("DescribeRegions", {})


def unknown_key(owner: Asker) -> tuple[str, dict[str, str]]:
    owner.key = Key("LTAI5tNobody", owner.key.secret)
    return owner.signed("DescribeRegions", {})


def other_parameters(owner: Asker) -> tuple[str, dict[str, str]]:
    _, headers = owner.signed("DescribeScalingGroups", {"RegionId": "cn-hangzhou"})
    return "/?RegionId=cn-shanghai", headers


def other_action(owner: Asker) -> tuple[str, dict[str, str]]:
    target, headers = owner.signed("DescribeRegions", {})
    return target, headers | {"x-acs-action": "DescribeAlarms"}


def unsigned(owner: Asker) -> tuple[str, dict[str, str]]:
    target, headers = owner.signed("DescribeRegions", {})
    del headers["Authorization"]
    return target, headers


def no_nonce(owner: Asker) -> tuple[str, dict[str, str]]:
    return owner.signed("DescribeRegions", {}, x_acs_signature_nonce="")


@pytest.mark.parametrize(
    ("forge", "code"),
    [
        (wrong_secret, "SignatureDoesNotMatch"),
        (unknown_key, "InvalidAccessKeyId.NotFound"),
        (other_parameters, "SignatureDoesNotMatch"),
        (other_action, "SignatureDoesNotMatch"),
        (unsigned, "MissingAccessKeyId"),
        (no_nonce, "IncompleteSignature"),
    ],
)
def test_a_bad_signature_is_refused(
    spawned: SpawnedSimulator, forge: Callable[[Asker], tuple[str, dict[str, str]]], code: str
) -> None:
    with spawned.asker() as owner:
        reply = owner.send("POST", *forge(owner))
    assert reply.status >= 400
    assert reply.code == code


@pytest.mark.parametrize(
    ("minutes", "code"),
    [(-16, "InvalidTimeStamp.Expired"), (-14, ""), (14, ""), (16, "InvalidTimeStamp.Expired")],
)
def test_a_date_may_be_fifteen_minutes_off(spawned: SpawnedSimulator, minutes: int, code: str) -> None:
    date = (datetime.now(UTC) + timedelta(minutes=minutes)).strftime("%Y-%m-%dT%H:%M:%SZ")
    with spawned.asker() as owner:
        reply = owner.send("POST", *owner.signed("DescribeRegions", {}, x_acs_date=date))
    assert reply.code == code
    assert (reply.status == 200) == (code == "")


def test_a_request_is_served_once(spawned: SpawnedSimulator) -> None:
    with spawned.asker() as owner, spawned.asker() as thief:
        caught = owner.signed("DescribeRegions", {})
        assert owner.send("POST", *caught).status == 200
        replies = [owner.send("POST", *caught), thief.send("POST", *caught)]
    assert {reply.code for reply in replies} == {"SignatureNonceUsed"}


def test_a_request_cannot_be_replayed_at_any_time_at_which_its_date_is_good() -> None:
    moment = [datetime(2026, 5, 1, 12, tzinfo=UTC)]
    with RunningSimulator("small", wall=lambda: moment[0]) as sim, sim.asker() as owner:
        early = (moment[0] + timedelta(minutes=14)).strftime("%Y-%m-%dT%H:%M:%SZ")
        caught = owner.signed("DescribeRegions", {}, x_acs_date=early)
        assert owner.send("POST", *caught).status == 200
        codes: list[str] = []
        for _ in range(31):
            moment[0] += timedelta(minutes=1)
            codes.append(owner.send("POST", *caught).code)
    assert set(codes[:29]) == {"SignatureNonceUsed"}
    assert codes[-1] == "InvalidTimeStamp.Expired"


@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
@pytest.mark.parametrize(
    "path", ["ledger", "clock", "advance", "faults", "delete-group", "world", "", "%2D/ledger"]
)
@pytest.mark.parametrize("token", [None, "", "wrong", "Bearer", "\xff"])
def test_control_pages_need_the_token(
    spawned: SpawnedSimulator, method: str, path: str, token: str | None
) -> None:
    with spawned.asker() as stranger:
        headers = {} if token is None else {"Authorization": f"Bearer {token}"}
        reply = stranger.send(method, f"/-/{path}", headers)
    assert (reply.status, reply.code) == (401, "Unauthorized")


def test_a_key_of_the_api_opens_no_control_page(spawned: SpawnedSimulator) -> None:
    with spawned.asker() as owner:
        _, headers = owner.signed("DescribeRegions", {})
        assert owner.send("GET", "/-/world", headers).status == 401


# -- too much


def test_a_request_line_just_under_a_mebibyte_is_served(spawned: SpawnedSimulator) -> None:
    with spawned.asker() as owner:
        spare = MEBIBYTE - 200
        assert owner.call("DescribeRegions", Filler="x" * spare).status == 200


@pytest.mark.parametrize(
    "attack",
    [
        pytest.param((b"GET /?" + b"x" * (MEBIBYTE + 100) + b" HTTP/1.1\r\n", HOST), id="line"),
        pytest.param((b"GET / HTTP/1.1\r\n", HOST, b"X: " + b"x" * 10_000_000), id="header"),
        pytest.param((b"GET / HTTP/1.1\r\n", HOST, b"X" * 10_000_000), id="header name"),
        pytest.param((b"GET / HTTP/1.1\r\n", HOST, b"X: x\r\n" * 100_000), id="headers"),
        pytest.param((b"GET / HTTP/1.1\r\n", HOST, HOST), id="two hosts"),
        pytest.param((b"GET / HTTP/1.1\r\n",), id="no host"),
        pytest.param((b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\0" * 500,), id="TLS"),
        pytest.param((b"\0" * 100_000,), id="zeros"),
        pytest.param((b"POST / HTTP/1.1\r\n", HOST, b"Content-Length: -1\r\n"), id="length"),
        pytest.param((b"POST / HTTP/1.1\r\n", HOST, b"Transfer-Encoding: chunked\r\n\r\nzz"), id="chunk"),
    ],
)
def test_what_is_no_request_is_refused(spawned: SpawnedSimulator, attack: tuple[bytes, ...]) -> None:
    named = f"Host: {spawned.endpoint}\r\n".encode()
    sent = [named if piece == HOST else piece for piece in attack]
    answer = exchange(spawned.endpoint, *sent, b"\r\n\r\n")
    # Where more is sent than is read, the system may reset the connection before the answer is seen.
    assert answer == b"" or status(answer) == 400
    with spawned.asker() as owner:
        assert owner.call("DescribeRegions").status == 200


def test_the_terminal_of_the_owner_stays_clear_of_what_strangers_send() -> None:
    with SpawnedSimulator("--scenario", "small") as sim:
        named = f"Host: {sim.endpoint}\r\n".encode()
        exchange(sim.endpoint, b"\0\r\n\r\n")
        exchange(sim.endpoint, b"GET / HTTP/1.1\r\n" + named + b"X: " + b"x" * 100_000 + b"\r\n\r\n")
        exchange(sim.endpoint, b"GET / HTTP/1.1\r\n" + named + b"X: \xff\r\nConnection: close\r\n\r\n")
        half = b"POST / HTTP/1.1\r\n" + named + b"Content-Length: 9\r\n\r\nhalf"
        with connected(sim.endpoint) as stranger:
            stranger.sendall(half)
        with connected(sim.endpoint) as stranger:
            stranger.sendall(half.replace(b"Content-Length: 9", b"Transfer-Encoding: chunked"))
            rest_of(stranger)
        with sim.asker() as owner:
            assert owner.call("DescribeRegions").status == 200
        sim.process.terminate()
        assert sim.end() == (0, "")


@pytest.mark.parametrize("path", ["/", "/-/world"])
@pytest.mark.parametrize("chunked", [True, False])
def test_a_body_that_is_too_large_is_refused(spawned: SpawnedSimulator, path: str, chunked: bool) -> None:
    start = f"POST {path} HTTP/1.1\r\nHost: {spawned.endpoint}\r\n"
    piece = b"10000\r\n" + b"x" * 65536 + b"\r\n"
    if chunked:
        answer = exchange(
            spawned.endpoint, start.encode() + b"Transfer-Encoding: chunked\r\n\r\n", piece * 40
        )
    else:
        answer = exchange(spawned.endpoint, start.encode() + b"Content-Length: 900000000\r\n\r\n")
    # A control page looks for the token first, so it reads nothing of a stranger's body.
    assert answer == b"" or status(answer) == (413 if path == "/" else 401)


# -- too slow


@pytest.mark.parametrize(
    "half",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"GET / HT", id="half a line"),
        pytest.param(b"GET / HTTP/1.1\r\nHost: {endpoint}\r\nX-", id="half a header"),
        pytest.param(
            b"POST / HTTP/1.1\r\nHost: {endpoint}\r\nContent-Length: 9\r\n\r\nhalf", id="half a body"
        ),
    ],
)
def test_a_half_sent_request_is_cut_in_time(half: bytes) -> None:
    limits = Limits(first_seconds=0.2, body_seconds=0.2)
    with RunningSimulator("small", limits=limits) as sim, connected(sim.endpoint) as slow:
        slow.sendall(half.replace(b"{endpoint}", sim.endpoint.encode()))
        answer = rest_of(slow)
    assert answer == b"" or status(answer) == 408


def test_a_header_that_comes_byte_by_byte_gains_no_time() -> None:
    with RunningSimulator("small", limits=Limits(first_seconds=0.3)) as sim, connected(sim.endpoint) as slow:
        slow.sendall(b"GET /?")
        with pytest.raises(ConnectionError):
            drip(slow, 500)


def test_a_handshake_that_never_ends_is_cut_in_time(tmp_path: Path) -> None:
    import ssl

    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(*self_signed(tmp_path))
    limits = Limits(first_seconds=0.2)
    with RunningSimulator("small", tls=context, limits=limits) as sim, connected(sim.endpoint) as slow:
        assert rest_of(slow) == b""


def test_the_owners_connection_outlives_those_limits() -> None:
    limits = Limits(connections=4, first_seconds=0.2)
    with (
        RunningSimulator("small", limits=limits) as sim,
        sim.asker() as owner,
        connected(sim.endpoint) as slow,
    ):
        assert owner.call("DescribeRegions").status == 200
        own = owner._connection.sock
        assert rest_of(slow) == b""
        with ExitStack() as crowd:
            held = [crowd.enter_context(connected(sim.endpoint)) for _ in range(20)]
            for stranger in held[: 20 - limits.connections]:
                assert rest_of(stranger) == b""
            assert owner.call("DescribeRegions").status == 200
            assert owner._connection.sock is own
            with sim.asker() as second:
                assert second.call("DescribeRegions").status == 200


# -- a crowd


def test_a_crowd_of_silent_and_half_sent_requests_does_not_hold_up_the_owner() -> None:
    with SpawnedSimulator("--scenario", "small") as sim, sim.asker() as owner:
        alone = percentile_99(owner)
        with crowd(sim.endpoint) as held:
            among = percentile_99(owner)
            with sim.asker() as newcomer:
                fresh = percentile_99(newcomer)
            assert descriptors_of(sim.process.pid) < Limits().connections + 64
            refused = [connection for connection in held if ended(connection)]
        figures = f"alone {alone:.1f}, in a crowd of {2 * CROWD} {among:.1f}, newly come {fresh:.1f}"
        sys.stdout.write(f"the owner's p99 in ms: {figures}\n")
        assert max(among, fresh) < max(LIMIT_MS, 3 * alone), figures
        assert len(refused) >= 2 * CROWD - Limits().connections
        sim.process.terminate()
        assert sim.end() == (0, "")


def test_a_storm_of_refused_requests_does_not_hold_up_the_owner() -> None:
    with SpawnedSimulator("--scenario", "small") as sim, sim.asker() as owner:
        alone = percentile_99(owner)
        over = threading.Event()
        bad = f"GET /-/ledger HTTP/1.1\r\nHost: {sim.endpoint}\r\nOrigin: null\r\n\r\n".encode()

        def storm() -> None:
            while not over.is_set():
                assert status(exchange(sim.endpoint, bad)) == 403

        strangers = [threading.Thread(target=storm) for _ in range(2)]
        for stranger in strangers:
            stranger.start()
        try:
            among = percentile_99(owner)
        finally:
            over.set()
            for stranger in strangers:
                stranger.join()
    figures = f"alone {alone:.1f}, in a storm {among:.1f}"
    sys.stdout.write(f"the owner's p99 in ms: {figures}\n")
    assert among < max(LIMIT_MS, 3 * alone), figures


@contextmanager
def crowd(endpoint: str) -> Iterator[list[socket.socket]]:
    """Hold CROWD connections that say nothing and as many that say half of something."""
    half = f"GET / HTTP/1.1\r\nHost: {endpoint}\r\nX-".encode()
    with ExitStack() as stack:
        held: list[socket.socket] = []
        for _ in range(CROWD):
            held.append(stack.enter_context(connected(endpoint)))
            held.append(stack.enter_context(connected(endpoint)))
            held[-1].sendall(half)
        yield held


def drip(connection: socket.socket, times: int) -> None:
    """Send a byte each 20 ms, so many times; raises ConnectionError where the other end is gone."""
    for _ in range(times):
        connection.send(b"x")
        if select.select([connection], [], [], 0.02)[0] and not connection.recv(1):
            raise ConnectionResetError


def percentile_99(client: Asker) -> float:
    """Return the 99th percentile of the time of a call, in milliseconds.

    A slow round may be the work of another program on this computer, so the best of three counts.
    """

    def measure() -> float:
        took: list[float] = []
        for _ in range(CALLS):
            begun = perf_counter()
            assert client.call("DescribeScalingGroups", RegionId="cn-hangzhou").status == 200
            took.append((perf_counter() - begun) * 1000)
        return statistics.quantiles(took, n=100)[98]

    best = measure()
    for _ in range(2):
        if best > LIMIT_MS / 2:
            best = min(best, measure())
    return best


def ended(connection: socket.socket) -> bool:
    """Tell whether the other end has closed, without waiting."""
    connection.setblocking(False)
    try:
        return connection.recv(1) == b""
    except BlockingIOError:
        return False
    except ConnectionError:
        return True


def status(answer: bytes) -> int:
    return int(answer.split(b" ", 2)[1])


def own_address() -> str:
    """Return the address by which this computer would go out; nothing is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return "127.0.0.1"
        return probe.getsockname()[0]


def listening(pid: int) -> list[str]:
    """Return the addresses at which a process listens, as /proc/net/tcp and tcp6 spell them."""
    own = {link.readlink().name for link in Path(f"/proc/{pid}/fd").iterdir() if link.is_symlink()}
    found: list[str] = []
    for table in ("tcp", "tcp6"):
        for row in Path(f"/proc/{pid}/net/{table}").read_text().splitlines()[1:]:
            fields = row.split()
            if fields[3] == "0A" and f"socket:[{fields[9]}]" in own:
                found.append(fields[1])
    return found


def descriptors_of(pid: int) -> int:
    return len(list(Path(f"/proc/{pid}/fd").iterdir()))
