"""What instances are made from: configurations, images and types of machines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from essgui.domain.scaling import ConfigurationId, Container, TemplateId


@dataclass(frozen=True, slots=True)
class Source:
    """What an instance is made from."""

    configuration: ConfigurationId | None = None
    template: TemplateId | None = None
    version: str | None = None
    image: str = ""
    instance_type: str = ""
    containers: tuple[Container, ...] = ()


@dataclass(frozen=True, slots=True)
class Configuration:
    """A scaling configuration, ECS or ECI."""

    id: ConfigurationId
    name: str
    created_at: datetime
    image: str = ""
    image_name: str = ""
    instance_types: tuple[str, ...] = ()
    cpu: float = 2
    memory: float = 4
    disk_category: str = "cloud_essd"
    disk_size: int = 40
    security_group: str = ""
    containers: tuple[Container, ...] = ()


@dataclass(frozen=True, slots=True)
class Image:
    """A machine image."""

    id: str
    name: str
    os: str
    family: str = ""
    owner: str = "self"
    architecture: str = "x86_64"
    size: int = 40
    created_at: str = "2026-01-01T00:00:00Z"
    description: str = ""


@dataclass(frozen=True, slots=True)
class InstanceType:
    """A type of machine."""

    id: str
    family: str
    cpu: int
    memory: float
    architecture: str = "X86"
