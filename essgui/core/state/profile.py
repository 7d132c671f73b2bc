"""What may be said of the way to the cloud."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ProfileKind(StrEnum):
    """Which sort of cloud a profile leads to."""

    SIMULATED = "simulated"
    ACCOUNT = "account"


class PracticePhase(StrEnum):
    """Whether the practice cloud is there; an account never ends by itself."""

    RUNNING = "running"
    ENDED = "ended"
    """Its program is gone; what is shown is what was last seen of it."""
    STARTING = "starting"
    """Another one was asked for."""


@dataclass(frozen=True, slots=True)
class ProfileFacts:
    """What the window shows of the profile in use; no secret is in it."""

    name: str
    kind: ProfileKind
    source: str = ""
    """Where the credentials come from, in words."""
    key_hint: str = ""
    account: str = ""
    endpoint: str = ""
    speed: float = 1.0
    """How much faster than real time the simulated cloud runs."""
