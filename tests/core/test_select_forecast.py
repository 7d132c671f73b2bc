"""The forecast on the Pace step says what it was made from, and every number is that of the planner."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, timedelta, timezone

import pytest

from essgui.core.draft import TargetKind
from essgui.core.failure import Failure, FailureKind
from essgui.core.select_forecast import (
    ForecastView,
    fold_batches,
    forecast_view,
    outlook,
)
from essgui.core.select_wizard import subject_of
from essgui.core.select_wizard_frame import frame
from essgui.core.select_wizard_pace import pace_view
from essgui.core.state import AppState, Remote, Step
from essgui.domain.scaling import Capacity
from tests.support.states import NOW, later
from tests.ui.wizard import scenes

BALANCED = {**scenes.CONFIGURATION, "min_healthy": 90, "max_healthy": 150, "checkpoints": (25, 50, 100)}


def view(state: AppState) -> ForecastView:
    subject = subject_of(state)
    assert subject is not None
    return forecast_view(outlook(subject, UTC))


def figures(state: AppState) -> dict[str, str]:
    return {figure.name: figure.value for figure in view(state).figures}


def learned(**changes: object) -> AppState:
    return scenes.with_past(scenes.ecs(Step.PACE, **{**BALANCED, **changes}))


def test_the_figures_of_a_group_that_has_a_past() -> None:
    # Launches last 120 to 240 s, releases 60 to 116 s, and a Start is taken up after 3 to 60 s.
    assert figures(learned()) == {
        "finish": "between 08:09 and 08:18",
        "working": "9 to 19 min / 2 h",
        "lowest": "36 to 40",
        "peak": "57",
        "extra": "1.9 to 3.7 instance-hours",
        "batches": "10 · 10 · 17",
    }
    assert view(learned()).source == "if started at 06:00 · learned from 18 activities of this group"


def test_times_are_those_of_the_zone_and_move_on_with_the_clock() -> None:
    state = replace(learned(), now=later(125))
    subject = subject_of(state)
    assert subject is not None
    shanghai = timezone(timedelta(hours=8))
    shown = forecast_view(outlook(subject, shanghai))
    assert shown.source.startswith("if started at 14:02 ·")
    assert shown.figures[0].value == "between 16:11 and 16:20"
    assert shown.drawing is not None
    assert shown.drawing.start == NOW.at + timedelta(minutes=2)


def test_a_finish_on_another_day_has_its_date_once() -> None:
    assert figures(learned(pause_minutes=2880))["finish"] == "between 27 Nov 06:09 and 06:18"


def test_no_price_no_money() -> None:
    assert "cost" not in figures(learned())
    assert figures(learned(hourly_price=0.5))["cost"] == "0.93 to 1.8"
    assert figures(learned(hourly_price=0.0))["cost"] == "0"
    assert "cost" not in [f.name for f in view(learned()).figures]


def test_what_is_drawn_follows_the_typical_run() -> None:
    drawing = view(learned()).drawing
    assert drawing is not None
    assert [stop.label for stop in drawing.stops] == ["25 % at 06:04", "50 % at 07:09"]
    assert drawing.stops[0].note == "pause 1 h, resumes by itself 07:04"
    assert [stop.until - stop.at for stop in drawing.stops] == [3600, 3600]
    assert (drawing.floor, drawing.ceiling) == (36, 60)
    assert (drawing.floor_label, drawing.ceiling_label) == ("floor 36 (90 %)", "ceiling 60 (150 %)")
    assert drawing.finish_label == "08:09 to 08:18"
    assert drawing.finish[1] < drawing.end
    assert drawing.points[-1].new == 37
    assert not drawing.guessed
    assert not drawing.pale


@pytest.mark.parametrize(
    ("changes", "words", "failed", "pale"),
    [
        ({"value": None, "seen": None}, "reading this group's past act", False, True),
        (
            {"value": None, "seen": None, "loading": True},
            "reading this group's past activities…",
            False,
            True,
        ),
        ({"value": ()}, "no earlier activities of this group: using 40 s to 6 min", False, False),
        (
            {"value": None, "failure": scenes.PAST_DENIED},
            "this identity may not read past activities: using 40 s to 6 min",
            True,
            False,
        ),
        (
            {"value": None, "failure": Failure(FailureKind.UNREACHABLE, "Timeout", "No answer.", "", "")},
            "past activities could not be read: using 40 s to 6 min",
            True,
            False,
        ),
    ],
)
def test_it_says_where_durations_come_from(
    changes: dict[str, object], words: str, failed: bool, pale: bool
) -> None:
    shown = view(scenes.with_past(scenes.ecs(Step.PACE, **BALANCED), **changes))
    assert words in shown.source
    assert shown.failed is failed
    assert shown.drawing is not None
    assert shown.drawing.guessed
    assert shown.drawing.pale is pale


def test_what_was_learned_before_stays_when_reading_again_fails() -> None:
    state = scenes.with_past(scenes.ecs(Step.PACE, **BALANCED), failure=scenes.PAST_DENIED)
    assert "learned from 18" in view(state).source
    assert not view(state).failed


def test_nothing_to_replace_is_said_instead_of_drawn() -> None:
    shown = view(scenes.with_past(scenes.ecs(Step.PACE, kind=TargetKind.ACTIVE)))
    assert shown.drawing is None
    assert shown.figures == ()
    assert shown.empty.startswith("Nothing would be replaced: every instance already matches.")
    empty = scenes.with_group(scenes.ecs(Step.PACE, size=0), capacity=Capacity())
    assert "no instances" in view(scenes.with_detail(empty, instances=Remote())).empty


def test_before_the_instances_are_read_all_count_and_the_note_says_so() -> None:
    state = scenes.with_detail(learned(), instances=Remote())
    assert figures(state)["batches"] == "10 · 10 · 20"
    assert "not read yet" in view(state).note
    assert view(learned()).note.startswith("3 batches for 37 instances.")
    assert "no pause at 100 %" in view(learned()).note
    assert "100 %" not in view(learned(checkpoints=())).note


def test_without_room_above_the_note_and_the_hint_turn_round() -> None:
    state = learned(max_healthy=100, min_healthy=80)
    assert "old instances go first" in view(state).note
    subject = subject_of(state)
    assert subject is not None
    assert "Line shows old before new" in frame(subject).hint
    usual = subject_of(learned())
    assert usual is not None
    assert frame(usual).hint.endswith("Line shows new before old; the floor allows 36.")


def test_rows_of_checkpoints_have_their_times() -> None:
    def rows(state: AppState) -> list[tuple[str, bool]]:
        subject = subject_of(state)
        assert subject is not None
        return [(row.time, row.pauses) for row in pace_view(subject, UTC).checkpoints]

    assert rows(learned()) == [("≈ 06:04", True), ("≈ 07:09", True), ("08:09 to 08:18", False)]
    # Never reached, no percentage, and one whose count is that of the end.
    assert rows(learned(checkpoints=(95, 100)))[0] == ("", False)
    assert rows(learned(checkpoints=(150, 100)))[0] == ("", False)
    assert rows(learned(checkpoints=(92, 100)))[0][1] is False


@pytest.mark.parametrize(
    ("sizes", "text"),
    [
        ([], ""),
        ([10, 10, 20], "10 · 10 · 20"),
        ([5] * 12 + [3], "12 × 5 · 3"),
        ([1, 2] * 10, "1 · 2 · 1 · 2 · 1 · 2 · 1 · 2 · …"),
    ],
)
def test_batches_are_folded(sizes: list[int], text: str) -> None:
    assert fold_batches(sizes) == text


def test_it_is_said_that_some_instances_are_kept() -> None:
    assert view(learned()).kept, "three are left alone"
    assert not view(scenes.with_past(scenes.ecs(Step.PACE, size=4))).kept
