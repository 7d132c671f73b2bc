"""A watched refresh comes back after a restart with its past, and an unanswered Start is cleared up."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from essgui.core.lookup import guards_of
from essgui.core.messages import DraftsDue, MonitorClosed, MonitorOpened
from essgui.core.pauses import pause_end
from essgui.core.select_monitor_words import clock
from essgui.domain.guards import Guards
from essgui.domain.lifecycle import RefreshStatus
from tests.journeys.stage import Stage, new_image, play
from tests.support.simulated import RunningSimulator

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

    from essgui.core.draft import Draft
    from essgui.core.state import AppState
    from essgui.domain.scaling import TaskId

S = RefreshStatus
ONE = Guards(suspend_after=1)


def test_a_watched_refresh_comes_back_in_one_poll(qapp: QApplication, tmp_path: Path) -> None:
    archive = tmp_path / "archive.sqlite3"
    found: list[TaskId] = []
    before: list[int] = []
    with RunningSimulator(manual_clock=True) as sim:

        async def first(stage: Stage) -> None:
            task = await stage.begin("web", new_image)
            while stage.state.tasks[task].finished < 2:
                await stage.pass_time(15)
            found.append(task)
            before.append(len(stage.state.monitors[task].timeline.samples))

        play(sim, first, archive=archive)
        sim.advance(60)

        async def second(stage: Stage) -> None:
            (task,) = found
            await stage.until(lambda s: task in s.monitors, "the monitor of before")
            monitor = stage.state.monitors[task]
            assert len(monitor.timeline.samples) >= before[0] > 2
            assert not monitor.joined_late
            await stage.until(lambda s: any(p.applied for p in s.polls.values()), "one poll")
            assert stage.state.tasks[task].finished >= 2
            told = [event.sentence for event in stage.state.chronicles[task]]
            assert "In progress." in told
            await stage.until_status(task, S.SUCCESSFUL)
            await stage.until(lambda s: not s.archive.changed and not s.archive.pending, "the writing")

        play(sim, second, archive=archive)

        async def third(stage: Stage) -> None:
            (task,) = found
            await stage.until(lambda s: task in s.archive.runs, "the archive")
            assert task not in stage.state.monitors, "what has ended is history"
            run = stage.state.archive.runs[task]
            assert (run.task.status, run.ours, run.group_name) == (S.SUCCESSFUL, True, "web")
            assert run.before is not None

        play(sim, third, archive=archive)


def test_a_start_whose_answer_was_lost_with_the_program_is_found_again(
    qapp: QApplication, tmp_path: Path
) -> None:
    archive = tmp_path / "archive.sqlite3"
    with RunningSimulator(manual_clock=True) as sim:

        async def first(stage: Stage) -> None:
            await stage.fleet_ready()
            await stage.open_wizard("web")
            await stage.fill(new_image)
            await stage.review()
            # The cloud takes it; the answer never comes, and the program is closed meanwhile.
            sim.add_fault("no-answer", operation="StartInstanceRefresh", count=1)
            await stage.type("confirm_name", "web")
            await stage.click("wizard_start")
            await stage.until(lambda _: bool(sim.starts()), "the request at the cloud")

        play(sim, first, archive=archive)
        assert len(sim.starts()) == 1

        async def second(stage: Stage) -> None:
            await stage.until(
                lambda s: any(n.key.startswith("unsettled:") for n in s.notices), "the word about the Start"
            )
            notice = next(n for n in stage.state.notices if n.key.startswith("unsettled:"))
            assert notice.task is not None
            assert "which began then" in notice.text

        play(sim, second, archive=archive)
        assert len(sim.starts()) == 1, "never twice"


class Left:
    """What a program leaves on the disk that is killed as soon as ESS has accepted its Start."""

    def __init__(self, folder: Path) -> None:
        self.archive, self.drafts = folder / "archive.sqlite3", folder / "drafts.json"
        self._alive = folder / "alive"
        self._alive.mkdir()

    async def start(self, stage: Stage) -> None:
        stage.program.store.listen(self._copy)
        await stage.fleet_ready()
        await stage.until(lambda s: s.kept_drafts is not None, "the forms of before")
        await stage.open_wizard("web")
        await stage.fill(guarded)
        stage.program.store.send(DraftsDue())
        await stage.until(lambda _: (self._alive / "drafts.json").exists(), "the form on the disk")
        await stage.review()
        await stage.start_refresh()

    def play(self, sim: RunningSimulator) -> None:
        play(sim, self.start, archive=self._alive / "archive.sqlite3", drafts=self._alive / "drafts.json")
        with closing(sqlite3.connect(self.archive)) as database, database:
            (settled,) = database.execute("SELECT settlement FROM intents").fetchone()
            assert settled == "accepted"
            # Nothing of what came after the acceptance was written.
            database.execute("DELETE FROM runs")

    def _copy(self, old: AppState, new: AppState) -> None:
        if new.monitors and not old.monitors:
            there = self._alive / "archive.sqlite3"
            with closing(sqlite3.connect(there)) as alive, closing(sqlite3.connect(self.archive)) as left:
                alive.backup(left)
            shutil.copy(self._alive / "drafts.json", self.drafts)


def test_a_refresh_that_was_accepted_just_before_the_program_was_killed_is_taken_up(
    qapp: QApplication, tmp_path: Path
) -> None:
    left = Left(tmp_path)
    with RunningSimulator(manual_clock=True) as sim:
        left.play(sim)

        async def second(stage: Stage) -> None:
            await stage.fleet_ready()
            await stage.until(lambda s: bool(s.monitors), "the monitor of what was started")
            (task,) = stage.state.monitors
            assert guards_of(stage.state, task) == ONE
            told = " ".join(n.text for n in stage.state.notices)
            assert f"just after ESS had accepted the refresh {task} of " in told
            assert "It is watched again. Its guards watch it from now on: suspend after 1" in told
            await stage.until(lambda s: task in s.archive.runs, "the writing")
            assert stage.state.archive.runs[task].ours
            await stage.until_status(task, S.SUCCESSFUL)
            await stage.open_wizard("web")
            wizard = stage.state.wizard
            assert wizard is not None
            assert wizard.draft.image != "m-bp1new", "it was started, so it is no draft"
            assert "your draft" not in " ".join(n.text for n in stage.state.notices)

        play(sim, second, archive=left.archive, drafts=left.drafts)
        assert len(sim.starts()) == 1, "never twice"


def test_a_pause_that_began_while_the_program_was_closed_is_counted_from_about_its_begin(
    qapp: QApplication, tmp_path: Path
) -> None:
    archive = tmp_path / "archive.sqlite3"
    found: list[TaskId] = []
    closed_for = 3000.0
    with RunningSimulator(manual_clock=True) as sim:

        async def first(stage: Stage) -> None:
            task = await stage.begin("web", half_way)
            await stage.pass_time(15)
            assert stage.state.tasks[task].status is S.IN_PROGRESS
            found.append(task)
            await stage.until(lambda s: not s.archive.changed and not s.archive.pending, "the writing")

        play(sim, first, archive=archive)
        left_at = sim.now
        sim.advance(closed_for)

        async def second(stage: Stage) -> None:
            (task,) = found
            await stage.until(lambda s: task in s.monitors and task in s.pauses, "the pause")
            await stage.until(lambda s: s.monitors[task].activities.value is not None, "the activities")
            now = stage.state.tasks[task]
            assert (now.status, now.pause_minutes) == (S.CHECKPOINT_PAUSE, 60)
            pause = stage.state.pauses[task]
            assert not pause.exact
            came = left_at + timedelta(seconds=closed_for)
            assert left_at < pause.began < came - timedelta(minutes=30), "not when it was seen"
            end = pause_end(stage.state, now)
            assert end is not None
            stage.program.store.send(MonitorOpened(task))
            await stage.settle()
            assert f"since ≈ {clock(pause.began, stage.state.now.at)}" in stage.texts()
            assert "as its begin was not seen" in stage.texts()
            # What it said comes true: just before the end it waits, just after it works again.
            await stage.pass_time(end.left - 60)
            assert stage.state.tasks[task].status is S.CHECKPOINT_PAUSE
            await stage.pass_time(120)
            assert stage.state.tasks[task].status is not S.CHECKPOINT_PAUSE

        play(sim, second, archive=archive)


def test_a_monitor_that_was_closed_shows_what_it_had_recorded_when_it_opens_again(
    qapp: QApplication, tmp_path: Path
) -> None:
    archive = tmp_path / "archive.sqlite3"
    found: list[TaskId] = []
    seen: list[datetime] = []
    with RunningSimulator(manual_clock=True) as sim:

        async def first(stage: Stage) -> None:
            task = await stage.begin("web", half_way)
            while stage.state.tasks[task].finished < 2:
                await stage.pass_time(15)
            before = stage.state.monitors[task].timeline.samples
            stage.program.store.send(MonitorClosed(task))
            await stage.pass_time(300)
            stage.program.store.send(MonitorOpened(task))
            await stage.pass_time(5)
            samples = stage.state.monitors[task].timeline.samples
            assert samples[: len(before)] == before, "within a session"
            assert samples[len(before)].after_gap
            stage.program.store.send(MonitorClosed(task))
            await stage.until(lambda s: not s.archive.changed and not s.archive.pending, "the writing")
            found.append(task)
            seen.extend(s.at for s in samples)

        play(sim, first, archive=archive)

        async def second(stage: Stage) -> None:
            (task,) = found
            await stage.until(lambda s: task in s.archive.runs and task in s.tasks, "the refresh")
            assert task not in stage.state.monitors
            stage.program.store.send(MonitorOpened(task))
            await stage.until(
                lambda s: {s.at for s in s.monitors[task].timeline.samples} >= set(seen), "what was recorded"
            )
            await stage.quiet()
            assert "recorded since" not in stage.texts()

        play(sim, second, archive=archive)


def guarded(draft: Draft) -> Draft:
    """Fill the form with another image and a guard."""
    return replace(new_image(draft), guards=ONE)


def half_way(draft: Draft) -> Draft:
    """Fill the form with another image and a pause of an hour at half of the instances."""
    return replace(new_image(draft), checkpoints=(50, 100), pause_minutes=60)
