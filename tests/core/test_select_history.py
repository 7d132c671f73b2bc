"""The list of runs: those kept and those of ESS in one, newest first, filtered, on one scale."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, timedelta

import pytest

from essgui.core.past import Ending, History
from essgui.core.select_history import (
    all_runs,
    ended_as,
    ending_counts,
    listed,
    run_rows,
    summary,
)
from essgui.core.select_monitor import running_time, watched
from essgui.domain.lifecycle import RefreshStatus
from essgui.domain.run import Event, EventKind, Run
from essgui.domain.scaling import TaskId
from essgui.domain.timeline import Timeline
from tests.support.states import later, make_task
from tests.ui.history import scenes
from tests.ui.history.scenes import A, B, history
from tests.ui.monitor import scenes as monitors

S = RefreshStatus


def test_kept_runs_and_those_of_ess_are_one_list_newest_first() -> None:
    running = replace(make_task(scenes.WEB), id=TaskId("ir-new"))
    state = history()
    state = replace(state, tasks={running.id: running}, history={scenes.WEB.id: (running.id, A)})
    runs = all_runs(state)
    assert [r.task.id for r in runs][:2] == ["ir-new", "ir-1"]
    assert len(runs) == 14
    assert summary(state, UTC) == "13 refreshes kept on this computer since 10 Oct · 1 also on ESS"


def test_what_ess_says_now_stands_before_what_was_kept() -> None:
    kept = history().archive.runs[A]
    state = replace(history(), tasks={A: replace(kept.task, finished=39)})
    found = next(r for r in all_runs(state) if r.task.id == A)
    assert (found.task.finished, found.reason, found.before) == (39, kept.reason, kept.before)


def test_endings_are_counted_and_let_through() -> None:
    runs = all_runs(history())
    counts = ending_counts(runs)
    assert [counts[e] for e in Ending] == [13, 7, 2, 2, 2]
    assert {r.task.status for r in ended_as(runs, Ending.FAILED)} == {S.FAILED, S.ROLLBACK_FAILED}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("frontend", 2),
        ("frontend openssl", 1),
        ("ir-bp1c7k2", 1),
        ("m-bp18w5", 1),
        ("ap-southeast", 2),
        ("nothing like it", 0),
        ("  ", 13),
    ],
)
def test_every_word_of_the_filter_has_to_match(text: str, found: int) -> None:
    state = history(text=text)
    assert len(listed(state, all_runs(state))) == found


def test_a_period_leaves_out_what_began_before_it() -> None:
    state = history(days=7)
    # The seventh day itself belongs to it.
    assert len(listed(state, all_runs(state))) == 5


def test_an_open_monitor_and_the_list_tell_the_same_waiting() -> None:
    came_late = monitors.watching(monitors.checkpoint(exact=False), joined_late=True)
    samples = came_late.monitors[monitors.TASK].timeline.samples[-2:]
    state = monitors.watching(came_late, timeline=Timeline(samples))
    ended = Event(
        state.now.at - timedelta(minutes=40), EventKind.ACTIVITY, "Add 2, asa-1.", "asa-1 · Successful"
    )
    state = replace(state, chronicles={monitors.TASK: (ended,)})
    found = watched(state, monitors.TASK)
    assert found is not None
    run = Run(found.task, "web", state.now.at)
    (row,) = run_rows(state, (run,), UTC)
    assert row.waiting == " · ≥ 40 min waiting", "what was before we came is not known"
    assert "waiting at least 40 min" in running_time(state, found, UTC).line


def test_durations_share_one_scale_and_say_what_was_not_recorded() -> None:
    state = history()
    task = state.archive.runs[TaskId("ir-8")].task
    late = {**state.archive.waits, task.id: scenes.joined_late(task, 10, 4)}
    state = replace(state, archive=replace(state.archive, waits=late))
    rows = {row.task: row for row in run_rows(state, all_runs(state), UTC)}
    longest = rows[B]
    assert longest.work_share + longest.wait_share == pytest.approx(1.0)
    assert longest.wait_share == pytest.approx(120 / 178)
    assert (longest.duration, longest.waiting) == ("2 h 58 min", " · 2 h waiting")
    assert longest.spent == "Took 2 h 58 min. Working: 58 min. Waiting: 2 h."
    assert rows[TaskId("ir-2")].waiting == "", "watched whole, it waited for nothing"
    assert rows[A].work_share == pytest.approx(34 / 178)
    unseen = rows[TaskId("ir-5")]
    assert unseen.waiting == " · not recorded"
    assert unseen.spent == "Took 1 h 29 min. Working: not recorded. Waiting: not recorded."
    half = scenes.half_read("ir-5")
    unread = next(row for row in run_rows(half, all_runs(half), UTC) if row.task == "ir-5")
    assert (unread.waiting, unread.unseen_share) == (" · reading…", 0.0)
    assert unread.spent == "Took 1 h 29 min. What was recorded of it is not read yet."
    assert (unseen.work_share, unseen.wait_share) == (0.0, 0.0)
    assert unseen.unseen_share == pytest.approx(89 / 178)
    part = rows[task.id]
    assert part.waiting == " · ≥ 4 min waiting"
    assert part.spent == (
        "Took 24 min. Working: at least 6 min. Waiting: at least 4 min. 14 min of it were not recorded."
    )
    assert part.unseen_share == pytest.approx(14 / 178)


def test_a_running_one_grows_with_the_time() -> None:
    task = replace(make_task(scenes.WEB), id=TaskId("ir-new"))
    state = replace(history(), tasks={task.id: task})
    (row, *_) = run_rows(state, all_runs(state), UTC)
    assert (row.duration, row.over) == ("10 min", False)
    (row, *_) = run_rows(replace(state, now=later(60)), all_runs(state), UTC)
    assert row.duration == "11 min"


def test_ticked_rows_carry_their_letters() -> None:
    state = replace(history(), past=History(ticked=(B, A)))
    letters = {row.task: row.letter for row in run_rows(state, all_runs(state), UTC) if row.letter}
    assert letters == {B: "A", A: "B"}
