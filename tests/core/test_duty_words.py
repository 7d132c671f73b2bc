"""What is said of guards that another window acts on: which they are, who acts, and why not this one."""

from __future__ import annotations

import pytest

from essgui.core.duty_words import acts_elsewhere, stood_down, taken_over
from essgui.domain.guards import Guards

GUARDS = Guards(suspend_below_floor=True, suspend_after=1, roll_back_after=10)
NAMED = "suspend below the floor, suspend after 1 failed activity, roll back after 10 failed activities"


@pytest.mark.parametrize("words", [acts_elsewhere, stood_down, taken_over])
def test_every_guard_that_acts_is_named(words) -> None:
    assert f": {NAMED}." in words(GUARDS)


def test_guards_that_went_off_say_why() -> None:
    text = stood_down(GUARDS)
    assert text.startswith("another window of this program acts for this refresh already")
    assert text.endswith("The guards that were set here are off, because the other window was first.")


def test_who_acts_is_said_in_either_window() -> None:
    assert "does nothing by itself; it takes over when the other one closes." in acts_elsewhere(GUARDS)
    assert "has closed or ended. They watch from here from now on" in taken_over(GUARDS)
