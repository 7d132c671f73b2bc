from __future__ import annotations

from dataclasses import replace
from datetime import timedelta, timezone

import pytest

from essgui.core.select_eta import expected_end, finishes
from essgui.core.select_monitor import watched
from essgui.core.select_monitor_ladder import RungState, ladder, waiting_at
from essgui.core.select_monitor_words import clock, countdown
from essgui.core.state import Pause
from essgui.domain.lifecycle import RefreshStatus
from essgui.domain.timeline import Sample, Timeline
from tests.ui.monitor import scenes

S, R = RefreshStatus, RungState
BEIJING = timezone(timedelta(hours=8))


def rungs(state):
    found = watched(state, scenes.TASK)
    assert found is not None
    return ladder(state, found, BEIJING).rungs


def states(state):
    return [rung.state for rung in rungs(state)]


def test_a_running_refresh_has_passed_goes_to_and_will_reach():
    first, quarter, half, end = rungs(scenes.scene())
    assert [r.state for r in (first, quarter, half, end)] == [R.STARTED, R.REACHED, R.NEXT, R.AHEAD]
    assert first.lines == ("13:40",)
    assert quarter.title == "25 % · 10 new"
    assert quarter.lines == ("reached 13:54, resumed 14:13",)
    assert half.lines == ("expected in about",)
    assert half.countdown.startswith("≈ ")
    assert half.after[0] == "2 instances to go"
    assert half.after[1].startswith("then pauses to ≈ ")
    assert end.icon == "lock"


def test_the_rungs_ahead_say_when_they_are_expected():
    state = scenes.scene()
    _first, _quarter, half, end = rungs(state)
    found = watched(state, scenes.TASK)
    said = expected_end(state, found)
    point = next(p for p in said.course if p.percent == 50)
    now = state.now.at
    assert half.countdown == f"≈ {countdown((point.expected - now).total_seconds())}"
    resumes = clock(point.expected + timedelta(minutes=15), now, BEIJING)
    assert half.after[1] == f"then pauses to ≈ {resumes}"
    figure = finishes(state, found, BEIJING)
    assert end.lines == (f"{figure.value}, no pause",)


def test_where_nothing_is_foretold_the_rungs_say_what_is_known():
    state = scenes.scene()
    _first, _quarter, half, end = rungs(replace(state, groups={}))
    assert half.countdown == ""
    assert half.lines[1] == "then pauses 15 min"
    assert end.lines == ("the end, no pause",)


def test_a_pause_that_was_seen_counts_down_exactly():
    half = rungs(scenes.checkpoint())[2]
    assert half.state is R.WAITING
    assert half.countdown == "12:40"
    assert half.lines == ("reached 14:29, resumes in",)
    assert half.after == ("by itself at 14:44",)
    assert half.can_resume


def test_a_pause_whose_begin_was_not_seen_is_marked_as_about():
    half = rungs(scenes.checkpoint(exact=False))[2]
    assert half.countdown == "≈ 12:40"
    assert half.after[0] == "by itself at ≈ 14:44 at the latest"


def test_a_second_later_a_second_less_is_left():
    assert rungs(scenes.ticked(scenes.checkpoint(), 1))[2].countdown == "12:39"


def test_a_pause_that_should_be_over_resumes_any_moment():
    half = rungs(scenes.ticked(scenes.checkpoint(), 3600))[2]
    assert half.countdown == ""
    assert half.lines[-1] == "any moment now"
    assert half.can_resume


def test_a_pause_without_a_known_begin_has_no_countdown():
    half = rungs(replace(scenes.checkpoint(), pauses={}))[2]
    assert (half.state, half.countdown) == (R.WAITING, "")
    assert half.can_resume


def test_the_last_checkpoint_may_pause_too():
    state = scenes.scene(S.CHECKPOINT_PAUSE, 40)
    state = replace(state, pauses={scenes.TASK: Pause(scenes.NOW.at, exact=True)})
    assert states(state) == [R.STARTED, R.REACHED, R.REACHED, R.WAITING]
    assert rungs(state)[3].countdown == "15:00"


def test_a_pause_before_the_first_count_is_at_the_first_checkpoint():
    found = watched(scenes.scene(S.CHECKPOINT_PAUSE, 3), scenes.TASK)
    assert found is not None
    assert waiting_at(found) == 25


def test_without_checkpoints_it_goes_through():
    state = scenes.joined_late()
    found = watched(state, scenes.TASK)
    assert found is not None
    shown = ladder(state, found, BEIJING)
    assert shown.note == "none"
    assert [r.title for r in shown.rungs] == ["Started", "100 % · 40 new"]
    assert shown.rungs[1].state is R.NEXT
    assert "no checkpoints" in shown.rungs[1].after[0]


def test_what_has_not_begun_has_all_ahead():
    state = scenes.watching(scenes.scene(S.PENDING, 0), timeline=Timeline())
    assert states(state) == [R.NEXT, R.AHEAD, R.AHEAD, R.AHEAD]
    assert rungs(scenes.loading())[0].title == "Not begun"


@pytest.mark.parametrize("status", [S.FAILED, S.CANCELLED])
def test_what_ended_early_did_not_reach_the_rest(status: S):
    assert states(scenes.scene(status)) == [R.STARTED, R.REACHED, R.AHEAD, R.AHEAD]
    assert rungs(scenes.scene(status))[3].lines == ("not reached",)


def test_success_reached_all_of_it_and_every_rung_has_a_line():
    done = rungs(scenes.ended(S.SUCCESSFUL, 40))
    assert [r.state for r in done] == [R.STARTED, R.REACHED, R.REACHED, R.REACHED]
    assert all(rung.lines for rung in done)


def test_a_rollback_keeps_what_was_reached():
    shown = rungs(scenes.rolling_back())
    assert [r.state for r in shown] == [R.STARTED, R.REACHED, R.AHEAD, R.AHEAD]
    assert shown[2].lines == ("not reached: rolled back",)


def test_a_suspended_refresh_waits_for_a_person():
    assert "suspended; goes on when you resume" in rungs(scenes.scene(S.PAUSED))[2].lines
    assert rungs(scenes.scene(S.CANCELLING))[2].lines == ("not reached: being cancelled",)


def test_who_came_late_did_not_see_when_it_was_reached():
    state = scenes.scene()
    late = tuple(s for s in state.monitors[scenes.TASK].timeline.samples if s.finished >= 13)
    state = scenes.watching(state, timeline=Timeline(late), joined_late=True)
    assert rungs(state)[1].lines == ("reached before 14:20",)
    began = late[0].at - timedelta(minutes=30)
    told = scenes.watching(state, paused={late[0].finished: began})
    assert rungs(told)[1].lines == ("reached ≈ 13:50",), "as the countdown said while it paused"
    state = scenes.watching(state, timeline=Timeline())
    assert rungs(state)[1].lines == ("reached",)


def test_a_checkpoint_that_is_out_of_reach_warns():
    shown = rungs(scenes.scene(total=15, finished=11, checkpoints=(25, 50, 100)))
    assert shown[2].warning == "out of reach: only 15 of 40 take part"
    assert shown[3].title == "100 % · 15 new"
    assert shown[3].warning == ""


def test_an_unknown_status_still_has_its_ladder():
    assert states(scenes.scene("Frozen")) == [R.STARTED, R.REACHED, R.NEXT, R.AHEAD]


@pytest.mark.parametrize(
    ("status", "word"),
    [
        (S.IN_PROGRESS, "resumed"),
        (S.CANCELLING, "cancelled"),
        (S.CANCELLED, "cancelled"),
        (S.ROLLBACK_IN_PROGRESS, "rolled back"),
        (S.ROLLBACK_FAILED, "rolled back"),
        (S.FAILED, "failed"),
    ],
)
def test_how_a_pause_ended_is_what_was_seen_after_it(status: S, word: str):
    at = [scenes.START + timedelta(minutes=n) for n in (1, 14, 33)]
    looks = ((S.IN_PROGRESS, 4), (S.CHECKPOINT_PAUSE, 10), (status, 10))
    samples = [Sample(when, str(was), done, 40) for when, (was, done) in zip(at, looks, strict=True)]
    state = scenes.watching(scenes.scene(status, 10), timeline=Timeline(tuple(samples)))
    assert rungs(state)[1].lines == (f"reached 13:54, {word} 14:13",)


@pytest.mark.parametrize(
    ("after_gap", "ended", "line"),
    [
        (False, 26.5, "reached 14:06"),
        (True, 27, "reached by 14:07"),
        (True, 50, "reached by 14:23"),
        (False, None, "reached 14:23"),
    ],
)
def test_the_end_is_never_reached_later_than_ess_states(after_gap: bool, ended: float | None, line: str):
    looks = (Sample(scenes.START + timedelta(minutes=1), str(S.IN_PROGRESS), 4, 40),)
    looks += (Sample(scenes.START + timedelta(minutes=43), str(S.SUCCESSFUL), 40, 40, after_gap=after_gap),)
    at = None if ended is None else scenes.START + timedelta(minutes=ended)
    state = scenes.watching(scenes.scene(S.SUCCESSFUL, 40), timeline=Timeline(looks))
    task = replace(state.tasks[scenes.TASK], ended_at=at)
    assert rungs(replace(state, tasks={task.id: task}))[-1].lines == (line,)
