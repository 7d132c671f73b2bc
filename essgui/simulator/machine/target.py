"""What a target means: the source of new instances, and the group once the refresh has succeeded."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from essgui.domain.refresh import (
    ActiveConfiguration,
    ContainersTarget,
    ImageTarget,
    LaunchTemplateTarget,
    ScalingConfigurationTarget,
)
from essgui.simulator.world import Source

if TYPE_CHECKING:
    from essgui.domain.refresh import Target
    from essgui.domain.scaling import ConfigurationId, Container, TemplateId
    from essgui.simulator.world import Configuration, Group, World


def active_source(world: World, group: Group) -> Source:
    """Return what the group makes instances from when no refresh says otherwise."""
    if group.launch_template is not None:
        return _from_template(
            world, group.launch_template, group.launch_template_version or "Default", group.override_types
        )
    return _from_configuration(group, group.active_configuration)


def target_source(world: World, group: Group, target: Target) -> Source:
    """Return what a refresh makes instances from."""
    match target:
        case ActiveConfiguration():
            return active_source(world, group)
        case ScalingConfigurationTarget(id=identifier):
            return _from_configuration(group, identifier)
        case ImageTarget(image=image):
            return replace(active_source(world, group), image=image)
        case LaunchTemplateTarget(id=identifier, version=version, instance_types=types):
            return _from_template(world, identifier, version, types)
        case ContainersTarget(containers=containers):
            source = active_source(world, group)
            return replace(source, containers=merged(source.containers, containers))


def activated(world: World, group: Group, target: Target) -> Group:
    """Return the group with its active configuration switched to what the refresh has made (documented)."""
    match target:
        case ActiveConfiguration():
            return group
        case ScalingConfigurationTarget(id=identifier):
            return replace(
                group,
                active_configuration=identifier,
                launch_template=None,
                launch_template_version=None,
                override_types=(),
            )
        case ImageTarget(image=image):
            name = next((i.name for i in world.images if i.id == image), "")
            return _changed(group, image=image, image_name=name)
        case ContainersTarget(containers=containers):
            old = active_source(world, group).containers
            return _changed(group, containers=merged(old, containers))
        case LaunchTemplateTarget(id=identifier, version=word, instance_types=types):
            template = world.templates.get(identifier)
            version = template.version(word) if template else None
            return replace(
                group,
                active_configuration=None,
                launch_template=identifier,
                launch_template_version=str(version.number) if version else word,
                override_types=types,
            )


def merged(old: tuple[Container, ...], new: tuple[Container, ...]) -> tuple[Container, ...]:
    """Lay new containers over old ones of the same name; what a new one leaves empty stays as it was."""
    wanted = {c.name: c for c in new}
    return tuple(_over(c, wanted[c.name]) if c.name in wanted else c for c in old)


def _over(old: Container, new: Container) -> Container:
    return replace(
        old,
        image=new.image or old.image,
        commands=new.commands or old.commands,
        args=new.args or old.args,
        environment=new.environment or old.environment,
    )


def _changed(group: Group, **changes: object) -> Group:
    active = group.active_configuration
    if active is None or active not in group.configurations:
        return group
    new: Configuration = replace(group.configurations[active], **changes)  # type: ignore[arg-type] - its fields
    return replace(group, configurations={**group.configurations, active: new})


def _from_configuration(group: Group, identifier: ConfigurationId | None) -> Source:
    configuration = group.configurations.get(identifier) if identifier else None
    if configuration is None:
        return Source(configuration=identifier)
    types = configuration.instance_types
    return Source(
        configuration=identifier,
        image=configuration.image,
        instance_type=types[0] if types else "",
        containers=configuration.containers,
    )


def _from_template(world: World, identifier: TemplateId, word: str, types: tuple[str, ...]) -> Source:
    template = world.templates.get(identifier)
    version = template.version(word) if template else None
    if version is None:
        return Source(template=identifier, version=word)
    return Source(
        template=identifier,
        version=str(version.number),
        image=version.image,
        instance_type=types[0] if types else version.instance_type,
    )
