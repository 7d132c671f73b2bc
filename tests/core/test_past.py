"""The filters of the history leave no ended refresh out and let none through twice."""

from __future__ import annotations

from collections import Counter

from essgui.core.past import PACES, PERIODS, STATUSES, Ending, History, Replay
from essgui.domain.lifecycle import TERMINAL
from essgui.domain.scaling import TaskId


def test_every_filter_has_a_row_and_every_end_is_in_exactly_one() -> None:
    assert set(STATUSES) == set(Ending)
    assert not STATUSES[Ending.ALL]
    assert Counter(status for found in STATUSES.values() for status in found) == Counter(TERMINAL)


def test_the_first_choice_is_one_that_is_offered() -> None:
    history = History()
    assert history.days in PERIODS
    assert Replay(TaskId("ir-1")).pace in PACES
    assert list(PERIODS) == sorted(set(PERIODS))
    assert list(PACES) == sorted(set(PACES))
    assert PACES[0] == 1, "as it happened"
