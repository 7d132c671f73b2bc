"""What Review shows as JSON is what the cloud receives, for each of the five targets."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QAbstractButton, QTabBar

from essgui.core.draft import TargetKind
from essgui.core.lookup import active_configuration, detail_of, group_of
from essgui.core.select_wizard_texts import Form
from essgui.domain.exchange.parameters import flat
from essgui.domain.scaling import EnvironmentVariable
from essgui.ui.widgets.code_edit import CodeEdit
from essgui.ui.widgets.switch import Switch
from tests.journeys.stage import Stage, play
from tests.support.simulated import RunningSimulator

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QApplication

    from essgui.core.draft import Draft

_SDKS_OWN = {"Action", "Version", "Format", "AccessKeyId", "Timestamp", "SecurityToken", "ClientToken"}


def _other_configuration(stage: Stage) -> Callable[[Draft], Draft]:
    wizard = stage.state.wizard
    assert wizard is not None
    group = group_of(stage.state, wizard.group)
    assert group is not None
    active = active_configuration(stage.state, group)
    found = detail_of(stage.state, group.id).configurations.value or ()
    other = next(c.id for c in found if active is None or c.id != active.id)
    return lambda d: replace(d, kind=TargetKind.CONFIGURATION, configuration=other, skip_matching=False)


def _active(_stage: Stage) -> Callable[[Draft], Draft]:
    return lambda d: replace(d, kind=TargetKind.ACTIVE, skip_matching=False)


def _image(_stage: Stage) -> Callable[[Draft], Draft]:
    return lambda d: replace(
        d, kind=TargetKind.IMAGE, image="m-bp1new", min_healthy=70, checkpoints=(20, 50, 100), pause_minutes=7
    )


def _template(_stage: Stage) -> Callable[[Draft], Draft]:
    return lambda d: replace(d, instance_types=("ecs.g7.large", "ecs.g8i.large"), skip_matching=False)


def _containers(_stage: Stage) -> Callable[[Draft], Draft]:
    def change(draft: Draft) -> Draft:
        first, *rest = draft.containers
        container = replace(
            first.container,
            image="registry.example.com/media:näxt",
            commands=("sleep", 'echo "1" \\ $HOME'),
            args=("", "8888"),
            environment=(EnvironmentVariable("TOKEN", "s3cret\u00a0中\n"), EnvironmentVariable("EMPTY", "")),
        )
        return replace(draft, containers=(replace(first, container=container, chosen=True), *rest))

    return change


TARGETS = {
    TargetKind.ACTIVE: ("web", _active),
    TargetKind.CONFIGURATION: ("web", _other_configuration),
    TargetKind.IMAGE: ("web", _image),
    TargetKind.TEMPLATE: ("worker", _template),
    TargetKind.CONTAINERS: ("media", _containers),
}


def test_every_target_there_is_takes_part() -> None:
    assert set(TARGETS) == set(TargetKind)


@pytest.mark.parametrize("kind", TARGETS)
def test_what_is_shown_is_what_is_sent(qapp: QApplication, kind: TargetKind) -> None:
    name, fill = TARGETS[kind]
    shown: dict[str, str] = {}
    with RunningSimulator(manual_clock=True) as sim:

        async def story(stage: Stage) -> None:
            await stage.fleet_ready()
            await stage.open_wizard(name)
            await stage.fill(fill(stage))
            await stage.review()
            stage.find(QTabBar, "request_tabs").setCurrentIndex(tuple(Form).index(Form.JSON))
            await stage.settle()
            if kind is TargetKind.CONTAINERS:
                assert "s3cret" not in stage.find(CodeEdit, "request_text").text()
                stage.find(Switch, "show_values").setChecked(True)
                await stage.settle()
            shown.update(dict(flat(json.loads(stage.find(CodeEdit, "request_text").text()))))
            await stage.start_refresh()

        play(sim, story)
        sent = sim.starts()[0]["parameters"]
    received = {k: v for k, v in sent.items() if k not in _SDKS_OWN and not k.startswith("Signature")}
    # The SDK writes Python's own word for true.
    assert received.pop("SkipMatching").lower() == shown.pop("SkipMatching")
    assert received == shown


def test_what_is_typed_as_json_is_what_is_sent(qapp: QApplication) -> None:
    with RunningSimulator(manual_clock=True) as sim:

        async def story(stage: Stage) -> None:
            await stage.fleet_ready()
            await stage.open_wizard("web")
            await stage.fill(_image(stage))
            await stage.review()
            stage.find(QTabBar, "request_tabs").setCurrentIndex(tuple(Form).index(Form.JSON))
            await stage.settle()
            edit = stage.find(CodeEdit, "request_text")
            good = edit.text()
            edit.setPlainText(good.replace('"MinHealthyPercentage": 70', '"MinHealthyPercentage": oops'))
            await stage.settle()
            assert "Not valid JSON" in stage.texts()
            assert not stage.find(QAbstractButton, "wizard_start").isEnabled()
            edit.setPlainText(good.replace('"MinHealthyPercentage": 70', '"MinHealthyPercentage": 55'))
            await stage.settle()
            await stage.start_refresh()

        play(sim, story)
        sent = sim.starts()
    assert [s["parameters"]["MinHealthyPercentage"] for s in sent] == ["55"]
