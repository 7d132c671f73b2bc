"""A client of the simulator that can be wrong on purpose: it signs by code of its own."""

from __future__ import annotations

import hashlib
import hmac
import http.client
import json
import secrets
import socket
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

if TYPE_CHECKING:
    import ssl
    from collections.abc import Mapping
    from types import TracebackType

    from essgui.simulator.world import User

ESS = "2022-02-22"
SECONDS = 10.0
"""How long a test waits for what will not come any more."""


@dataclass(frozen=True)
class Key:
    """Who signs."""

    id: str
    secret: str
    token: str = ""

    @classmethod
    def of(cls, user: User) -> Key:
        return cls(user.key, user.secret, user.token)


@dataclass(frozen=True)
class Reply:
    status: int
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict[str, str])

    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def code(self) -> str:
        """The error code, or nothing."""
        return self.json().get("Code", "")


class Asker:
    """One kept connection as one user."""

    def __init__(
        self, endpoint: str, key: Key, *, tls: ssl.SSLContext | None = None, control_token: str = ""
    ) -> None:
        self.endpoint = endpoint
        self.key = key
        self.control_token = control_token
        if tls is None:
            self._connection = http.client.HTTPConnection(endpoint, timeout=SECONDS)
        else:
            self._connection = http.client.HTTPSConnection(endpoint, timeout=SECONDS, context=tls)

    def __enter__(self) -> Asker:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()

    def call(self, action: str, /, version: str = ESS, **parameters: Any) -> Reply:
        """Make a signed call of the API."""
        target, headers = self.signed(action, parameters, version)
        return self.send("POST", target, headers)

    def control(self, method: str, path: str, body: Any = None) -> Reply:
        """Use a control page with the token."""
        content = None if body is None else json.dumps(body).encode()
        return self.send(method, path, {"Authorization": f"Bearer {self.control_token}"}, content)

    def send(self, method: str, target: str, headers: Mapping[str, str], body: bytes | None = None) -> Reply:
        """Send what is given and return what comes back."""
        connection = self._connection
        connection.putrequest(method, target, skip_host="host" in {n.lower() for n in headers})
        for name, value in headers.items():
            connection.putheader(name, value)
        if method == "POST" or body:
            connection.putheader("Content-Length", str(len(body or b"")))
        try:
            connection.endheaders(body)
            with connection.getresponse() as answer:
                return Reply(answer.status, answer.read(), dict(answer.getheaders()))
        except (OSError, http.client.HTTPException):
            connection.close()
            raise

    def signed(
        self, action: str, parameters: Mapping[str, Any], version: str = ESS, **instead: str
    ) -> tuple[str, dict[str, str]]:
        """Return target and headers of a POST by ACS3-HMAC-SHA256; `instead` replaces headers beforehand."""
        headers = {
            "host": self.endpoint,
            "x-acs-action": action,
            "x-acs-version": version,
            "x-acs-date": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "x-acs-signature-nonce": secrets.token_hex(16),
            "x-acs-content-sha256": hashlib.sha256(b"").hexdigest(),
        }
        if self.key.token:
            headers["x-acs-security-token"] = self.key.token
        headers |= {name.replace("_", "-"): value for name, value in instead.items()}
        pairs = sorted((name, str(value)) for name, value in parameters.items())
        query = "&".join(f"{quote(n, safe='~')}={quote(v, safe='~')}" for n, v in pairs)
        names = sorted(headers)
        lines = [f"{name}:{headers[name]}" for name in names]
        canonical = "\n".join(
            ["POST", "/", query, *lines, "", ";".join(names), headers["x-acs-content-sha256"]]
        )
        digest = hashlib.sha256(canonical.encode()).hexdigest()
        signature = hmac.new(
            self.key.secret.encode(), f"ACS3-HMAC-SHA256\n{digest}".encode(), hashlib.sha256
        ).hexdigest()
        headers["Authorization"] = (
            f"ACS3-HMAC-SHA256 Credential={self.key.id},SignedHeaders={';'.join(names)},Signature={signature}"
        )
        return f"/?{query}", headers


def address(endpoint: str) -> tuple[str, int]:
    host, _, port = endpoint.partition(":")
    return host, int(port)


def connected(endpoint: str) -> socket.socket:
    """Open a connection and say nothing on it."""
    return socket.create_connection(address(endpoint), SECONDS)


def rest_of(connection: socket.socket) -> bytes:
    """Return what comes until the other end closes; a reset is an end too."""
    pieces: list[bytes] = []
    try:
        while piece := connection.recv(65536):
            pieces.append(piece)
    except ConnectionError:
        pass
    return b"".join(pieces)


def exchange(endpoint: str, *sent: bytes) -> bytes:
    """Send bytes as they are and return all that comes back before the end."""
    with connected(endpoint) as connection:
        try:
            for piece in sent:
                connection.sendall(piece)
        except ConnectionError:
            pass
        return rest_of(connection)


def refresh_of(client: Asker, name: str = "web", region: str = "cn-hangzhou", **more: Any) -> dict[str, Any]:
    """Return the parameters of a StartInstanceRefresh that replaces every instance of a group."""
    found = client.call("DescribeScalingGroups", RegionId=region, PageSize=50).json()["ScalingGroups"]
    group = next(g["ScalingGroupId"] for g in found if g["ScalingGroupName"] == name)
    return {"RegionId": region, "ScalingGroupId": group, "SkipMatching": "false", **more}
