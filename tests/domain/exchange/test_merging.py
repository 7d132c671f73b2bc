"""What two programs did to the saved settings is kept of both."""

from __future__ import annotations

from essgui.domain.exchange.merging import free_name, merged
from essgui.domain.exchange.settings import LONGEST_NAME, SavedSettings

A, B, C = (SavedSettings(name, 80) for name in "abc")
A2, A3 = SavedSettings("a", 70), SavedSettings("a", 60)


def test_each_adds_and_deletes_without_the_other_knowing() -> None:
    assert set(merged((A,), (A, B), (A, C))) == {A, B, C}
    assert set(merged((A, B), (B,), (A, B, C))) == {B, C}
    assert set(merged((A, B), (A, B, C), (B,))) == {B, C}, "what the other deleted stays deleted"


def test_the_newer_keeps_the_name_and_the_other_is_not_lost() -> None:
    assert merged((A,), (A2,), (A3,)) == (A2, SavedSettings("a (2)", 60))
    assert merged((A,), (A2,), (A2,)) == (A2,), "both did the same"
    assert merged((A,), (A,), (A3,)) == (A3,)
    assert merged((A,), (), (A3,)) == (A3,), "what was changed meanwhile is not deleted unseen"
    assert merged((), (A2,), (A3,)) == (A2, SavedSettings("a (2)", 60))


def test_a_free_name_is_no_longer_than_a_name_may_be() -> None:
    longest = "x" * LONGEST_NAME
    assert free_name("a", {"a", "a (2)"}) == "a (3)"
    assert len(free_name(longest, {longest})) == LONGEST_NAME
