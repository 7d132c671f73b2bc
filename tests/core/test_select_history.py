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
    span_of,
    summary,
)
from essgui.core.select_monitor import waiting_seconds, watched
from essgui.domain.lifecycle import RefreshStatus
from essgui.domain.run import Run
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
    pause = replace(came_late.pauses[monitors.TASK], began=came_late.now.at - timedelta(minutes=50))
    samples = came_late.monitors[monitors.TASK].timeline.samples[-2:]
    state = monitors.watching(came_late, timeline=Timeline(samples))
    state = replace(state, pauses={monitors.TASK: pause})
    found = watched(state, monitors.TASK)
    assert found is not None
    run = Run(found.task, "web", state.now.at)
    told = span_of(state, run)
    assert told is not None
    assert told.waiting == waiting_seconds(state, found, state.now.at) == 50 * 60
    assert not told.known, "what was before we came is not known"
    # What an earlier session has recorded counts where it is more.
    longer = replace(state, archive=replace(state.archive, waits={monitors.TASK: 3_050.0}))
    recorded = span_of(longer, run)
    assert recorded is not None
    assert (recorded.waiting, recorded.known) == (3_050.0, True)


def test_durations_share_one_scale_and_say_what_was_not_recorded() -> None:
    state = history()
    rows = {row.task: row for row in run_rows(state, all_runs(state), UTC)}
    longest = rows[B]
    assert longest.work_share + longest.wait_share == pytest.approx(1.0)
    assert longest.wait_share == pytest.approx(120 / 178)
    assert (longest.duration, longest.waiting) == ("2 h 58 min", " · 2 h waiting")
    guessed = rows[TaskId("ir-5")]
    assert guessed.waiting == " · ≈ 1 h waiting", "one checkpoint of an hour was passed"
    assert rows[TaskId("ir-2")].waiting == ""
    assert rows[A].work_share == pytest.approx(34 / 178)


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
