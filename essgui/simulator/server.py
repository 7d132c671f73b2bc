"""The HTTP shell of the simulator on 127.0.0.1: the only part with a socket, a clock and a changing world."""

from __future__ import annotations

import asyncio
import logging
import secrets
import uuid
from collections import deque
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from time import monotonic
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

from aiohttp import web

from essgui.simulator import faults, identities, server_answers
from essgui.simulator.commands import Refusal
from essgui.simulator.machine import advance
from essgui.simulator.server_connections import HOST, Connections, Limits, body_of
from essgui.simulator.server_control import control, next_fault_id
from essgui.simulator.wire import gateway
from essgui.simulator.wire.signature import WINDOW, Signed, verify
from essgui.simulator.world import Fault, FaultKind

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable, Sequence

    from essgui.simulator.clock import WorldClock
    from essgui.simulator.world import User, World

LOG = logging.getLogger(__name__)
LARGEST_BODY = 2 * 1024 * 1024
MOST_PARAMETERS = 20_000
_LIMITS = Limits()


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
        limits: Limits = _LIMITS,
        wall: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """Take a world and its clock; `latency` in seconds, `throttle` in calls a second of each user."""
        self.world = world
        self.clock = clock
        self.latency = latency
        self.throttle = throttle
        self.tls = tls
        self.control_token = control_token or secrets.token_urlsafe(24)
        self.limits = limits
        self.port = 0
        self.served = 0
        self._wall = wall
        self._connections: Connections | None = None
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
        connections = Connections(self._serve, self.limits)
        self.port = await connections.listen(port, self.tls)
        self._connections = connections

    async def stop(self) -> None:
        """Stop listening and cut all connections."""
        connections, self._connections = self._connections, None
        if connections is not None:
            await connections.close()

    def trust(self, request: web.BaseRequest) -> None:
        """Keep the connection of a request that was signed, or came with the control token."""
        if self._connections is not None:
            self._connections.trust(request)

    def present(self) -> World:
        """Return the world brought up to now."""
        self.world = advance(self.world, self.clock.now())
        return self.world

    def advance(self, seconds: float) -> World:
        """Move the clock and the world forward."""
        self.clock.move(seconds)
        return self.present()

    def load(self, world: World) -> None:
        """Put another world in place of this one, for the same users; raises Refusal where it cannot live."""
        try:
            # A file may be well formed and yet name what is not there; an hour of it shows most of that.
            advance(world, world.now + timedelta(hours=1))
        except Exception as error:
            raise Refusal("InvalidParameter", f"This world does not hold together: {error!r}.") from None
        self.world = replace(world, users=identities.moved(self.world.users, world))
        self.clock.set(world.now)

    def add_fault(self, rule: dict[str, Any]) -> Fault:
        """Add a fault given as JSON; raises Refusal where it is none."""
        return self.add_faults([rule])[0]

    def add_faults(self, rules: Sequence[Any]) -> tuple[Fault, ...]:
        """Add faults given as JSON, all or none of them; raises Refusal where one is none."""
        known = self.world.faults
        for rule in rules:
            known = (*known, faults.from_json(rule, next_fault_id(known)))
        added = known[len(self.world.faults) :]
        self.world = replace(self.present(), faults=(*self.world.faults, *added))
        return added

    async def _serve(self, request: web.BaseRequest) -> web.StreamResponse:
        if self._connections is not None:
            self._connections.met(request)
        refusal = self._foreign(request)
        if refusal is not None:
            return refusal
        if request.path.startswith("/-/"):
            return await control(self, request)
        return await self._api(request)

    def _foreign(self, request: web.BaseRequest) -> web.Response | None:
        """Refuse what a page in a browser could send, and what is meant for a proxy.

        A page has an Origin, or a Host of its own where its name was made to lead here.
        """
        hosts = set(request.headers.getall("Host", []))
        ours = bool(hosts) and hosts <= {self.endpoint, f"localhost:{self.port}"}
        if ours and "Origin" not in request.headers and request.raw_path.startswith("/"):
            return None
        answer = web.json_response(
            {"Code": "Forbidden", "Message": "This simulator serves programs of this computer only."},
            status=403,
        )
        answer.force_close()
        return answer

    async def _api(self, request: web.BaseRequest) -> web.StreamResponse:
        request_id = str(uuid.uuid4()).upper()
        host = "ess.simulator"
        try:
            signed = await _signed(request, self.limits.body_seconds)
        except Refusal as refusal:
            empty = gateway.Call("", "", xml=False, flat={})
            return server_answers.whole(gateway.refuse(empty, refusal, request_id, host))
        call = gateway.read(signed)
        try:
            user = self._verify(signed)
        except Refusal as refusal:
            return server_answers.whole(gateway.refuse(call, refusal, request_id, host))
        self.trust(request)
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
        most = max(1.0, self.throttle)
        left, since = self._budgets.get(user, (most, now))
        left = min(most, left + (now - since) * self.throttle)
        self._budgets[user] = (left - 1 if left >= 1 else left, now)
        return left >= 1

    def _note_unknown(self, call: gateway.Call) -> None:
        name = f"{call.action[:64]} {call.version[:16]}"
        if call.action not in gateway.OPERATIONS and name not in self._unknown and len(self._unknown) < 1000:
            self._unknown.add(name)
            LOG.warning("No such action: %r", name)


_OVER_BUDGET = Fault("throttle", FaultKind.THROTTLE)


async def _signed(request: web.BaseRequest, body_seconds: float) -> Signed:
    """Read a request whole, within its limits; raises Refusal where it is beyond them."""
    if request.method not in {"GET", "POST"}:
        raise Refusal("UnsupportedHTTPMethod", "GET and POST are understood.", 405)
    body = await body_of(request, LARGEST_BODY, body_seconds)
    parts = urlsplit(request.raw_path)
    try:
        query = parse_qsl(parts.query, keep_blank_values=True, max_num_fields=MOST_PARAMETERS)
        form: list[tuple[str, str]] = []
        if body and request.content_type == "application/x-www-form-urlencoded":
            form = parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=MOST_PARAMETERS)
    except ValueError:
        raise Refusal("InvalidParameter", "The parameters cannot be read.") from None
    headers = {name.lower(): value for name, value in request.headers.items()}
    try:
        "".join(headers.values()).encode()
    except UnicodeEncodeError:
        raise Refusal("InvalidParameter", "The headers are not UTF-8.") from None
    return Signed(request.method, parts.path or "/", query, form, headers, body)
