"""Plays messages to `update` and keeps the state, the effects and the clock: a conversation as a test."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from essgui.core.effects import Wake
from essgui.core.failure import Failure, FailureKind
from essgui.core.update import update
from tests.support.states import NOW, later

if TYPE_CHECKING:
    from essgui.core.effects import Effect
    from essgui.core.messages import Message
    from essgui.core.state import AppState

E = TypeVar("E")

OFFLINE = Failure(FailureKind.UNREACHABLE, "Unreachable", "No answer came.", "Check the network.")
BUSY = Failure(FailureKind.THROTTLED, "Throttling.User", "Too many calls.")
REFUSED = Failure(FailureKind.REFUSED, "IncorrectStatus", "ESS said no.")
UNKNOWN = Failure(FailureKind.UNKNOWN_OUTCOME, "NoAnswer", "It may or may not have happened.")
GONE = Failure(FailureKind.NOT_FOUND, "InvalidScalingGroupId.NotFound", "There is no such thing.")
DENIED = Failure(FailureKind.DENIED, "Forbidden", "You may not.", action="ess:DescribeInstanceRefreshes")


class Playbook:
    """A state that is told one message after another."""

    def __init__(self, state: AppState) -> None:
        self.state = state
        self.moment = NOW
        self.effects: tuple[Effect, ...] = ()

    def after(self, seconds: float) -> Playbook:
        """Let time pass."""
        self.moment = later(seconds, self.moment)
        return self

    def take(self, *messages: Message) -> tuple[Effect, ...]:
        """Tell these messages; return (and keep) the effects of all of them."""
        self.effects = ()
        for message in messages:
            self.state, effects = update(self.state, message, self.moment)
            self.effects += effects
        return self.effects

    def asked(self, kind: type[E]) -> list[E]:
        """Return the effects of one kind among those of the last messages."""
        return [effect for effect in self.effects if isinstance(effect, kind)]

    def wake(self, name: str) -> Wake:
        """Return the newest Wake of a name among the last effects: it replaces those before it."""
        return [w for w in self.asked(Wake) if w.name == name][-1]

    def wakes(self) -> dict[str, float]:
        """Return the Wakes among the last effects, with their seconds."""
        return {w.name: w.after for w in self.asked(Wake)}
