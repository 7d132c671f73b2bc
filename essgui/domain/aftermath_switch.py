"""What the final check says of the active configuration: whether it is the target now.

ESS tells neither what was active before nor who changed it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from essgui.domain.bearing import Born, born, on_target, staying, version_meant
from essgui.domain.contents import has_contents
from essgui.domain.final_line import Line, Verdict
from essgui.domain.lifecycle import RefreshStatus
from essgui.domain.refresh import (
    ActiveConfiguration,
    ContainersTarget,
    ImageTarget,
    LaunchTemplateTarget,
    ScalingConfigurationTarget,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from essgui.domain.refresh import RefreshTask
    from essgui.domain.scaling import Instance, ScalingConfiguration, ScalingGroup

_THE_TARGET = "The active configuration is the target"
_NOT_THE_TARGET = "The active configuration is not the target"
_NOW = "New instances start from what is active now."


def switch_lines(
    task: RefreshTask,
    group: ScalingGroup,
    instances: tuple[Instance, ...],
    configurations: tuple[ScalingConfiguration, ...],
    unread: str,
) -> Iterator[Line]:
    """Yield the line on the active configuration: none where the refresh had no target of its own."""
    if isinstance(task.target, ActiveConfiguration):
        return
    active = next((c for c in configurations if c.id == group.active_configuration), None)
    number = version_meant(task, instances)
    there = _is_active(task, group, active, number)
    if there is None:
        yield _not_known(task, group, active, number, unread)
    elif task.status is not RefreshStatus.SUCCESSFUL:
        if there:
            text = "New instances start from the target although the refresh did not get to its end."
            yield Line(Verdict.CAUTION, _THE_TARGET, text)
        else:
            yield Line(Verdict.GOOD, _NOT_THE_TARGET, f"ESS switches it only on success. {_NOW}")
    elif there:
        yield Line(Verdict.GOOD, _THE_TARGET, "New instances start from it too.")
    elif _changed_since(task, group, instances, configurations, active):
        text = f"It is not the target any more. {_NOW}"
        yield Line(Verdict.CAUTION, "The active configuration was changed since", text)
    else:
        text = "ESS switches it when a refresh succeeds: either it did not, or somebody has changed it since."
        yield Line(Verdict.BAD, _NOT_THE_TARGET, f"{text} {_NOW}")


def _is_active(
    task: RefreshTask, group: ScalingGroup, active: ScalingConfiguration | None, number: str
) -> bool | None:
    match task.target:
        case ScalingConfigurationTarget(id=identifier):
            return group.active_configuration == identifier
        case LaunchTemplateTarget():
            return _names(task.target, group, number)
        case ImageTarget() | ContainersTarget():
            if group.active_configuration is None:
                return False
            return None if active is None else has_contents(active, task.target)
        case _:
            return None


def _names(target: LaunchTemplateTarget, group: ScalingGroup, number: str) -> bool | None:
    """Tell whether a group names the template, the version and the types of a target."""
    if group.launch_template != target.id:
        return False
    version = group.launch_template_version or "Default"
    if version != target.version and not (number and version.isdecimal()):
        return None
    if version not in {target.version, number}:
        return False
    # Not documented: whether a success also hands the group the types of the target.
    return True if target.instance_types in {(), group.override_types} else None


def _not_known(
    task: RefreshTask, group: ScalingGroup, active: ScalingConfiguration | None, number: str, unread: str
) -> Line:
    headline = "Whether the active configuration is the target is not known"
    match task.target:
        case LaunchTemplateTarget(version=version):
            own = group.launch_template_version or "Default"
            text = f"The target is version {version} of the template, and the group names version {own}."
            if own in {version, number}:
                text = "The group names the template and the version of the target, but other instance types."
        case _ if active is None:
            return Line(Verdict.NOT_KNOWN, "The active configuration was not read", unread)
        case _:
            text = "ESS does not tell what it has of the target."
    return Line(Verdict.NOT_KNOWN, headline, text)


def _changed_since(
    task: RefreshTask,
    group: ScalingGroup,
    instances: tuple[Instance, ...],
    configurations: tuple[ScalingConfiguration, ...],
    active: ScalingConfiguration | None,
) -> bool:
    """Tell whether it is certain that somebody has changed it since the refresh ended.

    So it is where what is active now was made later, where the group has made instances from the target
    since, or where the configuration that the new ones came from holds the target and is no longer active.
    """
    ended = task.ended_at
    made = active.created_at if active is not None else None
    if ended is not None and made is not None and made > ended:
        return True
    stay = staying(instances)
    late = (i for i in stay if born(task, i) is Born.AFTER)
    if any(on_target(task, group, i, instances, configurations) for i in late):
        return True
    own = {i.configuration for i in stay if born(task, i) is Born.DURING}
    return any(has_contents(c, task.target) for c in configurations if c.id in own)
