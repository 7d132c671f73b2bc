"""Scaling groups in the words of the API."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essgui.simulator.machine import describe
from essgui.simulator.wire import plain
from essgui.simulator.wire.render import minute, present, stamp

if TYPE_CHECKING:
    from essgui.simulator.wire.bodies import Body
    from essgui.simulator.world import Group


def group(group: Group, *, weak: bool = False) -> Body:
    """Write one scaling group; `weak` tells whether its stock gives cause for alarm."""
    count = describe.capacity(group)
    overrides: list[Body] = [
        present({"InstanceType": name, "WeightedCapacity": weight})
        for name, weight in _weighted(group.override_types, group.weights)
    ]
    return present(
        {
            **plain.GROUP,
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
            "SuspendedProcesses": sorted(group.suspended_processes),
            "SystemSuspended": group.system_suspended,
            "HealthCheckType": "ECS",  # of ECI groups too: the API knows NONE, ECS and LOAD_BALANCER
            "HealthCheckTypes": ["ECS"],
            "IsElasticStrengthInAlarm": weak,
            "VpcId": group.vpc,
            "VSwitchId": group.vswitches[0] if group.vswitches else None,
            "VSwitchIds": list(group.vswitches),
            "Tags": [
                {"TagKey": key, "TagValue": value, "Propagate": False} for key, value in group.tags.items()
            ],
            "CreationTime": minute(group.created_at),
            "ModificationTime": stamp(group.created_at),
        }
    )


def _weighted(types: tuple[str, ...], weights: tuple[int, ...]) -> list[tuple[str, int | None]]:
    return [(name, weights[i] if i < len(weights) else None) for i, name in enumerate(types)]
