"""Guards that are chosen before the Start watch from its first moment, and outlive a program that ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essgui.core.lookup import guards_of
from essgui.core.messages import StepChosen
from essgui.core.state import Step
from essgui.domain.guards import Guards
from essgui.domain.lifecycle import RefreshStatus
from tests.journeys.stage import Stage, new_image, play
from tests.support.simulated import RunningSimulator

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

S = RefreshStatus
ONE = Guards(suspend_after=1)


def suspensions(sim: RunningSimulator) -> int:
    return sum(entry["operation"] == "SuspendInstanceRefresh" for entry in sim.ledger())


async def choose(stage: Stage, name: str) -> None:
    """Fill the form, choose a guard on the Safety page, and go to the last one."""
    await stage.fleet_ready()
    await stage.open_wizard(name)
    await stage.fill(new_image)
    stage.program.store.send(StepChosen(Step.SAFETY))
    await stage.until(lambda s: s.wizard is not None and s.wizard.step is Step.SAFETY, "the Safety page")
    await stage.click("guard_failures_1")
    await stage.until(lambda s: s.wizard is not None and s.wizard.draft.guards == ONE, "the guard")
    await stage.review()
    assert "suspend after 1 failed activity" in stage.texts().lower()


def test_the_first_failure_after_the_start_suspends_it(qapp: QApplication) -> None:
    with RunningSimulator("out-of-stock", manual_clock=True, seed=3) as sim:
        sim.clear_faults()

        async def story(stage: Stage) -> None:
            await choose(stage, "web-frontend")
            # Before the start, the wizard itself would stand against it.
            task = await stage.start_refresh()
            sim.add_fault("out-of-stock", probability=1.0)
            assert guards_of(stage.state, task) == ONE
            await stage.until_status(task, S.PAUSED)
            assert suspensions(sim) == 1
            told = [event.sentence for event in stage.state.chronicles[task]]
            assert "Guards set: suspend after 1 failed activity." in told
            assert "a guard asked ESS to suspend" in " ".join(n.text for n in stage.state.notices)

        play(sim, story)


def test_a_program_that_ends_before_the_answer_finds_the_refresh_and_guards_it(
    qapp: QApplication, tmp_path: Path
) -> None:
    archive = tmp_path / "archive.sqlite3"
    with RunningSimulator("out-of-stock", manual_clock=True, seed=3) as sim:
        sim.clear_faults()

        async def first(stage: Stage) -> None:
            await choose(stage, "web-frontend")
            sim.add_fault("no-answer", operation="StartInstanceRefresh", count=1)
            await stage.type("confirm_name", "web-frontend")
            await stage.click("wizard_start")
            await stage.until(lambda _: bool(sim.starts()), "the request at the cloud")

        play(sim, first, archive=archive)

        async def second(stage: Stage) -> None:
            await stage.until(lambda s: bool(s.monitors), "the monitor of what was started")
            (task,) = stage.state.monitors
            assert guards_of(stage.state, task) == ONE
            notice = next(n for n in stage.state.notices if n.key.startswith("unsettled:"))
            assert "Its guards watch it from now on" in notice.text
            await stage.until(lambda s: s.monitors[task].activities.value is not None, "the activities")
            sim.add_fault("out-of-stock", probability=1.0)
            await stage.until_status(task, S.PAUSED)
            assert suspensions(sim) == 1

        play(sim, second, archive=archive)
