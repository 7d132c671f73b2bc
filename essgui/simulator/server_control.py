"""The control surface under /-/: ledger, clock, faults and world, for whoever holds the control token."""

from __future__ import annotations

import hmac
import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

from aiohttp import web

from essgui.domain.scaling import GroupId, RegionId
from essgui.simulator import dump, faults
from essgui.simulator.commands import Refusal, RemoveGroup
from essgui.simulator.dump import LAST_YEAR
from essgui.simulator.machine import apply
from essgui.simulator.server_connections import body_of

if TYPE_CHECKING:
    from essgui.simulator.server import Simulator
    from essgui.simulator.world import Entry, Fault


LARGEST_BODY = 256 * 1024 * 1024
"""A world of 50,000 groups fits; only who holds the token can send as much."""


async def control(simulator: Simulator, request: web.BaseRequest) -> web.Response:
    """Answer a request under /-/; without the token it is as if there were nothing."""
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    # A header may hold any bytes, and they come as lone surrogates, which only this way can be encoded.
    if not hmac.compare_digest(given.encode("utf-8", "surrogateescape"), simulator.control_token.encode()):
        return _answer({"Code": "Unauthorized", "Message": "The control token is missing or wrong."}, 401)
    simulator.trust(request)
    try:
        body = await _body(request, simulator.limits.body_seconds)
        return _answer(_perform(simulator, request.method, request.path, body))
    except Refusal as refusal:
        return _answer({"Code": refusal.code, "Message": refusal.message}, refusal.status)


def _perform(simulator: Simulator, method: str, path: str, body: Any) -> Any:
    match method, path:
        case "GET", "/-/ledger":
            return {"entries": [entry(e) for e in simulator.present().ledger]}
        case "GET", "/-/clock":
            return _clock(simulator)
        case "POST", "/-/advance":
            seconds = _number(body, "seconds")
            if simulator.clock.now().year > LAST_YEAR:
                raise Refusal("InvalidParameter", "The calendar of this world is at its end.")
            simulator.advance(seconds)
            return _clock(simulator)
        case "GET", "/-/faults":
            return {"faults": [faults.to_json(f) for f in simulator.world.faults]}
        case "POST", "/-/faults":
            rules = cast(list[Any], body) if isinstance(body, list) else [body]
            return {"faults": [faults.to_json(f) for f in simulator.add_faults(rules)]}
        case "DELETE", "/-/faults":
            simulator.world = replace(simulator.present(), faults=())
            return {"faults": []}
        case "POST", "/-/delete-group":
            fields = cast(dict[str, Any], body) if isinstance(body, dict) else {}
            region, group = RegionId(str(fields.get("region"))), GroupId(str(fields.get("group")))
            simulator.world, reply = apply(
                simulator.present(), RemoveGroup(region, group), simulator.clock.now()
            )
            if isinstance(reply, Refusal):
                raise reply
            return {}
        case "GET", "/-/world":
            return dump.to_json(simulator.present())
        case "POST", "/-/world":
            simulator.load(dump.from_json(body, simulator.world.users))
            return _clock(simulator)
        case _:
            raise Refusal("NotFound", "There is nothing here.", 404)


def entry(entry: Entry) -> dict[str, Any]:
    """Write one entry of the ledger."""
    return {
        "operation": entry.operation,
        "client_token": entry.client_token,
        "parameters": dict(entry.parameters),
        "time": entry.time.isoformat().replace("+00:00", "Z"),
        "task_id": entry.task_id,
        "group": entry.group,
        "user": entry.user,
        "request_id": entry.request_id,
    }


def next_fault_id(known: tuple[Fault, ...]) -> str:
    """Return an id that no fault has."""
    taken = {fault.id for fault in known}
    number = len(known) + 1
    while f"fault-{number}" in taken:
        number += 1
    return f"fault-{number}"


def _clock(simulator: Simulator) -> dict[str, Any]:
    return {
        "now": simulator.clock.now().isoformat().replace("+00:00", "Z"),
        "speed": simulator.clock.speed,
        "manual": simulator.clock.manual,
    }


def _number(body: Any, name: str) -> float:
    value = cast(dict[str, Any], body).get(name) if isinstance(body, dict) else None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 366 * 86400:
        raise Refusal("InvalidParameter", f"{name} is a number from 0 to a year of seconds.")
    return float(value)


async def _body(request: web.BaseRequest, seconds: float) -> Any:
    content = await body_of(request, LARGEST_BODY, seconds)
    if not content:
        return {}
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        raise Refusal("InvalidParameter", "The body is not JSON.") from None


def _answer(body: Any, status: int = 200) -> web.Response:
    return web.json_response(body, status=status)
