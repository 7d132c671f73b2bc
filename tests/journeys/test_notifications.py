"""A refresh with a checkpoint is told at its checkpoint and its end; with notifications off, nothing is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton

from essgui.core.notifications import SWITCHES
from essgui.core.state import NotificationKind, Page
from essgui.domain.lifecycle import RefreshStatus
from essgui.domain.settings import ON
from tests.journeys.stage import Stage, new_image, play
from tests.support.simulated import RunningSimulator

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

S = RefreshStatus
K = NotificationKind


async def _refresh(stage: Stage) -> None:
    task = await stage.begin("web", lambda d: replace(new_image(d), checkpoints=(50, 100)))
    await stage.until_status(task, S.CHECKPOINT_PAUSE)
    await stage.click("handover")
    text = QGuiApplication.clipboard().text()
    assert text.startswith(f"web (cn-hangzhou) · {task} · At a checkpoint 3/6 · checkpoint 50 % reached ")
    await stage.click("resume_button")
    await stage.until(lambda s: s.tasks[task].status is S.IN_PROGRESS, "resuming")
    await stage.until_status(task, S.SUCCESSFUL)
    await stage.pass_time(60)


# The popup asks for the keyboard, which an offscreen platform cannot give.
@pytest.mark.qt_log_ignore("This plugin does not support")
@pytest.mark.parametrize("on", [True, False])
def test_the_centre_lists_what_happened_where_that_is_wanted(qapp: QApplication, on: bool) -> None:
    async def story(stage: Stage) -> None:
        await stage.fleet_ready()
        await stage.click("rail_settings")
        await stage.until(lambda s: s.page is Page.SETTINGS, "the settings")
        if not on:
            for key in SWITCHES.values():
                await stage.click(f"setting_{key.value}")
            await stage.until(lambda s: not any(s.settings[k] == ON for k in SWITCHES.values()), "all off")
        await stage.click("rail_fleet")
        await stage.until(lambda s: s.page is Page.FLEET, "the fleet")
        await _refresh(stage)
        ours = [n for n in stage.state.centre.told if n.group == "web"]
        if not on:
            assert stage.state.centre.told == ()
            return
        assert [n.kind for n in ours] == [K.FINISHED, K.CHECKPOINT]
        await stage.click("rail_fleet")
        # In one go: offscreen a popup takes the activation from the window, and Qt then closes it.
        stage.find(QAbstractButton, "bell").click()
        stage.find(QAbstractButton, f"told_{ours[0].number}").click()
        await stage.until(lambda s: s.centre.unread == 0, "the news to be read")
        await stage.until(lambda s: s.page is Page.MONITOR, "the monitor")

    with RunningSimulator(manual_clock=True) as sim:
        play(sim, story)
