"""What a window would leave behind is told: suspended processes, actions without a monitor, neighbours."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from essgui.core.messages import MonitorClosed, MonitorOpened
from essgui.domain.lifecycle import RefreshStatus
from essgui.domain.run import Deed, Intent, Settlement
from essgui.domain.scaling import GroupId, RegionId
from essgui.local.archive import Archive
from essgui.simulator.surroundings import scheduled
from essgui.ui.widgets.confirm import ConfirmSheet
from tests.journeys.stage import Stage, new_image, play
from tests.support.simulated import RunningSimulator

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

    from essgui.domain.scaling import TaskId

S = RefreshStatus


def notices(stage: Stage) -> str:
    """Return what the notices say."""
    return "\n".join(n.text for n in stage.state.notices)


def asked(stage: Stage) -> ConfirmSheet:
    """Close the window; return the question that it asks."""
    assert not stage.window.close()
    return stage.find(ConfirmSheet, "close_sheet")


async def suspend_schedule(stage: Stage, sim: RunningSimulator) -> TaskId:
    """Begin a refresh, and suspend the scheduled tasks that would run during it from the card."""
    group = sim.group("web")
    soon = scheduled(group.id, "evening", sim.now + timedelta(minutes=9), 6)
    sim.change_group("web", scheduled=(soon,))
    task = await stage.begin("web", new_image)
    await stage.until(lambda _: stage.has("offer_scheduled_0"), "the offer to suspend")
    await stage.click("offer_scheduled_0")
    await stage.confirm()
    await stage.until(lambda s: not s.errands and bool(s.archive.suspended), "the answer")
    assert sim.group("web").suspended_processes == {"ScheduledAction"}
    return task


def test_what_was_suspended_for_a_refresh_is_resumed_after_it(qapp: QApplication, tmp_path: Path) -> None:
    archive = tmp_path / "archive.sqlite3"
    with RunningSimulator(manual_clock=True) as sim:

        async def first(stage: Stage) -> None:
            task = await suspend_schedule(stage, sim)
            assert "you are asked to resume it when the refresh is over" in stage.texts()
            sheet = asked(stage)
            assert sheet.question.lines == ("web: ScheduledAction is suspended from here.",)
            sheet.cancel.click()
            await stage.settle()
            assert "web: ScheduledAction is still suspended from here." in notices(stage)
            await stage.click("notice_dismiss")
            await stage.until_status(task, S.SUCCESSFUL)
            assert "no refresh runs any more, and ScheduledAction is still suspended" in notices(stage)
            asked(stage).act.click()
            assert not stage.window.isVisible()

        play(sim, first, archive=archive)

        async def second(stage: Stage) -> None:
            await stage.until(
                lambda _: "no refresh runs any more, and ScheduledAction" in notices(stage), "the reminder"
            )
            await stage.click("notice_act")
            await stage.until(lambda s: not s.archive.suspended and not s.errands, "the answer")
            assert sim.group("web").suspended_processes == frozenset()
            assert "ScheduledAction" not in notices(stage)

        play(sim, second, archive=archive)

        async def third(stage: Stage) -> None:
            await stage.fleet_ready()
            await stage.until(lambda s: s.archive.keeping, "the archive")
            assert "ScheduledAction" not in notices(stage)

        play(sim, third, archive=archive)


def kept(archive: Path, sim: RunningSimulator) -> dict[Deed, Intent]:
    """Return what was asked for, by what it was."""
    opened = Archive(archive, f"simulator {sim.account_id}")
    try:
        return {intent.deed: intent for intent in opened.intents()}
    finally:
        opened.close()


def test_an_action_whose_monitor_was_closed_is_told_of_and_settled(
    qapp: QApplication, tmp_path: Path
) -> None:
    archive = tmp_path / "archive.sqlite3"
    with RunningSimulator(manual_clock=True) as sim:

        async def story(stage: Stage) -> None:
            task = await stage.begin("web", new_image)
            sim.set_latency(300)
            await stage.click("suspend_button")
            stage.program.store.send(MonitorClosed(task))
            await stage.settle()
            assert task not in stage.state.monitors
            assert asked(stage).question.lines == ("web: Suspending…",)
            await stage.until(lambda _: "ESS accepted “Suspend”." in notices(stage), "the outcome")
            assert stage.window.isVisible(), "the question went with what it was about"
            assert kept(archive, sim)[Deed.SUSPEND].settlement is Settlement.ACCEPTED
            sim.set_latency(0)
            await stage.until(lambda s: s.tasks[task].status is S.PAUSED and not s.flights, "the effect")
            # The answer to this one is lost on the way.
            sim.add_fault("no-answer", operation="ResumeInstanceRefresh", count=1)
            stage.program.store.send(MonitorOpened(task))
            await stage.until(lambda s: task in s.monitors, "the monitor")
            await stage.click("resume_button")
            stage.program.store.send(MonitorClosed(task))
            await stage.until(
                lambda _: "whether ESS accepted “Resume” is not known" in notices(stage), "that nobody knows"
            )
            assert kept(archive, sim)[Deed.RESUME].settlement is Settlement.UNKNOWN

        play(sim, story, archive=archive, deadline=2.0)


def test_two_windows_on_one_account_leave_each_other_s_start_alone(
    qapp: QApplication, tmp_path: Path
) -> None:
    archive = tmp_path / "archive.sqlite3"
    with RunningSimulator(manual_clock=True) as sim:
        scope = f"simulator {sim.account_id}"
        other = Archive(archive, scope, "other")
        group = sim.group("worker")
        start = Intent(
            "essgui-other-1", Deed.START, RegionId(group.region), GroupId(group.id), sim.now, "web"
        )
        other.intend(start)

        async def beside(stage: Stage) -> None:
            await stage.fleet_ready()
            await stage.until(lambda s: s.archive.keeping, "the archive")
            assert stage.state.archive.unsettled == ()
            assert notices(stage) == ""
            await stage.begin("web", new_image)

        play(sim, beside, archive=archive)
        assert [i.token for i in other.intents() if i.settlement is None] == [start.token]
        other.close()

        async def after(stage: Stage) -> None:
            await stage.until(lambda _: "has probably not started" in notices(stage), "the word about it")

        play(sim, after, archive=archive)
        assert len(sim.starts()) == 1, "nothing is sent again"
