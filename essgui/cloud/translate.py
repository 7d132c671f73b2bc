"""The SDK's models of answers to the domain; pure, and total whatever the fields of a model hold.

The models do not check or convert what they are given, so every field goes through `coerce`. Entries
without an id are left out: nothing could be done with them.
"""

# The SDK ships no type marker, so the type of every field of it is only half known; names are checked.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false, reportUnknownArgumentType=false

from __future__ import annotations

from typing import TypeVar

from alibabacloud_ess20220222 import models as sdk

from essgui.cloud.coerce import flag, items, moment, number, real, text, texts
from essgui.cloud.translate_catalog import hash_of
from essgui.domain.scaling import (
    Activity,
    ActivityError,
    ActivityId,
    Capacity,
    ConfigurationId,
    Container,
    EnvironmentVariable,
    GroupId,
    GroupType,
    Instance,
    InstanceId,
    Region,
    RegionId,
    ScalingConfiguration,
    ScalingGroup,
    TaskId,
    TemplateId,
)

M = TypeVar("M")

WireTaskContainer = (
    sdk.DescribeInstanceRefreshesResponseBodyInstanceRefreshTasksDesiredConfigurationContainers
)
WireTaskVariable = (
    sdk.DescribeInstanceRefreshesResponseBodyInstanceRefreshTasksDesiredConfigurationContainersEnvironmentVars
)
WireGroup = sdk.DescribeScalingGroupsResponseBodyScalingGroups
WireConfiguration = sdk.DescribeScalingConfigurationsResponseBodyScalingConfigurations
WireEciConfiguration = sdk.DescribeEciScalingConfigurationsResponseBodyScalingConfigurations
WireEciContainer = sdk.DescribeEciScalingConfigurationsResponseBodyScalingConfigurationsContainers
WireEciVariable = (
    sdk.DescribeEciScalingConfigurationsResponseBodyScalingConfigurationsContainersEnvironmentVars
)
WireActivity = sdk.DescribeScalingActivitiesResponseBodyScalingActivities


def regions(body: sdk.DescribeRegionsResponseBody) -> tuple[Region, ...]:
    """Return the regions of an answer; the names are shown as the cloud spells them."""
    found = of(body.regions, sdk.DescribeRegionsResponseBodyRegions)
    return tuple(
        Region(RegionId(text(r.region_id)), text(r.local_name) or text(r.region_id))
        for r in found
        if text(r.region_id)
    )


def groups(body: sdk.DescribeScalingGroupsResponseBody, region: RegionId) -> tuple[ScalingGroup, ...]:
    """Return the scaling groups of a page."""
    found = of(body.scaling_groups, WireGroup)
    return tuple(group(g, region) for g in found if text(g.scaling_group_id))


def group(wire: WireGroup, region: RegionId) -> ScalingGroup:
    """Return one scaling group; `region` is the one that was asked."""
    overrides = of(
        wire.launch_template_overrides,
        sdk.DescribeScalingGroupsResponseBodyScalingGroupsLaunchTemplateOverrides,
    )
    tags = of(wire.tags, sdk.DescribeScalingGroupsResponseBodyScalingGroupsTags)
    template = text(wire.launch_template_id)
    return ScalingGroup(
        id=GroupId(text(wire.scaling_group_id)),
        name=text(wire.scaling_group_name) or text(wire.scaling_group_id),
        region=region,
        type=GroupType.ECI if text(wire.group_type).upper() == "ECI" else GroupType.ECS,
        lifecycle_state=text(wire.lifecycle_state) or "Active",
        multi_az_policy=text(wire.multi_azpolicy),
        scaling_policy=text(wire.scaling_policy),
        capacity=_capacity(wire),
        active_configuration=_configuration_id(wire.active_scaling_configuration_id),
        launch_template=TemplateId(template) if template else None,
        launch_template_version=text(wire.launch_template_version) or None,
        override_types=tuple(text(o.instance_type) for o in overrides if text(o.instance_type)),
        weighted=any(number(o.weighted_capacity) > 1 for o in overrides),
        suspended_processes=texts(wire.suspended_processes),
        system_suspended=flag(wire.system_suspended),
        vswitches=texts(wire.v_switch_ids) or texts([wire.v_switch_id]),
        tags={text(t.tag_key): text(t.tag_value) for t in tags if text(t.tag_key)},
        created_at=moment(wire.creation_time),
    )


def _capacity(wire: WireGroup) -> Capacity:
    # Assumed: without EnableDesiredCapacity the number in DesiredCapacity means nothing.
    wants = wire.desired_capacity is not None and flag(wire.enable_desired_capacity, default=True)
    return Capacity(
        total=number(wire.total_capacity, number(wire.total_instance_count)),
        active=number(wire.active_capacity),
        pending=number(wire.pending_capacity),
        pending_wait=number(wire.pending_wait_capacity),
        protected=number(wire.protected_capacity),
        standby=number(wire.standby_capacity),
        stopped=number(wire.stopped_capacity),
        removing=number(wire.removing_capacity),
        removing_wait=number(wire.removing_wait_capacity),
        min_size=number(wire.min_size),
        max_size=number(wire.max_size),
        desired=number(wire.desired_capacity) if wants else None,
    )


def instances(body: sdk.DescribeScalingInstancesResponseBody) -> tuple[Instance, ...]:
    """Return the instances of a page."""
    found = of(body.scaling_instances, sdk.DescribeScalingInstancesResponseBodyScalingInstances)
    return tuple(
        Instance(
            id=InstanceId(text(i.instance_id)),
            state=text(i.lifecycle_state),
            health=text(i.health_status),
            creation_type=text(i.creation_type),
            configuration=_configuration_id(i.scaling_configuration_id),
            launch_template=TemplateId(text(i.launch_template_id)) if text(i.launch_template_id) else None,
            launch_template_version=text(i.launch_template_version) or None,
            activity=ActivityId(text(i.scaling_activity_id)) if text(i.scaling_activity_id) else None,
            # CreatedTime has seconds, CreationTime only minutes.
            created_at=moment(i.created_time) or moment(i.creation_time),
            zone=text(i.zone_id),
            private_ip=text(i.private_ip_address),
            warmup=text(i.warmup_state) or "NoNeedWarmup",
        )
        for i in found
        if text(i.instance_id)
    )


def configurations(body: sdk.DescribeScalingConfigurationsResponseBody) -> tuple[ScalingConfiguration, ...]:
    """Return the ECS scaling configurations of a page."""
    found = of(body.scaling_configurations, WireConfiguration)
    return tuple(_configuration(c) for c in found if text(c.scaling_configuration_id))


def _configuration(wire: WireConfiguration) -> ScalingConfiguration:
    size = number(wire.system_disk_size)
    disk = text(wire.system_disk_category) or next(iter(texts(wire.system_disk_categories)), "")
    return ScalingConfiguration(
        id=ConfigurationId(text(wire.scaling_configuration_id)),
        name=text(wire.scaling_configuration_name) or text(wire.scaling_configuration_id),
        group=GroupId(text(wire.scaling_group_id)),
        type=GroupType.ECS,
        active=text(wire.lifecycle_state) == "Active",
        image=text(wire.image_id),
        image_name=text(wire.image_name) or text(wire.image_family),
        instance_types=texts(wire.instance_types) or texts([wire.instance_type]),
        cpu=real(wire.cpu),
        memory=real(wire.memory),
        system_disk=f"{disk} {size} GiB".strip() if size > 0 else disk,
        security_groups=texts(wire.security_group_ids) or texts([wire.security_group_id]),
        user_data_hash=hash_of(text(wire.user_data)),
        created_at=moment(wire.creation_time),
    )


def eci_configurations(
    body: sdk.DescribeEciScalingConfigurationsResponseBody,
) -> tuple[ScalingConfiguration, ...]:
    """Return the ECI scaling configurations of a page."""
    found = of(body.scaling_configurations, WireEciConfiguration)
    return tuple(
        ScalingConfiguration(
            id=ConfigurationId(text(c.scaling_configuration_id)),
            name=text(c.scaling_configuration_name) or text(c.scaling_configuration_id),
            group=GroupId(text(c.scaling_group_id)),
            type=GroupType.ECI,
            active=text(c.lifecycle_state) == "Active",
            instance_types=texts(c.instance_types),
            cpu=real(c.cpu),
            memory=real(c.memory),
            security_groups=texts([c.security_group_id]),
            containers=tuple(
                container(w, of(w.environment_vars, WireEciVariable))
                for w in of(c.containers, WireEciContainer)
                if text(w.name)
            ),
            created_at=moment(c.creation_time),
        )
        for c in found
        if text(c.scaling_configuration_id)
    )


def container(
    wire: WireEciContainer | WireTaskContainer, variables: list[WireEciVariable] | list[WireTaskVariable]
) -> Container:
    """Return one container with its variables."""
    return Container(
        name=text(wire.name),
        image=text(wire.image),
        commands=texts(wire.commands),
        args=texts(wire.args),
        environment=tuple(
            EnvironmentVariable(text(v.key), text(v.value), text(v.field_ref_field_path))
            for v in variables
            if text(v.key)
        ),
    )


def activities(body: sdk.DescribeScalingActivitiesResponseBody) -> tuple[Activity, ...]:
    """Return the scaling activities of a page."""
    found = of(body.scaling_activities, WireActivity)
    return tuple(
        Activity(
            id=ActivityId(text(a.scaling_activity_id)),
            status=text(a.status_code),
            cause=text(a.cause),
            description=text(a.description),
            message=text(a.status_message),
            progress=min(100, max(0, number(a.progress))),
            started_at=moment(a.start_time),
            ended_at=moment(a.end_time),
            created=_instance_ids(a.created_instances),
            destroyed=_instance_ids(a.destroyed_instances),
            errors=_errors(a),
            task=TaskId(text(a.instance_refresh_task_id)) if text(a.instance_refresh_task_id) else None,
        )
        for a in found
        if text(a.scaling_activity_id)
    )


def _errors(wire: WireActivity) -> tuple[ActivityError, ...]:
    each = of(wire.error_messages, sdk.DescribeScalingActivitiesResponseBodyScalingActivitiesErrorMessages)
    if each:
        return tuple(
            ActivityError(
                text(e.code), text(e.message) or text(e.description), _instance_ids(e.failed_instance_ids)
            )
            for e in each
        )
    code, message = text(wire.error_code), text(wire.error_message)
    return (ActivityError(code, message),) if code or message else ()


def of(value: object, model: type[M]) -> list[M]:
    """Return the elements of a list that are of a model, in order."""
    return [element for element in items(value) if isinstance(element, model)]


def _configuration_id(value: object) -> ConfigurationId | None:
    word = text(value)
    return ConfigurationId(word) if word else None


def _instance_ids(value: object) -> tuple[InstanceId, ...]:
    return tuple(InstanceId(word) for word in texts(value))
