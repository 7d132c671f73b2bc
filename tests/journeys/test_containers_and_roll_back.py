"""An ECI group gets new containers, and is rolled back once the first of them serve."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from essgui.domain.lifecycle import RefreshStatus
from essgui.domain.scaling import EnvironmentVariable
from tests.journeys.stage import Stage, play
from tests.support.simulated import RunningSimulator

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from essgui.core.draft import Draft

S = RefreshStatus


def _typed(draft: Draft) -> Draft:
    first, *rest = draft.containers
    container = replace(
        first.container,
        image="registry.example.com/media:näxt",
        commands=("sleep", "echo 1"),
        args=("999999", "8888"),
        environment=(EnvironmentVariable("PATH", "/usr/local/bin"), EnvironmentVariable("EMPTY", "")),
    )
    return replace(draft, containers=(replace(first, container=container, chosen=True), *rest))


def test_containers_on_eci_then_roll_back(qapp: QApplication) -> None:
    with RunningSimulator(manual_clock=True) as sim:
        before = sim.group("media")

        async def story(stage: Stage) -> None:
            await stage.fleet_ready()
            await stage.open_wizard("media")
            await stage.fill(_typed)
            await stage.review()
            task = await stage.start_refresh()
            while stage.state.tasks[task].finished < 1:
                await stage.pass_time(15)
            await stage.click("roll_back_button")
            await stage.confirm()
            await stage.until_status(task, S.ROLLBACK_IN_PROGRESS, step=1)
            assert stage.state.monitors[task].before_rollback >= 1
            await stage.until_status(task, S.ROLLBACK_SUCCESSFUL)
            assert "brought back" in stage.texts()

        play(sim, story)
        sent = sim.starts()[0]["parameters"]
        where = "DesiredConfiguration.Containers.1"
        name = next(k for k, v in sent.items() if k == f"{where}.Name" and v)
        assert name
        assert sent[f"{where}.Image"] == "registry.example.com/media:näxt"
        assert [sent[f"{where}.Commands.{n}"] for n in (1, 2)] == ["sleep", "echo 1"]
        assert [sent[f"{where}.Args.{n}"] for n in (1, 2)] == ["999999", "8888"]
        assert sent[f"{where}.EnvironmentVars.1.Key"] == "PATH"
        assert sent[f"{where}.EnvironmentVars.2.Value"] == ""
        after = sim.group("media")
        assert after.active_configuration == before.active_configuration
        assert len(after.members) == len(before.members)
