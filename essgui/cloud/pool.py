"""Eight threads that make calls, and a ninth that ends each one in time, whatever the network does.

Not a ThreadPoolExecutor: that joins its threads when the program ends, and a thread inside the
system's resolver cannot be woken, so a dead name server would hold the exit for half a minute. These
threads are daemons, their queue lets a person's action pass before the reads, and every call has a
deadline after which its caller is answered and its socket shut.
"""

from __future__ import annotations

import itertools
import queue
import threading
import time
from concurrent.futures import Future, InvalidStateError
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from essgui.cloud.call import Call

if TYPE_CHECKING:
    from collections.abc import Callable

    from essgui.domain.errors import ScalingError

T = TypeVar("T")


class Job(Generic[T]):
    """One piece of work with its call and the future that its caller waits for."""

    def __init__(
        self, call: Call, work: Callable[[Call], T], late: Callable[[Call, str], ScalingError]
    ) -> None:
        self.call = call
        self.future: Future[T] = Future()
        self._work = work
        self._late = late
        self.future.add_done_callback(self._dropped)

    def perform(self) -> None:
        """Do the work and settle; what comes too late is dropped."""
        try:
            answer = self._work(self.call)
        except BaseException as error:
            # SystemExit of a library must not end a worker: it is a failed call like any other.
            with suppress(InvalidStateError):
                self.future.set_exception(error)
        else:
            with suppress(InvalidStateError):
                self.future.set_result(answer)

    def end(self, why: str) -> None:
        """End the call now; its caller is told that it was late."""
        self.call.end()
        with suppress(InvalidStateError):
            self.future.set_exception(self._late(self.call, why))

    def _dropped(self, future: Future[T]) -> None:
        # A read that nobody waits for gives its thread back. A change that was sent is left to end in
        # peace, since cutting it would only make its outcome unknown; one not yet sent never will be.
        if future.cancelled():
            self.call.forget()


class CallPool:
    """Runs calls in threads of its own; `deadline` is in seconds from the moment a call is given."""

    def __init__(self, threads: int = 8, deadline: float = 15.0) -> None:
        self._size = threads
        self._deadline = deadline
        self._queue: queue.PriorityQueue[tuple[int, int, Job[Any] | None]] = queue.PriorityQueue()
        self._numbers = itertools.count()
        self._changed = threading.Condition()
        self._live: set[Job[Any]] = set()
        self._threads: list[threading.Thread] = []
        self._closing = False
        self._closed: Future[None] = Future()

    def submit(
        self,
        work: Callable[[Call], T],
        late: Callable[[Call, str], ScalingError],
        change: bool = False,
    ) -> Future[T]:
        """Give a piece of work to the threads; `late` makes the error of one that was not done in time.

        A change passes before every read that waits.
        """
        job = Job(Call(time.monotonic() + self._deadline, change), work, late)
        with self._changed:
            if self._closing:
                job.end("the program is closing")
                return job.future
            self._begin()
            self._live.add(job)
            self._changed.notify()
        job.future.add_done_callback(lambda _: self._gone(job))
        self._queue.put((0 if change else 1, next(self._numbers), job))
        return job.future

    def close(self, patience: float = 1.0) -> Future[None]:
        """End every call, then the threads; the future is done after `patience` seconds at most."""
        with self._changed:
            first, self._closing = not self._closing, True
            live, started = list(self._live), bool(self._threads)
            self._changed.notify()
        if not first:
            return self._closed
        for job in live:
            job.end("the program is closing")
        if not started:
            self._closed.set_result(None)
            return self._closed
        for _ in range(self._size):
            self._queue.put((-1, next(self._numbers), None))
        threading.Thread(target=self._see_off, args=(patience,), name="ess-close", daemon=True).start()
        return self._closed

    def _begin(self) -> None:
        if self._threads:
            return
        for number in range(self._size):
            self._threads.append(threading.Thread(target=self._serve, name=f"ess-call-{number}", daemon=True))
        self._threads.append(threading.Thread(target=self._watch, name="ess-deadline", daemon=True))
        for thread in self._threads:
            thread.start()

    def _serve(self) -> None:
        while True:
            _, _, job = self._queue.get()
            if job is None:
                return
            if not job.future.done():
                job.perform()
            del job  # an idle thread holds on to nothing of its last call

    def _watch(self) -> None:
        while True:
            with self._changed:
                if self._closing:
                    return
                now = time.monotonic()
                late = [job for job in self._live if job.call.deadline <= now]
                if not late:
                    soonest = min((job.call.deadline for job in self._live), default=None)
                    self._changed.wait(None if soonest is None else soonest - now)
                    continue
            for job in late:
                job.end("no answer came in time")

    def _gone(self, job: Job[Any]) -> None:
        with self._changed:
            self._live.discard(job)

    def _see_off(self, patience: float) -> None:
        until = time.monotonic() + patience
        for thread in self._threads:
            thread.join(max(0.0, until - time.monotonic()))
        self._closed.set_result(None)
