"""Whoever comes late to a refresh at a checkpoint sees about how long it waits, and a sane end afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QAbstractButton

from essgui.core.select_eta import expected_end
from essgui.core.select_monitor import watched
from essgui.core.select_spent import spent_of
from essgui.domain.lifecycle import RefreshStatus
from tests.journeys.stage import Stage, play
from tests.support.simulated import RunningSimulator

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

S = RefreshStatus


def test_a_pause_that_began_unseen_is_no_work_once_it_is_resumed(qapp: QApplication) -> None:
    with RunningSimulator("checkpointed", manual_clock=True) as sim:

        async def story(stage: Stage) -> None:
            await stage.fleet_ready()
            task = next(t for t in stage.state.tasks.values() if t.status is S.CHECKPOINT_PAUSE).id
            await stage.click("watch_by_id")
            await stage.type("watch_id", task)
            await stage.click("watch_start")
            await stage.until(
                lambda s: task in s.monitors and s.monitors[task].activities.value is not None, "the monitor"
            )
            await stage.pass_time(30)
            assert not stage.state.pauses[task].exact
            assert "as its begin was not seen" in stage.texts()
            before = spent_of(stage.state, stage.state.tasks[task])
            assert before is not None
            assert before.waiting > 1800, "it has waited for most of the hour before anybody looked"
            resume = next(
                b
                for b in stage.window.findChildren(QAbstractButton)
                if b.text() == "Resume now" and b.isVisible()
            )
            resume.click()
            await stage.until_status(task, S.IN_PROGRESS)
            await stage.until_status(task, S.CHECKPOINT_PAUSE)
            after = watched(stage.state, task)
            assert after is not None
            late = spent_of(stage.state, after.task)
            assert late is not None
            assert late.waiting >= before.waiting
            said = expected_end(stage.state, after)
            assert said.soonest is not None
            assert said.working[1] < 3600, "five instances, of which the last three took minutes"

        play(sim, story)
