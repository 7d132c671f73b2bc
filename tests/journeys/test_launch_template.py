"""A group moves to a launch template version with overrides; Latest cannot be rolled back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QAbstractButton

from essgui.domain.lifecycle import RefreshStatus
from tests.journeys.stage import Stage, play
from tests.support.simulated import RunningSimulator

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

S = RefreshStatus


def test_template_with_overrides(qapp: QApplication) -> None:
    with RunningSimulator(manual_clock=True) as sim:

        async def story(stage: Stage) -> None:
            await stage.fleet_ready()
            await stage.open_wizard("worker")
            await stage.fill(
                lambda d: replace(
                    d, template_version="Latest", instance_types=("ecs.g7.large",) * 2, skip_matching=False
                )
            )
            await stage.review()
            assert "already in the list" in stage.texts()
            assert not stage.find(QAbstractButton, "wizard_start").isEnabled()
            await stage.fill(lambda d: replace(d, instance_types=("ecs.g7.large", "ecs.g8i.large")))
            assert "cannot roll back" in stage.texts()
            task = await stage.start_refresh()
            await stage.until_status(task, S.IN_PROGRESS)
            back = stage.find(QAbstractButton, "roll_back_button")
            assert not back.isEnabled()
            await stage.until_status(task, S.SUCCESSFUL)

        play(sim, story)
        sent = sim.starts()[0]["parameters"]
        assert sent["DesiredConfiguration.LaunchTemplateVersion"] == "Latest"
        assert sent["DesiredConfiguration.LaunchTemplateOverrides.1.InstanceType"] == "ecs.g7.large"
        assert sent["DesiredConfiguration.LaunchTemplateOverrides.2.InstanceType"] == "ecs.g8i.large"
        assert not any(k.startswith("DesiredConfiguration.ImageId") for k in sent)
