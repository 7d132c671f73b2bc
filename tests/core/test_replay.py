"""A replay shows what was known at a moment: no later count, status or event, and the gaps as gaps."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, timedelta

import pytest

from essgui.core.lookup import answer, group_of
from essgui.core.replay import Frame, frame, frame_at, length_of
from essgui.core.select_chart_marks import MarkKind
from essgui.core.state import AppState, Remote
from essgui.core.tape import Tape, tape_of
from essgui.core.undoing import run_known
from essgui.domain.lifecycle import RefreshStatus
from essgui.domain.run import Event, EventKind, Recording
from essgui.domain.scaling import TaskId
from essgui.domain.timeline import timeline_of
from tests.support.replays import Watching, earlier, moments, then
from tests.support.states import NOW
from tests.ui.history.scenes import A, compared, history, recording, replayed

S = RefreshStatus


def at(position: float) -> Frame:
    state = compared()
    run = run_known(state, A)
    assert run is not None
    found = frame_at(state, run, tape_of(state, A), position, UTC)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("minutes", "status", "done", "events"),
    [
        (0, S.IN_PROGRESS, "0/40", 1),
        (8.6, S.CHECKPOINT_PAUSE, "10/40", 4),
        (60, S.CHECKPOINT_PAUSE, "10/40", 4),
        (70, S.IN_PROGRESS, "10/40", 4),
        (1000, S.SUCCESSFUL, "40/40", 10),
    ],
)
def test_a_moment_shows_what_was_known_by_then(
    minutes: float, status: RefreshStatus, done: str, events: int
) -> None:
    found = at(minutes * 60)
    assert (found.status, found.done, len(found.events)) == (status, done, events)
    seen = [e.at for e in found.events]
    assert seen == sorted(seen, reverse=True)
    assert found.drawing.times[-1] <= found.drawing.start + timedelta(minutes=minutes + 0.1)


def test_the_chart_marks_what_had_happened_by_then() -> None:
    state = compared()
    run, tape = state.archive.runs[A], tape_of(state, A)
    start = tape.timeline.samples[0].at
    scaling = Event(start + timedelta(minutes=20), EventKind.SCALING, "An alarm scaled the group.")
    tape = Tape(tape.timeline, (*tape.events, scaling))
    for minutes, kinds in ((19, []), (21, [MarkKind.SCALING])):
        found = frame_at(state, run, tape, minutes * 60, UTC)
        assert found is not None
        assert [mark.kind for mark in found.drawing.events if mark.kind is MarkKind.SCALING] == kinds


def test_the_axis_stays_the_same_while_the_slider_moves() -> None:
    assert len({(at(p).drawing.start, at(p).drawing.end) for p in (0.0, 100.0, 3000.0, 8000.0)}) == 1


def test_without_a_recording_there_is_no_frame() -> None:
    state = replayed(None)
    assert state.past.replay is not None
    assert frame(replace(state, archive=history().archive), state.past.replay) is None
    assert length_of(state, TaskId("unknown")) == 0.0


def test_a_gap_is_marked_and_told() -> None:
    state = compared()
    run = state.archive.runs[A]
    whole = recording(run, (10, 10, 20), 154, 8).samples
    start = whole[0].at
    kept = tuple(s for s in whole if not timedelta(minutes=20) < s.at - start < timedelta(minutes=34))
    tape = Tape(timeline_of(kept))
    inside = frame_at(state, run, tape, 27 * 60, UTC)
    assert inside is not None
    assert inside.gap == "Nothing was recorded here for 14 min."
    assert inside.gaps == ((20 * 60.0, 34 * 60.0),)
    before = frame_at(state, run, tape, 19 * 60, UTC)
    assert before is not None
    assert before.gap == ""
    assert at(27 * 60).gaps == (), "a flat stretch that was looked at is no gap"


def test_memory_and_archive_thin_alike() -> None:
    raw = recording(history().archive.runs[A], (10, 10, 20), 154, 8)
    live = timeline_of(raw.samples)
    assert len(live.samples) < len(raw.samples) / 3
    assert timeline_of(Recording(raw.samples).samples) == live


def test_no_flag_lies_after_the_moment_that_is_shown() -> None:
    foretold = 0
    for position in range(0, 9000, 300):
        drawn = at(position).drawing
        now = drawn.now or drawn.end
        marks = [*drawn.marks, *(drawn.ahead.marks if drawn.ahead else ())]
        foretold += drawn.ahead is not None
        assert all(mark.at <= now for mark in marks)
        running = [mark for mark in marks if mark.until is not None and mark.until > now]
        paused = at(position).status == S.CHECKPOINT_PAUSE
        assert [m.until for m in running] == [
            m.at + timedelta(minutes=60) for m in drawn.marks[-1:] if paused
        ]
        assert all(event.at <= now for event in drawn.events)
    assert foretold > 3, "what was expected is still drawn"
    assert len(at(9000).drawing.marks) == 2


def test_at_its_end_the_header_has_the_time_that_ess_states() -> None:
    state = compared()
    run = run_known(state, A)
    assert run is not None
    assert run.task.started_at is not None
    ended = run.task.started_at + timedelta(minutes=5)
    run = replace(run, task=replace(run.task, ended_at=ended))
    found = frame_at(state, run, tape_of(state, A), 999_999, UTC)
    assert found is not None
    assert found.elapsed == "5 min"
    assert f"{ended:%H:%M}" in found.moment


def grown(size: int | None) -> AppState:
    """Build the same state after the group has grown, or is no longer listed."""
    state = replayed()
    group = group_of(state, state.archive.runs[A].task.group)
    assert group is not None
    capacity = replace(group.capacity, total=size or 0, active=size or 0, desired=size)
    groups = (replace(group, capacity=capacity),) if size else ()
    return replace(state, groups={group.region: Remote(groups, NOW)})


@pytest.mark.parametrize("size", [160, 2, None])
def test_floor_and_checkpoints_are_those_of_the_size_that_the_group_had_then(size: int | None) -> None:
    usual, now = replayed(), grown(size)
    assert usual.past.replay is not None
    then, found = frame(usual, usual.past.replay, UTC), frame(now, usual.past.replay, UTC)
    assert then is not None
    assert found is not None
    assert (
        (found.drawing.floor, found.drawing.ceiling)
        == (then.drawing.floor, then.drawing.ceiling)
        != (
            None,
            None,
        )
    )
    assert found.drawing.stages == then.drawing.stages
    assert any(stage.reached for stage in found.drawing.stages)


def test_where_the_begin_was_not_looked_at_there_is_no_floor() -> None:
    state = grown(160)
    run, tape = state.archive.runs[A], tape_of(state, A)
    late = Tape(timeline_of(s for s in tape.timeline.samples if s.finished), tape.events)
    found = frame_at(state, run, late, 3000.0, UTC)
    assert found is not None
    assert (found.drawing.floor, found.drawing.ceiling) == (None, None)
    assert [stage.count for stage in found.drawing.stages] == [
        round(run.task.total * stage.percent / 100) for stage in found.drawing.stages
    ]


@pytest.fixture(scope="module")
def watching() -> Watching:
    live = Watching()
    live.until(S.SUCCESSFUL)
    return live


def test_an_archived_frame_draws_what_the_monitor_drew_at_that_moment(watching: Watching) -> None:
    state = watching.archived()
    foretold = 0
    for shown in moments(watching):
        mine, live = then(state, watching.task.id, shown)
        assert mine == live, (shown.at, shown.task.status, shown.task.finished)
        foretold += live.ahead is not None
    assert foretold > 9


def test_so_does_one_of_the_session_that_watches_it(watching: Watching) -> None:
    later = earlier(2000, 900, watching.play.moment.at + timedelta(days=2), "late")
    looks = dict(watching.state.looks)
    looks[watching.question] = Remote((*later, *(answer(watching.state, watching.question).value or ())), NOW)
    state = replace(watching.state, looks=looks)
    for shown in moments(watching):
        mine, live = then(state, watching.task.id, shown)
        assert mine == live, (shown.at, shown.task.status, shown.task.finished)
