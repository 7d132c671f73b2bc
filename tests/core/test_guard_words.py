"""What a guard did is said with the act, the evidence and what to do next."""

from __future__ import annotations

from essgui.core.guard_words import acted, again, chosen, then, too_late
from essgui.domain.guards import Guard, Guards


def test_a_suspension_and_a_rollback_are_told_apart() -> None:
    assert acted(Guard.FLOOR, "Why.") == acted(Guard.FAILURES, "Why.")
    assert acted(Guard.FLOOR, "Why.") == "a guard asked ESS to suspend the refresh. Why."
    assert acted(Guard.ROLL_BACK, "Why.") == "a guard asked ESS to roll the refresh back. Why."
    assert "resume" in then(Guard.FLOOR)
    assert "resume" not in then(Guard.ROLL_BACK)


def test_what_was_chosen_is_said_and_so_is_nothing() -> None:
    assert chosen(Guards(suspend_after=3)) == "Guards set: suspend after 3 failed activities."
    assert chosen(Guards()) == "All guards are off."
    assert again(Guards(True)) == "Guards watch from now on: suspend below the floor."


def test_what_came_too_late_names_the_other_way() -> None:
    assert "Reverse…" in too_late()
