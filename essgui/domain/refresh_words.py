"""What a Start asks for, in one line for the log; no value of a variable is in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essgui.domain.refresh import (
    ActiveConfiguration,
    ContainersTarget,
    ImageTarget,
    LaunchTemplateTarget,
    ScalingConfigurationTarget,
)

if TYPE_CHECKING:
    from essgui.domain.refresh import RefreshSpec, Target


def asked_in_words(spec: RefreshSpec) -> str:
    """Say what a Start asks for, in one line without any value of a variable."""
    stops = ", ".join(f"{p} %" for p in spec.checkpoints)
    pauses = f", checkpoints {stops} of {spec.pause_minutes} min" if stops else ""
    return f"{_target(spec.target)}, {spec.min_healthy} to {spec.max_healthy} % healthy{pauses}"


def _target(target: Target) -> str:
    match target:
        case ActiveConfiguration():
            return "the active configuration"
        case ScalingConfigurationTarget(id=identifier):
            return f"configuration {identifier}"
        case ImageTarget(image=image):
            return f"image {image}"
        case LaunchTemplateTarget(id=identifier, version=version):
            return f"template {identifier} version {version}"
        case ContainersTarget(containers=containers):
            return "containers " + ", ".join(f"{c.name} ({c.image})" for c in containers)
