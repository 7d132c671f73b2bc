"""The foretold end of a refresh comes true; an outage is a gap in the chart, which follows now again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from essgui.core.messages import PollDue
from essgui.core.select_eta import expected_end
from essgui.core.select_monitor import watched
from essgui.core.state import Origin
from essgui.domain.lifecycle import RefreshStatus
from essgui.domain.timeline import gaps
from essgui.ui.charts.capacity_chart import CapacityChart
from essgui.ui.widgets.stat_card import StatCard
from tests.journeys.stage import Stage, new_image, play
from tests.support.simulated import RunningSimulator

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

    from essgui.core.draft import Draft
    from essgui.domain.scaling import TaskId

S = RefreshStatus


def with_checkpoint(draft: Draft) -> Draft:
    return replace(new_image(draft), checkpoints=(50, 100), pause_minutes=10)


def chart_of(stage: Stage) -> CapacityChart:
    found = stage.program.window.findChild(CapacityChart, "capacity_chart")
    assert isinstance(found, CapacityChart)
    return found


async def until_half(stage: Stage, task: TaskId) -> None:
    await stage.until_status(task, S.CHECKPOINT_PAUSE)


def test_the_end_that_was_foretold_at_half_way_comes_true(qapp: QApplication, tmp_path: Path) -> None:
    # A range holds nine ends of ten, so one world shows only that it is there; bench_eta measures over many
    # how often it holds. In the world of seed 1 this group ends 22 s after its range.
    with RunningSimulator(manual_clock=True, seed=2) as sim:

        async def story(stage: Stage) -> None:
            task = await stage.begin("web", with_checkpoint)
            await until_half(stage, task)
            found = watched(stage.state, task)
            assert found is not None
            said = expected_end(stage.state, found)
            assert said.soonest is not None, said.hidden
            assert said.latest is not None
            assert 0 < said.waiting <= 600
            assert "Finishes" in stage.texts()
            assert "learned from" in said.basis
            await stage.until(
                lambda _s: chart_of(stage).picture.finish is not None, "the bracket of the finish"
            )
            assert chart_of(stage).picture.finish == (said.soonest, said.latest)
            await stage.until_status(task, S.IN_PROGRESS)
            await stage.click("rail_fleet")
            card = stage.find(StatCard, "card_running")
            assert card.line.startswith("next to finish ≈ ")
            assert "web: " in card.toolTip()
            origin = stage.state.archive.origins.get(task, Origin())
            assert origin.first_forecast is not None
            await stage.until_status(task, S.SUCCESSFUL)
            ended = stage.state.tasks[task].ended_at
            assert ended is not None
            assert said.soonest <= ended <= said.latest
            await stage.click("rail_fleet")
            assert stage.find(StatCard, "card_running").line == "no refresh at work"

        play(sim, story, archive=tmp_path / "archive.sqlite3")


def test_an_outage_is_a_gap_and_the_chart_follows_now_again(qapp: QApplication) -> None:
    with RunningSimulator(manual_clock=True) as sim:

        async def story(stage: Stage) -> None:
            task = await stage.begin("web", with_checkpoint)
            await stage.pass_time(30)
            region = stage.state.tasks[task].region
            sim.stop()
            await stage.until(lambda s: s.polls[region].misses >= 2, "missed polls")
            sim.advance(300)
            sim.start()
            stage.program.store.send(PollDue(region))
            await stage.until(lambda s: bool(gaps(s.monitors[task].timeline)), "the gap")
            ((start, end),) = gaps(stage.state.monitors[task].timeline)
            assert (end - start).total_seconds() >= 300
            await stage.until(lambda _s: bool(chart_of(stage).picture.gaps), "the gap in the chart")
            chart = chart_of(stage)
            middle = (start.timestamp() + end.timestamp()) / 2
            assert "not recorded" in chart.words_at(middle)
            box = chart.plot._box
            box.setXRange(start.timestamp(), end.timestamp(), padding=0)
            box.sigRangeChangedManually.emit([True, False])
            shown = box.viewRange()[0]
            await stage.pass_time(60)
            assert box.viewRange()[0] == shown, "what the operator looks at stays"
            chart.follow_button.click()
            await stage.settle()
            assert box.viewRange()[0][1] > stage.state.now.at.timestamp()

        play(sim, story)
