"""The guard of the floor on the real simulator: what others scale is no loss, and a loss is one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from essgui.core.lookup import guards_of
from essgui.domain.guards import Guards
from essgui.domain.lifecycle import RefreshStatus
from essgui.domain.situation import Kind
from tests.journeys.stage import Stage, new_image, play
from tests.support.simulated import RunningSimulator

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from essgui.domain.scaling import TaskId

S = RefreshStatus

# The card is a popup, which asks for the keyboard; an offscreen platform cannot give it.
pytestmark = pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True)


def suspensions(sim: RunningSimulator) -> int:
    return sum(entry["operation"] == "SuspendInstanceRefresh" for entry in sim.ledger())


async def guarded(stage: Stage) -> TaskId:
    """Start a refresh, guard its floor, and look at its instances once."""
    task = await stage.begin("web", new_image)
    await stage.click("guards_button")
    await stage.click("guard_floor")
    await stage.until(lambda s: guards_of(s, task) == Guards(suspend_below_floor=True), "the guard")
    await stage.until(lambda s: s.monitors[task].footing.reached, "a look at the floor")
    return task


@pytest.mark.parametrize("desired", [True, False])
@pytest.mark.parametrize("change", [8, -3])
def test_what_others_scale_does_not_suspend_it(qapp: QApplication, change: int, desired: bool) -> None:
    with RunningSimulator(manual_clock=True, seed=3) as sim:
        sim.change_group("web", shows_desired=desired)

        async def story(stage: Stage) -> None:
            task = await guarded(stage)
            await stage.pass_time(30)
            sim.scale("web", change)
            for _ in range(200):
                await stage.pass_time(10)
                assert Kind.FLOOR not in stage.state.attention[task]
                if stage.state.tasks[task].over:
                    break
            assert stage.state.tasks[task].status is S.SUCCESSFUL
            assert suspensions(sim) == 0

        play(sim, story, deadline=60.0)


@pytest.mark.parametrize("desired", [True, False])
def test_instances_that_are_lost_suspend_it(qapp: QApplication, desired: bool) -> None:
    with RunningSimulator(manual_clock=True, seed=3) as sim:
        sim.change_group("web", shows_desired=desired)

        async def story(stage: Stage) -> None:
            task = await guarded(stage)
            left = dict(list(sim.group("web").members.items())[:2])
            sim.change_group("web", members=left)
            await stage.until_status(task, S.PAUSED, step=1.0)
            assert suspensions(sim) == 1
            (reason,) = [e.detail for e in stage.state.chronicles[task] if "Guard: " in e.detail]
            assert "in service, below the floor of " in reason

        play(sim, story, deadline=60.0)
