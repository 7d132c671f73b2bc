"""Who may stay connected: so many at once, so long for a first request, and strangers go first."""

from __future__ import annotations

import asyncio
import logging
import socket
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError

from essgui.simulator.commands import Refusal

if TYPE_CHECKING:
    import ssl

HOST = "127.0.0.1"
LONGEST_LINE = 1024 * 1024
LONGEST_HEADER = 64 * 1024
IDLE_SECONDS = 75.0
"""How long a connection may be silent between two requests."""
ACCEPTED_AT_ONCE = 64
"""More would hold up the requests of those who are connected already."""
_QUEUED = 1024
"""Connections that the system keeps for us; a full queue would cost the next client a second."""

LOG = logging.getLogger("essgui.simulator.http")
# What strangers send is their affair: a page of traceback for each would only fill the terminal.
LOG.addFilter(lambda record: not (record.exc_info and isinstance(record.exc_info[1], HttpProcessingError)))


@dataclass(frozen=True, slots=True)
class Limits:
    """What a connection may take up."""

    connections: int = 256
    """How many there are at once."""
    first_seconds: float = 10.0
    """How long a new one has until its first request line and headers are there, and for TLS before."""
    body_seconds: float = 10.0
    """How long a body may take to arrive."""


class Connections(web.Server):
    """The connections of one simulator. A stranger is one that has not signed anything yet."""

    def __init__(self, serve: Any, limits: Limits) -> None:
        """Take what serves a request, and the limits."""
        super().__init__(
            serve,
            access_log=None,
            logger=LOG,
            max_line_size=LONGEST_LINE,
            max_field_size=LONGEST_HEADER,
            keepalive_timeout=IDLE_SECONDS,
            lingering_time=0,
            auto_decompress=False,
        )
        self._limits = limits
        self._transports: dict[Any, asyncio.Transport] = {}
        self._strangers: dict[Any, None] = {}
        self._alarms: dict[Any, asyncio.TimerHandle] = {}
        self._listener: asyncio.Server | None = None

    async def listen(self, port: int, tls: ssl.SSLContext | None) -> int:
        """Listen on 127.0.0.1 and return the port; raises OSError where it is taken."""
        bound = socket.create_server((HOST, port), backlog=_QUEUED)
        try:
            self._listener = await asyncio.get_running_loop().create_server(
                self,
                sock=bound,
                ssl=tls,
                ssl_handshake_timeout=self._limits.first_seconds if tls else None,
                backlog=ACCEPTED_AT_ONCE,
            )
        except BaseException:
            bound.close()
            raise
        # asyncio has one number for how many it accepts in a row and how many wait; they differ here.
        bound.listen(_QUEUED)
        return int(bound.getsockname()[1])

    async def close(self) -> None:
        """Stop listening and cut all connections."""
        if self._listener is not None:
            self._listener.close()
            self._listener = None
        self.pre_shutdown()
        await self.shutdown(0.2)

    def met(self, request: web.BaseRequest) -> None:
        """Note that a request came in whole: its connection is no longer waited for."""
        alarm = self._alarms.pop(request.protocol, None)
        if alarm is not None:
            alarm.cancel()

    def trust(self, request: web.BaseRequest) -> None:
        """Note that a request was signed, or came with the control token: its connection is kept."""
        self._strangers.pop(request.protocol, None)

    def connection_made(self, handler: Any, transport: asyncio.Transport) -> None:
        """Take a connection; beyond the limit the stranger that came first has to go."""
        super().connection_made(handler, transport)
        self._transports[handler] = transport
        self._strangers[handler] = None
        loop = asyncio.get_running_loop()
        self._alarms[handler] = loop.call_later(self._limits.first_seconds, self._cut, handler)
        if len(self._transports) > self._limits.connections:
            self._cut(next(iter(self._strangers)))

    def connection_lost(self, handler: Any, exc: BaseException | None = None) -> None:
        """Forget a connection."""
        super().connection_lost(handler, exc)
        self._forget(handler)

    def _cut(self, handler: Any) -> None:
        transport = self._transports.get(handler)
        self._forget(handler)
        if transport is not None:
            transport.abort()

    def _forget(self, handler: Any) -> None:
        self._transports.pop(handler, None)
        self._strangers.pop(handler, None)
        alarm = self._alarms.pop(handler, None)
        if alarm is not None:
            alarm.cancel()


async def body_of(request: web.BaseRequest, largest: int, seconds: float) -> bytes:
    """Return the body of a request; raises Refusal where it is larger than that, or too slow."""
    if not request.body_exists:
        return b""
    pieces: list[bytes] = []
    size = 0
    try:
        if (request.content_length or 0) > largest:
            raise Refusal("RequestEntityTooLarge", "The body is too large.", 413)
        async with asyncio.timeout(seconds):
            async for piece in request.content.iter_any():
                size += len(piece)
                if size > largest:
                    raise Refusal("RequestEntityTooLarge", "The body is too large.", 413)
                pieces.append(piece)
    except TimeoutError:
        raise Refusal("RequestTimeout", "The body did not arrive in time.", 408) from None
    except (ConnectionError, web.RequestPayloadError):
        raise Refusal("InvalidParameter", "The body cannot be read.") from None
    return b"".join(pieces)
