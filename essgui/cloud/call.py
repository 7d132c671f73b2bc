"""One call under way: its deadline, what was sent, what came back, and the means to end it."""

from __future__ import annotations

import socket
import threading
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping

    from essgui.cloud.transport import Transport, Trouble


class Wire(Protocol):
    """The part of a connection that a call needs in order to cut it."""

    holder: Call | None
    """The call that uses it now: a connection goes back to others the moment its answer is read."""

    @property
    def sock(self) -> object:
        """The socket, or None where there is none yet."""
        ...


class CallOver(Exception):
    """The call has ended already: nothing more may be sent for it, and nobody waits for its answer."""


class BadBody(Exception):
    """An answer with status 200 that is not what the API promises; the text says how, after "but"."""


class CodeWithin(Exception):
    """An answer with status 200 that carries an error code; the call holds it."""


class NoKey(Exception):
    """The profile gave no key to sign with; the text is the reason."""


class Call:
    """What is known of one call; the threads that make it and that end it meet under its lock.

    `change` tells that it is a mutation. `sent` is set before the first byte of the request leaves, and
    never after the end: so a call that ended unsent has certainly changed nothing.
    """

    def __init__(self, deadline: float, change: bool = False) -> None:
        self.deadline = deadline
        self.transport: Transport | None = None
        """What the SDK sends through."""
        self.change = change
        self.sent = False
        self.fresh = True
        """Whether the request went out on a connection of its own, not on one kept alive from before."""
        self.trouble: Trouble | None = None
        self.status = 0
        """The HTTP status of the answer; 0 where none came."""
        self.headers: Mapping[str, str] = {}
        """Of the answer, names in lower case."""
        self.code_within = ""
        """An error code inside an answer that has status 200."""
        self.message_within = ""
        self.request_id = ""
        self._lock = threading.Lock()
        self._over = False
        self._wire: Wire | None = None

    @property
    def left(self) -> float:
        """Seconds until the deadline, at least a tiny bit."""
        return max(0.001, self.deadline - time.monotonic())

    def again(self) -> None:
        """Forget the first try, before a second one."""
        self.sent, self.fresh, self.trouble, self.status, self.headers = False, True, None, 0, {}

    def hold(self, wire: Wire) -> None:
        """Remember the connection in use; raises CallOver where the call has ended."""
        with self._lock:
            if self._over:
                raise CallOver
            self._wire = wire
            wire.holder = self

    def sending(self) -> None:
        """Note that the request leaves now; raises CallOver where the call has ended."""
        with self._lock:
            if self._over:
                raise CallOver
            self.sent = True

    def release(self) -> None:
        """Let go of the connection, which may serve another call from here on."""
        with self._lock:
            if self._wire is not None and self._wire.holder is self:
                self._wire.holder = None
            self._wire = None

    def end(self) -> None:
        """End the call: nothing is sent from here on, and a wait for an answer breaks off."""
        with self._lock:
            self._over = True
            self._cut()

    def forget(self) -> None:
        """End the call because nobody waits for it, but for a change that is on its way already."""
        with self._lock:
            if self.change and self.sent:
                return
            self._over = True
            self._cut()

    def _cut(self) -> None:
        sock = self._wire.sock if self._wire is not None and self._wire.holder is self else None
        if isinstance(sock, socket.socket):
            # The plain shutdown also for TLS: the SSL one would pull the object from under the reader.
            with suppress(OSError):
                socket.socket.shutdown(sock, socket.SHUT_RDWR)


_here = threading.local()


@contextmanager
def under_way(call: Call, transport: Transport) -> Generator[None]:
    """Make a call the current one of this thread, to be sent by a transport."""
    call.transport = transport
    _here.call = call
    try:
        yield
    finally:
        _here.call = None
        call.release()


def current() -> Call | None:
    """Return the call that this thread is making, or None outside of one."""
    return getattr(_here, "call", None)


@contextmanager
def outside() -> Generator[None]:
    """Do something in this thread that is no part of its call."""
    call = current()
    _here.call = None
    try:
        yield
    finally:
        _here.call = call
