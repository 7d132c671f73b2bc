"""A version and types are chosen in lists, compared by content, and started: exactly those are sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QTableView

from essgui.core.lookup import answer
from essgui.domain.questions import InstanceTypes, LaunchTemplates, TemplateVersions
from tests.journeys.stage import Stage, play
from tests.support.simulated import RunningSimulator

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from essgui.core.state import AppState


def read(state: AppState) -> bool:
    """Tell whether all that the card shows was read."""
    wizard = state.wizard
    group = next(
        (g for r in state.groups.values() for g in r.value or () if wizard and g.id == wizard.group), None
    )
    if wizard is None or group is None or group.launch_template is None:
        return False
    questions = (
        LaunchTemplates(group.region),
        TemplateVersions(group.region, group.launch_template),
        InstanceTypes(group.region),
    )
    return all(answer(state, q).seen is not None for q in questions)


def test_choose_a_version_and_types(qapp: QApplication) -> None:
    with RunningSimulator(manual_clock=True) as sim:

        async def story(stage: Stage) -> None:
            await stage.fleet_ready()
            await stage.open_wizard("worker")
            await stage.until(read, "templates, versions and types")
            await stage.quiet()
            assert stage.state.wizard is not None
            before = stage.state.wizard.draft.template_version
            version = "3" if before != "3" else "1"
            await stage.select_row("template_versions", version)
            assert stage.state.wizard.draft.template_version == version
            await stage.quiet()
            assert "base 2026 Q" in stage.texts(), "the image of the version is compared by its name"
            stage.find(QTableView, "types_known")
            await stage.type("types_search", "4 vcpu g8i")
            await stage.select_row("types_known", "ecs.g8i.xlarge")
            await stage.type("types_search", "g7.large")
            await stage.select_row("types_known", "ecs.g7.large")
            types = stage.state.wizard.draft.instance_types
            assert types[-2:] == ("ecs.g8i.xlarge", "ecs.g7.large")
            await stage.select_row("types_known", "ecs.g7.large")
            assert stage.state.wizard.draft.instance_types == types[:-1], "once more takes it out"
            await stage.review()
            await stage.start_refresh()

        play(sim, story)
        sent = sim.starts()[0]["parameters"]
        group = sim.group("worker")
        wanted = {k: v for k, v in sent.items() if k.startswith("DesiredConfiguration")}
        assert wanted["DesiredConfiguration.LaunchTemplateId"] == group.launch_template
        assert wanted["DesiredConfiguration.LaunchTemplateVersion"] in {"1", "3"}
        assert "ecs.g8i.xlarge" in wanted.values()
        assert not any("ImageId" in k or "ScalingConfigurationId" in k for k in wanted)
