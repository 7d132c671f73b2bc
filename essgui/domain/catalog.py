"""What an account has to choose from: machine images, launch templates and instance types, in ECS's words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from datetime import datetime

    from essgui.domain.scaling import TemplateId

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """One page of what matches a question, and how many match in all."""

    items: tuple[T, ...]
    total: int


class ImageOwner(StrEnum):
    """Whose image it is, as ImageOwnerAlias spells it (DescribeImages, ECS 2014-05-26)."""

    SELF = "self"
    OTHERS = "others"
    """Shared with this account."""
    SYSTEM = "system"
    """Alibaba Cloud's public images."""
    MARKETPLACE = "marketplace"


@dataclass(frozen=True, slots=True)
class Image:
    """A machine image."""

    id: str
    name: str
    system: str = ""
    """The operating system's name."""
    owner: ImageOwner | str = ""
    """An ImageOwner, or a word that ECS has added since."""
    architecture: str = ""
    """x86_64, arm64 or i386."""
    size: int = 0
    """GiB that its system disk needs at least."""
    family: str = ""
    description: str = ""
    status: str = ""
    created_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class LaunchTemplate:
    """A launch template."""

    id: TemplateId
    name: str
    default_version: int = 0
    latest_version: int = 0
    modified_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class TemplateVersion:
    """One version of a launch template, with what it would launch."""

    template: TemplateId
    number: int
    default: bool = False
    description: str = ""
    image: str = ""
    instance_types: tuple[str, ...] = ()
    security_groups: tuple[str, ...] = ()
    system_disk: str = ""
    """Category and size in words, such as "cloud_essd 40 GiB"."""
    user_data_hash: str = ""
    """First characters of the SHA-256 of the user data, which may hold secrets; empty without any."""
    created_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class InstanceType:
    """An instance type."""

    id: str
    family: str = ""
    cpu: int = 0
    """Cores."""
    memory: float = 0.0
    """GiB."""
    architecture: str = ""
    """X86 or ARM."""
