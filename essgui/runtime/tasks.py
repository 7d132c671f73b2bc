"""The only place that creates tasks: named lanes, each with one rule for what happens to its like.

Lanes keep a strong reference to every task, report a task that fails, and know when all is quiet.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    Work = Callable[[], Coroutine[object, object, None]]
    """Makes the coroutine only when its turn has come, so that one which is dropped was never made."""

log = logging.getLogger(__name__)


class Rule(Enum):
    """What happens when a lane is busy."""

    REPLACE = auto()
    """The newer one cancels the older one."""
    FOLLOW = auto()
    """The newest waits for the one at work; those between are dropped, so nothing starves."""
    QUEUE = auto()
    """All wait their turn; none is dropped. For changes."""
    FINISH = auto()
    """As QUEUE, and done to the last one before the end: for what is written down here."""
    TIMER = auto()
    """As REPLACE, but waiting here does not count as being busy."""


@dataclass(slots=True)
class _Lane:
    rule: Rule
    at_work: asyncio.Task[None] | None = None
    waiting: deque[Work] = field(default_factory=deque["Work"])


class Lanes:
    """Runs coroutines by lane; `idle` is set while nothing but timers is under way."""

    def __init__(self) -> None:
        self._lanes: dict[str, _Lane] = {}
        self._alive: set[asyncio.Task[None]] = set()
        self._closed = False
        self.idle = asyncio.Event()
        self.idle.set()

    def start(self, name: str, rule: Rule, work: Work, most: int | None = None) -> int:
        """Run `work` in a lane, by its rule; after `close` nothing starts any more.

        With `most`, no more than so many wait: the oldest are given up. Returns how many were.
        """
        if self._closed:
            return 0
        lane = self._lanes.setdefault(name, _Lane(rule))
        if lane.at_work is not None:
            if rule in {Rule.REPLACE, Rule.TIMER}:
                lane.at_work.cancel()
            else:
                if rule is Rule.FOLLOW:
                    lane.waiting.clear()
                lane.waiting.append(work)
                over = 0 if most is None else max(0, len(lane.waiting) - most)
                for _ in range(over):
                    lane.waiting.popleft()
                return over
        self._run(name, lane, work)
        return 0

    def stop(self, name: str) -> None:
        """Cancel what a lane is doing and what waits in it."""
        lane = self._lanes.get(name)
        if lane is not None:
            lane.waiting.clear()
            if lane.at_work is not None:
                lane.at_work.cancel()

    @property
    def busy(self) -> tuple[str, ...]:
        """The names of the lanes at work, timers aside."""
        return tuple(n for n, lane in self._lanes.items() if lane.at_work and lane.rule is not Rule.TIMER)

    async def close(self) -> None:
        """Cancel everything but what is to be finished, and wait until all has ended."""
        self._closed = True
        for name, lane in tuple(self._lanes.items()):
            if lane.rule is not Rule.FINISH:
                self.stop(name)
        while self._alive:
            await asyncio.gather(*self._alive, return_exceptions=True)

    def _run(self, name: str, lane: _Lane, work: Work) -> None:
        if lane.rule is not Rule.TIMER:
            self.idle.clear()
        task = asyncio.get_running_loop().create_task(work(), name=name)
        lane.at_work = task
        self._alive.add(task)
        task.add_done_callback(lambda done: self._ended(name, lane, done))

    def _ended(self, name: str, lane: _Lane, task: asyncio.Task[None]) -> None:
        self._alive.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("%s failed: %s", name, type(error).__name__, exc_info=error)
        if lane.at_work is task:
            lane.at_work = None
            if lane.waiting and (lane.rule is Rule.FINISH or not self._closed):
                self._run(name, lane, lane.waiting.popleft())
                return
            self._lanes.pop(name, None)
        if not self.busy:
            self.idle.set()
