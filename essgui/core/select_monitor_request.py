"""The request of a refresh in the API's own names, as text to read and to copy."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from essgui.domain.refresh import (
    ActiveConfiguration,
    ContainersTarget,
    ImageTarget,
    LaunchTemplateTarget,
    ScalingConfigurationTarget,
)

if TYPE_CHECKING:
    from essgui.domain.refresh import RefreshTask, Target
    from essgui.domain.scaling import Container


def request_text(task: RefreshTask) -> str:
    """Return the parameters of StartInstanceRefresh as JSON; ESS does not keep the client token."""
    return json.dumps(request_parameters(task), indent=2, ensure_ascii=False)


def request_parameters(task: RefreshTask) -> dict[str, Any]:
    """Return the parameters by their API names, in the order of the reference."""
    found: dict[str, Any] = {"RegionId": task.region, "ScalingGroupId": task.group}
    desired = _desired(task.target)
    if desired:
        found["DesiredConfiguration"] = desired
    found["MinHealthyPercentage"] = task.min_healthy
    found["MaxHealthyPercentage"] = task.max_healthy
    found["SkipMatching"] = task.skip_matching
    if task.checkpoints:
        found["Checkpoints"] = [{"Percentage": percent} for percent in task.checkpoints]
        found["CheckpointPauseTime"] = task.pause_minutes
    return found


def _desired(target: Target) -> dict[str, Any]:
    match target:
        case ActiveConfiguration():
            return {}
        case ScalingConfigurationTarget(id=identifier):
            return {"ScalingConfigurationId": identifier}
        case ImageTarget(image=image):
            return {"ImageId": image}
        case LaunchTemplateTarget(id=identifier, version=version, instance_types=types):
            found: dict[str, Any] = {"LaunchTemplateId": identifier, "LaunchTemplateVersion": version}
            if types:
                found["LaunchTemplateOverrides"] = [{"InstanceType": name} for name in types]
            return found
        case ContainersTarget(containers=containers):
            return {"Containers": [_container(container) for container in containers]}


def _container(container: Container) -> dict[str, Any]:
    found: dict[str, Any] = {"Name": container.name, "Image": container.image}
    if container.commands:
        found["Commands"] = list(container.commands)
    if container.args:
        found["Args"] = list(container.args)
    if container.environment:
        found["EnvironmentVars"] = [
            {"Key": v.key, "Value": v.value} | ({"FieldRefFieldPath": v.field_ref} if v.field_ref else {})
            for v in container.environment
        ]
    return found
