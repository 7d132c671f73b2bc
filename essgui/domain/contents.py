"""Whether a scaling configuration holds what a target asks for: its image, or its containers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essgui.domain.refresh import ContainersTarget, ImageTarget

if TYPE_CHECKING:
    from essgui.domain.refresh import Target
    from essgui.domain.scaling import Container, EnvironmentVariable, ScalingConfiguration


def has_contents(configuration: ScalingConfiguration, target: Target) -> bool | None:
    """Tell whether a configuration has the image or the containers of a target; None where neither tells."""
    match target:
        case ImageTarget(image=image):
            return configuration.image == image if configuration.image else None
        case ContainersTarget(containers=containers):
            own = {c.name: c for c in configuration.containers}
            # Documented: only containers of a name that the configuration has are refreshed.
            known = [(c, own[c.name]) for c in containers if c.name in own]
            return all(_has(wanted, there) for wanted, there in known) if known else None
        case _:
            return None


def _has(wanted: Container, there: Container) -> bool:
    """Tell whether all is there that a container asks for; what it leaves empty stays as it was (assumed)."""
    values = {v.key: v for v in there.environment}
    return (
        wanted.image in {"", there.image}
        and wanted.commands in {(), there.commands}
        and wanted.args in {(), there.args}
        and all(v.key in values and _same(v, values[v.key]) for v in wanted.environment)
    )


def _same(wanted: EnvironmentVariable, there: EnvironmentVariable) -> bool:
    # A value that is empty may only have been left out: values are never stored.
    return wanted.value in {"", there.value} and wanted.field_ref == there.field_ref
