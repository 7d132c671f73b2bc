"""A refresh is suspended, resumed, and cancelled after the sheet that says what stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essgui.domain.lifecycle import RefreshStatus
from essgui.ui.widgets.confirm import ConfirmSheet
from tests.journeys.stage import Stage, new_image, play
from tests.support.simulated import RunningSimulator

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

S = RefreshStatus


def test_suspend_resume_and_cancel(qapp: QApplication) -> None:
    with RunningSimulator(manual_clock=True) as sim:

        async def story(stage: Stage) -> None:
            task = await stage.begin("web", new_image)
            await stage.click("suspend_button")
            await stage.until(lambda s: s.tasks[task].status is S.PAUSED, "suspending")
            await stage.pass_time(300)
            await stage.click("resume_button")
            await stage.until(
                lambda s: s.tasks[task].status is S.IN_PROGRESS and not s.monitors[task].in_flight, "resuming"
            )
            while stage.state.tasks[task].finished < 2:
                await stage.pass_time(15)
            await stage.click("cancel_button")
            sheet = stage.find(ConfirmSheet, "confirm_sheet")
            said = " ".join((*sheet.question.lines, *sheet.question.keeps, *sheet.question.loses))
            assert "web" in said
            assert "2 " in said, "it counts the new instances that stay"
            await stage.confirm()
            await stage.until_status(task, S.CANCELLED)
            assert "2 " in stage.texts()
            assert stage.state.notices == (), "its own monitor says it"

        play(sim, story)
        operations = [entry["operation"] for entry in sim.ledger()]
        assert operations == [
            "StartInstanceRefresh",
            "SuspendInstanceRefresh",
            "ResumeInstanceRefresh",
            "CancelInstanceRefresh",
        ]
        group = sim.group("web")
        assert len(group.members) == 6, "the fleet is whole again"


def test_thinking_again_in_the_sheet_sends_nothing(qapp: QApplication) -> None:
    with RunningSimulator(manual_clock=True) as sim:

        async def story(stage: Stage) -> None:
            task = await stage.begin("web", new_image)
            await stage.click("cancel_button")
            await stage.click("confirm_keep")
            await stage.pass_time(5)
            assert stage.state.tasks[task].status is S.IN_PROGRESS

        play(sim, story)
        assert [e["operation"] for e in sim.ledger()] == ["StartInstanceRefresh"]
