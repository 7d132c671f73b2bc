"""A small HTTP server that says whatever a test wants said, and connections to it."""

from __future__ import annotations

import asyncio
import json
import socket
import threading
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING, Any

from essgui.cloud.alibaba import AlibabaCloud
from essgui.cloud.endpoints import Connection, Way
from essgui.domain.credentials import KeyPair, Secret
from essgui.domain.scaling import RegionId

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

REGION = RegionId("cn-hangzhou")
KEYS = KeyPair("LTAI5tTestKeyOfNobody", Secret("TheSecretOfNobody000000000000"), Secret("TheTokenOfNobody"))


def answer(body: object, status: str = "200 OK", headers: dict[str, str] | None = None) -> bytes:
    """Spell a whole HTTP answer with a JSON body, or with bytes as they are."""
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(content)}", "Content-Type: application/json"]
    lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + content


def silence(_connection: socket.socket, _request: str) -> None:
    """Say nothing and keep the connection open."""


def hang_up(_connection: socket.socket, _request: str) -> bool:
    """Say nothing and close the connection."""
    return False


class Speaker:
    """Listens on the loopback, keeps every request, and lets `say` answer it on the bare socket.

    `say(connection, request)` returns False to have the connection closed.
    """

    def __init__(self, say: Callable[[socket.socket, str], bool | None]) -> None:
        self.say = say
        self.requests: list[str] = []
        self.connections = 0
        self.over = threading.Event()
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._open: list[socket.socket] = []
        self._threads = [threading.Thread(target=self._accept, daemon=True)]
        self._threads[0].start()

    @property
    def address(self) -> str:
        host, port = self._listening.getsockname()[:2]
        return f"{host}:{port}"

    async def heard(self, count: int = 1) -> None:
        """Wait until so many requests have come."""
        while len(self.requests) < count:  # noqa: ASYNC110 - another thread appends to it
            await asyncio.sleep(0.001)

    def close(self) -> None:
        self.over.set()
        self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self._threads[0].join(5)
        for connection in self._open:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
            connection.close()
        for thread in self._threads:
            thread.join(5)

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._listening.accept()
            except OSError:
                return
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self.connections += 1
            self._open.append(connection)
            thread = threading.Thread(target=self._serve, args=(connection,), daemon=True)
            self._threads.append(thread)
            thread.start()

    def _serve(self, connection: socket.socket) -> None:
        waiting = b""
        try:
            while True:
                while b"\r\n\r\n" not in waiting:
                    piece = connection.recv(65_536)
                    if not piece:
                        return
                    waiting += piece
                head, _, waiting = waiting.partition(b"\r\n\r\n")
                self.requests.append(head.decode())
                if self.say(connection, head.decode()) is False:
                    connection.shutdown(socket.SHUT_RDWR)
                    return
        except OSError:
            return


@asynccontextmanager
async def cloud_at(address: str, way: Way | None = None, **options: Any) -> AsyncIterator[AlibabaCloud]:
    """Open the adaptor on an address and close it afterwards."""
    api = AlibabaCloud(Connection(REGION, KEYS, "http", address, way or Way()), **options)
    try:
        yield api
    finally:
        await api.close()


def run(work: Callable[[AlibabaCloud], Any], address: str, **options: Any) -> Any:
    """Run a coroutine with an adaptor on an address and return what it returns."""

    async def main() -> Any:
        async with cloud_at(address, **options) as api:
            return await work(api)

    return asyncio.run(main())


def self_signed(place: Path) -> tuple[str, str]:
    """Write a certificate for 127.0.0.1 that is its own authority, and its key; return their files."""
    from datetime import UTC, datetime, timedelta
    from ipaddress import ip_address

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "other.example")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    (place / "c.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    (place / "k.pem").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    return str(place / "c.pem"), str(place / "k.pem")
