"""A guard acts by itself on the real simulator, once, says why, and comes back after a restart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from essgui.core.lookup import guards_of
from essgui.domain.guards import Guards
from essgui.domain.lifecycle import RefreshStatus
from essgui.domain.run import EventKind
from essgui.ui.widgets.confirm import ConfirmSheet
from tests.journeys.stage import Stage, new_image, play
from tests.support.simulated import RunningSimulator

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

    from essgui.domain.scaling import TaskId

S = RefreshStatus

# The card is a popup, which asks for the keyboard; an offscreen platform cannot give it.
pytestmark = pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True)


def done(sim: RunningSimulator, operation: str) -> int:
    return sum(entry["operation"] == operation for entry in sim.ledger())


def acts(stage: Stage, task: TaskId) -> list[tuple[str, str]]:
    return [(e.sentence, e.detail) for e in stage.state.chronicles[task] if e.kind is EventKind.ACTION]


async def guard(stage: Stage, task: TaskId, button: str, guards: Guards) -> None:
    """Choose a guard in the card of the monitor on screen."""
    await stage.click("guards_button")
    await stage.click(button)
    await stage.until(lambda s: guards_of(s, task) == guards, "the guard")


async def sold_out(stage: Stage, sim: RunningSimulator, button: str, guards: Guards) -> TaskId:
    """Start a refresh, guard it, and let every launch fail from then on."""
    task = await stage.begin("web-frontend", new_image)
    await stage.until(lambda s: s.monitors[task].activities.value is not None, "the activities")
    await guard(stage, task, button, guards)
    # Before the start, the wizard itself would stand against it.
    sim.add_fault("out-of-stock", probability=1.0)
    return task


def test_the_first_failed_activity_suspends_the_refresh_once(qapp: QApplication) -> None:
    with RunningSimulator("out-of-stock", manual_clock=True, seed=3) as sim:
        sim.clear_faults()

        async def story(stage: Stage) -> None:
            task = await sold_out(stage, sim, "guard_failures_1", Guards(suspend_after=1))
            await stage.until_status(task, S.PAUSED)
            for _ in range(6):
                await stage.pass_time(30)
            assert sim.task(task).status is S.PAUSED
            assert done(sim, "SuspendInstanceRefresh") == 1
            said = acts(stage, task)
            assert said[0] == ("Guards set: suspend after 1 failed activity.", "")
            (why,) = [detail for sentence, detail in said if sentence.startswith("Asked ESS to suspend.")]
            assert why.startswith("Reason: Guard: 1 activity has failed, with ")
            assert any("a guard asked ESS to suspend" in n.text for n in stage.state.notices)
            sim.clear_faults()
            await stage.click("resume_button")
            await stage.until_status(task, S.SUCCESSFUL)
            assert done(sim, "SuspendInstanceRefresh") == 1, "old failures do not count again"

        play(sim, story)


def test_the_first_failed_activity_rolls_the_refresh_back_once(qapp: QApplication) -> None:
    with RunningSimulator("out-of-stock", manual_clock=True, seed=3) as sim:
        sim.clear_faults()

        async def story(stage: Stage) -> None:
            task = await sold_out(stage, sim, "guard_roll_back_1", Guards(roll_back_after=1))
            for _ in range(60):
                if sim.task(task).status is not S.IN_PROGRESS:
                    break
                await stage.pass_time(15)
            sim.clear_faults()
            await stage.until_status(task, S.ROLLBACK_SUCCESSFUL)
            assert done(sim, "RollbackInstanceRefresh") == 1
            assert done(sim, "SuspendInstanceRefresh") == 0
            assert any(detail.startswith("Reason: Guard: ") for _, detail in acts(stage, task))

        play(sim, story)


def test_a_guard_that_ess_forestalls_says_that_it_came_too_late(qapp: QApplication) -> None:
    with RunningSimulator("out-of-stock", manual_clock=True, seed=3) as sim:
        sim.clear_faults()

        async def story(stage: Stage) -> None:
            task = await sold_out(stage, sim, "guard_roll_back_10", Guards(roll_back_after=10))
            await stage.until_status(task, S.FAILED)
            assert done(sim, "RollbackInstanceRefresh") == 0
            assert any("cannot be rolled back" in sentence for sentence, _ in acts(stage, task))

        play(sim, story)


def test_a_guard_comes_back_after_a_restart_and_closing_names_its_loss(
    qapp: QApplication, tmp_path: Path
) -> None:
    archive = tmp_path / "archive.sqlite3"
    found: list[TaskId] = []
    with RunningSimulator("out-of-stock", manual_clock=True, seed=3) as sim:
        sim.clear_faults()

        async def first(stage: Stage) -> None:
            task = await stage.begin("web-frontend", new_image)
            await guard(stage, task, "guard_failures_1", Guards(suspend_after=1))
            found.append(task)
            await stage.until(
                lambda s: task in s.archive.runs and s.archive.runs[task].guards == Guards(suspend_after=1),
                "the writing",
            )
            await stage.quiet()
            assert not stage.window.close()
            assert stage.find(ConfirmSheet, "close_sheet").question.title == "Close and stop guarding?"

        play(sim, first, archive=archive)

        async def second(stage: Stage) -> None:
            (task,) = found
            await stage.until(lambda s: task in s.monitors, "the monitor of before")
            assert guards_of(stage.state, task) == Guards(suspend_after=1)
            await stage.until(lambda s: s.monitors[task].activities.value is not None, "the activities")
            sim.add_fault("out-of-stock", probability=1.0)
            await stage.until_status(task, S.PAUSED)
            assert done(sim, "SuspendInstanceRefresh") == 1

        play(sim, second, archive=archive)
