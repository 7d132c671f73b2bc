"""A Terraform file fills the form; its settings are saved, shared, and filled into another one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QAbstractButton

from essgui.core import messages as m
from essgui.core.state import Page
from tests.journeys.stage import Stage, play
from tests.support.simulated import RunningSimulator

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

BLOCK = """
resource "alicloud_ess_instance_refresh" "web" {
  scaling_group_id               = alicloud_ess_scaling_group.web.id
  desired_configuration_image_id = "m-bp1new"
  min_healthy_percentage         = 65
  skip_matching                  = true
  checkpoints {
    percentage = 100
  }
}
"""


def test_a_file_fills_the_form_and_its_settings_another(qapp: QApplication, tmp_path: Path) -> None:
    path = tmp_path / "refresh.tf"
    path.write_text(BLOCK)
    shared = tmp_path / "careful.json"
    with RunningSimulator(manual_clock=True) as sim:

        async def story(stage: Stage) -> None:
            send = stage.program.store.send
            await stage.fleet_ready()
            await stage.open_wizard("web")
            await stage.review()
            await stage.click("review_import")
            send(m.ImportFileChosen(str(path)))
            await stage.until(lambda s: s.intake is not None and s.intake.offer is not None, "the block")
            assert "line 3, column 3" in stage.texts()
            # The dialog is not modal: the fleet can be looked at while it is open.
            await stage.click("rail_fleet")
            await stage.until(lambda s: s.page is Page.FLEET, "the fleet")
            assert stage.find(QAbstractButton, "import_apply").isEnabled()
            await stage.click("import_apply")
            assert stage.state.wizard is not None
            assert stage.state.wizard.draft.image == "m-bp1new"
            send(m.SettingsSaved("Careful"))
            send(m.SettingsShared("Careful", str(shared)))
            await stage.until(lambda s: any("Written" in n.text for n in s.notices), "the file")
            await stage.open_wizard("worker")
            send(m.SettingsChosen("Careful"))
            await stage.settle()
            assert stage.state.wizard.draft.min_healthy == 65
            assert stage.state.wizard.draft.checkpoints == (100,)

        play(sim, story)
    assert "Careful" in shared.read_text()
