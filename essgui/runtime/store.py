"""Holds the one state: takes messages, asks `update`, hands effects on, tells that the state has changed."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from essgui.core.update import update

if TYPE_CHECKING:
    from collections.abc import Callable

    from essgui.core.effects import Effect
    from essgui.core.messages import Message
    from essgui.core.state import AppState
    from essgui.domain.clock import Instant


class Store:
    """The only holder of AppState.

    `soon` defers a call to the next turn of the loop: all messages of one turn lead to one `changed`, so a
    burst of answers is drawn once.
    """

    def __init__(
        self,
        state: AppState,
        now: Callable[[], Instant],
        soon: Callable[[Callable[[], None]], object],
    ) -> None:
        self._state = state
        self._shown = state
        self._now = now
        self._soon = soon
        self._queue: deque[Message] = deque()
        self._telling = False
        self._working = False
        self._perform: Callable[[Effect], None] | None = None
        self._listeners: list[Callable[[AppState, AppState], None]] = []

    @property
    def state(self) -> AppState:
        """The state as of the last message."""
        return self._state

    @property
    def settled(self) -> bool:
        """Whether every message was taken and told of."""
        return not self._queue and not self._telling

    def connect(self, perform: Callable[[Effect], None]) -> None:
        """Say who performs effects."""
        self._perform = perform

    def listen(self, listener: Callable[[AppState, AppState], None]) -> None:
        """Call `listener(old, new)` once per turn of the loop in which the state changed."""
        self._listeners.append(listener)

    def send(self, message: Message) -> None:
        """Take a message; one that is sent while another is being taken waits its turn."""
        self._queue.append(message)
        if self._working:
            return
        self._working = True
        try:
            while self._queue:
                self._state, effects = update(self._state, self._queue.popleft(), self._now())
                if self._perform is not None:
                    for effect in effects:
                        self._perform(effect)
        finally:
            self._working = False
            if not self._telling:
                self._telling = True
                self._soon(self._tell)

    def _tell(self) -> None:
        self._telling = False
        old, self._shown = self._shown, self._state
        for listener in self._listeners:
            listener(old, self._shown)
