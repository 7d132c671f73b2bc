from __future__ import annotations

from dataclasses import replace
from datetime import UTC, timedelta, timezone

import pytest

from essgui.core.select_monitor import watched
from essgui.core.select_monitor_chart import Mark, Stage, drawing
from essgui.domain.clock import Instant
from essgui.domain.lifecycle import RefreshStatus
from essgui.domain.timeline import Sample, Timeline
from tests.support.states import NOW, later, make_group, make_state, make_task, with_monitor
from tests.ui.monitor import scenes

S = RefreshStatus
BEIJING = timezone(timedelta(hours=8))


def drawn(state):
    found = watched(state, scenes.TASK)
    assert found is not None
    return drawing(state, found, BEIJING)


def at(minutes: float):
    return scenes.START + timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("group", "name"),
    [
        ("checkout-api-prod", "checkout-api-prod-2026-11-23-1340"),
        ("订单 a/b:c", "订单-a-b-c-2026-11-23-1340"),
    ],
)
def test_a_picture_is_called_after_its_group_and_its_begin(group, name):
    assert drawn(scenes.scene(name=group)).name == name


def test_measured_values_go_to_now_and_not_beyond():
    shown = drawn(scenes.scene())
    samples = scenes.scene().monitors[scenes.TASK].timeline.samples
    assert shown.times == tuple(s.at for s in samples)
    assert shown.in_service[0] == 40
    assert shown.new[-1] == shown.finished[-1] == 18
    assert (shown.floor, shown.ceiling, shown.total) == (38, 50, 40)
    assert (shown.now, shown.now_label) == (scenes.NOW.at, "now 14:31")
    assert shown.start == scenes.START
    assert shown.end > scenes.NOW.at
    assert shown.note == ""


def test_what_a_look_did_not_see_stays_a_gap():
    gap = Timeline((Sample(at(1), "InProgress", 1, 40), Sample(at(2), "InProgress", 2, 40, 41, 2)))
    shown = drawn(scenes.watching(scenes.scene(), timeline=gap))
    assert shown.in_service == (None, 41)
    assert shown.new == (None, 2)


def test_a_pause_that_is_over_is_drawn_from_and_until():
    shown = drawn(scenes.scene())
    assert shown.marks == (Mark(25, at(18) + timedelta(seconds=4), at(33) + timedelta(seconds=4)),)
    assert shown.stages == (Stage(25, 10, True), Stage(50, 20, False))


def test_a_pause_that_is_over_keeps_the_begin_that_was_worked_out():
    shown = drawn(scenes.watching(scenes.scene(), paused={10: at(5)}))
    assert shown.marks == (Mark(25, at(5), at(33) + timedelta(seconds=4)),)


def test_a_pause_under_way_is_drawn_to_its_planned_end():
    state = scenes.checkpoint()
    last = drawn(state).marks[-1]
    began = scenes.NOW.at - timedelta(seconds=140)
    assert last == Mark(50, began, began + timedelta(minutes=15))
    assert drawn(state).end >= began + timedelta(minutes=15)


def test_a_checkpoint_without_a_pause_is_a_line():
    quick = Timeline((Sample(at(1), "InProgress", 4, 40), Sample(at(2), "InProgress", 12, 40)))
    assert drawn(scenes.watching(scenes.scene(), timeline=quick)).marks == (Mark(25, at(2)),)


def test_what_was_reached_before_watching_has_no_place_in_time():
    late = scenes.watching(scenes.scene(), timeline=Timeline((Sample(at(40), "InProgress", 13, 40),)))
    assert drawn(late).marks == ()


def test_joining_late_is_hatched_and_said():
    shown = drawn(scenes.joined_late())
    assert shown.unseen_until == shown.times[0]
    assert shown.note == "recorded since 14:15"
    assert shown.start == scenes.START


def test_in_a_rollback_new_falls_though_its_own_instances_are_younger():
    samples = (
        Sample(at(1), "InProgress", 18, 40, 42, 18),
        Sample(at(2), "RollbackInProgress", 6, 40, 44, 30),
    )
    assert drawn(scenes.watching(scenes.rolling_back(), timeline=Timeline(samples))).new == (18, 6)


def test_an_end_has_no_now():
    shown = drawn(scenes.failed())
    assert shown.now is None
    assert shown.end == scenes.NOW.at - timedelta(minutes=1)


def test_never_more_finished_than_there_is_to_do():
    over = Timeline((Sample(at(1), "InProgress", 44, 40), Sample(at(2), "InProgress", 3, 0)))
    assert drawn(scenes.watching(scenes.scene(), timeline=over)).finished == (40, 3)


@pytest.mark.parametrize(
    ("served", "total", "said"), [(40, 40, "old"), (41, 40, "old or kept"), (40, 0, "old"), (38, 40, "old")]
)
def test_where_more_serve_than_are_replaced_the_rest_is_not_only_old(served, total, said):
    seen = (Sample(at(1), "Pending", 0, total), Sample(at(2), "InProgress", 0, total, served, 0))
    surge = Sample(at(3), "InProgress", 1, total, served + 10, 1)
    state = scenes.watching(scenes.scene(total=total), timeline=Timeline((*seen, surge)))
    assert drawn(state).rest == said


def test_an_empty_chart_says_why():
    assert "not begun" in drawn(scenes.loading()).empty_text
    state = scenes.watching(scenes.failed(), timeline=Timeline())
    assert "ended before" in drawn(state).empty_text
    assert "first look" in drawn(scenes.scene()).empty_text
    assert drawn(replace(scenes.scene(), groups={})).floor is None


def expected(**changes):
    group = make_group(size=10)
    task = make_task(group, finished=4, checkpoints=(50, 100), pause_minutes=15, started_at=later(-600).at)
    task = replace(task, **changes)
    state = with_monitor(make_state([group], [task]), task)
    found = watched(state, task.id)
    return drawing(state, found, UTC)


def test_what_is_to_come_is_drawn_from_now_to_the_range_of_the_end():
    drawn = expected()
    ahead = drawn.ahead
    assert ahead is not None
    assert [line[0] for line in (ahead.low, ahead.expected, ahead.high)] == [(NOW.at, 4)] * 3
    assert [line[-1][1] for line in (ahead.low, ahead.expected, ahead.high)] == [10] * 3
    assert ahead.high[-1][0] <= ahead.expected[-1][0] <= ahead.low[-1][0]
    assert (ahead.high[-1][0], ahead.low[-1][0]) == ahead.finish
    assert [(mark.percent, mark.until - mark.at) for mark in ahead.marks] == [(50, timedelta(minutes=15))]
    assert drawn.end > ahead.finish[1]


def test_counts_to_come_never_fall_and_times_never_run_back():
    ahead = expected().ahead
    for line in (ahead.low, ahead.expected, ahead.high):
        assert [at for at, _ in line] == sorted(at for at, _ in line)
        assert [count for _, count in line] == sorted(count for _, count in line)


def test_the_first_forecast_begins_with_the_refresh_and_reaches_all_of_it():
    first = expected().first
    assert first[0] == (later(-600).at, 0)
    assert first[-1][1] == 10


@pytest.mark.parametrize(
    "status", [RefreshStatus.PAUSED, RefreshStatus.SUCCESSFUL, RefreshStatus.ROLLBACK_IN_PROGRESS]
)
def test_nothing_is_drawn_ahead_where_nothing_is_foretold(status):
    assert expected(status=status).ahead is None


def test_what_is_to_come_stays_flat_until_a_pause_is_over():
    ahead = expected(status=S.CHECKPOINT_PAUSE, finished=5).ahead
    for line in (ahead.low, ahead.expected, ahead.high):
        assert line[0] == (NOW.at, 5)
        assert line[1] == (later(900).at, 5)


def test_a_gap_that_still_goes_on_is_drawn_up_to_now():
    state = scenes.scene()
    looked = state.monitors[scenes.TASK].timeline.samples[-1].at
    quiet = replace(state, now=Instant(looked + timedelta(minutes=20), 9000.0))
    assert drawn(quiet).gaps == ((looked, quiet.now.at),)
    assert drawn(state).gaps == ()
    ended = replace(scenes.ended(S.SUCCESSFUL, 40), now=quiet.now)
    assert drawn(ended).gaps == (), "nobody looks at what is over"


def test_where_the_instances_were_not_read_for_long_is_told():
    looks = [Sample(at(n), "InProgress", n, 40, 40 if n in (0, 1, 9) else None, n) for n in range(10)]
    state = scenes.watching(scenes.scene(), timeline=Timeline(tuple(looks), 5.0))
    assert drawn(state).unread == ((at(1), at(9)),)
