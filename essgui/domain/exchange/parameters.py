"""A request as the API names it: one nested object, and the same laid flat as it goes over the wire."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essgui.domain.refresh import (
    ActiveConfiguration,
    ContainersTarget,
    ImageTarget,
    LaunchTemplateTarget,
    ScalingConfigurationTarget,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from essgui.domain.refresh import RefreshSpec, RefreshTask, Target
    from essgui.domain.scaling import Container

Value = str | int | bool | list["Value"] | dict[str, "Value"]


def nested(spec: RefreshSpec | RefreshTask) -> dict[str, Value]:
    """Return the request in API names, in the order of the reference; what is not sent is not there."""
    found: dict[str, Value] = {"RegionId": spec.region, "ScalingGroupId": spec.group}
    desired = _desired(spec.target)
    if desired:
        found["DesiredConfiguration"] = desired
    found["MinHealthyPercentage"] = spec.min_healthy
    found["MaxHealthyPercentage"] = spec.max_healthy
    found["SkipMatching"] = spec.skip_matching
    if spec.checkpoints:
        found["Checkpoints"] = [{"Percentage": percent} for percent in spec.checkpoints]
        found["CheckpointPauseTime"] = spec.pause_minutes
    return found


def flat(value: Mapping[str, Value]) -> Iterator[tuple[str, str]]:
    """Yield dotted names with their values as text; lists count from 1."""
    for key, each in value.items():
        yield from _flat(key, each)


def _flat(name: str, value: Value) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, each in value.items():
            yield from _flat(f"{name}.{key}", each)
    elif isinstance(value, list):
        for number, each in enumerate(value, 1):
            yield from _flat(f"{name}.{number}", each)
    elif isinstance(value, bool):
        yield name, "true" if value else "false"
    else:
        yield name, str(value)


def _desired(target: Target) -> dict[str, Value]:
    match target:
        case ActiveConfiguration():
            return {}
        case ScalingConfigurationTarget(id=identifier):
            return {"ScalingConfigurationId": identifier}
        case ImageTarget(image=image):
            return {"ImageId": image}
        case LaunchTemplateTarget():
            found: dict[str, Value] = {
                "LaunchTemplateId": target.id,
                "LaunchTemplateVersion": target.version,
            }
            if target.instance_types:
                found["LaunchTemplateOverrides"] = [{"InstanceType": t} for t in target.instance_types]
            return found
        case ContainersTarget(containers=containers):
            return {"Containers": [_container(c) for c in containers]}


def _container(container: Container) -> dict[str, Value]:
    found: dict[str, Value] = {"Name": container.name, "Image": container.image}
    if container.commands:
        found["Commands"] = list(container.commands)
    if container.args:
        found["Args"] = list(container.args)
    if container.environment:
        variables: list[Value] = []
        for variable in container.environment:
            one: dict[str, Value] = {"Key": variable.key, "Value": variable.value}
            if variable.field_ref:
                one["FieldRefFieldPath"] = variable.field_ref
            variables.append(one)
        found["EnvironmentVars"] = variables
    return found
