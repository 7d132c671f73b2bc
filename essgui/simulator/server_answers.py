"""Sends answers, whole or as a fault would have them: late, cut, dripping, garbled or not at all."""

from __future__ import annotations

import asyncio
import json
import socket
import struct
from typing import TYPE_CHECKING, Any, cast

from aiohttp import web

from essgui.simulator.commands import Refusal
from essgui.simulator.wire import gateway
from essgui.simulator.wire.gateway import Answer
from essgui.simulator.wire.operations import OPERATIONS
from essgui.simulator.world import FaultKind

if TYPE_CHECKING:
    from essgui.simulator.wire.gateway import Call
    from essgui.simulator.world import Fault

BEFORE = frozenset(
    {
        FaultKind.THROTTLE,
        FaultKind.ERROR_500,
        FaultKind.ERROR_503_HTML,
        FaultKind.RESET,
        FaultKind.REDIRECT,
        FaultKind.DENY,
    }
)
"""Faults that keep the operation from being performed; after all others it has been."""

_HTML = (
    b"<html><head><title>503 Service Temporarily Unavailable</title></head>"
    b"<body><center><h1>503 Service Temporarily Unavailable</h1></center><hr>gateway</body></html>"
)
LONGEST_SILENCE = 60.0
"""Seconds after which a request that gets no answer is cut."""


def whole(answer: Answer) -> web.Response:
    """Return an answer as it is."""
    return web.Response(status=answer.status, body=answer.body, headers={"Content-Type": answer.content_type})


def cut(request: web.BaseRequest) -> web.Response:
    """End the connection without a word."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response(status=500)


def reset(request: web.BaseRequest) -> web.Response:
    """Reset the connection, which its other end sees as an error and not as an end."""
    if request.transport is not None:
        connected = request.transport.get_extra_info("socket")
        # Closing with nothing to linger for is what makes the system send a reset.
        connected.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    return cut(request)


def instead(request: web.BaseRequest, fault: Fault, call: Call, request_id: str, host: str) -> web.Response:
    """Answer in place of the operation, which is not performed."""
    match fault.kind:
        case FaultKind.THROTTLE:
            refusal = Refusal("Throttling.User", "Request was denied due to user flow control.")
            response = whole(gateway.refuse(call, refusal, request_id, host))
            if fault.amount > 0:
                response.headers["x-acs-retry-after"] = str(int(fault.amount * 1000))
            return response
        case FaultKind.ERROR_503_HTML:
            return web.Response(status=503, body=_HTML, headers={"Content-Type": "text/html"})
        case FaultKind.REDIRECT:
            target = fault.text or "http://127.0.0.1:9/"
            return web.Response(status=302, headers={"Location": target})
        case FaultKind.DENY:
            operation = OPERATIONS.get(call.action)
            missing = f"{operation.product if operation else 'ess'}:{call.action}"
            refusal = Refusal("Forbidden.RAM", "User not authorized to operate.", 403, denied=missing)
            return whole(gateway.refuse(call, refusal, request_id, host))
        case FaultKind.RESET:
            return reset(request)
        case _:
            refusal = Refusal(
                "InternalError",
                "The request processing has failed due to some unknown error, exception or failure.",
                500,
            )
            return whole(gateway.refuse(call, refusal, request_id, host))


async def spoiled(request: web.BaseRequest, fault: Fault, answer: Answer) -> web.StreamResponse:
    """Send the answer to an operation that was performed, as the fault would have it."""
    match fault.kind:
        case FaultKind.NULL:
            return whole(Answer(200, b"null"))
        case FaultKind.EMPTY:
            return whole(Answer(200, b"{}"))
        case FaultKind.WRONG_TYPES:
            return whole(Answer(answer.status, garbled(answer.body)))
        case FaultKind.HALF:
            return await _half(request, answer)
        case FaultKind.TRICKLE:
            return await _trickle(request, answer, fault.amount or 20.0)
        case FaultKind.NO_ANSWER:
            await asyncio.sleep(fault.amount or LONGEST_SILENCE)
            return cut(request)
        case _:
            return reset(request)


def garbled(body: bytes) -> bytes:
    """Turn every list into text, every text into a number and every number into a list."""

    def turn(value: Any) -> Any:
        match value:
            case dict():
                return {k: turn(v) for k, v in cast(dict[str, Any], value).items()}
            case list():
                return "list"
            case str():
                return 7
            case _:
                return [value]

    try:
        return json.dumps(turn(json.loads(body))).encode()
    except ValueError:
        return b"7"


async def _half(request: web.BaseRequest, answer: Answer) -> web.StreamResponse:
    response = web.StreamResponse(
        status=answer.status,
        headers={"Content-Type": answer.content_type, "Content-Length": str(len(answer.body))},
    )
    await response.prepare(request)
    await response.write(answer.body[: len(answer.body) // 2])
    cut(request)
    return response


async def _trickle(request: web.BaseRequest, answer: Answer, seconds: float) -> web.StreamResponse:
    response = web.StreamResponse(
        status=answer.status,
        headers={"Content-Type": answer.content_type, "Content-Length": str(len(answer.body))},
    )
    await response.prepare(request)
    pieces = 20
    size = max(1, -(-len(answer.body) // pieces))
    for start in range(0, len(answer.body), size):
        await response.write(answer.body[start : start + size])
        await asyncio.sleep(seconds / pieces)
    await response.write_eof()
    return response
