"""Instance refreshes between the SDK's models and the domain, both ways; pure and total."""

# The SDK ships no type marker, so the type of every field of it is only half known; names are checked.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false, reportUnknownArgumentType=false

from __future__ import annotations

from typing import TYPE_CHECKING

from alibabacloud_ess20220222 import models as sdk

from essgui.cloud.coerce import flag, moment, number, text
from essgui.cloud.translate import WireTaskContainer, WireTaskVariable, container, of
from essgui.domain.lifecycle import parse_status
from essgui.domain.refresh import (
    ActiveConfiguration,
    ContainersTarget,
    ImageTarget,
    LaunchTemplateTarget,
    RefreshTask,
    ScalingConfigurationTarget,
)
from essgui.domain.scaling import (
    ConfigurationId,
    Container,
    EnvironmentVariable,
    GroupId,
    RegionId,
    TaskId,
    TemplateId,
)

if TYPE_CHECKING:
    from essgui.domain.refresh import RefreshSpec, Target

WireTask = sdk.DescribeInstanceRefreshesResponseBodyInstanceRefreshTasks
WireDesired = sdk.DescribeInstanceRefreshesResponseBodyInstanceRefreshTasksDesiredConfiguration
WireOverride = (
    sdk.DescribeInstanceRefreshesResponseBodyInstanceRefreshTasksDesiredConfigurationLaunchTemplateOverrides
)
AskedDesired = sdk.StartInstanceRefreshRequestDesiredConfiguration
AskedContainer = sdk.StartInstanceRefreshRequestDesiredConfigurationContainers
AskedVariable = sdk.StartInstanceRefreshRequestDesiredConfigurationContainersEnvironmentVars
AskedOverride = sdk.StartInstanceRefreshRequestDesiredConfigurationLaunchTemplateOverrides


def refreshes(body: sdk.DescribeInstanceRefreshesResponseBody, region: RegionId) -> tuple[RefreshTask, ...]:
    """Return the instance refreshes of a page."""
    found = of(body.instance_refresh_tasks, WireTask)
    return tuple(refresh(t, region) for t in found if text(t.instance_refresh_task_id))


def refresh(wire: WireTask, region: RegionId) -> RefreshTask:
    """Return one refresh; an unknown status stays as it is written, a missing one is shown as "?"."""
    checkpoints = of(
        wire.checkpoints, sdk.DescribeInstanceRefreshesResponseBodyInstanceRefreshTasksCheckpoints
    )
    detail = text(wire.detail)
    return RefreshTask(
        id=TaskId(text(wire.instance_refresh_task_id)),
        group=GroupId(text(wire.scaling_group_id)),
        region=region,
        status=parse_status(text(wire.status) or "?"),
        total=max(0, number(wire.total_need_update_capacity)),
        finished=max(0, number(wire.finished_update_capacity)),
        target=_target(wire.desired_configuration),
        min_healthy=number(wire.min_healthy_percentage, 80),
        max_healthy=number(wire.max_healthy_percentage, 120),
        skip_matching=flag(wire.skip_matching, default=True),
        checkpoints=tuple(number(c.percentage) for c in checkpoints if number(c.percentage) > 0),
        pause_minutes=number(wire.checkpoint_pause_time, 60),
        started_at=moment(wire.start_time),
        ended_at=moment(wire.end_time),
        detail="" if detail == "None" else detail,
    )


def _target(wire: object) -> Target:
    if not isinstance(wire, WireDesired):
        return ActiveConfiguration()
    containers = of(wire.containers, WireTaskContainer)
    if text(wire.scaling_configuration_id):
        return ScalingConfigurationTarget(ConfigurationId(text(wire.scaling_configuration_id)))
    if text(wire.launch_template_id):
        overrides = of(wire.launch_template_overrides, WireOverride)
        return LaunchTemplateTarget(
            TemplateId(text(wire.launch_template_id)),
            text(wire.launch_template_version) or "Default",
            tuple(text(o.instance_type) for o in overrides if text(o.instance_type)),
        )
    if text(wire.image_id):
        return ImageTarget(text(wire.image_id))
    if containers:
        return ContainersTarget(
            tuple(container(c, of(c.environment_vars, WireTaskVariable)) for c in containers if text(c.name))
        )
    return ActiveConfiguration()


def start_request(spec: RefreshSpec, token: str) -> sdk.StartInstanceRefreshRequest:
    """Return the request for a refresh: exactly one target, and none for the active configuration.

    Skip matching is always sent: the API's default is true, Terraform's false, ours is what was shown.
    """
    paused = bool(spec.checkpoints)
    return sdk.StartInstanceRefreshRequest(
        region_id=spec.region,
        scaling_group_id=spec.group,
        client_token=token,
        min_healthy_percentage=spec.min_healthy,
        max_healthy_percentage=spec.max_healthy,
        skip_matching=spec.skip_matching,
        checkpoints=(
            [sdk.StartInstanceRefreshRequestCheckpoints(percentage=p) for p in spec.checkpoints]
            if paused
            else None  # type: ignore[arg-type] - the SDK's own default, which its annotation leaves out
        ),
        checkpoint_pause_time=spec.pause_minutes if paused else None,  # type: ignore[arg-type] - as above
        desired_configuration=_desired(spec.target),  # type: ignore[arg-type] - as above
    )


def _desired(target: Target) -> AskedDesired | None:
    match target:
        case ActiveConfiguration():
            return None
        case ScalingConfigurationTarget(id=identifier):
            return AskedDesired(scaling_configuration_id=identifier)
        case ImageTarget(image=image):
            return AskedDesired(image_id=image)
        case LaunchTemplateTarget(id=identifier, version=version, instance_types=types):
            overrides = [AskedOverride(instance_type=t) for t in types]
            return AskedDesired(
                launch_template_id=identifier,
                launch_template_version=version,
                launch_template_overrides=overrides,
            )
        case ContainersTarget(containers=containers):
            return AskedDesired(containers=[_asked_container(c) for c in containers])


def _asked_container(wanted: Container) -> AskedContainer:
    asked = AskedContainer(name=wanted.name)
    # What is empty is not sent, so that it keeps what the current configuration has.
    if wanted.image:
        asked.image = wanted.image
    if wanted.commands:
        asked.commands = list(wanted.commands)
    if wanted.args:
        asked.args = list(wanted.args)
    if wanted.environment:
        asked.environment_vars = [_asked_variable(v) for v in wanted.environment]
    return asked


def _asked_variable(wanted: EnvironmentVariable) -> AskedVariable:
    asked = AskedVariable(key=wanted.key, value=wanted.value)
    if wanted.field_ref:
        asked.field_ref_field_path = wanted.field_ref
    return asked
