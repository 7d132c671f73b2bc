"""Sends what the SDK has signed and reads the answer, by rules that the SDK does not keep.

The SDK's core sends through a `requests` session that follows redirects (carrying the security token
to the new host), reads bodies of any size, knows no total deadline and lets HTTPS_PROXY win over
everything. The one thing it asks of that session is `send(prepared, **options)`, so Transport is an
object with that method: urllib3 underneath, one keep-alive pool for a client, no redirects, a capped
body, sockets that a call's end can shut, and the proxy that it was given and no other.
"""

from __future__ import annotations

import http.client
import socket
import ssl
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import unquote, urlsplit

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import (
    ConnectTimeoutError,
    HTTPError,
    LocationValueError,
    NameResolutionError,
    NewConnectionError,
    ProxyError,
    ReadTimeoutError,
)
from urllib3.exceptions import SSLError as TlsError
from urllib3.util import Timeout, make_headers, parse_url

from essgui.cloud.call import Call, CallOver, current

if TYPE_CHECKING:
    from collections.abc import Mapping

    from urllib3.response import BaseHTTPResponse

    from essgui.cloud.endpoints import Connection

BODY_CAP = 16 * 1024 * 1024
"""Bytes; the longest page that the API gives is well under 1 MiB."""
CONNECT_SECONDS = 4.0
"""For one address; below the total deadline so that a second address gets its turn."""
READ_SECONDS = 10.0
"""For silence between two pieces of an answer."""
CHUNK = 65_536


class TroubleKind(StrEnum):
    """What kept an answer from coming."""

    NAME = "name"
    """The host's name could not be resolved."""
    CONNECT = "connect"
    TLS = "tls"
    PROXY = "proxy"
    TIMEOUT = "timeout"
    LOST = "lost"
    """The connection broke, before or in the middle of the answer."""
    REDIRECT = "redirect"
    TOO_BIG = "too big"
    FOREIGN = "foreign"
    """The request was about to go to a host that it is not for."""


class Trouble(Exception):
    """A request without an answer. Not an OSError: the SDK would turn that into a bare string."""

    def __init__(self, kind: TroubleKind, host: str, detail: str = "") -> None:
        super().__init__(f"{kind}: {host} {detail}".rstrip())
        self.kind = kind
        self.host = host
        self.detail = detail


class Prepared(Protocol):
    """The part of requests.PreparedRequest that is read here."""

    method: str | None
    url: str | None
    headers: Any
    body: Any


@dataclass(frozen=True, slots=True)
class Answer:
    """The part of requests.Response that the SDK's core reads."""

    status_code: int
    reason: str
    headers: Mapping[str, str]
    content: bytes


def _take(connection: HTTPConnection | HTTPSConnection) -> Call:
    call = current()
    if call is None:
        raise CallOver
    call.hold(connection)  # type: ignore[arg-type] - holder is declared on both classes below
    return call


class _Plain(HTTPConnection):
    holder: Call | None = None

    def connect(self) -> None:
        _take(self).fresh = True
        super().connect()

    def request(self, *args: Any, **options: Any) -> None:
        # Connecting here, not inside the first send, tells "nothing was sent" from "something was".
        call = _take(self)
        if self.sock is None:
            self.connect()
        call.sending()
        super().request(*args, **options)


class _Secure(HTTPSConnection):
    holder: Call | None = None

    def connect(self) -> None:
        _take(self).fresh = True
        super().connect()

    def request(self, *args: Any, **options: Any) -> None:
        call = _take(self)
        if self.sock is None:
            self.connect()
        call.sending()
        super().request(*args, **options)


class _PlainPool(HTTPConnectionPool):
    ConnectionCls = _Plain  # type: ignore[assignment] - urllib3 does the same with its own class


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _Secure  # type: ignore[assignment] - as above


class Transport:
    """Stands in for the SDK's session; one per connection, used by many threads."""

    def __init__(
        self,
        connection: Connection,
        default_authorities: str | None = None,
        size: int = 8,
        body_cap: int = BODY_CAP,
    ) -> None:
        self._connection = connection
        self._body_cap = body_cap
        self._size = size
        self._tls: ssl.SSLContext | None = None
        if connection.protocol == "https":
            # One context for all connections: building one costs 30 ms of a core.
            self._tls = ssl.create_default_context(cafile=connection.way.authorities or default_authorities)
        self._direct = self._watched(urllib3.PoolManager(**self._pool_options()))
        self._proxied: dict[str, urllib3.PoolManager] = {}

    def send(self, request: Prepared, **_options: object) -> Answer:
        """Send a request for the current call; what the SDK says of proxies and time-outs is not heeded.

        Raises Trouble where no whole answer came, CallOver where the call has ended.
        """
        call = current()
        if call is None:
            raise CallOver
        url = request.url or ""
        host = urlsplit(url).netloc
        call.fresh = False  # until a connection is made for it
        try:
            if not self._connection.permits(url):
                raise Trouble(TroubleKind.FOREIGN, host)
            return self._exchange(call, request, url, host)
        except Trouble as trouble:
            call.trouble = trouble
            raise
        except (HTTPError, OSError, http.client.HTTPException, ValueError) as error:
            # Without the cause: it holds the request, and that holds the signature and the token.
            call.trouble = _trouble(error, host)
        raise call.trouble

    def close(self) -> None:
        """Close the connections that nobody uses."""
        for manager in (self._direct, *self._proxied.values()):
            manager.clear()

    def _exchange(self, call: Call, request: Prepared, url: str, host: str) -> Answer:
        response = self._pool_for(host).urlopen(
            request.method or "POST",
            url,
            body=request.body,
            headers=dict(request.headers),
            redirect=False,
            retries=False,
            preload_content=False,
            timeout=Timeout(connect=min(CONNECT_SECONDS, call.left), read=min(READ_SECONDS, call.left)),
        )
        try:
            call.status = response.status
            call.headers = {name.lower(): value for name, value in response.headers.items()}
            if 300 <= response.status < 400:
                raise Trouble(TroubleKind.REDIRECT, host, str(response.status))
            body = self._body(response, host)
        except BaseException:
            # Half an answer is still on its way: this connection serves nobody any more.
            response.close()
            raise
        call.release()
        response.release_conn()
        return Answer(response.status, response.reason or "", call.headers, body)

    def _body(self, response: BaseHTTPResponse, host: str) -> bytes:
        body = bytearray()
        for piece in response.stream(CHUNK, decode_content=True):
            body += piece
            if len(body) > self._body_cap:
                raise Trouble(TroubleKind.TOO_BIG, host, f"{self._body_cap // 1024} KiB")
        return bytes(body)

    def _pool_for(self, host: str) -> urllib3.PoolManager:
        proxy = self._connection.proxy_for(host)
        if proxy is None:
            return self._direct
        if proxy not in self._proxied:
            address = parse_url(proxy)
            if address.scheme not in {"http", "https"} or not address.host:
                raise Trouble(TroubleKind.PROXY, host, "its address cannot be used")
            headers = make_headers(proxy_basic_auth=unquote(address.auth)) if address.auth else None
            self._proxied[proxy] = self._watched(
                urllib3.ProxyManager(proxy, proxy_headers=headers, **self._pool_options())
            )
        return self._proxied[proxy]

    def _pool_options(self) -> dict[str, Any]:
        options: dict[str, Any] = {"num_pools": 40, "maxsize": self._size}
        if self._tls is not None:
            options["ssl_context"] = self._tls
        return options

    @staticmethod
    def _watched(manager: urllib3.PoolManager) -> urllib3.PoolManager:
        classes: dict[str, type[HTTPConnectionPool] | type[HTTPSConnectionPool]]
        classes = {"http": _PlainPool, "https": _SecurePool}
        manager.pool_classes_by_scheme = classes
        return manager


def _trouble(error: Exception, host: str) -> Trouble:
    if isinstance(error, ProxyError):
        return Trouble(TroubleKind.PROXY, host)
    if isinstance(error, NameResolutionError | socket.gaierror):
        return Trouble(TroubleKind.NAME, host)
    if isinstance(error, TlsError | ssl.SSLError):
        return Trouble(TroubleKind.TLS, host, _tls_reason(error))
    # Before the time-outs: urllib3 counts a refused connection as one of them.
    if isinstance(error, NewConnectionError):
        return Trouble(TroubleKind.CONNECT, host, _system_reason(error))
    if isinstance(error, ConnectTimeoutError | ReadTimeoutError | TimeoutError):
        return Trouble(TroubleKind.TIMEOUT, host)
    if isinstance(error, LocationValueError | ValueError):
        return Trouble(TroubleKind.CONNECT, host, "the address or a header cannot be used")
    return Trouble(TroubleKind.LOST, host, type(error).__name__)


def _system_reason(error: BaseException) -> str:
    cause = error.__cause__ or error.__context__
    return (cause.strerror or "") if isinstance(cause, OSError) else ""


def _tls_reason(error: BaseException) -> str:
    seen: BaseException | None = error
    while seen is not None:
        if isinstance(seen, ssl.SSLCertVerificationError):
            return seen.verify_message
        arguments = [a for a in seen.args if isinstance(a, BaseException)]
        seen = arguments[0] if arguments else seen.__cause__
    return ""
