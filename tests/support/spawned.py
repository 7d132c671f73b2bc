"""The simulator as the program that a person starts: a child process with its line of JSON."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

from tests.support.asking import Asker, Key

if TYPE_CHECKING:
    import ssl
    from types import TracebackType

SECONDS = 30.0


class SpawnedSimulator:
    """A simulator in a process of its own while the `with` block lasts; it is killed if it is still there."""

    def __init__(self, *arguments: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "essgui", "simulator", *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        self.ready: dict[str, Any] = {}

    def __enter__(self) -> SpawnedSimulator:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line:
            raise AssertionError(self.end()[1])
        self.ready = json.loads(line)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            if stream is not None:
                stream.close()

    @property
    def endpoint(self) -> str:
        return self.ready["endpoint"]

    def asker(self, user: str = "administrator", *, tls: ssl.SSLContext | None = None) -> Asker:
        """Return a client with the key of a user and the control token."""
        known = self.ready["users"][user]
        key = Key(known["access_key_id"], known["access_key_secret"], known["security_token"])
        return Asker(self.endpoint, key, tls=tls, control_token=self.ready["control_token"])

    def end(self) -> tuple[int, str]:
        """Wait for its end; returns the exit code and what it said on standard error."""
        _, said = self.process.communicate(timeout=SECONDS)
        return self.process.returncode, said
