"""What the Pace step foresees is what then happens, first by defaults, then by what the group has taught."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from essgui.core.messages import StepChosen
from essgui.core.select_forecast import fold_batches
from essgui.core.state import Step
from essgui.domain.lifecycle import RefreshStatus
from essgui.ui.charts.forecast_chart import ForecastChart
from essgui.ui.wizard.forecast_card import ForecastCard
from tests.journeys.stage import Stage, new_image, play
from tests.support.simulated import RunningSimulator

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from essgui.core.draft import Draft
    from essgui.domain.refresh import RefreshTask


def card(stage: Stage) -> ForecastCard:
    parent = stage.find(ForecastChart, "forecast_chart").parentWidget()
    while parent is not None and not isinstance(parent, ForecastCard):
        parent = parent.parentWidget()
    assert isinstance(parent, QWidget)
    return parent


async def foreseen_and_done(stage: Stage, image: str) -> tuple[str, RefreshTask]:
    """Look at the forecast, start, wait for the end, and hold one against the other."""

    def pace(draft: Draft) -> Draft:
        draft = replace(new_image(draft), image=image, min_healthy=100, max_healthy=120)
        return replace(draft, checkpoints=(50, 100), pause_minutes=5, skip_matching=False)

    await stage.click("rail_fleet")
    await stage.open_wizard("web")
    await stage.fill(pace)
    stage.program.store.send(StepChosen(Step.PACE))
    await stage.quiet()
    shown = card(stage)
    drawing = shown.chart.drawing
    assert drawing is not None
    source, batches, (soon, late) = shown.source.text(), shown.figure("batches"), drawing.finish
    await stage.review()
    task = await stage.start_refresh()
    done = (await stage.until_status(task, RefreshStatus.SUCCESSFUL)).tasks[task]
    await stage.quiet()
    assert done.started_at is not None
    assert done.ended_at is not None
    took = (done.ended_at - done.started_at).total_seconds()
    assert soon <= took <= late, (soon, took, late)
    activities = stage.state.monitors[task].activities.value or ()
    launches = [len(a.created) for a in reversed(activities) if a.created]
    assert fold_batches(launches) == batches
    return source, done


def test_the_forecast_comes_true(qapp: QApplication) -> None:
    with RunningSimulator(manual_clock=True) as sim:

        async def story(stage: Stage) -> None:
            await stage.fleet_ready()
            source, _first = await foreseen_and_done(stage, "m-bp1new")
            assert "no earlier activities of this group: using 40 s to 6 min per launch" in source
            source, _second = await foreseen_and_done(stage, "m-bp1newer")
            assert "learned from" in source

        play(sim, story)
