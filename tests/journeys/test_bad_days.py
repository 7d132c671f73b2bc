"""What goes wrong on the way to the cloud is one clear message; the last good data stays, polling goes on."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from essgui.core.draft import TargetKind
from essgui.core.failure import FailureKind
from essgui.core.form import start_permit
from essgui.core.lookup import all_groups
from essgui.core.state import Remote, Step
from essgui.domain.lifecycle import RefreshStatus
from tests.journeys.stage import Stage, new_image, play
from tests.support.simulated import RunningSimulator

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from essgui.core.state import AppState

S = RefreshStatus


def _all_failed(state: AppState) -> bool:
    return all(state.groups.get(r, Remote()).failure for r in state.chosen)


def _healthy(state: AppState) -> bool:
    return not any(state.groups[r].failure for r in state.chosen) and not state.regions.failure


def test_a_wrong_key(qapp: QApplication) -> None:
    with RunningSimulator(manual_clock=True) as sim:

        async def story(stage: Stage) -> None:
            await stage.until(_all_failed, "the refusal")
            failure = stage.state.groups[stage.state.chosen[0]].failure
            assert failure is not None
            assert failure.kind is FailureKind.CREDENTIALS
            assert failure.hint
            assert failure.request_id
            assert failure.sentence in stage.texts()

        play(sim, story, secret="not-the-secret-at-all")


def test_a_clock_twenty_minutes_off(qapp: QApplication) -> None:
    skewed = RunningSimulator(manual_clock=True, wall=lambda: datetime.now(UTC) + timedelta(minutes=20))
    with skewed as sim:

        async def story(stage: Stage) -> None:
            await stage.until(_all_failed, "the refusal")
            assert "clock" in stage.texts()

        play(sim, story)


@pytest.mark.parametrize("kind", ["throttle", "503-html", "null", "500", "reset", "half", "wrong-types"])
def test_groups_stay_on_screen_while_answers_are_bad(qapp: QApplication, kind: str) -> None:
    with RunningSimulator(manual_clock=True) as sim:

        async def story(stage: Stage) -> None:
            await stage.fleet_ready()
            names = [g.name for g in all_groups(stage.state)]
            sim.add_fault(kind, operation="DescribeScalingGroups")
            await stage.until(_all_failed, f"a failure by {kind}")
            assert [g.name for g in all_groups(stage.state)] == names
            failure = stage.state.groups[stage.state.chosen[0]].failure
            assert failure is not None
            assert failure.sentence
            assert failure.sentence in stage.texts()
            sim.clear_faults()
            await stage.until(_healthy, "recovery by itself")

        play(sim, story)


def test_offline_and_back_in_the_middle_of_a_refresh(qapp: QApplication) -> None:
    with RunningSimulator(manual_clock=True) as sim:

        async def story(stage: Stage) -> None:
            task = await stage.begin("web", new_image)
            region = stage.state.tasks[task].region
            sim.stop()
            await stage.until(lambda s: s.polls[region].misses >= 3, "three missed polls")
            assert stage.state.tasks[task].status is S.IN_PROGRESS, "the last good state stays"
            assert "no answer" in stage.texts()
            sim.advance(60)
            sim.start()
            await stage.until(lambda s: s.polls[region].misses == 0, "the connection")
            await stage.until_status(task, S.SUCCESSFUL)

        play(sim, story)


def test_a_group_deleted_under_the_wizard(qapp: QApplication) -> None:
    with RunningSimulator(manual_clock=True) as sim:

        async def story(stage: Stage) -> None:
            await stage.fleet_ready()
            await stage.open_wizard("web")
            await stage.fill(lambda d: replace(d, kind=TargetKind.IMAGE, image="m-typed-with-care"))
            sim.delete_group(sim.group("web").id)
            await stage.until(lambda s: s.wizard is not None and s.wizard.gone, "the news")
            assert "no longer exists" in stage.texts()
            wizard = stage.state.wizard
            assert wizard is not None
            assert wizard.draft.image == "m-typed-with-care"

        play(sim, story)
        assert sim.starts() == []


def test_a_refused_start_keeps_the_form(qapp: QApplication) -> None:
    with RunningSimulator(manual_clock=True) as sim:

        async def story(stage: Stage) -> None:
            await stage.fleet_ready()
            await stage.open_wizard("web")
            await stage.fill(lambda d: replace(d, kind=TargetKind.CONFIGURATION, configuration="asc-none"))
            await stage.review()
            await stage.until(lambda s: "not found" in start_permit(s).reason, "the no-go")
            await stage.click("review_go_safety")
            await stage.type("override_reason", "somebody makes it this minute")
            await stage.click("override_on")
            await stage.review()
            await stage.type("confirm_name", "web")
            await stage.click("wizard_start")
            await stage.until(lambda s: s.wizard is not None and s.wizard.refusal is not None, "the refusal")
            wizard = stage.state.wizard
            assert wizard is not None
            assert wizard.refusal is not None
            texts = stage.texts()
            assert wizard.refusal.code in texts
            assert wizard.refusal.request_id in texts
            assert wizard.draft.configuration == "asc-none"
            assert wizard.step is Step.REVIEW

        play(sim, story)


def test_an_answer_that_is_lost_starts_one_refresh(qapp: QApplication) -> None:
    with RunningSimulator(manual_clock=True) as sim:
        sim.add_fault("no-answer", operation="StartInstanceRefresh", count=1)

        async def story(stage: Stage) -> None:
            await stage.fleet_ready()
            await stage.open_wizard("web")
            await stage.fill(new_image)
            await stage.review()
            task = await stage.start_refresh()
            assert stage.state.tasks[task].group == sim.group("web").id

        play(sim, story, deadline=2.0)
        assert len(sim.starts()) == 1


def test_watch_by_an_id_alone(qapp: QApplication) -> None:
    with RunningSimulator("default", manual_clock=True) as sim:
        running = next(r for g in sim.world.groups.values() for r in g.refreshes if r.status == S.IN_PROGRESS)

        async def story(stage: Stage) -> None:
            await stage.click("watch_by_id")
            await stage.type("watch_id", "ir-bp1doesnotexist")
            await stage.click("watch_start")
            await stage.until(lambda s: s.watch is not None and not s.watch.searching, "the answer")
            assert "ir-bp1doesnotexist" in stage.texts()
            await stage.type("watch_id", f"https://essnew.console.example/#/refresh/{running.id}?tab=1")
            await stage.click("watch_start")
            await stage.until(lambda s: s.monitor == running.id, "the monitor")
            assert not stage.has("watch_dialog")
            await stage.quiet()

        play(sim, story)
