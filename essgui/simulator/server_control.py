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
from essgui.simulator.machine import apply

if TYPE_CHECKING:
    from essgui.simulator.server import Simulator
    from essgui.simulator.world import Entry, Fault


async def control(simulator: Simulator, request: web.BaseRequest) -> web.Response:
    """Answer a request under /-/; without the token it is as if there were nothing."""
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not hmac.compare_digest(given.encode(), simulator.control_token.encode()):
        return _answer({"Code": "Unauthorized", "Message": "The control token is missing or wrong."}, 401)
    try:
        body = await _body(request)
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
            simulator.advance(seconds)
            return _clock(simulator)
        case "GET", "/-/faults":
            return {"faults": [faults.to_json(f) for f in simulator.world.faults]}
        case "POST", "/-/faults":
            rules = cast(list[Any], body) if isinstance(body, list) else [body]
            added = [simulator.add_fault(cast(dict[str, Any], rule)) for rule in rules]
            return {"faults": [faults.to_json(f) for f in added]}
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


async def _body(request: web.BaseRequest) -> Any:
    text = await request.text()
    if not text:
        return {}
    try:
        return json.loads(text)
    except ValueError:
        raise Refusal("InvalidParameter", "The body is not JSON.") from None


def _answer(body: Any, status: int = 200) -> web.Response:
    return web.json_response(body, status=status)
