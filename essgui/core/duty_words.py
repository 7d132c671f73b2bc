"""What is said where another window of this program acts on the guards of a refresh."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essgui.domain.guards import in_words

if TYPE_CHECKING:
    from essgui.domain.guards import Guards

THERE = "Change it in the window that acts."
"""Why a guard cannot be chosen here."""
WATCHED_THERE = "Watched by the other window."


def acts_elsewhere(guards: Guards) -> str:
    """Say which guards the other window acts on, and that this one does not."""
    return (
        f"Another window of this program on this computer acts for this refresh: {in_words(guards)}. "
        "This one shows the refresh and does nothing by itself; it takes over when the other one closes."
    )


def stood_down(guards: Guards) -> str:
    """Say that guards that were set here are off, because another window was first."""
    return (
        f"another window of this program acts for this refresh already: {in_words(guards)}. "
        "The guards that were set here are off, because the other window was first."
    )


def taken_over(guards: Guards) -> str:
    """Say that the window that acted is gone and this one acts from now on."""
    return (
        "the window that acted on its guards has closed or ended. "
        f"They watch from here from now on: {in_words(guards)}."
    )
