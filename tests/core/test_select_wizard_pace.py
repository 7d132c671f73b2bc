from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from essgui.core.select_wizard import subject_of
from essgui.core.select_wizard_pace import (
    PaceView,
    minutes_in_words,
    next_checkpoint,
    pace_view,
    with_checkpoint,
)
from essgui.domain.scaling import Capacity
from tests.ui.wizard import scenes

if TYPE_CHECKING:
    from essgui.core.state import AppState


def view(state: AppState) -> PaceView:
    found = subject_of(state)
    assert found is not None
    return pace_view(found)


@pytest.mark.parametrize(
    ("size", "low", "high", "sentence"),
    [
        (10, 80, 120, "10 instances: never below 8 in service, never above 12."),
        (40, 90, 150, "40 instances: never below 36 in service, never above 60."),
        (3, 80, 120, "3 instances: never below 3 in service, one instance at a time."),
        (1, 100, 100, "1 instance: never below 1 in service, one instance at a time."),
    ],
)
def test_percentages_in_instances(size: int, low: int, high: int, sentence: str) -> None:
    assert view(scenes.ecs(size=size, min_healthy=low, max_healthy=high)).headline == sentence


def test_a_ceiling_above_the_groups_maximum_is_hinted_at() -> None:
    shown = view(scenes.ecs(max_healthy=200))
    assert "maximum of 80 is not touched" in shown.meaning
    assert shown.cautions == ()
    capacity = Capacity(total=40, active=40, min_size=1, max_size=60, desired=40)
    tight = view(scenes.with_group(scenes.ecs(max_healthy=200), capacity=capacity))
    assert "not touched" not in tight.meaning
    assert "above the group's maximum size of 60" in tight.cautions[0]


@pytest.mark.parametrize(("low", "high"), [(999, 120), (101, 120), (80, 99), (80, 99999)])
def test_percentages_out_of_range_have_no_figures(low: int, high: int) -> None:
    shown = view(scenes.ecs(min_healthy=low, max_healthy=high, checkpoints=(50, 100)))
    assert shown.headline == "40 instances: the percentages are out of range."
    assert shown.meaning == "What they mean in instances is told again once they are in range."
    assert (shown.forecast.figures, shown.forecast.drawing, shown.forecast.note) == ((), None, "")
    assert shown.forecast.empty == "The healthy percentages are out of range, so nothing can be foretold."
    assert [row.time for row in shown.checkpoints] == ["", ""]
    assert len(shown.cautions) == 1, "not also what a ceiling of so much would be above"


def test_the_floor_of_nothing_is_a_caution() -> None:
    assert "out of service" in view(scenes.ecs(min_healthy=0)).cautions[0]


def test_checkpoints_with_counts_and_their_problems() -> None:
    rows = view(scenes.ecs(checkpoints=(25, 25, 200, 100))).checkpoints
    assert [row.count for row in rows] == ["10 of 40 new", "10 of 40 new", "", "all 37 new"]
    assert [row.locked for row in rows] == [False, False, False, True]
    assert rows[1].problem == "25 % is already a checkpoint."
    assert rows[1].grave
    assert "1 to 100" in rows[2].problem
    small = view(scenes.ecs(size=4, checkpoints=(25, 100))).checkpoints
    assert [row.count for row in small] == ["1 of 4 new", "4 of 4 new"]
    reach = view(scenes.ecs(**scenes.CONFIGURATION, checkpoints=(95, 100))).checkpoints[0]
    assert "never reached" in reach.problem
    assert not reach.grave
    open_end = view(scenes.ecs(checkpoints=(25, 50)))
    assert open_end.checkpoints_problem == "The last checkpoint has to be 100 %."
    assert not open_end.checkpoints[-1].locked


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(1, "1 min"), (59, "59 min"), (60, "1 h"), (90, "1 h 30 min"), (2880, "48 h"), (-5, "0 min")],
)
def test_minutes_in_words(minutes: int, words: str) -> None:
    assert minutes_in_words(minutes) == words


@pytest.mark.parametrize(
    ("checkpoints", "percent"),
    [
        ((100,), 50),
        ((50, 100), 75),
        ((25, 50, 100), 75),
        ((98, 100), 50),
        ((50, 20, 100), 75),
        ((150, 100), 50),
        (tuple(range(2, 101, 2)), 99),
        (tuple(range(1, 101)), None),
    ],
)
def test_the_next_checkpoint_goes_into_the_widest_gap(
    checkpoints: tuple[int, ...], percent: int | None
) -> None:
    assert next_checkpoint(checkpoints) == percent


def test_an_added_checkpoint_stands_before_the_first_greater_one() -> None:
    assert with_checkpoint((50, 100), 75) == (50, 75, 100)
    assert with_checkpoint((80, 20, 100), 50) == (50, 80, 20, 100)
    assert with_checkpoint((), 50) == (50,)


def test_the_pause_in_words_and_out_of_range() -> None:
    shown = view(scenes.ecs(checkpoints=(50, 100), pause_minutes=5000))
    assert shown.pause_words == "83 h 20 min"
    assert "2880" in shown.pause_problem
