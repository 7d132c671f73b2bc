"""Why a group cannot be refreshed, and which of its instances a refresh would leave alone.

Sources: the StartInstanceRefresh page (priority policy, no vCPU capacity, no economical reclaim mode,
one running task per group; attached, Standby and Protected instances are ignored). Assumed: the
priority rule speaks of ECS groups only; a group that is not Active or that ESS suspended is refused.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from essgui.domain.refresh import (
    ActiveConfiguration,
    ImageTarget,
    LaunchTemplateTarget,
    ScalingConfigurationTarget,
)
from essgui.domain.scaling import LEAVING, CreationType, GroupType, InstanceState

if TYPE_CHECKING:
    from collections.abc import Iterable

    from essgui.domain.refresh import Target
    from essgui.domain.scaling import Instance, ScalingGroup

_RECLAIM_BLOCKED = frozenset({"recycle", "forcerecycle"})

_POLICY_NAMES = {
    "PRIORITY": "Priority",
    "BALANCE": "Balanced",
    "COST_OPTIMIZED": "Cost-optimized",
    "COMPOSABLE": "Composable",
}

_RECLAIM_NAMES = {
    "release": "Release",
    "forcerelease": "Forced release",
    "recycle": "Economical",
    "forcerecycle": "Forced economical",
}


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that decides whether a group can be refreshed."""

    name: str
    """Such as "Scale-out policy"."""
    value: str
    """What it is now, such as "Priority"."""
    ok: bool
    short: str = ""
    """Where it is not ok: a few words for a table cell."""
    sentence: str = ""
    """Where it is not ok: why, and what to do."""


def checks(group: ScalingGroup, running: bool = False) -> tuple[Check, ...]:
    """Return every check with its outcome; `running` tells whether a refresh of the group is under way."""
    policy = _POLICY_NAMES.get(group.multi_az_policy, group.multi_az_policy or "none")
    reclaim = _RECLAIM_NAMES.get(group.scaling_policy, group.scaling_policy or "none")
    suspended = group.system_suspended
    return (
        _check(
            "Group is active",
            group.lifecycle_state,
            group.lifecycle_state == "Active",
            f"Group {group.lifecycle_state.lower()}",
            "Only an active group can be refreshed. Enable the group first.",
        ),
        _check(
            "Not suspended by ESS",
            "Suspended" if suspended else "Running",
            not suspended,
            "Suspended by ESS",
            "ESS suspended this group, usually after launches kept failing or an account in arrears.",
        ),
        _check(
            "Scale-out policy",
            policy,
            group.type is GroupType.ECI or group.multi_az_policy == "PRIORITY",
            f"{policy} policy",
            f"Instance refresh needs the Priority scale-out policy; this group is {policy}.",
        ),
        _check(
            "Reclaim mode",
            reclaim,
            group.scaling_policy not in _RECLAIM_BLOCKED,
            "Economical reclaim",
            "Instance refresh does not work in economical reclaim mode, which stops instances instead of "
            "releasing them. Change the mode to Release first.",
        ),
        _check(
            "Capacity unit",
            "vCPU or weights" if group.weighted else "Instances",
            not group.weighted,
            "vCPU capacity",
            "Instance refresh needs a group that counts its capacity in instances.",
        ),
        _check(
            "Source of instances",
            "Launch template" if group.from_template else "Scaling configuration",
            group.from_template or group.active_configuration is not None,
            "No configuration",
            "The group has neither an active scaling configuration nor a launch template.",
        ),
        _check(
            "Has instances",
            str(group.capacity.total),
            group.capacity.total > 0,
            "No instances",
            "The group is empty: there is nothing to refresh.",
        ),
        _check(
            "No refresh running",
            "Running" if running else "None",
            not running,
            "Refresh running",
            "A refresh of this group is under way; ESS allows one at a time.",
        ),
    )


def blockers(group: ScalingGroup, running: bool = False) -> tuple[Check, ...]:
    """Return the checks that forbid a refresh of the group: none means eligible."""
    return tuple(c for c in checks(group, running) if not c.ok)


def ignored_because(instance: Instance) -> str:
    """Return why a refresh leaves this instance alone (documented), or an empty string."""
    if instance.creation_type != CreationType.AUTO:
        return "Attached by hand"
    if instance.state == InstanceState.STANDBY:
        return "Standby"
    if instance.state == InstanceState.PROTECTED:
        return "Protected"
    return ""


def matches(instance: Instance, group: ScalingGroup, target: Target, active_image: str = "") -> bool:
    """Tell whether an instance already is what the target asks for.

    Documented: matching goes by the id of the scaling configuration, not by its contents. Assumed: an
    image target matches instances of the active configuration where that already has the image;
    template targets match by template id and version number; Default, Latest and container targets
    match nothing.
    """
    match target:
        case ActiveConfiguration():
            if group.from_template:
                return (
                    instance.launch_template == group.launch_template
                    and instance.launch_template_version == group.launch_template_version
                )
            return _on_active(instance, group)
        case ScalingConfigurationTarget(id=identifier):
            return instance.configuration == identifier
        case ImageTarget(image=image):
            return _on_active(instance, group) and bool(active_image) and active_image == image
        case LaunchTemplateTarget(id=identifier, version=version):
            return (
                version.isdecimal()
                and instance.launch_template == identifier
                and instance.launch_template_version == version
            )
        case _:
            return False


@dataclass(frozen=True, slots=True)
class Scope:
    """Which instances a refresh would replace, skip and ignore."""

    replaced: tuple[Instance, ...]
    matching: tuple[Instance, ...]
    """On the target already; replaced all the same where skip matching is off."""
    ignored: tuple[tuple[Instance, str], ...]
    """With the reason."""


def scope(
    instances: Iterable[Instance],
    group: ScalingGroup,
    target: Target,
    skip_matching: bool,
    active_image: str = "",
) -> Scope:
    """Sort a group's instances by what a refresh would do to them; those on their way out are left out."""
    replaced: list[Instance] = []
    matching: list[Instance] = []
    ignored: list[tuple[Instance, str]] = []
    for instance in instances:
        if instance.state in LEAVING:
            continue
        reason = ignored_because(instance)
        if reason:
            ignored.append((instance, reason))
            continue
        same = matches(instance, group, target, active_image)
        if same:
            matching.append(instance)
        if not (same and skip_matching):
            replaced.append(instance)
    return Scope(tuple(replaced), tuple(matching), tuple(ignored))


def _on_active(instance: Instance, group: ScalingGroup) -> bool:
    return group.active_configuration is not None and instance.configuration == group.active_configuration


def _check(name: str, value: str, ok: bool, short: str, sentence: str) -> Check:
    return Check(name, value, ok) if ok else Check(name, value, ok, short, sentence)
