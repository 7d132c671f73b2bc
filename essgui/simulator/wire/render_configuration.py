"""Scaling configurations, ECS and ECI, in the words of the API."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essgui.domain.scaling import GroupType
from essgui.simulator import catalog
from essgui.simulator.wire import plain
from essgui.simulator.wire.render import container, minute

if TYPE_CHECKING:
    from essgui.simulator.wire.bodies import Body
    from essgui.simulator.world import Configuration, Group


def configuration(configuration: Configuration, group: Group) -> Body:
    """Write one scaling configuration."""
    body = {
        "ScalingConfigurationId": configuration.id,
        "ScalingConfigurationName": configuration.name,
        "ScalingGroupId": group.id,
        "LifecycleState": "Active" if group.active_configuration == configuration.id else "Inactive",
        "CreationTime": minute(configuration.created_at),
        "SecurityGroupId": configuration.security_group,
        "Cpu": configuration.cpu,
        "Memory": configuration.memory,
    }
    return (
        {**_eci(configuration, group), **body}
        if group.type is GroupType.ECI
        else {**_ecs(configuration), **body}
    )


def _ecs(configuration: Configuration) -> Body:
    image = catalog.image(configuration.image)
    return {
        **plain.CONFIGURATION,
        "ImageId": configuration.image,
        "ImageName": configuration.image_name,
        "ImageFamily": image.family if image else "",
        "ImageOwnerAlias": image.owner if image else "self",
        "InstanceType": configuration.instance_types[0] if configuration.instance_types else "",
        "InstanceTypes": list(configuration.instance_types),
        "InstanceName": configuration.name,
        "SecurityGroupIds": [configuration.security_group],
        "SystemDiskCategory": configuration.disk_category,
        "SystemDiskCategories": [configuration.disk_category],
        "SystemDiskSize": configuration.disk_size,
    }


def _eci(configuration: Configuration, group: Group) -> Body:
    more = {"Cpu": configuration.cpu, "Memory": configuration.memory}
    return {
        **plain.ECI_CONFIGURATION,
        "ContainerGroupName": configuration.name,
        "RegionId": group.region,
        "Containers": [{**plain.CONTAINER, **container(c), **more} for c in configuration.containers],
    }
