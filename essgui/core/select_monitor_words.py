"""Words for the monitor: times of the day, lengths of time, counts and targets.

Times are shown in a time zone that is handed in; None means the zone of this computer.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from essgui.core.before import before_of
from essgui.core.days import MONTHS
from essgui.core.lookup import detail_of
from essgui.domain.refresh import (
    ActiveConfiguration,
    ContainersTarget,
    ImageTarget,
    LaunchTemplateTarget,
    ScalingConfigurationTarget,
)
from essgui.domain.words import counted, span

__all__ = [
    "TargetWords",
    "clock",
    "configuration_name",
    "countdown",
    "counted",
    "moment",
    "source_of",
    "span",
    "target_words",
]

if TYPE_CHECKING:
    from datetime import datetime, tzinfo

    from essgui.core.state import AppState
    from essgui.domain.refresh import RefreshTask
    from essgui.domain.scaling import ConfigurationId, GroupId, ScalingGroup


def clock(at: datetime, now: datetime, zone: tzinfo | None = None) -> str:
    """Say when: "14:31" for a time of today, "22 Nov 14:31" for another day."""
    local, today = at.astimezone(zone), now.astimezone(zone)
    time = f"{local:%H:%M}"
    return time if local.date() == today.date() else f"{local.day} {MONTHS[local.month - 1]} {time}"


def moment(at: datetime, zone: tzinfo | None = None) -> str:
    """Say exactly when, with the day, the second and the distance from UTC."""
    local = at.astimezone(zone)
    return f"{local.day} {MONTHS[local.month - 1]} {local.year} {local:%H:%M:%S} UTC{local:%z}"


def countdown(seconds: float) -> str:
    """Say what is left as "mm:ss", or "h:mm:ss" from an hour on; never below zero."""
    whole = max(0, int(seconds))
    hours, rest = divmod(whole, 3600)
    return f"{hours}:{rest // 60:02}:{rest % 60:02}" if hours else f"{rest // 60:02}:{rest % 60:02}"


@dataclass(frozen=True, slots=True)
class TargetWords:
    """A target for a person."""

    kind: str
    """What sort of change it is."""
    text: str
    was: str = ""
    """What the instances were before, where that is known."""
    whole: str = ""
    """All of it, for a tooltip."""
    assumed: str = ""
    """What `was` rests on where it was not seen."""


def target_words(state: AppState, task: RefreshTask, group: ScalingGroup | None) -> TargetWords:
    """Say where a refresh leads and what it comes from."""
    was, assumed = _was(state, task)
    match task.target:
        case ActiveConfiguration():
            if group is not None and group.from_template:
                text = _template(str(group.launch_template), group.launch_template_version or "Default")
            elif group is not None and group.active_configuration:
                text = configuration_name(state, group.id, group.active_configuration)
            else:
                text = "active configuration"
            return TargetWords("rebuild", text, "the active configuration, as before", text)
        case ScalingConfigurationTarget(id=identifier):
            text = configuration_name(state, task.group, identifier)
            return TargetWords("scaling configuration", text, was, f"{text} ({identifier})", assumed)
        case ImageTarget(image=image):
            return TargetWords("new image", image, was, image, assumed)
        case LaunchTemplateTarget(id=identifier, version=version, instance_types=types):
            whole = _template(identifier, version)
            if types:
                whole += f" on {', '.join(types)}"
            return TargetWords("launch template", whole, was, whole, assumed)
        case ContainersTarget(containers=containers):
            images = "\n".join(f"{c.name}: {c.image}" for c in containers)
            return TargetWords("new containers", _containers(task.target), was, images, assumed)


def _was(state: AppState, task: RefreshTask) -> tuple[str, str]:
    """Name what the group ran before, and where that is assumed, say from what."""
    before = before_of(state, task)
    match before.target if before is not None else None:
        case ScalingConfigurationTarget(id=identifier):
            text = configuration_name(state, task.group, identifier)
        case ImageTarget(image=text):
            pass
        case LaunchTemplateTarget(id=identifier, version=version):
            same = isinstance(task.target, LaunchTemplateTarget) and task.target.id == identifier
            text = f"version {version}" if same else _template(identifier, version)
        case ContainersTarget() as old:
            text = _containers(old)
        case _:
            return "", ""
    assumed = before.assumed if before is not None else ""
    return (f"≈ {text}", f"What was before is assumed, because {assumed}.") if assumed else (text, "")


def _containers(target: ContainersTarget) -> str:
    images = [c.image for c in target.containers]
    if len(images) > 1:
        return f"{images[0]} and {len(images) - 1} more"
    return images[0] if images else "no container"


def configuration_name(state: AppState, group: GroupId, identifier: ConfigurationId) -> str:
    """Return the name of a scaling configuration, or its id where the name was not read."""
    for configuration in detail_of(state, group).configurations.value or ():
        if configuration.id == identifier:
            return configuration.name or str(identifier)
    return str(identifier)


def source_of(state: AppState, group: ScalingGroup | None) -> str:
    """Say what the group makes instances from now: the place that a rollback goes back to."""
    if group is None:
        return "the configuration of before"
    if group.from_template:
        version = group.launch_template_version or "Default"
        return f"launch template {_template(str(group.launch_template), version)}"
    if group.active_configuration is None:
        return "the configuration of before"
    name = configuration_name(state, group.id, group.active_configuration)
    both = name if name == group.active_configuration else f"{name} ({group.active_configuration})"
    return f"configuration {both}"


def _template(identifier: str, version: str) -> str:
    return f"{identifier} version {version}" if version.isdecimal() else f"{identifier} {version}"
