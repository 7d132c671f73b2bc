"""Parameters to commands: one function for each operation that changes something."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from essgui.domain.refresh import (
    ActiveConfiguration,
    ContainersTarget,
    ImageTarget,
    LaunchTemplateTarget,
    RefreshSpec,
    ScalingConfigurationTarget,
)
from essgui.domain.rules import MAX_HEALTHY, MIN_HEALTHY, PAUSE_MINUTES
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

if TYPE_CHECKING:
    from collections.abc import Callable

    from essgui.domain.lifecycle import RefreshAction
    from essgui.domain.refresh import Target
    from essgui.simulator.commands import Command
    from essgui.simulator.wire.parameters import Parameters

_ADJUSTMENTS = {
    "QuantityChangeInCapacity": (-1000, 1000),
    "PercentChangeInCapacity": (-100, 10_000),
    "TotalCapacity": (0, 2000),
}
"""The documented ranges of AdjustmentValue."""
_TARGETS = ("ScalingConfigurationId", "ImageId", "LaunchTemplateId", "Containers")


def region(p: Parameters) -> RegionId:
    """Return the region that is asked for."""
    return RegionId(p.required("RegionId"))


def any_region(p: Parameters) -> RegionId:
    """Return the region where it is given; some operations go by the id alone."""
    return RegionId(p.text("RegionId"))


def start(p: Parameters) -> Command:
    """Read StartInstanceRefresh."""
    desired = p.inside("DesiredConfiguration")
    checkpoints = tuple(
        c.whole("Percentage", 0) for c in p.objects("Checkpoints", "Checkpoint")
    ) or _single_checkpoint(p)
    pause = p.whole("CheckpointPauseTime", PAUSE_MINUTES.default, PAUSE_MINUTES.low, PAUSE_MINUTES.high)
    spec = RefreshSpec(
        region=region(p),
        group=GroupId(p.required("ScalingGroupId")),
        target=_target(desired),
        min_healthy=p.whole("MinHealthyPercentage", MIN_HEALTHY.default, MIN_HEALTHY.low, MIN_HEALTHY.high),
        max_healthy=p.whole("MaxHealthyPercentage", MAX_HEALTHY.default, MAX_HEALTHY.low, MAX_HEALTHY.high),
        skip_matching=p.flag("SkipMatching", default=True),
        checkpoints=checkpoints,
        pause_minutes=pause,
    )
    return Start(spec, token=p.text("ClientToken"), strategy=p.text("Strategy"))


def _single_checkpoint(p: Parameters) -> tuple[int, ...]:
    """Read the spelling of the 2014 help text, in which one checkpoint has no number."""
    return (p.whole("Checkpoint.Percentage", 0),) if p.text("Checkpoint.Percentage") else ()


def _target(p: Parameters) -> Target:
    given = [name for name in _TARGETS if p.text(name) or p.objects(name, name.removesuffix("s"))]
    if len(given) > 1:
        raise Refusal("InvalidParameter", f"{' and '.join(given)} cannot be given together.")
    match given:
        case ["ScalingConfigurationId"]:
            return ScalingConfigurationTarget(ConfigurationId(p.text("ScalingConfigurationId")))
        case ["ImageId"]:
            return ImageTarget(p.text("ImageId"))
        case ["LaunchTemplateId"]:
            overrides = p.objects("LaunchTemplateOverrides", "LaunchTemplateOverride")
            return LaunchTemplateTarget(
                TemplateId(p.text("LaunchTemplateId")),
                p.text("LaunchTemplateVersion") or "Default",
                tuple(o.text("InstanceType") for o in overrides),
            )
        case ["Containers"]:
            return ContainersTarget(tuple(_container(c) for c in p.objects("Containers", "Container")))
        case _:
            return ActiveConfiguration()


def _container(p: Parameters) -> Container:
    return Container(
        name=p.text("Name"),
        image=p.text("Image"),
        commands=p.many("Commands", "Command"),
        args=p.many("Args", "Arg"),
        environment=tuple(
            EnvironmentVariable(v.text("Key"), v.text("Value"), v.text("FieldRefFieldPath"))
            for v in p.objects("EnvironmentVars", "EnvironmentVar")
        ),
    )


def act(action: RefreshAction) -> Callable[[Parameters], Command]:
    """Return the reader of one of the four actions on a refresh."""

    def read(p: Parameters) -> Command:
        task = p.text("InstanceRefreshTaskId")
        group = GroupId(p.required("ScalingGroupId"))
        return Act(region(p), group, action, TaskId(task) if task else None)

    return read


def scale(p: Parameters) -> Command:
    """Read ScaleWithAdjustment; a plan alone is not simulated, and a deed must not pass for one."""
    if p.text("ExecutionMode") not in {"", "None"}:
        raise Refusal("InvalidParameter", "Only ExecutionMode None is simulated.")
    kind = p.required("AdjustmentType")
    p.required("AdjustmentValue")
    return Scale(
        region=any_region(p),
        group=GroupId(p.required("ScalingGroupId")),
        kind=kind,
        value=p.whole("AdjustmentValue", 0, *_ADJUSTMENTS.get(kind, (None, None))),
        least=p.whole("MinAdjustmentMagnitude", 0, 0, 1000),
    )


def _instances(p: Parameters) -> tuple[InstanceId, ...]:
    return cast("tuple[InstanceId, ...]", p.many("InstanceIds", "InstanceId"))


def protect(p: Parameters) -> Command:
    """Read SetInstancesProtection."""
    p.required("ProtectedFromScaleIn")
    protected = p.flag("ProtectedFromScaleIn", default=True)
    return Protect(any_region(p), GroupId(p.required("ScalingGroupId")), _instances(p), protected)


def enter_standby(p: Parameters) -> Command:
    """Read EnterStandby."""
    return Standby(any_region(p), GroupId(p.required("ScalingGroupId")), _instances(p), enter=True)


def exit_standby(p: Parameters) -> Command:
    """Read ExitStandby."""
    return Standby(any_region(p), GroupId(p.required("ScalingGroupId")), _instances(p), enter=False)


def mark(p: Parameters) -> Command:
    """Read SetInstanceHealth."""
    health = p.required("HealthStatus")
    if health not in {"Healthy", "Unhealthy"}:
        raise Refusal("InvalidParameter", "HealthStatus is Healthy or Unhealthy.")
    return Mark(any_region(p), InstanceId(p.required("InstanceId")), healthy=health == "Healthy")


def suspend_processes(p: Parameters) -> Command:
    """Read SuspendProcesses."""
    group = GroupId(p.required("ScalingGroupId"))
    return Processes(region(p), group, p.many("Processes", "Process"), suspend=True)


def resume_processes(p: Parameters) -> Command:
    """Read ResumeProcesses."""
    group = GroupId(p.required("ScalingGroupId"))
    return Processes(region(p), group, p.many("Processes", "Process"), suspend=False)


def complete_hook(p: Parameters) -> Command:
    """Read CompleteLifecycleAction."""
    result = p.text("LifecycleActionResult") or "CONTINUE"
    if result not in {"CONTINUE", "ABANDON", "ROLLBACK"}:
        raise Refusal("InvalidParameter", "LifecycleActionResult is CONTINUE, ABANDON or ROLLBACK.")
    hook, token = p.required("LifecycleHookId"), p.required("LifecycleActionToken")
    return HookAnswer(region(p), hook, token, result=result)


def heartbeat(p: Parameters) -> Command:
    """Read RecordLifecycleActionHeartbeat."""
    hook = p.text("lifecycleHookId") or p.required("LifecycleHookId")
    token = p.text("lifecycleActionToken") or p.required("LifecycleActionToken")
    seconds = p.whole("heartbeatTimeout", 0, 30, 21600) or p.whole("HeartbeatTimeout", 0, 30, 21600)
    return HookAnswer(region(p), hook, token, heartbeat=seconds)


def diagnose(p: Parameters) -> Command:
    """Read CreateDiagnoseReport."""
    return Diagnose(region(p), GroupId(p.required("ScalingGroupId")))
