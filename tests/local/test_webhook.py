"""A message goes over real HTTP to a webhook as it was meant; whatever goes wrong is one kind of error."""

from __future__ import annotations

import json
import socket
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest

from essgui.domain.credentials import Secret
from essgui.local.webhook import NotSent, host_of, post, problem, refused_by_dingtalk, signed

if TYPE_CHECKING:
    from collections.abc import Iterator

CANARY = "canary-51f0"


@dataclass
class Hook:
    """A web server on this computer: what it was asked, and what it answers."""

    status: int = 200
    headers: dict[str, str] = field(default_factory=dict[str, str])
    body: bytes = b'{"errcode":0}'
    url: str = ""
    got: list[tuple[str, str, dict[str, str], bytes]] = field(
        default_factory=list[tuple[str, str, dict[str, str], bytes]]
    )


@contextmanager
def serving(hook: Hook) -> Iterator[Hook]:
    class Answer(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            sent = self.rfile.read(int(self.headers["Content-Length"]))
            headers = {name.lower(): value for name, value in self.headers.items()}
            hook.got.append((self.command, self.path, headers, sent))
            self.send_response(hook.status)
            for name, value in {"Content-Length": str(len(hook.body)), **hook.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(hook.body)

        do_GET = do_POST  # noqa: N815 - the name of theirs

        def log_message(self, format: str, *args: object) -> None: ...  # noqa: A002 - the name of theirs

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    hook.url = f"http://127.0.0.1:{server.server_port}/robot?access_token={CANARY}"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield hook
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_a_body_of_any_letters_goes_out_once_as_json() -> None:
    told = {"group": '订单 "web" <b>\n', "half": "\ud800", "at": "06:00"}
    with serving(Hook()) as hook:
        assert post(Secret(hook.url), told) == b'{"errcode":0}'
    ((method, path, headers, sent),) = hook.got
    assert (method, path) == ("POST", f"/robot?access_token={CANARY}")
    assert headers["content-type"] == "application/json; charset=utf-8"
    assert json.loads(sent.decode()) == {**told, "half": "?"}
    assert "订单".encode() in sent, "letters, not escapes"


def test_the_signature_arrives_as_it_was_made() -> None:
    # Made by openssl: printf '1600000000000\nthis is secret' |
    # openssl dgst -sha256 -hmac 'this is secret' -binary | base64
    expected = "MYEtKC4/NfMR1l4prX++ai6oOf70X1xOf6UlnyUhJH4="
    with serving(Hook()) as hook:
        post(Secret(signed(hook.url, "this is secret", 1600000000000)), {})
    query = parse_qs(urlsplit(hook.got[0][1]).query, strict_parsing=True)
    assert query == {"access_token": [CANARY], "timestamp": ["1600000000000"], "sign": [expected]}
    assert signed("https://h/x", "s", 1).startswith("https://h/x?timestamp=1&sign=")
    assert signed("https://h/x?a=b#top", "s", 1).startswith("https://h/x?a=b&timestamp=1&sign=")
    assert "#" not in signed("https://h/x#top", "s", 1), "what stands behind it is never sent"


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_nothing_follows_a_redirect(status: int) -> None:
    with serving(Hook()) as other, serving(Hook(status, {"Location": other.url})) as hook:
        with pytest.raises(NotSent, match="leads on to another one"):
            post(Secret(hook.url), {})
        assert (len(hook.got), other.got) == (1, [])


@pytest.mark.parametrize("status", [400, 401, 404, 429, 500, 503])
def test_a_refusal_has_its_number_and_is_not_tried_again(status: int) -> None:
    with serving(Hook(status, {"Retry-After": "0"})) as hook:
        with pytest.raises(NotSent, match=rf"^127\.0\.0\.1 answered {status}$"):
            post(Secret(hook.url), {})
        assert len(hook.got) == 1


@pytest.mark.parametrize("variable", ["http_proxy", "HTTP_PROXY", "https_proxy", "all_proxy", "ALL_PROXY"])
def test_no_proxy_stands_between(variable: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(Hook()) as proxy, serving(Hook()) as hook:
        monkeypatch.setenv(variable, proxy.url)
        post(Secret(hook.url), {})
        assert (len(hook.got), proxy.got) == (1, [])


def test_a_long_answer_is_read_in_part() -> None:
    with serving(Hook(body=b"x" * 5_000_000)) as hook:
        assert post(Secret(hook.url), {}) == b"x" * 16_384


def test_one_that_takes_the_connection_and_says_nothing_is_left() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        with pytest.raises(NotSent) as caught:
            post(Secret(f"http://127.0.0.1:{port}/{CANARY}"), {}, deadline=0.2)
    assert str(caught.value) == "127.0.0.1 did not answer within 0.2 s"


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"SSH-2.0-OpenSSH_9.6\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhal",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nnope",
        b"HTTP/1.1 9x9 Odd\r\n\r\n",
    ],
)
def test_an_answer_that_is_none_is_an_error_of_ours_without_the_address(answer: bytes) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]

        def speak() -> None:
            connection, _ = server.accept()
            with connection:
                while not connection.recv(65536).endswith(b"{}"):
                    pass
                connection.sendall(answer)

        thread = threading.Thread(target=speak)
        thread.start()
        try:
            with pytest.raises(NotSent) as caught:
                post(Secret(f"http://127.0.0.1:{port}/{CANARY}"), {}, deadline=5)
        finally:
            thread.join()
    assert CANARY not in repr(caught.value)
    assert caught.value.__cause__ is None
    assert str(caught.value).startswith("the connection to 127.0.0.1 broke (")


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://oapi.dingtalk.com/robot/send?access_token=x", "oapi.dingtalk.com"),
        ("HTTPS://Hooks.Example:8443/x", "hooks.example"),
        ("http://localhost:80/", "localhost"),
        ("http://[::1]:8080/x", "::1"),
        ("http://127.0.0.1/x", "127.0.0.1"),
    ],
)
def test_tls_or_this_computer_is_good_enough(address: str, host: str) -> None:
    assert problem(address) == ""
    assert host_of(address) == host


@pytest.mark.parametrize(
    ("address", "word"),
    [
        ("", "not a web address"),
        ("https://h:0/", "not a web address"),
        ("https://h/x\u2028y", "not a web address"),
        ("https://[::1", "not a web address"),
        ("http://127.0.0.1\\.evil.example/", "https://"),
        ("http://127.1/", "https://"),
        ("http://127.0.0.1\\@evil.example/", "user name"),
        ("https://:@h/", "user name"),
        ("file:///etc/passwd", "not a web address"),
        ("//h/x", "https://"),
    ],
)
def test_what_only_looks_like_this_computer_is_not(address: str, word: str) -> None:
    assert word in problem(address)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (b'{"errcode":0,"errmsg":"ok"}', ""),
        (b'{"errcode":310000,"errmsg":"keywords not in content"}', "310000 keywords not in content"),
        (b'{"errcode":"0"}', "DingTalk refused it: 0"),
        (b'{"errcode":1}', "DingTalk refused it: 1"),
        (b'{"errmsg":"ok"}', "not one of DingTalk"),
        (b"[" * 16_384, "not one of DingTalk"),
        (b'{"errcode":' + b"9" * 9000 + b"}", "not one of DingTalk"),
        (b"\xff\xfe", "not one of DingTalk"),
        (b"", "not one of DingTalk"),
    ],
)
def test_dingtalk_refuses_with_a_yes(answer: bytes, said: str) -> None:
    found = refused_by_dingtalk(answer)
    assert (said in found) if said else found == ""
    long: Any = {"errcode": 1, "errmsg": "x" * 1000}
    assert len(refused_by_dingtalk(json.dumps(long).encode())) <= 160
