"""Ending one call never touches another one, though both used the same connection."""

from __future__ import annotations

import socket
import threading
import time
from typing import TYPE_CHECKING, Any

import pytest

from essgui.cloud.call import Call, CallOver, current, outside, under_way

if TYPE_CHECKING:
    from collections.abc import Iterator


class Line:
    """A connection whose other end can tell whether it was cut."""

    def __init__(self) -> None:
        self.sock, self.far = socket.socketpair()
        self.far.settimeout(5)
        self.holder: Call | None = None

    @property
    def cut(self) -> bool:
        """Whether nothing comes through any more."""
        try:
            self.sock.sendall(b"x")
        except OSError:
            return True
        return self.far.recv(1) != b"x"


@pytest.fixture
def line() -> Iterator[Line]:
    made = Line()
    yield made
    made.sock.close()
    made.far.close()


def call(*, change: bool = False) -> Call:
    return Call(time.monotonic() + 5, change)


def test_the_end_of_a_call_breaks_off_its_wait(line: Line) -> None:
    one = call()
    one.hold(line)
    one.end()
    assert line.cut


def test_a_late_end_leaves_a_connection_alone_that_serves_another_call(line: Line) -> None:
    one, other = call(), call()
    one.hold(line)
    # The connection goes back the moment the answer is read, and is taken before the first call is done.
    other.hold(line)
    one.end()
    assert not line.cut
    one.release()
    assert line.holder is other
    other.end()
    assert line.cut


def test_a_released_connection_is_nobodys_to_cut(line: Line) -> None:
    one = call()
    one.hold(line)
    one.release()
    assert line.holder is None
    one.end()
    assert not line.cut


def test_only_a_change_on_its_way_outlives_that_nobody_waits(line: Line) -> None:
    gone = call(change=True)
    gone.hold(line)
    gone.sending()
    gone.forget()
    assert not line.cut
    for kept in (call(change=True), call()):
        kept.forget()
        with pytest.raises(CallOver):
            kept.hold(line)
    read = call()
    read.hold(line)
    read.sending()
    read.forget()
    assert line.cut


def test_each_thread_has_its_own_call_and_none_once_it_is_made(line: Line) -> None:
    one, seen = call(), list[Call | None]()
    transport: Any = object()
    with under_way(one, transport):
        one.hold(line)
        other = threading.Thread(target=lambda: seen.append(current()))
        other.start()
        other.join(5)
        with outside():
            seen.append(current())
        seen.append(current())
    assert seen == [None, None, one]
    assert current() is None
    assert line.holder is None, "the connection is let go"


def test_before_a_second_try_the_first_is_forgotten_but_not_the_deadline() -> None:
    one = call(change=True)
    one.sending()
    one.fresh, one.status, one.headers = False, 503, {"retry-after": "1"}
    deadline = one.deadline
    one.again()
    assert (one.sent, one.fresh, one.status, one.headers) == (False, True, 0, {})
    assert one.deadline == deadline
    late = Call(time.monotonic() - 5)
    assert 0 < late.left < 0.1
