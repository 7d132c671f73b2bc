"""Groups, instances, activities and configurations in the words of the API (2022-02-22 shapes)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from essgui.domain.refresh import (
    ContainersTarget,
    ImageTarget,
    LaunchTemplateTarget,
    ScalingConfigurationTarget,
)
from essgui.domain.scaling import GroupType
from essgui.simulator.machine import describe

if TYPE_CHECKING:
    from datetime import datetime

    from essgui.domain.refresh import Target
    from essgui.domain.scaling import Container
    from essgui.simulator.wire.bodies import Body
    from essgui.simulator.world import Configuration, Deed, Group, Hook, Member, Place, Refresh


def stamp(at: datetime | None) -> str | None:
    """Write a time as the API does, to the second."""
    return at.strftime("%Y-%m-%dT%H:%M:%SZ") if at is not None else None


def minute(at: datetime | None) -> str | None:
    """Write a time to the minute, as some older fields do."""
    return at.strftime("%Y-%m-%dT%H:%MZ") if at is not None else None


def present(body: dict[str, Any]) -> Body:
    """Leave out what is None: the API omits what does not apply."""
    return {key: value for key, value in body.items() if value is not None}


def region(place: Place) -> Body:
    """Write one region."""
    return {
        "RegionId": place.id,
        "LocalName": place.name,
        "RegionEndpoint": f"ess.{place.id}.aliyuncs.com",
        "VpcUnavailable": False,
        "ClassicUnavailable": False,
    }


def group(group: Group) -> Body:
    """Write one scaling group."""
    count = describe.capacity(group)
    overrides: list[Body] = [
        present({"InstanceType": name, "WeightedCapacity": weight})
        for name, weight in _weighted(group.override_types, group.weights)
    ]
    return present(
        {
            "ScalingGroupId": group.id,
            "ScalingGroupName": group.name,
            "RegionId": group.region,
            "GroupType": group.type.value,
            "LifecycleState": group.lifecycle_state,
            "MultiAZPolicy": group.multi_az_policy,
            "ScalingPolicy": group.scaling_policy,
            "ActiveScalingConfigurationId": group.active_configuration,
            "LaunchTemplateId": group.launch_template,
            "LaunchTemplateVersion": group.launch_template_version,
            "LaunchTemplateOverrides": overrides,
            "MinSize": group.min_size,
            "MaxSize": group.max_size,
            "DesiredCapacity": count.desired,
            "EnableDesiredCapacity": group.shows_desired,
            "TotalCapacity": count.total,
            "TotalInstanceCount": count.total,
            "ActiveCapacity": count.active,
            "PendingCapacity": count.pending,
            "PendingWaitCapacity": count.pending_wait,
            "ProtectedCapacity": count.protected,
            "StandbyCapacity": count.standby,
            "StoppedCapacity": count.stopped,
            "RemovingCapacity": count.removing,
            "RemovingWaitCapacity": count.removing_wait,
            "SpotCapacity": 0,
            "SuspendedProcesses": sorted(group.suspended_processes),
            "SystemSuspended": group.system_suspended,
            "HealthCheckType": group.type.value,
            "HealthCheckTypes": [group.type.value],
            "RemovalPolicies": ["OldestInstance"],
            "DefaultCooldown": 300,
            "VpcId": group.vpc,
            "VSwitchId": group.vswitches[0] if group.vswitches else None,
            "VSwitchIds": list(group.vswitches),
            "Tags": [{"TagKey": key, "TagValue": value} for key, value in group.tags.items()],
            "CreationTime": minute(group.created_at),
            "ModificationTime": stamp(group.created_at),
            "GroupDeletionProtection": False,
            "MaxInstanceLifetime": 0,
        }
    )


def _weighted(types: tuple[str, ...], weights: tuple[int, ...]) -> list[tuple[str, int | None]]:
    return [(name, weights[i] if i < len(weights) else None) for i, name in enumerate(types)]


def member(member: Member, group: Group) -> Body:
    """Write one instance."""
    return present(
        {
            "InstanceId": member.id,
            "ScalingInstanceId": f"asi-{member.id[2:]}",
            "ScalingGroupId": group.id,
            "ScalingConfigurationId": member.source.configuration,
            "LaunchTemplateId": member.source.template,
            "LaunchTemplateVersion": member.source.version,
            "ScalingActivityId": member.activity,
            "LifecycleState": member.state.value,
            "HealthStatus": "Healthy" if member.healthy else "Unhealthy",
            "CreationType": member.creation.value,
            "CreationTime": minute(member.created_at),
            "CreatedTime": stamp(member.created_at),
            "ZoneId": member.zone,
            "PrivateIpAddress": member.private_ip,
            "WarmupState": member.warmup,
            "Entrusted": False,
            "LoadBalancerWeight": 50,
            "SpotStrategy": "NoSpot",
            "WeightedCapacity": 1,
        }
    )


def deed(deed: Deed, group: Group) -> Body:
    """Write one scaling activity; three of its capacities are text, as they are in the API."""
    done = len(deed.created) + len(deed.destroyed)
    auto = str(max(0, deed.total_before))
    return present(
        {
            "ScalingActivityId": deed.id,
            "ScalingGroupId": group.id,
            "StatusCode": deed.status,
            "StatusMessage": deed.message,
            "Description": deed.description,
            "Cause": deed.cause,
            "Progress": 100 if deed.ended_at else 100 * done // max(1, deed.size),
            "StartTime": stamp(deed.started_at),
            "EndTime": stamp(deed.ended_at),
            "CreatedInstances": list(deed.created),
            "CreatedCapacity": len(deed.created),
            "DestroyedInstances": list(deed.destroyed),
            "DestroyedCapacity": len(deed.destroyed),
            "StartedInstances": [],
            "StoppedInstances": [],
            "ScalingInstanceNumber": deed.size,
            "TotalCapacity": auto,
            "AutoCreatedCapacity": auto,
            "AttachedCapacity": "0",
            "TriggerSourceType": deed.trigger,
            "TriggerSourceId": deed.task,
            "InstanceRefreshTaskId": deed.task,
            "ErrorCode": deed.failures[0].code if deed.failures else None,
            "ErrorMessage": deed.failures[0].message if deed.failures else None,
            "ErrorMessages": [
                {
                    "Code": failure.code,
                    "Description": failure.message,
                    "Message": failure.message,
                    "FailedInstanceIds": list(failure.instances),
                }
                for failure in deed.failures
            ],
        }
    )


def configuration(configuration: Configuration, group: Group) -> Body:
    """Write one scaling configuration, ECS or ECI."""
    body = {
        "ScalingConfigurationId": configuration.id,
        "ScalingConfigurationName": configuration.name,
        "ScalingGroupId": group.id,
        "LifecycleState": "Active" if group.active_configuration == configuration.id else "Inactive",
        "CreationTime": minute(configuration.created_at),
        "SecurityGroupId": configuration.security_group,
        "Cpu": configuration.cpu,
        "Memory": configuration.memory,
        "SpotStrategy": "NoSpot",
    }
    if group.type is GroupType.ECI:
        return body | {
            "ContainerGroupName": configuration.name,
            "RegionId": group.region,
            "RestartPolicy": "Always",
            "Containers": [container(c, full=configuration) for c in configuration.containers],
        }
    return body | {
        "ImageId": configuration.image,
        "ImageName": configuration.image_name,
        "ImageOwnerAlias": "self" if configuration.image.startswith("m-") else "system",
        "InstanceType": configuration.instance_types[0] if configuration.instance_types else "",
        "InstanceTypes": list(configuration.instance_types),
        "SecurityGroupIds": [configuration.security_group],
        "SystemDiskCategory": configuration.disk_category,
        "SystemDiskSize": configuration.disk_size,
        "IoOptimized": "optimized",
        "InstanceName": configuration.name,
    }


def container(container: Container, full: Configuration | None = None) -> Body:
    """Write one container; with what its configuration adds where that is given."""
    body: Body = {
        "Name": container.name,
        "Image": container.image,
        "Args": list(container.args),
        "Commands": list(container.commands),
        "EnvironmentVars": [
            {"Key": v.key, "Value": v.value, "FieldRefFieldPath": v.field_ref} for v in container.environment
        ],
    }
    if full is not None:
        body |= {"Cpu": full.cpu, "Memory": full.memory, "WorkingDir": ""}
    return body


def refresh(refresh: Refresh) -> Body:
    """Write one instance refresh."""
    spec = refresh.spec
    return present(
        {
            "InstanceRefreshTaskId": refresh.id,
            "ScalingGroupId": spec.group,
            "RegionId": spec.region,
            "Status": refresh.status.value,
            "StartTime": stamp(refresh.started_at),
            "EndTime": stamp(refresh.ended_at),
            "Detail": refresh.detail or None,
            "TotalNeedUpdateCapacity": refresh.total,
            "FinishedUpdateCapacity": refresh.finished,
            "MinHealthyPercentage": spec.min_healthy,
            "MaxHealthyPercentage": spec.max_healthy,
            "SkipMatching": spec.skip_matching,
            "CheckpointPauseTime": spec.pause_minutes,
            "Checkpoints": [{"Percentage": percent} for percent in spec.checkpoints],
            "DesiredConfiguration": desired(spec.target),
            "Strategy": refresh.strategy or None,
        }
    )


def desired(target: Target) -> Body | None:
    """Write the desired configuration, or None where there is none."""
    match target:
        case ScalingConfigurationTarget(id=identifier):
            return {"ScalingConfigurationId": identifier}
        case ImageTarget(image=image):
            return {"ImageId": image}
        case LaunchTemplateTarget(id=identifier, version=version, instance_types=types):
            return {
                "LaunchTemplateId": identifier,
                "LaunchTemplateVersion": version,
                "LaunchTemplateOverrides": [{"InstanceType": name} for name in types],
            }
        case ContainersTarget(containers=containers):
            return {"Containers": [container(c) for c in containers]}
        case _:
            return None


def hook(hook: Hook, group: Group) -> Body:
    """Write one lifecycle hook."""
    return {
        "LifecycleHookId": hook.id,
        "LifecycleHookName": hook.name,
        "ScalingGroupId": group.id,
        "LifecycleTransition": hook.transition,
        "HeartbeatTimeout": hook.timeout,
        "DefaultResult": hook.result,
        "LifecycleHookStatus": "Active",
        "NotificationArn": hook.notification,
        "NotificationMetadata": "",
    }
