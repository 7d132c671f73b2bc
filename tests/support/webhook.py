"""A webhook on this computer that keeps what it was sent."""

from __future__ import annotations

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

CANARY = "canary-7c31e"
"""What makes its address a secret."""


class Hook:
    """It answers always the same; `got` has the path and the body of every message."""

    def __init__(
        self, status: int, body: bytes, headers: dict[str, str], hold: threading.Event | None
    ) -> None:
        self.got: list[tuple[str, dict[str, object]]] = []
        outer = self

        class Answer(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                sent = self.rfile.read(int(self.headers["Content-Length"]))
                outer.got.append((self.path, json.loads(sent)))
                if hold is not None:
                    hold.wait(10)
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None: ...  # noqa: A002 - the name of theirs

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
        self.url = f"http://127.0.0.1:{self.server.server_port}/robot?access_token={CANARY}"


@contextmanager
def hook(
    status: int = 200,
    body: bytes = b'{"errcode":0}',
    headers: dict[str, str] | None = None,
    hold: threading.Event | None = None,
) -> Iterator[Hook]:
    made = Hook(status, body, headers or {}, hold)
    thread = threading.Thread(target=made.server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield made
    finally:
        if hold is not None:
            hold.set()
        made.server.shutdown()
        thread.join()
        made.server.server_close()
