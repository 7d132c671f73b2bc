"""The guards that an operator may set for a refresh: what this program does by itself where it goes wrong.

ESS suspends nothing and rolls nothing back by itself. A guard acts only while the refresh is in progress:
there both Suspend and Rollback are documented. One that ESS has ended as Failed is over and takes no Rollback
(ALLOWED), so the guard that rolls back counts failed activities too, and has to act before that end.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from essgui.domain.lifecycle import RefreshAction
from essgui.domain.refresh import can_roll_back

if TYPE_CHECKING:
    from essgui.domain.refresh import Target

CHOICES = (1, 3, 5, 10)
"""After how many failed activities a guard may act."""


class Guard(StrEnum):
    """The guards; where several are called for at once, the first of these acts."""

    ROLL_BACK = "roll_back"
    FAILURES = "failures"
    FLOOR = "floor"


DOES: dict[Guard, RefreshAction] = {
    Guard.ROLL_BACK: RefreshAction.ROLLBACK,
    Guard.FAILURES: RefreshAction.SUSPEND,
    Guard.FLOOR: RefreshAction.SUSPEND,
}


@dataclass(frozen=True, slots=True)
class Guards:
    """What was chosen for one refresh; all off unless chosen."""

    suspend_below_floor: bool = False
    suspend_after: int | None = None
    """Failed activities, one of CHOICES."""
    roll_back_after: int | None = None
    """Failed activities, one of CHOICES."""

    def __post_init__(self) -> None:
        for limit in (self.suspend_after, self.roll_back_after):
            if limit is not None and limit not in CHOICES:
                raise ValueError(f"a guard acts after one of {CHOICES} failed activities, not {limit}")

    @property
    def on(self) -> tuple[Guard, ...]:
        """The guards that are on."""
        return tuple(guard for guard in Guard if setting(self, guard) is not None)


def fitting(guards: Guards, target: Target) -> Guards:
    """Return the guards without the one that rolls back, where the target has no way back."""
    return guards if can_roll_back(target) else replace(guards, roll_back_after=None)


def setting(guards: Guards, guard: Guard) -> int | None:
    """Return after how many failed activities a guard acts, 0 for the floor; None where it is off."""
    match guard:
        case Guard.FLOOR:
            return 0 if guards.suspend_below_floor else None
        case Guard.FAILURES:
            return guards.suspend_after
        case Guard.ROLL_BACK:
            return guards.roll_back_after


def failures_in_words(number: int) -> str:
    """Say a number of failed activities."""
    return "1 failed activity" if number == 1 else f"{number} failed activities"


def in_words(guards: Guards) -> str:
    """Say which guards are on, or nothing where none is."""
    words: list[str] = []
    if guards.suspend_below_floor:
        words.append("suspend below the floor")
    if guards.suspend_after is not None:
        words.append(f"suspend after {failures_in_words(guards.suspend_after)}")
    if guards.roll_back_after is not None:
        words.append(f"roll back after {failures_in_words(guards.roll_back_after)}")
    return ", ".join(words)
