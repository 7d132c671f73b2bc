"""Words for the monitor: times of the day, lengths of time, counts and targets.

Times are shown in a time zone that is handed in; None means the zone of this computer.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from essgui.core.days import MONTHS
from essgui.core.lookup import active_configuration, detail_of
from essgui.domain.lifecycle import RefreshStatus
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


def target_words(state: AppState, task: RefreshTask, group: ScalingGroup | None) -> TargetWords:
    """Say where a refresh leads and what it comes from; ESS switches the group only when it succeeds."""
    active = active_configuration(state, group) if group is not None else None
    switched = task.status is RefreshStatus.SUCCESSFUL
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
            before = group.active_configuration if group is not None else None
            was = configuration_name(state, task.group, before) if before and before != identifier else ""
            text = configuration_name(state, task.group, identifier)
            return TargetWords("scaling configuration", text, was, f"{text} ({identifier})")
        case ImageTarget(image=image):
            was = active.image if active and not switched and active.image != image else ""
            return TargetWords("new image", image, was, image)
        case LaunchTemplateTarget(id=identifier, version=version, instance_types=types):
            whole = _template(identifier, version)
            if types:
                whole += f" on {', '.join(types)}"
            return TargetWords("launch template", whole, _template_was(group, task.target), whole)
        case ContainersTarget(containers=containers):
            images = [f"{c.name}: {c.image}" for c in containers]
            more = f" and {len(images) - 1} more" if len(images) > 1 else ""
            old = {c.name: c.image for c in active.containers} if active and not switched else {}
            was = old.get(containers[0].name, "") if containers else ""
            text = (containers[0].image + more) if containers else "no container"
            return TargetWords("new containers", text, was, "\n".join(images))


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


def _template_was(group: ScalingGroup | None, target: LaunchTemplateTarget) -> str:
    if group is None or group.launch_template is None:
        return ""
    version = group.launch_template_version or "Default"
    if group.launch_template != target.id:
        return _template(str(group.launch_template), version)
    return f"version {version}" if version != target.version else ""
