"""From a request to an answer, purely: reading, permission, the operation itself, and writing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from essgui.domain.scaling import InstanceId
from essgui.simulator.commands import Done, Origin, Refusal
from essgui.simulator.machine import apply
from essgui.simulator.wire import bodies
from essgui.simulator.wire.operations import OPERATIONS, Identity, Query
from essgui.simulator.wire.parameters import Parameters
from essgui.simulator.world import Role

if TYPE_CHECKING:
    from datetime import datetime

    from essgui.simulator.commands import Command
    from essgui.simulator.wire.bodies import Body
    from essgui.simulator.wire.operations import Mutation, Operation
    from essgui.simulator.wire.signature import Signed
    from essgui.simulator.world import User, World

_COMMON = frozenset(
    {
        "Action", "Version", "Format", "AccessKeyId", "Signature", "SignatureMethod", "SignatureNonce",
        "SignatureVersion", "SignatureType", "Timestamp", "SecurityToken",
    }
)  # fmt: skip
_WRAPPED_VERSIONS = frozenset({"2014-08-28", "2014-05-26"})


@dataclass(frozen=True, slots=True)
class Call:
    """A request as it is understood."""

    action: str
    version: str
    xml: bool
    flat: dict[str, str]
    """Its own parameters, without those of the protocol."""

    @property
    def group(self) -> str:
        """The scaling group that it names, or nothing."""
        return self.flat.get("ScalingGroupId", "")


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back."""

    status: int
    body: bytes
    content_type: str = bodies.JSON


def read(request: Signed) -> Call:
    """Understand a request: parameters of the form win over those of the query."""
    flat = {**dict(request.query), **dict(request.form)}
    headers = request.headers
    return Call(
        action=headers.get("x-acs-action") or flat.get("Action", ""),
        version=headers.get("x-acs-version") or flat.get("Version", ""),
        xml=flat.get("Format", "").upper() == "XML",
        flat={k: v for k, v in flat.items() if k not in _COMMON},
    )


def find(call: Call) -> Operation:
    """Return the operation of a call; raises Refusal where there is none of that name and version."""
    operation = OPERATIONS.get(call.action)
    if operation is None or call.version not in operation.versions:
        raise Refusal(
            "InvalidAction.NotFound", "Specified api is not found, please check your url and method.", 404
        )
    return operation


def respond(
    world: World, call: Call, user: User, request_id: str, host: str, now: datetime
) -> tuple[World, Answer]:
    """Perform a call of a user whose signature was good."""
    try:
        operation = find(call)
        if isinstance(operation, Identity):
            return world, write(call, {"RequestId": request_id, **_identity(world, user)})
        _permit(world, call, user, operation)
        parameters = Parameters(call.flat)
        if isinstance(operation, Query):
            return world, write(call, {"RequestId": request_id, **operation.read(world, parameters)})
        command: Command = operation.parse(parameters)
    except Refusal as refusal:
        return world, refuse(call, refusal, request_id, host)
    world, reply = apply(world, command, now, Origin(user.name, request_id, call.flat))
    if isinstance(reply, Refusal):
        return world, refuse(call, reply, request_id, host)
    return world, write(call, _made(operation, reply, request_id))


def refuse(call: Call, refusal: Refusal, request_id: str, host: str) -> Answer:
    """Write a refusal."""
    body = bodies.error_body(refusal, request_id, host)
    if call.xml:
        return Answer(refusal.status, bodies.to_xml("Error", body), bodies.XML)
    return Answer(refusal.status, bodies.to_json(body))


def write(call: Call, body: Body) -> Answer:
    """Write a reply in the shape of the version and in the format that was asked for."""
    if call.xml:
        return Answer(200, bodies.to_xml(f"{call.action}Response", body), bodies.XML)
    if call.version in _WRAPPED_VERSIONS:
        body = bodies.wrapped(body)
    return Answer(200, bodies.to_json(body))


def _made(operation: Mutation, reply: Done, request_id: str) -> Body:
    body: Body = {"RequestId": request_id}
    if operation.answer and reply.id:
        body[operation.answer] = reply.id
    return body


def _identity(world: World, user: User) -> Body:
    return {
        "AccountId": world.account,
        "Arn": f"acs:ram::{world.account}:user/{user.name}",
        "IdentityType": "AssumedRoleUser" if user.token else "RAMUser",
        "PrincipalId": user.key,
        "UserId": user.name,
    }


def _group_named(world: World, call: Call) -> str:
    """Return the group that a call is about: some name only an instance of it, or a lifecycle hook."""
    flat = {key.lower(): value for key, value in call.flat.items()}
    instance, hook = flat.get("instanceid", ""), flat.get("lifecyclehookid", "")
    if call.group or not (instance or hook):
        return call.group
    return next(
        (
            g.id
            for g in world.groups.values()
            if InstanceId(instance) in g.members or any(h.id == hook for h in g.hooks)
        ),
        "",
    )


def _permit(world: World, call: Call, user: User, operation: Query | Mutation) -> None:
    if isinstance(operation, Query) or user.role is Role.ADMINISTRATOR:
        return
    if user.role is Role.OPERATOR and _group_named(world, call) in user.groups:
        return
    raise Refusal(
        "Forbidden.RAM",
        "User not authorized to operate on the specified resource, or this API doesn't support RAM.",
        403,
        denied=f"{operation.product}:{call.action}",
    )
