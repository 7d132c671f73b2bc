"""The practice cloud's process is killed: the window says so, and begins a new practice world on request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essgui.app import PRACTICE_CADENCE, run_loop
from essgui.connect import connect_practice
from essgui.core.messages import DraftChanged, ReadAgain, StepChosen
from essgui.core.state import Page, PracticePhase, ProfileFacts, ProfileKind, Step, ThemeChoice
from essgui.practice import PracticeCloud
from essgui.program import Program
from essgui.tour.driver import Driver
from tests.journeys.stage import new_image

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from essgui.domain.scaling import TaskId
    from essgui.program import Connected


async def start(driver: Driver) -> TaskId:
    """Start a refresh of the group web once the fleet is there."""
    await driver.until(
        lambda s: bool(s.history) and not s.discovery.queue and not s.discovery.in_flight, "the fleet"
    )
    await driver.open_wizard("web")
    wizard = driver.state.wizard
    assert wizard is not None
    driver.program.store.send(DraftChanged(new_image(wizard.draft)))
    driver.program.store.send(StepChosen(Step.REVIEW))
    await driver.until(lambda s: s.wizard is not None and s.wizard.step is Step.REVIEW, "the review page")
    return await driver.start_refresh()


def test_a_killed_practice_cloud_is_started_again_as_a_new_world(qapp: QApplication) -> None:
    qapp.setQuitOnLastWindowClosed(False)
    children: list[PracticeCloud] = []

    async def connect() -> Connected:
        made = await connect_practice(scenario="small", speed=20.0, seed=3, cadence=PRACTICE_CADENCE)
        cloud = getattr(made.cleanup, "__self__", None)
        assert isinstance(cloud, PracticeCloud)
        children.append(cloud)
        return made

    async def story() -> None:
        program = Program(ProfileFacts("Practice cloud", ProfileKind.SIMULATED), ThemeChoice.LIGHT, None)
        driver = Driver(program)
        program.window.show()
        try:
            program.start(connect)
            task = await start(driver)

            children[0].process.kill()
            await driver.until(lambda s: s.practice is PracticePhase.ENDED, "its end")
            await driver.settle()
            screen = driver.on_screen()
            assert "The practice cloud has ended" in screen
            assert "the open monitor closes" in screen
            assert task in driver.state.monitors, "what was last seen stays on screen until then"

            await driver.click("notice_dismiss")
            await driver.until(lambda s: not any(n.key == "practice" for n in s.notices), "its dismissal")
            program.store.send(ReadAgain())
            await driver.settle()
            await driver.click("notice_act")
            await driver.until(lambda s: s.practice is PracticePhase.RUNNING, "the new world")
            assert len(children) == 2
            state = driver.state
            assert (state.page, state.monitors, dict(state.tasks)) == (Page.FLEET, {}, {})
            assert state.archive.runs == {}, "nothing of the old world comes back from the archive"
            # It is a cloud like the first: a refresh can be started and watched.
            again = await start(driver)
            await driver.until(lambda s: s.tasks[again].finished > 0, "progress")
        finally:
            program.window.close()
            await program.stop()
            program.window.deleteLater()
            await driver.settle()

    run_loop(story())
    assert [child.process.poll() is not None for child in children] == [True, True], "none is left behind"
