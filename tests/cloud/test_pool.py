"""The threads that make calls: an action passes the reads, nothing late is heard, and closing is quick."""

from __future__ import annotations

import threading
import time
from concurrent.futures import CancelledError

import pytest

from essgui.cloud.call import Call, CallOver
from essgui.cloud.outcome import late
from essgui.cloud.pool import CallPool
from essgui.domain.errors import UnknownOutcome, Unreachable


class Gate:
    """Work that waits until it is let go, and tells when it has begun."""

    def __init__(self) -> None:
        self.begun, self.go = threading.Event(), threading.Event()

    def __call__(self, _call: Call) -> str:
        self.begun.set()
        self.go.wait(5)
        return "done"


def test_a_change_passes_the_reads_that_wait() -> None:
    pool, gate, order = CallPool(threads=1), Gate(), list[str]()
    first = pool.submit(gate, late)
    assert gate.begun.wait(5)
    reads = [pool.submit(lambda _, n=n: order.append(f"read {n}"), late) for n in range(3)]
    change = pool.submit(lambda _: order.append("change"), late, change=True)
    gate.go.set()
    for future in (first, change, *reads):
        future.result(5)
    assert order == ["change", "read 0", "read 1", "read 2"]
    pool.close().result(5)


def test_what_comes_after_the_deadline_is_dropped() -> None:
    pool, gate = CallPool(threads=1, deadline=0.05), Gate()
    future = pool.submit(gate, late)
    with pytest.raises(Unreachable, match="in time"):
        future.result(5)
    gate.go.set()
    # The thread is whole and serves the next call.
    assert pool.submit(lambda _: "next", late).result(5) == "next"
    pool.close().result(5)


@pytest.mark.parametrize(("sent", "kind"), [(False, Unreachable), (True, UnknownOutcome)])
def test_a_late_change_is_unknown_only_where_it_was_sent(sent: bool, kind: type[Exception]) -> None:
    pool, gate = CallPool(threads=1, deadline=0.2), Gate()

    def work(call: Call) -> str:
        if sent:
            call.sending()
        return gate(call)

    with pytest.raises(kind):
        pool.submit(work, late, change=True).result(5)
    gate.go.set()
    pool.close().result(5)


def test_after_its_end_a_call_can_send_nothing() -> None:
    call = Call(deadline=time.monotonic() + 5, change=True)
    call.end()
    with pytest.raises(CallOver):
        call.sending()
    assert not call.sent


def test_a_change_that_is_given_up_before_it_is_sent_never_is() -> None:
    pool, gate, sent = CallPool(threads=1), Gate(), list[str]()
    first = pool.submit(gate, late)
    assert gate.begun.wait(5)
    given_up = pool.submit(lambda _: sent.append("change"), late, change=True)
    assert given_up.cancel()
    gate.go.set()
    first.result(5)
    pool.submit(lambda _: None, late).result(5)
    with pytest.raises(CancelledError):
        given_up.result()
    assert sent == []
    pool.close().result(5)


def test_work_that_wants_to_end_the_program_ends_only_its_call() -> None:
    pool = CallPool(threads=1)

    def leave(_call: Call) -> None:
        raise SystemExit(3)

    with pytest.raises(SystemExit):
        pool.submit(leave, late).result(5)
    assert pool.submit(lambda _: 7, late).result(5) == 7
    pool.close().result(5)


def test_closing_does_not_wait_for_a_thread_that_cannot_be_woken() -> None:
    pool, gate = CallPool(threads=2), Gate()
    stuck = pool.submit(gate, late)
    assert gate.begun.wait(5)
    began = time.monotonic()
    pool.close(patience=0.1).result(5)
    assert time.monotonic() - began < 2
    with pytest.raises(Unreachable, match="closing"):
        stuck.result(0)
    gate.go.set()


def test_a_pool_that_was_never_used_has_no_threads_and_closes_at_once() -> None:
    before = threading.active_count()
    pool = CallPool()
    assert threading.active_count() == before
    pool.close().result(0)
    with pytest.raises(Unreachable):
        pool.submit(lambda _: None, late).result(0)


def test_closing_leaves_no_thread_behind() -> None:
    pool = CallPool(threads=4)
    pool.submit(lambda _: None, late).result(5)
    pool.close().result(5)
    assert [t.name for t in threading.enumerate() if t.name.startswith(("ess-call", "ess-deadline"))] == []
