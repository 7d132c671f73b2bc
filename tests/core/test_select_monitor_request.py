from __future__ import annotations

import json
from dataclasses import replace

from essgui.core.override import reason_of
from essgui.core.select_monitor_request import despite_text, request_view
from essgui.core.select_wizard_texts import Form
from essgui.core.state import Origin, Override
from essgui.domain.exchange.parameters import nested
from essgui.domain.refresh import (
    ActiveConfiguration,
    ContainersTarget,
    ImageTarget,
    LaunchTemplateTarget,
    ScalingConfigurationTarget,
)
from essgui.domain.run import Run
from essgui.domain.scaling import Container, EnvironmentVariable, TemplateId
from tests.support.states import NOW, OTHER, make_group, make_state, make_task


def sent(target, **changes):
    return nested(make_task(make_group(), target=target, **changes))


def test_a_configuration_with_checkpoints():
    found = sent(ScalingConfigurationTarget(OTHER), checkpoints=(50, 100), pause_minutes=15)
    assert found == {
        "RegionId": "cn-hangzhou",
        "ScalingGroupId": "asg-bp1web",
        "DesiredConfiguration": {"ScalingConfigurationId": OTHER},
        "MinHealthyPercentage": 80,
        "MaxHealthyPercentage": 120,
        "SkipMatching": True,
        "Checkpoints": [{"Percentage": 50}, {"Percentage": 100}],
        "CheckpointPauseTime": 15,
    }


def test_the_active_configuration_sends_no_desired_one_and_no_pause_without_checkpoints():
    found = sent(ActiveConfiguration())
    assert "DesiredConfiguration" not in found
    assert "CheckpointPauseTime" not in found


def test_an_image_and_a_template():
    assert sent(ImageTarget("m-1"))["DesiredConfiguration"] == {"ImageId": "m-1"}
    found = sent(LaunchTemplateTarget(TemplateId("lt-1"), "8", ("ecs.g7.large",)))
    assert found["DesiredConfiguration"] == {
        "LaunchTemplateId": "lt-1",
        "LaunchTemplateVersion": "8",
        "LaunchTemplateOverrides": [{"InstanceType": "ecs.g7.large"}],
    }
    plain = sent(LaunchTemplateTarget(TemplateId("lt-1"), "8"))
    assert "LaunchTemplateOverrides" not in plain["DesiredConfiguration"]


def test_containers_leave_out_what_is_empty():
    variables = (EnvironmentVariable("A", "1"), EnvironmentVariable("IP", "", "status.podIP"))
    both = (
        Container("web", "reg/web:2", ("sh",), ("-c",), variables),
        Container("log", "reg/log:2"),
    )
    assert sent(ContainersTarget(both))["DesiredConfiguration"]["Containers"] == [
        {
            "Name": "web",
            "Image": "reg/web:2",
            "Commands": ["sh"],
            "Args": ["-c"],
            "EnvironmentVars": [
                {"Key": "A", "Value": "1"},
                {"Key": "IP", "Value": "", "FieldRefFieldPath": "status.podIP"},
            ],
        },
        {"Name": "log", "Image": "reg/log:2"},
    ]


def test_the_text_is_json_that_keeps_chinese_readable():
    task = make_task(make_group(), target=ImageTarget("镜像"))
    assert "镜像" in request_view(task, Form.JSON).text
    assert json.loads(request_view(task, Form.JSON).text) == nested(task)


def test_despite_what_and_why_it_was_started() -> None:
    task = make_task(make_group())
    state = make_state([make_group()], [task])
    reason = reason_of(Override(True, "the old version loses orders", ("Stock: Sold out everywhere",)))
    text = (
        "A no-go stood against the Start. Despite Stock: Sold out everywhere. "
        "Reason: the old version loses orders"
    )
    seen = replace(state.archive, origins={task.id: Origin(ours=True, reason=reason)})
    assert despite_text(replace(state, archive=seen), task.id) == text
    kept = replace(state.archive, runs={task.id: Run(task, "web", NOW.at, reason=reason)})
    assert despite_text(replace(state, archive=kept), task.id) == text
    assert despite_text(make_state([make_group()], [task]), task.id) == ""
