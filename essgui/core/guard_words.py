"""What is said of guards in the event log, in notices and in notifications."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essgui.domain.guards import DOES, in_words
from essgui.domain.lifecycle import RefreshAction

if TYPE_CHECKING:
    from essgui.domain.guards import Guard, Guards


def acted(guard: Guard, evidence: str) -> str:
    """Say what a guard asked for, and why."""
    what = "roll the refresh back" if DOES[guard] is RefreshAction.ROLLBACK else "suspend the refresh"
    return f"a guard asked ESS to {what}. {evidence}"


def then(guard: Guard) -> str:
    """Say what to do after a guard has acted."""
    if DOES[guard] is RefreshAction.ROLLBACK:
        return "Open the monitor and see that it is brought back."
    return "Look at the cause in its monitor, then resume it or roll it back."


def chosen(guards: Guards) -> str:
    """Say which guards were set."""
    words = in_words(guards)
    return f"Guards set: {words}." if words else "All guards are off."


def again(guards: Guards) -> str:
    """Say that guards that were kept watch from now on; whether they ever did before is not known."""
    return f"Guards watch from now on: {in_words(guards)}."


def too_late() -> str:
    """Say that a refresh failed before the guard that rolls back had acted."""
    return (
        "ESS ended the refresh as failed before its guard had seen enough failures; a refresh that is over "
        "cannot be rolled back. Reverse… in its monitor starts one that leads back."
    )
