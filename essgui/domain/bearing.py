"""Whether an instance is on the target of a refresh that is over: yes, no, or not to be told.

ESS names the configuration or the template version of an instance, and when it was made; it names neither
its image nor its containers, nor the refresh that made it. Assumed: what was made between the begin and
the end of a refresh that was not rolled back was made from its target.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from essgui.domain.contents import has_contents
from essgui.domain.eligibility import matches
from essgui.domain.lifecycle import ROLLBACK, RefreshStatus
from essgui.domain.refresh import (
    ActiveConfiguration,
    ContainersTarget,
    ImageTarget,
    LaunchTemplateTarget,
    ScalingConfigurationTarget,
)
from essgui.domain.scaling import LEAVING, CreationType

if TYPE_CHECKING:
    from collections.abc import Iterable

    from essgui.domain.refresh import RefreshTask
    from essgui.domain.scaling import (
        ConfigurationId,
        Instance,
        ScalingConfiguration,
        ScalingGroup,
        TemplateId,
    )

Source = tuple["ConfigurationId | None", "TemplateId | None", "str | None"]


class Born(StrEnum):
    """When an instance was made, as seen from a refresh that is over."""

    BEFORE = "before"
    DURING = "during"
    AFTER = "after"
    NOT_KNOWN = "not known"


def born(task: RefreshTask, instance: Instance) -> Born:
    """Tell when an instance was made; it is not known where ESS leaves out one of the three times."""
    at = instance.created_at
    if at is None or task.started_at is None:
        return Born.NOT_KNOWN
    if at < task.started_at:
        return Born.BEFORE
    if task.ended_at is None:
        return Born.NOT_KNOWN
    return Born.DURING if at <= task.ended_at else Born.AFTER


def staying(instances: Iterable[Instance]) -> tuple[Instance, ...]:
    """Return what the group made itself and is not on its way out; nobody's refresh made the others."""
    return tuple(i for i in instances if i.state not in LEAVING and i.creation_type == CreationType.AUTO)


def version_meant(task: RefreshTask, instances: Iterable[Instance]) -> str:
    """Return the number of the template version that is the target, or nothing where it is not known.

    Of Default and Latest it is the number that the instances have which the refresh made, if they agree.
    """
    target = task.target
    if not isinstance(target, LaunchTemplateTarget):
        return ""
    if target.version.isdecimal():
        return target.version
    found = {s[2] or "" for s in _made(task, instances) if s[1] == target.id}
    number = found.pop() if len(found) == 1 else ""
    return number if number.isdecimal() else ""


def on_target(
    task: RefreshTask,
    group: ScalingGroup,
    instance: Instance,
    instances: tuple[Instance, ...],
    configurations: tuple[ScalingConfiguration, ...],
) -> bool | None:
    """Tell whether an instance is on the target, or None where ESS does not tell.

    `instances` are all of the group: what the refresh has made tells what the target was.
    """
    match task.target:
        case ScalingConfigurationTarget(id=identifier):
            return instance.configuration == identifier if _sourced(instance) else None
        case LaunchTemplateTarget():
            return _on_template(task, task.target, instance, version_meant(task, instances))
        case ActiveConfiguration():
            return _on_active(task, group, instance, _made(task, instances))
        case ImageTarget() | ContainersTarget():
            return _on_contents(task, group, instance, configurations)


def source(instance: Instance) -> Source:
    """Return what an instance was made from."""
    return instance.configuration, instance.launch_template, instance.launch_template_version


def _made(task: RefreshTask, instances: Iterable[Instance]) -> frozenset[Source]:
    # A rollback makes instances too, and nothing tells one from the other.
    if task.status in ROLLBACK:
        return frozenset()
    return frozenset(source(i) for i in staying(instances) if born(task, i) is Born.DURING)


def _sourced(instance: Instance) -> bool:
    return instance.configuration is not None or instance.launch_template is not None


def _on_template(
    task: RefreshTask, target: LaunchTemplateTarget, instance: Instance, number: str
) -> bool | None:
    if not _sourced(instance):
        return None
    if instance.launch_template != target.id:
        return False
    if number and (instance.launch_template_version or "").isdecimal():
        return instance.launch_template_version == number
    made = born(task, instance) is Born.DURING and task.status not in ROLLBACK
    return True if made and not number else None


def _on_active(
    task: RefreshTask, group: ScalingGroup, instance: Instance, made: frozenset[Source]
) -> bool | None:
    if task.status in ROLLBACK:
        return None
    when = born(task, instance)
    if when is Born.DURING:
        return True
    if len(made) == 1:
        same = source(instance) in made
    elif made or when is not Born.BEFORE or not matches(instance, group, task.target):
        # What is active may have been another one then.
        return None
    else:
        same = True
    if same and when is Born.BEFORE and not task.skip_matching:
        # All were to be made anew, perhaps because the configuration had changed under its id.
        return None
    return same if when is not Born.NOT_KNOWN else None


def _on_contents(
    task: RefreshTask,
    group: ScalingGroup,
    instance: Instance,
    configurations: tuple[ScalingConfiguration, ...],
) -> bool | None:
    when = born(task, instance)
    if when is Born.DURING:
        return None if task.status in ROLLBACK else True
    own = next((c for c in configurations if c.id == instance.configuration), None)
    now = None if own is None else has_contents(own, task.target)
    if when is Born.AFTER:
        return now
    # A success has changed the active configuration under its id, and so it says nothing of older ones.
    changed = task.status is RefreshStatus.SUCCESSFUL and instance.configuration == group.active_configuration
    return False if now is False and not changed else None
