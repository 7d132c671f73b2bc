"""The window lives on while the cloud is slow, and closes at once whatever is under way."""

from __future__ import annotations

import gc
import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from essgui.core.messages import ReadAgain
from essgui.core.state import Remote
from essgui.domain.lifecycle import RefreshStatus
from tests.journeys.stage import Stage, new_image, play
from tests.support.simulated import RunningSimulator

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication


def test_the_window_lives_while_every_call_takes_seconds(qapp: QApplication) -> None:
    with RunningSimulator(manual_clock=True) as sim:

        async def story(stage: Stage) -> None:
            await stage.fleet_ready()
            sim.set_latency(1500)
            beats: list[float] = []
            timer = QTimer()
            timer.setInterval(10)
            timer.timeout.connect(lambda: beats.append(time.monotonic()))
            timer.start()
            region = stage.state.chosen[0]
            seen = stage.state.groups[region].seen
            stage.program.store.send(ReadAgain())
            await stage.until(lambda s: s.groups.get(region, Remote()).seen is not seen, "the slow answer")
            timer.stop()
            assert len(beats) > 50, "Qt's timers went on while the calls were under way"
            await stage.click("rail_refreshes")
            sim.set_latency(0)

        play(sim, story)


def test_what_the_start_has_made_is_left_out_of_later_collections(qapp: QApplication) -> None:
    gc.unfreeze()
    with RunningSimulator(manual_clock=True) as sim:

        async def story(stage: Stage) -> None:
            await stage.fleet_ready()
            await stage.until(lambda _s: gc.get_freeze_count() > 0, "the charts' library and what it made")

        play(sim, story)


def test_closing_in_the_middle_of_calls_is_quick_and_clean(qapp: QApplication) -> None:
    closing = 0.0
    with RunningSimulator(manual_clock=True) as sim:

        async def story(stage: Stage) -> None:
            nonlocal closing
            task = await stage.begin("web", new_image)
            sim.set_latency(20_000)
            await stage.click("suspend_button")
            stage.program.store.send(ReadAgain())
            await stage.settle()
            assert stage.state.monitors[task].in_flight is not None
            assert stage.state.tasks[task].status is RefreshStatus.IN_PROGRESS
            closing = time.monotonic()

        play(sim, story)
        # S12 of the quality figures; the calls themselves would take 20 s.
        assert time.monotonic() - closing <= 3.0
