"""Asks the wire layer without a socket: a call goes in, what would go back over HTTP comes out."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from essgui.simulator.wire import gateway
from essgui.simulator.wire.signature import Signed
from essgui.simulator.world import User

if TYPE_CHECKING:
    from essgui.simulator.world import World

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
ESS = "2022-02-22"
OLD_ESS = "2014-08-28"
ECS = "2014-05-26"
STS = "2015-04-01"
ADMINISTRATOR = User("administrator", "LTAI5tAdministrator", "not a secret")


@dataclass(frozen=True)
class Asked:
    """An answer, and the world after it."""

    world: World
    status: int
    text: str
    content_type: str

    @property
    def body(self) -> dict[str, Any]:
        return json.loads(self.text)

    @property
    def code(self) -> str:
        """The error code, or nothing where all went well."""
        return self.body.get("Code", "")


def ask(
    world: World,
    action: str,
    parameters: dict[str, Any] | None = None,
    *,
    version: str = ESS,
    user: User = ADMINISTRATOR,
    **more: Any,
) -> Asked:
    """Ask for an action now; parameters are spelled as they are on the wire."""
    flat = {k: str(v) for k, v in {**(parameters or {}), **more}.items()}
    headers = {"x-acs-action": action, "x-acs-version": version}
    call = gateway.read(Signed("POST", "/", tuple(flat.items()), (), headers, b""))
    after, answer = gateway.respond(world, call, user, "REQUEST-1", "ess.simulator", world.now)
    return Asked(after, answer.status, answer.body.decode(), answer.content_type)


def numbered(name: str, *values: str) -> dict[str, str]:
    """Spell a list: Name.1, Name.2 …"""
    return {f"{name}.{n}": value for n, value in enumerate(values, 1)}


def read_xml(text: str | bytes) -> ElementTree.Element:
    """Read an answer of our own simulator."""
    return ElementTree.fromstring(text)  # noqa: S314 - written by this very process
