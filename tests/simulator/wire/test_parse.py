"""Parameters to commands: every way to spell them, and the right word for every bad value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from essgui.domain.lifecycle import RefreshAction
from essgui.domain.refresh import (
    ActiveConfiguration,
    ContainersTarget,
    ImageTarget,
    LaunchTemplateTarget,
    RefreshSpec,
    ScalingConfigurationTarget,
)
from essgui.domain.scaling import (
    ConfigurationId,
    Container,
    EnvironmentVariable,
    GroupId,
    InstanceId,
    RegionId,
    TaskId,
    TemplateId,
)
from essgui.simulator.commands import (
    Act,
    Diagnose,
    HookAnswer,
    Mark,
    Processes,
    Protect,
    Refusal,
    Scale,
    Standby,
    Start,
)
from essgui.simulator.wire import parse
from essgui.simulator.wire.operations import OPERATIONS, Mutation
from essgui.simulator.wire.parameters import Parameters

if TYPE_CHECKING:
    from essgui.simulator.commands import Command

R, G = RegionId("cn-hangzhou"), GroupId("asg-1")
PLACE = {"RegionId": "cn-hangzhou", "ScalingGroupId": "asg-1"}
DESIRED = "DesiredConfiguration."


def read(action: str, **flat: str) -> Command:
    operation = OPERATIONS[action]
    assert isinstance(operation, Mutation)
    return operation.parse(Parameters(flat))


def start(flat: dict[str, str]) -> RefreshSpec:
    command = parse.start(Parameters(PLACE | flat))
    assert isinstance(command, Start)
    return command.spec


def refusal(action: str, flat: dict[str, str]) -> Refusal:
    with pytest.raises(Refusal) as caught:
        read(action, **flat)
    return caught.value


def test_a_start_without_anything_else_has_the_documented_defaults() -> None:
    assert start({}) == RefreshSpec(R, G, ActiveConfiguration(), 80, 120, True, (), 60)


def test_a_start_with_everything() -> None:
    command = parse.start(
        Parameters(
            PLACE
            | {
                "MinHealthyPercentage": "0",
                "MaxHealthyPercentage": "200",
                "SkipMatching": "False",
                "CheckpointPauseTime": "2880",
                "Checkpoints.1.Percentage": "30",
                "Checkpoints.2.Percentage": "100",
                "ClientToken": "token",
                "Strategy": "Any",
                f"{DESIRED}ImageId": "m-1",
            }
        )
    )
    assert command == Start(
        RefreshSpec(R, G, ImageTarget("m-1"), 0, 200, False, (30, 100), 2880), token="token", strategy="Any"
    )


@pytest.mark.parametrize(
    ("flat", "target"),
    [
        ({}, ActiveConfiguration()),
        ({"ScalingConfigurationId": "asc-1"}, ScalingConfigurationTarget(ConfigurationId("asc-1"))),
        ({"ImageId": "m-1"}, ImageTarget("m-1")),
        ({"LaunchTemplateId": "lt-1"}, LaunchTemplateTarget(TemplateId("lt-1"), "Default")),
        (
            {
                "LaunchTemplateId": "lt-1",
                "LaunchTemplateVersion": "3",
                "LaunchTemplateOverrides.1.InstanceType": "ecs.g7.large",
                "LaunchTemplateOverrides.2.InstanceType": "ecs.g7.xlarge",
            },
            LaunchTemplateTarget(TemplateId("lt-1"), "3", ("ecs.g7.large", "ecs.g7.xlarge")),
        ),
        ({"LaunchTemplateVersion": "3"}, ActiveConfiguration()),
        (
            {
                "Containers.1.Name": "api",
                "Containers.1.Image": "api:2",
                "Containers.1.Args.1": "a b",
                "Containers.1.Commands.1": "sleep",
                "Containers.1.Commands.2": "echo 1",
                "Containers.1.EnvironmentVars.1.Key": "K",
                "Containers.1.EnvironmentVars.1.Value": "",
                "Containers.1.EnvironmentVars.2.Key": "P",
                "Containers.1.EnvironmentVars.2.FieldRefFieldPath": "status.podIP",
                "Containers.2.Name": "cache",
            },
            ContainersTarget(
                (
                    Container(
                        "api",
                        "api:2",
                        ("sleep", "echo 1"),
                        ("a b",),
                        (EnvironmentVariable("K", ""), EnvironmentVariable("P", "", "status.podIP")),
                    ),
                    Container("cache", ""),
                )
            ),
        ),
    ],
)
def test_targets(flat: dict[str, str], target: object) -> None:
    assert start({f"{DESIRED}{k}": v for k, v in flat.items()}).target == target


@pytest.mark.parametrize(
    "pair",
    [
        ("ScalingConfigurationId", "ImageId"),
        ("ImageId", "LaunchTemplateId"),
        ("LaunchTemplateId", "Containers.1.Name"),
        ("Containers.1.Name", "ScalingConfigurationId"),
    ],
)
def test_two_targets_exclude_each_other(pair: tuple[str, str]) -> None:
    found = refusal("StartInstanceRefresh", PLACE | {f"{DESIRED}{name}": "x" for name in pair})
    assert (found.code, found.status) == ("InvalidParameter", 400)
    assert "cannot be given together" in found.message


@pytest.mark.parametrize(
    "flat",
    [
        {"Checkpoints.1.Percentage": "40", "Checkpoints.2.Percentage": "100"},
        {"Checkpoint.1.Percentage": "40", "Checkpoint.2.Percentage": "100"},
    ],
)
def test_both_spellings_of_the_checkpoints(flat: dict[str, str]) -> None:
    assert start(flat).checkpoints == (40, 100)


def test_one_checkpoint_without_a_number() -> None:
    assert start({"Checkpoint.Percentage": "100"}).checkpoints == (100,)


@pytest.mark.parametrize(
    ("action", "flat", "code"),
    [
        ("StartInstanceRefresh", {"ScalingGroupId": "asg-1"}, "MissingRegionId"),
        ("StartInstanceRefresh", {"RegionId": "cn-hangzhou"}, "MissingScalingGroupId"),
        ("StartInstanceRefresh", PLACE | {"MinHealthyPercentage": "101"}, "InvalidParameter"),
        ("StartInstanceRefresh", PLACE | {"MinHealthyPercentage": "-1"}, "InvalidParameter"),
        ("StartInstanceRefresh", PLACE | {"MinHealthyPercentage": "80.5"}, "InvalidParameter"),
        ("StartInstanceRefresh", PLACE | {"MaxHealthyPercentage": "99"}, "InvalidParameter"),
        ("StartInstanceRefresh", PLACE | {"MaxHealthyPercentage": "201"}, "InvalidParameter"),
        ("StartInstanceRefresh", PLACE | {"SkipMatching": "maybe"}, "InvalidParameter"),
        ("StartInstanceRefresh", PLACE | {"CheckpointPauseTime": "0"}, "InvalidParameter"),
        ("StartInstanceRefresh", PLACE | {"CheckpointPauseTime": "2881"}, "InvalidParameter"),
        ("StartInstanceRefresh", PLACE | {"Checkpoints.1.Percentage": "half"}, "InvalidParameter"),
        ("CancelInstanceRefresh", {"RegionId": "cn-hangzhou"}, "MissingScalingGroupId"),
        ("CancelInstanceRefresh", {"ScalingGroupId": "asg-1"}, "MissingRegionId"),
        ("ScaleWithAdjustment", {"ScalingGroupId": "asg-1"}, "MissingAdjustmentType"),
        (
            "ScaleWithAdjustment",
            {"ScalingGroupId": "asg-1", "AdjustmentType": "TotalCapacity"},
            "MissingAdjustmentValue",
        ),
        (
            "ScaleWithAdjustment",
            {"AdjustmentType": "TotalCapacity", "AdjustmentValue": "1"},
            "MissingScalingGroupId",
        ),
        ("SetInstancesProtection", {"ScalingGroupId": "asg-1"}, "MissingProtectedFromScaleIn"),
        (
            "SetInstancesProtection",
            {"ScalingGroupId": "asg-1", "ProtectedFromScaleIn": "soon"},
            "InvalidParameter",
        ),
        ("EnterStandby", {"InstanceIds.1": "i-1"}, "MissingScalingGroupId"),
        ("ExitStandby", {"InstanceIds.1": "i-1"}, "MissingScalingGroupId"),
        ("SetInstanceHealth", {"InstanceId": "i-1"}, "MissingHealthStatus"),
        ("SetInstanceHealth", {"HealthStatus": "Healthy"}, "MissingInstanceId"),
        ("SetInstanceHealth", {"InstanceId": "i-1", "HealthStatus": "Ill"}, "InvalidParameter"),
        ("SuspendProcesses", {"RegionId": "cn-hangzhou"}, "MissingScalingGroupId"),
        ("ResumeProcesses", {"ScalingGroupId": "asg-1"}, "MissingRegionId"),
        ("CompleteLifecycleAction", {"RegionId": "cn-hangzhou"}, "MissingLifecycleHookId"),
        (
            "CompleteLifecycleAction",
            {"RegionId": "cn-hangzhou", "LifecycleHookId": "ash-1"},
            "MissingLifecycleActionToken",
        ),
        (
            "CompleteLifecycleAction",
            {
                "RegionId": "r",
                "LifecycleHookId": "h",
                "LifecycleActionToken": "t",
                "LifecycleActionResult": "X",
            },
            "InvalidParameter",
        ),
        ("RecordLifecycleActionHeartbeat", {"RegionId": "cn-hangzhou"}, "MissingLifecycleHookId"),
        (
            "RecordLifecycleActionHeartbeat",
            {"RegionId": "r", "lifecycleHookId": "h", "lifecycleActionToken": "t", "heartbeatTimeout": "29"},
            "InvalidParameter",
        ),
        ("CreateDiagnoseReport", {"RegionId": "cn-hangzhou"}, "MissingScalingGroupId"),
    ],
)
def test_the_right_code_for_each_bad_value(action: str, flat: dict[str, str], code: str) -> None:
    found = refusal(action, flat)
    assert (found.code, found.status) == (code, 400)


@pytest.mark.parametrize(
    ("kind", "value", "fine"),
    [
        ("QuantityChangeInCapacity", 1000, True),
        ("QuantityChangeInCapacity", -1001, False),
        ("PercentChangeInCapacity", -100, True),
        ("PercentChangeInCapacity", 10001, False),
        ("TotalCapacity", 0, True),
        ("TotalCapacity", -1, False),
        ("TotalCapacity", 2001, False),
    ],
)
def test_the_documented_ranges_of_an_adjustment(kind: str, value: int, fine: bool) -> None:
    flat = {"ScalingGroupId": "asg-1", "AdjustmentType": kind, "AdjustmentValue": str(value)}
    if fine:
        assert read("ScaleWithAdjustment", **flat) == Scale(RegionId(""), G, kind, value)
    else:
        assert refusal("ScaleWithAdjustment", flat).code == "InvalidParameter"


def test_a_plan_without_the_deed_is_refused() -> None:
    flat = {"ScalingGroupId": "asg-1", "AdjustmentType": "TotalCapacity", "AdjustmentValue": "1"}
    assert read("ScaleWithAdjustment", **flat, ExecutionMode="None") == Scale(
        RegionId(""), G, "TotalCapacity", 1
    )
    assert refusal("ScaleWithAdjustment", flat | {"ExecutionMode": "PlanOnly"}).code == "InvalidParameter"


HOOK: dict[str, Any] = {"RegionId": "cn-hangzhou", "LifecycleHookId": "ash-1", "LifecycleActionToken": "T"}
OLD_HOOK = {"RegionId": "cn-hangzhou", "lifecycleHookId": "ash-1", "lifecycleActionToken": "T"}


@pytest.mark.parametrize(
    ("action", "flat", "command"),
    [
        ("SuspendInstanceRefresh", PLACE, Act(R, G, RefreshAction.SUSPEND)),
        (
            "ResumeInstanceRefresh",
            PLACE | {"InstanceRefreshTaskId": "ir-1"},
            Act(R, G, RefreshAction.RESUME, TaskId("ir-1")),
        ),
        ("CancelInstanceRefresh", PLACE, Act(R, G, RefreshAction.CANCEL)),
        ("RollbackInstanceRefresh", PLACE, Act(R, G, RefreshAction.ROLLBACK)),
        (
            "SetInstancesProtection",
            PLACE | {"InstanceIds.1": "i-1", "ProtectedFromScaleIn": "True"},
            Protect(R, G, (InstanceId("i-1"),), protected=True),
        ),
        (
            "SetInstancesProtection",
            PLACE | {"InstanceId.1": "i-1", "InstanceId.2": "i-2", "ProtectedFromScaleIn": "false"},
            Protect(R, G, (InstanceId("i-1"), InstanceId("i-2")), protected=False),
        ),
        ("EnterStandby", PLACE | {"InstanceIds.1": "i-1"}, Standby(R, G, (InstanceId("i-1"),), enter=True)),
        ("ExitStandby", PLACE | {"InstanceId.1": "i-1"}, Standby(R, G, (InstanceId("i-1"),), enter=False)),
        (
            "SetInstanceHealth",
            {"InstanceId": "i-1", "HealthStatus": "Unhealthy"},
            Mark(RegionId(""), InstanceId("i-1"), healthy=False),
        ),
        ("SuspendProcesses", PLACE | {"Processes.1": "ScaleIn"}, Processes(R, G, ("ScaleIn",), suspend=True)),
        ("ResumeProcesses", PLACE | {"Process.1": "ScaleIn"}, Processes(R, G, ("ScaleIn",), suspend=False)),
        ("CompleteLifecycleAction", HOOK, HookAnswer(R, "ash-1", "T", result="CONTINUE")),
        (
            "CompleteLifecycleAction",
            HOOK | {"LifecycleActionResult": "ABANDON"},
            HookAnswer(R, "ash-1", "T", result="ABANDON"),
        ),
        ("RecordLifecycleActionHeartbeat", OLD_HOOK, HookAnswer(R, "ash-1", "T")),
        (
            "RecordLifecycleActionHeartbeat",
            OLD_HOOK | {"heartbeatTimeout": "300"},
            HookAnswer(R, "ash-1", "T", heartbeat=300),
        ),
        (
            "RecordLifecycleActionHeartbeat",
            HOOK | {"HeartbeatTimeout": "300"},
            HookAnswer(R, "ash-1", "T", heartbeat=300),
        ),
        ("CreateDiagnoseReport", PLACE, Diagnose(R, G)),
    ],
)
def test_every_other_operation(action: str, flat: dict[str, str], command: Command) -> None:
    assert read(action, **flat) == command


def test_every_operation_that_changes_something_is_read_here() -> None:
    tested = {
        mark.args[1][n][0]
        for test in (test_every_other_operation, test_the_right_code_for_each_bad_value)
        for mark in test.pytestmark
        for n in range(len(mark.args[1]))
    }
    assert {name for name, o in OPERATIONS.items() if isinstance(o, Mutation)} <= tested
