"""Regions, instances, activities, refreshes and hooks in the words of the API (2022-02-22 shapes)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from essgui.domain.refresh import (
    ContainersTarget,
    ImageTarget,
    LaunchTemplateTarget,
    ScalingConfigurationTarget,
)
from essgui.domain.scaling import CreationType

if TYPE_CHECKING:
    from datetime import datetime

    from essgui.domain.refresh import Target
    from essgui.domain.scaling import Container
    from essgui.simulator.wire.bodies import Body
    from essgui.simulator.world import Deed, Group, Hook, Member, Place, Refresh


_REGIONS = {
    "cn-hangzhou": ("华东1（杭州）", "中国 (杭州)"),
    "cn-shanghai": ("华东2（上海）", "中国 (上海)"),
    "ap-southeast-1": ("新加坡", "シンガポール"),
}
"""Chinese and Japanese names."""


def stamp(at: datetime | None) -> str | None:
    """Write a time as the API does, to the second."""
    return at.strftime("%Y-%m-%dT%H:%M:%SZ") if at is not None else None


def minute(at: datetime | None) -> str | None:
    """Write a time to the minute, as some older fields do."""
    return at.strftime("%Y-%m-%dT%H:%MZ") if at is not None else None


def present(body: dict[str, Any]) -> Body:
    """Leave out what is None: the API omits what does not apply."""
    return {key: value for key, value in body.items() if value is not None}


def region(place: Place, language: str = "") -> Body:
    """Write one region; its name is Chinese unless another language is asked for (documented)."""
    chinese, japanese = _REGIONS.get(place.id, (place.name, place.name))
    names = {"en-US": place.name, "ja": japanese}
    return {
        "RegionId": place.id,
        "LocalName": names.get(language, chinese),
        "RegionEndpoint": f"ess.{place.id}.aliyuncs.com",
        "VpcUnavailable": False,
        "ClassicUnavailable": False,
    }


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
    attached = sum(1 for m in group.members.values() if m.creation is not CreationType.AUTO)
    total = max(attached, total_after(deed))
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
            "StartedCapacity": 0,
            "StoppedCapacity": 0,
            "ScalingInstanceNumber": deed.size,
            "TotalCapacity": str(total),
            "AutoCreatedCapacity": str(total - attached),
            "AttachedCapacity": str(attached),
            "Detail": story(deed),
            "ActivityMetadata": "",
            "LifecycleHookContext": {"DisableLifecycleHook": False, "IgnoredLifecycleHookIds": []},
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


def total_after(deed: Deed) -> int:
    """Return how many instances there were after an activity; new ones are counted from its start."""
    lost = deed.size - len(deed.created) - len(deed.destroyed) if deed.ended_at else 0
    return max(0, deed.total_before - len(deed.destroyed) - lost)


def story(deed: Deed) -> str:
    """Tell what an activity did, and what went wrong in it."""
    said = f"{deed.description}: {', '.join([*deed.created, *deed.destroyed]) or 'nothing yet'}."
    return " ".join([said, *(f"{failure.code}: {failure.message}" for failure in deed.failures)])


def container(container: Container) -> Body:
    """Write one container as far as a refresh can change it."""
    return {
        "Name": container.name,
        "Image": container.image,
        "Args": list(container.args),
        "Commands": list(container.commands),
        "EnvironmentVars": [
            {"Key": v.key, "Value": v.value, "FieldRefFieldPath": v.field_ref} for v in container.environment
        ],
    }


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
        "NotificationMetadata": hook.metadata,
    }
