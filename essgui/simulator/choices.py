"""What ESS does not publish, as parameters of a world; the reasons are in the table of assumptions."""

from __future__ import annotations

from dataclasses import dataclass

from essgui.domain.plan import DEFAULT_RULES, PlannerRules


@dataclass(frozen=True, slots=True)
class Pace:
    """How long the phases of an instance's life take, in seconds: the least and the most."""

    schedule: tuple[int, int] = (3, 7)
    """From an accepted Start until the refresh is in progress."""
    launch: tuple[int, int] = (40, 100)
    health: tuple[int, int] = (15, 35)
    """From InService until a bad instance is found unhealthy."""
    drain: tuple[int, int] = (20, 50)
    stop: tuple[int, int] = (2, 5)
    """The least that a cancellation takes."""


@dataclass(frozen=True, slots=True)
class Assumptions:
    """What ESS does not publish, as named choices, each with its reason."""

    planner: PlannerRules = DEFAULT_RULES
    launch_rounds: int = 3
    """Rounds of launches that may fail before a refresh fails."""
    retry_after: int = 30
    """Seconds between two rounds."""
    idle_rounds: int = 10
    """Rounds after which a group outside a refresh stops trying to refill itself."""


USUAL_PACE = Pace()
USUAL_ASSUMPTIONS = Assumptions()
