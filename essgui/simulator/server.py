"""The HTTP shell of the simulator on 127.0.0.1: the only part with a socket, a clock and a changing world."""

from __future__ import annotations

import asyncio
import logging
import secrets
import uuid
from collections import deque
from dataclasses import replace
from datetime import UTC, datetime
from time import monotonic
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

from aiohttp import web

from essgui.simulator import faults, server_answers
from essgui.simulator.commands import Refusal
from essgui.simulator.machine import advance
from essgui.simulator.server_control import control, next_fault_id
from essgui.simulator.wire import gateway
from essgui.simulator.wire.signature import WINDOW, Signed, verify
from essgui.simulator.world import Fault, FaultKind

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable

    from essgui.simulator.clock import WorldClock
    from essgui.simulator.world import User, World

LOG = logging.getLogger(__name__)
HOST = "127.0.0.1"
LONGEST_LINE = 1024 * 1024
LONGEST_HEADER = 64 * 1024
LARGEST_BODY = 2 * 1024 * 1024
MOST_PARAMETERS = 20_000
IDLE_SECONDS = 75.0


class Simulator:
    """One simulated cloud with its socket."""

    def __init__(
        self,
        world: World,
        clock: WorldClock,
        *,
        latency: float = 0.0,
        throttle: float | None = None,
        tls: ssl.SSLContext | None = None,
        control_token: str = "",
        wall: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """Take a world and its clock; `latency` in seconds, `throttle` in calls a second of each user."""
        self.world = world
        self.clock = clock
        self.latency = latency
        self.throttle = throttle
        self.tls = tls
        self.control_token = control_token or secrets.token_urlsafe(24)
        self.port = 0
        self.served = 0
        self._wall = wall
        self._runner: web.ServerRunner | None = None
        self._nonces: set[tuple[str, str]] = set()
        self._nonce_ages: deque[tuple[datetime, tuple[str, str]]] = deque()
        self._budgets: dict[str, tuple[float, float]] = {}
        self._unknown: set[str] = set()

    @property
    def endpoint(self) -> str:
        """Host and port, as an SDK takes them."""
        return f"{HOST}:{self.port}"

    @property
    def protocol(self) -> str:
        """HTTP or HTTPS."""
        return "HTTPS" if self.tls else "HTTP"

    async def start(self, port: int = 0) -> None:
        """Listen on 127.0.0.1; port 0 takes any that is free."""
        server = web.Server(
            self._serve,
            access_log=None,
            max_line_size=LONGEST_LINE,
            max_field_size=LONGEST_HEADER,
            keepalive_timeout=IDLE_SECONDS,
            lingering_time=0,
        )
        self._runner = web.ServerRunner(server, handle_signals=False, shutdown_timeout=0.2)
        await self._runner.setup()
        site = web.TCPSite(self._runner, HOST, port, ssl_context=self.tls, reuse_address=True, backlog=1024)
        await site.start()
        self.port = int(self._runner.addresses[0][1])

    async def stop(self) -> None:
        """Stop listening and cut all connections."""
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    def present(self) -> World:
        """Return the world brought up to now."""
        self.world = advance(self.world, self.clock.now())
        return self.world

    def advance(self, seconds: float) -> World:
        """Move the clock and the world forward."""
        self.clock.move(seconds)
        return self.present()

    def load(self, world: World) -> None:
        """Put another world in place of this one."""
        self.world = world
        self.clock.set(world.now)

    def add_fault(self, rule: dict[str, Any]) -> Fault:
        """Add a fault given as JSON; raises Refusal where it is none."""
        fault = faults.from_json(rule, next_fault_id(self.world.faults))
        self.world = replace(self.present(), faults=(*self.world.faults, fault))
        return fault

    async def _serve(self, request: web.BaseRequest) -> web.StreamResponse:
        refusal = self._foreign(request)
        if refusal is not None:
            return refusal
        if request.path.startswith("/-/"):
            return await control(self, request)
        return await self._api(request)

    def _foreign(self, request: web.BaseRequest) -> web.Response | None:
        """Refuse what a page in a browser could send: another Host, or any Origin."""
        host = request.headers.get("Host", "")
        if host not in {self.endpoint, f"localhost:{self.port}"} or "Origin" in request.headers:
            return web.json_response(
                {"Code": "Forbidden", "Message": "This simulator serves programs of this computer only."},
                status=403,
            )
        return None

    async def _api(self, request: web.BaseRequest) -> web.StreamResponse:
        request_id = str(uuid.uuid4()).upper()
        host = "ess.simulator"
        try:
            signed = await _signed(request)
        except Refusal as refusal:
            empty = gateway.Call("", "", xml=False, flat={})
            return server_answers.whole(gateway.refuse(empty, refusal, request_id, host))
        call = gateway.read(signed)
        try:
            user = self._verify(signed)
        except Refusal as refusal:
            return server_answers.whole(gateway.refuse(call, refusal, request_id, host))
        self.served += 1
        if self.latency:
            await asyncio.sleep(self.latency)
        if not self._within_budget(user.name):
            fault = _OVER_BUDGET
            return server_answers.instead(request, fault, call, request_id, host)
        self.world, struck = faults.strike(self.world, call.action, call.group)
        for fault in struck:
            if fault.kind is FaultKind.LATENCY:
                await asyncio.sleep(fault.amount or 2.0)
        other = next((f for f in struck if f.kind is not FaultKind.LATENCY), None)
        if other is not None and other.kind in server_answers.BEFORE:
            return server_answers.instead(request, other, call, request_id, host)
        self._note_unknown(call)
        self.world, answer = gateway.respond(self.present(), call, user, request_id, host, self.clock.now())
        if other is not None:
            return await server_answers.spoiled(request, other, answer)
        return server_answers.whole(answer)

    def _verify(self, signed: Signed) -> User:
        now = self._wall()
        verified = verify(signed, self.world.users, now)
        nonce = (verified.user.key, verified.nonce)
        while self._nonce_ages and now - self._nonce_ages[0][0] > 2 * WINDOW:
            self._nonces.discard(self._nonce_ages.popleft()[1])
        if nonce in self._nonces:
            raise Refusal("SignatureNonceUsed", "Specified signature nonce was used already.")
        self._nonces.add(nonce)
        self._nonce_ages.append((now, nonce))
        return verified.user

    def _within_budget(self, user: str) -> bool:
        """Let each user have `throttle` calls a second, and as many at once."""
        if self.throttle is None:
            return True
        now = monotonic()
        left, since = self._budgets.get(user, (self.throttle, now))
        left = min(max(1.0, self.throttle), left + (now - since) * self.throttle)
        self._budgets[user] = (left - 1 if left >= 1 else left, now)
        return left >= 1

    def _note_unknown(self, call: gateway.Call) -> None:
        name = f"{call.action[:64]} {call.version[:16]}"
        if call.action not in gateway.OPERATIONS and name not in self._unknown and len(self._unknown) < 1000:
            self._unknown.add(name)
            LOG.warning("No such action: %r", name)


_OVER_BUDGET = Fault("throttle", FaultKind.THROTTLE)


async def _signed(request: web.BaseRequest) -> Signed:
    """Read a request whole, within its limits; raises Refusal where it is beyond them."""
    if request.method not in {"GET", "POST"}:
        raise Refusal("UnsupportedHTTPMethod", "GET and POST are understood.", 405)
    body = b""
    if request.body_exists:
        if (request.content_length or 0) > LARGEST_BODY:
            raise Refusal("RequestEntityTooLarge", "The body is too large.", 413)
        pieces: list[bytes] = []
        size = 0
        async for piece in request.content.iter_any():
            size += len(piece)
            if size > LARGEST_BODY:
                raise Refusal("RequestEntityTooLarge", "The body is too large.", 413)
            pieces.append(piece)
        body = b"".join(pieces)
    parts = urlsplit(request.raw_path)
    try:
        query = parse_qsl(parts.query, keep_blank_values=True, max_num_fields=MOST_PARAMETERS)
        form: list[tuple[str, str]] = []
        if body and request.content_type == "application/x-www-form-urlencoded":
            form = parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=MOST_PARAMETERS)
    except ValueError:
        raise Refusal("InvalidParameter", "The parameters cannot be read.") from None
    headers = {name.lower(): value for name, value in request.headers.items()}
    return Signed(request.method, parts.path or "/", query, form, headers, body)
