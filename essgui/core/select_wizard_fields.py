"""What instances are made from, as named fields: of a configuration, a template's version, a container."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essgui.core import lists
from essgui.domain.refresh import MOVING_VERSIONS
from essgui.domain.scaling import GroupType

if TYPE_CHECKING:
    from collections.abc import Iterable

    from essgui.core.select_wizard import Subject
    from essgui.domain.scaling import Container, ScalingConfiguration

Fields = dict[str, str]
"""By label; a variable's label is its container's name, a space, a dollar sign and its key."""

UNKNOWN = "not known here"
READING = "being read"

_CONTENTS = (
    "Image id",
    "Image name",
    "Operating system",
    "Instance types",
    "System disk",
    "Security groups",
    "User data",
)


def is_variable(label: str) -> bool:
    """Tell whether a field is a variable, whose value may be a secret."""
    return " $" in label


def configuration_fields(subject: Subject, configuration: ScalingConfiguration | None) -> Fields:
    """Return the fields of a scaling configuration; none where it was not read."""
    if configuration is None:
        return {}
    c = configuration
    fields = {
        "Configuration": c.name,
        "Configuration id": c.id,
        **image_fields(subject, c.image),
        "Instance types": listed(c.instance_types),
        "CPU": f"{c.cpu:g} vCPU" if c.cpu is not None else "",
        "Memory": f"{c.memory:g} GiB" if c.memory is not None else "",
        "System disk": c.system_disk,
        "Security groups": listed(c.security_groups),
        "User data": user_data(c.user_data_hash) if c.type is GroupType.ECS else "",
    }
    if c.image_name:
        fields["Image name"] = c.image_name
    for container in c.containers:
        fields |= container_fields(container)
    return fields


def image_fields(subject: Subject, identifier: str) -> Fields:
    """Return what is known of an image."""
    if not identifier:
        return {"Image id": "", "Image name": "", "Operating system": "", "Architecture": ""}
    region = subject.wizard.region
    image = lists.image_known(subject.state, region, identifier)
    if image is None:
        waiting = subject.wizard.picker.typing or lists.image_loading(subject.state, region, identifier)
        known = READING if waiting else UNKNOWN
        return {
            "Image id": identifier,
            "Image name": known,
            "Operating system": known,
            "Architecture": known,
        }
    return {
        "Image id": identifier,
        "Image name": image.name,
        "Operating system": image.system,
        "Architecture": image.architecture,
    }


def template_fields(subject: Subject, template: str, word: str, overrides: Iterable[str]) -> Fields:
    """Return the fields of a template's version, with the types that stand in for its own."""
    state, region = subject.state, subject.wizard.region
    known = lists.template_known(state, region, template)
    version = lists.version_of(state, region, template, word)
    remote = lists.versions(state, region, template)
    number = f"{word}, now {version.number}" if version and word in MOVING_VERSIONS else word
    head: Fields = {
        "Launch template": template,
        "Template name": known.name if known else "",
        "Version": number,
    }
    if version is None:
        waiting = remote.loading or (remote.value is None and subject.wizard.picker.typing)
        contents: Fields = dict.fromkeys(_CONTENTS, READING if waiting else UNKNOWN)
    else:
        contents = {
            **image_fields(subject, version.image),
            "Instance types": listed(version.instance_types),
            "System disk": version.system_disk,
            "Security groups": listed(version.security_groups),
            "User data": user_data(version.user_data_hash),
        }
    contents["Instance types"] = listed(overrides) or contents["Instance types"]
    return head | contents


def container_fields(container: Container) -> Fields:
    """Return the fields of a container."""
    name = container.name or "container"
    fields = {
        f"{name}: image": container.image,
        f"{name}: commands": " ".join(container.commands),
        f"{name}: args": " ".join(container.args),
    }
    for variable in container.environment:
        referred = f"from {variable.field_ref}" if variable.field_ref else ""
        fields[f"{name} ${variable.key}"] = variable.value or referred or "(empty)"
    return fields


def without_container(fields: Fields, name: str) -> Fields:
    """Return the fields without those of a container."""
    own = (f"{name}: ", f"{name} $")
    return {label: value for label, value in fields.items() if not label.startswith(own)}


def user_data(digest: str) -> str:
    """Return user data as it may be shown: a hash, because it may hold secrets."""
    return f"sha256 {digest}…" if digest else "none"


def listed(values: Iterable[str]) -> str:
    """Return texts as one."""
    return ", ".join(values)
