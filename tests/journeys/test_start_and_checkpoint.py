"""A refresh is built by hand in the wizard, started, pauses at its checkpoint, is resumed, and ends."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from essgui.core.draft import TargetKind
from essgui.core.state import Page
from essgui.domain.lifecycle import RefreshStatus
from tests.journeys.stage import Stage, play
from tests.support.simulated import RunningSimulator

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

S = RefreshStatus


def test_start_checkpoint_resume_finish(qapp: QApplication) -> None:
    with RunningSimulator(manual_clock=True) as sim:
        group = sim.group("web")
        target = next(c for c in group.configurations if c != group.active_configuration)

        async def story(stage: Stage) -> None:
            await stage.fleet_ready()
            await stage.open_wizard("web")
            await stage.fill(
                lambda d: replace(
                    d, kind=TargetKind.CONFIGURATION, configuration=target, checkpoints=(50, 100)
                )
            )
            for _ in range(4):
                await stage.click("wizard_next")
            assert "pausing at 50 %" in stage.texts()
            task = await stage.start_refresh()
            assert stage.state.page is Page.MONITOR
            await stage.until_status(task, S.CHECKPOINT_PAUSE)
            assert stage.state.pauses[task].exact
            assert "reached" in stage.texts()
            paused = stage.state.tasks[task]
            assert paused.finished == 3
            await stage.pass_time(600)
            assert stage.state.tasks[task].finished == 3, "nothing moves while it waits"
            await stage.click("resume_button")
            await stage.until(
                lambda s: s.tasks[task].status is S.IN_PROGRESS and not s.monitors[task].in_flight, "resuming"
            )
            await stage.until_status(task, S.SUCCESSFUL)
            assert "The refresh succeeded" in stage.texts()
            samples = stage.state.monitors[task].timeline.samples
            assert samples[-1].status == "Successful"
            assert samples[-1].new == stage.state.tasks[task].total

        play(sim, story)
        (start,) = sim.starts()
        assert start["parameters"]["DesiredConfiguration.ScalingConfigurationId"] == target
        assert start["parameters"]["Checkpoints.1.Percentage"] == "50"
        assert sim.group("web").active_configuration == target
