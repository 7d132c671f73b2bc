"""A watched refresh comes back after a restart with its past, and an unanswered Start is cleared up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essgui.domain.lifecycle import RefreshStatus
from tests.journeys.stage import Stage, new_image, play
from tests.support.simulated import RunningSimulator

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

    from essgui.domain.scaling import TaskId

S = RefreshStatus


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
