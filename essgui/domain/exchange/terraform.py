"""A request as Terraform's resource alicloud_ess_instance_refresh; what HCL cannot say is a comment.

Source of the arguments: the provider's page of the resource, available since provider version 1.261.0.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from essgui.domain.refresh import (
    ActiveConfiguration,
    ContainersTarget,
    ImageTarget,
    LaunchTemplateTarget,
    ScalingConfigurationTarget,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from essgui.domain.refresh import RefreshSpec, Target
    from essgui.domain.scaling import Container

RESOURCE = "alicloud_ess_instance_refresh"

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def terraform_block(spec: RefreshSpec) -> str:
    """Return the resource block with its comments."""
    lines = [f"# {line}\n" for line in _cannot_say(spec)]
    lines += [f'resource "{RESOURCE}" "refresh" {{\n', *(f"  {line}\n" for line in _body(spec)), "}\n"]
    return "".join(lines)


def quoted(text: str) -> str:
    """Return a text as an HCL string: templates in it are switched off, control characters escaped."""
    safe = "".join(_ESCAPES.get(c) or (c if c.isprintable() else _code(c)) for c in text)
    return '"' + re.sub(r"([$%])\{", r"\1\1{", safe) + '"'


def _code(character: str) -> str:
    number = ord(character)
    return f"\\u{number:04x}" if number <= 0xFFFF else f"\\U{number:08x}"


def _cannot_say(spec: RefreshSpec) -> Iterator[str]:
    yield f"The region is the provider's: region = {quoted(spec.region)}"
    yield "The resource sends no client token: an apply that is repeated may start a second refresh."
    yield "Terraform does not wait for the end, and destroy does not cancel the refresh."
    match spec.target:
        case ScalingConfigurationTarget(id=identifier):
            yield f"NOT IN THIS BLOCK: the target, scaling configuration {quoted(identifier)}."
            yield "The resource has no argument for it. As it stands, the block refreshes to the active one."
        case ActiveConfiguration():
            yield "No desired configuration: instances are built anew from the active one."
        case _:
            pass
    yield "skip_matching is always written: left out, Terraform sends false where the API means true."


def _body(spec: RefreshSpec) -> Iterator[str]:
    yield f"scaling_group_id = {quoted(spec.group)}"
    yield f"min_healthy_percentage = {spec.min_healthy}"
    yield f"max_healthy_percentage = {spec.max_healthy}"
    yield f"skip_matching = {'true' if spec.skip_matching else 'false'}"
    if spec.checkpoints:
        yield f"checkpoint_pause_time = {spec.pause_minutes}"
    yield from _target(spec.target)
    for percent in spec.checkpoints:
        yield from _block("checkpoints", (f"percentage = {percent}",))


def _target(target: Target) -> Iterator[str]:
    match target:
        case ImageTarget(image=image):
            yield f"desired_configuration_image_id = {quoted(image)}"
        case LaunchTemplateTarget():
            yield f"desired_configuration_launch_template_id = {quoted(target.id)}"
            yield f"desired_configuration_launch_template_version = {quoted(target.version)}"
            for name in target.instance_types:
                inside = (f"instance_type = {quoted(name)}",)
                yield from _block("desired_configuration_launch_template_overrides", inside)
        case ContainersTarget(containers=containers):
            for container in containers:
                yield from _block("desired_configuration_containers", _container(container))
        case _:
            return


def _container(container: Container) -> Iterator[str]:
    yield f"name = {quoted(container.name)}"
    yield f"image = {quoted(container.image)}"
    for name, texts in (("commands", container.commands), ("args", container.args)):
        if texts:
            yield f"{name} = [{', '.join(map(quoted, texts))}]"
    for variable in container.environment:
        inside = [f"key = {quoted(variable.key)}", f"value = {quoted(variable.value)}"]
        if variable.field_ref:
            inside.append(f"field_ref_field_path = {quoted(variable.field_ref)}")
        yield from _block("environment_vars", inside)


def _block(name: str, inside: Iterable[str]) -> Iterator[str]:
    yield f"{name} {{"
    for line in inside:
        yield f"  {line}"
    yield "}"
