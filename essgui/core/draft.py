"""The wizard's form as a value: what was typed for every kind of target, so that nothing is ever lost."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from essgui.domain.guards import Guards
from essgui.domain.refresh import (
    ActiveConfiguration,
    ContainersTarget,
    ImageTarget,
    LaunchTemplateTarget,
    RefreshSpec,
    ScalingConfigurationTarget,
)
from essgui.domain.rules import MAX_HEALTHY, MIN_HEALTHY, PAUSE_MINUTES
from essgui.domain.scaling import ConfigurationId, Container, GroupType, TemplateId

if TYPE_CHECKING:
    from essgui.domain.exchange.filling import Filling
    from essgui.domain.refresh import RefreshTask, Target
    from essgui.domain.scaling import ScalingConfiguration, ScalingGroup


class TargetKind(StrEnum):
    """The five kinds of desired configuration."""

    ACTIVE = "active"
    CONFIGURATION = "configuration"
    IMAGE = "image"
    TEMPLATE = "template"
    CONTAINERS = "containers"


TARGET_TYPES: dict[TargetKind, type] = {
    TargetKind.ACTIVE: ActiveConfiguration,
    TargetKind.CONFIGURATION: ScalingConfigurationTarget,
    TargetKind.IMAGE: ImageTarget,
    TargetKind.TEMPLATE: LaunchTemplateTarget,
    TargetKind.CONTAINERS: ContainersTarget,
}


@dataclass(frozen=True, slots=True)
class ContainerDraft:
    """One container of the form; only chosen ones are sent."""

    container: Container
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """Everything that the wizard's form holds."""

    kind: TargetKind = TargetKind.ACTIVE
    configuration: str = ""
    image: str = ""
    template: str = ""
    template_version: str = ""
    instance_types: tuple[str, ...] = ()
    containers: tuple[ContainerDraft, ...] = ()
    min_healthy: int = MIN_HEALTHY.default
    max_healthy: int = MAX_HEALTHY.default
    skip_matching: bool = True
    checkpoints: tuple[int, ...] = ()
    pause_minutes: int = PAUSE_MINUTES.default
    hourly_price: float | None = None
    """Price of an instance-hour in whatever currency; only for the forecast, never sent."""
    guards: Guards = Guards()
    """What this program may do by itself once it has started; never sent."""


def first_draft(group: ScalingGroup) -> Draft:
    """Return the form as it opens: the API's own defaults, and the kind of target that fits the group."""
    if group.type is GroupType.ECI:
        return Draft(kind=TargetKind.CONTAINERS)
    if group.from_template:
        return Draft(
            kind=TargetKind.TEMPLATE,
            template=group.launch_template or "",
            template_version=group.launch_template_version or "",
        )
    return Draft(kind=TargetKind.CONFIGURATION)


def with_configurations(draft: Draft, configurations: tuple[ScalingConfiguration, ...]) -> Draft:
    """Offer the containers of the active configuration, after what is in the form already."""
    active = next((c for c in configurations if c.active), None)
    if active is None or not active.containers:
        return draft
    # What is there keeps its place: the form of a container must not turn into another's under the hands.
    there = {d.container.name for d in draft.containers}
    offered = tuple(ContainerDraft(c) for c in active.containers if c.name not in there)
    return replace(draft, containers=(*draft.containers, *offered)) if offered else draft


def untouched(group: ScalingGroup, configurations: tuple[ScalingConfiguration, ...]) -> Draft:
    """Return the form as it is while nothing was typed."""
    return with_configurations(first_draft(group), configurations)


def spec_of(draft: Draft, group: ScalingGroup) -> RefreshSpec:
    """Turn the form into the request: the target of the chosen kind only."""
    return RefreshSpec(
        region=group.region,
        group=group.id,
        target=target_of(draft),
        min_healthy=draft.min_healthy,
        max_healthy=draft.max_healthy,
        skip_matching=draft.skip_matching,
        checkpoints=draft.checkpoints,
        pause_minutes=draft.pause_minutes,
    )


def like(draft: Draft, asked: RefreshSpec | RefreshTask) -> Draft:
    """Fill the form with the settings of a request or refresh; what was typed for other targets stays."""
    draft = replace(
        draft,
        min_healthy=asked.min_healthy,
        max_healthy=asked.max_healthy,
        skip_matching=asked.skip_matching,
        checkpoints=asked.checkpoints,
        pause_minutes=asked.pause_minutes if asked.checkpoints else draft.pause_minutes,
    )
    return with_target(draft, asked.target)


def filled(draft: Draft, filling: Filling) -> Draft:
    """Fill the form with what a text says; what it does not say stays.

    A container that comes without its image, or without the variables that are never saved, keeps those
    of the form's container of the same name.
    """
    target = filling.target
    if isinstance(target, ContainersTarget):
        known = {d.container.name: d.container for d in draft.containers}
        target = ContainersTarget(tuple(_completed(c, known.get(c.name), filling) for c in target.containers))
    said = {name: value for name in _FILLED if (value := getattr(filling, name)) is not None}
    draft = replace(draft, **said)
    return draft if target is None else with_target(draft, target)


_FILLED = ("min_healthy", "max_healthy", "skip_matching", "checkpoints", "pause_minutes", "guards")
"""Fields that a filling and the form have in common."""


def _completed(container: Container, known: Container | None, filling: Filling) -> Container:
    if known is None:
        return container
    kept = known.environment if filling.keeps_environment else container.environment
    return replace(container, image=container.image or known.image, environment=kept)


def with_target(draft: Draft, target: Target) -> Draft:
    """Ask for a target; what was typed for the other kinds stays."""
    match target:
        case ActiveConfiguration():
            return replace(draft, kind=TargetKind.ACTIVE)
        case ScalingConfigurationTarget(id=identifier):
            return replace(draft, kind=TargetKind.CONFIGURATION, configuration=identifier)
        case ImageTarget(image=image):
            return replace(draft, kind=TargetKind.IMAGE, image=image)
        case LaunchTemplateTarget(identifier, version, types):
            return replace(
                draft,
                kind=TargetKind.TEMPLATE,
                template=identifier,
                template_version=version,
                instance_types=types,
            )
        case ContainersTarget(containers=containers):
            names = {c.name for c in containers}
            others = (replace(d, chosen=False) for d in draft.containers if d.container.name not in names)
            chosen = (ContainerDraft(c, chosen=True) for c in containers)
            return replace(draft, kind=TargetKind.CONTAINERS, containers=(*chosen, *others))


def target_chosen(draft: Draft) -> bool:
    """Tell whether the form names what the new instances shall run, rightly or not."""
    match draft.kind:
        case TargetKind.ACTIVE:
            return True
        case TargetKind.CONFIGURATION:
            return bool(draft.configuration.strip())
        case TargetKind.IMAGE:
            return bool(draft.image.strip())
        case TargetKind.TEMPLATE:
            return bool(draft.template.strip() and draft.template_version.strip())
        case TargetKind.CONTAINERS:
            return any(d.chosen for d in draft.containers)


def target_of(draft: Draft) -> Target:
    """Return the one target that the form asks for."""
    match draft.kind:
        case TargetKind.ACTIVE:
            return ActiveConfiguration()
        case TargetKind.CONFIGURATION:
            return ScalingConfigurationTarget(ConfigurationId(draft.configuration.strip()))
        case TargetKind.IMAGE:
            return ImageTarget(draft.image.strip())
        case TargetKind.TEMPLATE:
            return LaunchTemplateTarget(
                TemplateId(draft.template.strip()), draft.template_version.strip(), draft.instance_types
            )
        case TargetKind.CONTAINERS:
            return ContainersTarget(tuple(d.container for d in draft.containers if d.chosen))
