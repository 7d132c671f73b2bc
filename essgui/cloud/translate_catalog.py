"""ECS's JSON to the domain; pure, and total whatever the fields hold. Entries without an id are left out."""

from __future__ import annotations

import base64
import binascii
import hashlib
from typing import TYPE_CHECKING, cast

from essgui.cloud.coerce import flag, items, moment, number, real, text, texts
from essgui.domain.catalog import Image, ImageOwner, InstanceType, LaunchTemplate, TemplateVersion
from essgui.domain.scaling import TemplateId

if TYPE_CHECKING:
    from collections.abc import Mapping

HASH_DIGITS = 12


def images(body: Mapping[str, object]) -> tuple[Image, ...]:
    """Return the images of a page."""
    return tuple(
        Image(
            id=text(i.get("ImageId")),
            name=text(i.get("ImageName")) or text(i.get("ImageId")),
            system=text(i.get("OSNameEn")) or text(i.get("OSName")),
            owner=_owner(text(i.get("ImageOwnerAlias"))),
            architecture=text(i.get("Architecture")),
            size=max(0, number(i.get("Size"))),
            family=text(i.get("ImageFamily")),
            description=text(i.get("Description")),
            status=text(i.get("Status")),
            created_at=moment(i.get("CreationTime")),
        )
        for i in listed(body, "Images", "Image")
        if text(i.get("ImageId"))
    )


def templates(body: Mapping[str, object]) -> tuple[LaunchTemplate, ...]:
    """Return the launch templates of a page."""
    return tuple(
        LaunchTemplate(
            id=TemplateId(text(t.get("LaunchTemplateId"))),
            name=text(t.get("LaunchTemplateName")) or text(t.get("LaunchTemplateId")),
            default_version=max(0, number(t.get("DefaultVersionNumber"))),
            latest_version=max(0, number(t.get("LatestVersionNumber"))),
            modified_at=moment(t.get("ModifiedTime")) or moment(t.get("CreateTime")),
        )
        for t in listed(body, "LaunchTemplateSets", "LaunchTemplateSet")
        if text(t.get("LaunchTemplateId"))
    )


def versions(body: Mapping[str, object], template: TemplateId) -> tuple[TemplateVersion, ...]:
    """Return the versions of a page; of the user data only the start of a hash."""
    return tuple(
        _version(v, template)
        for v in listed(body, "LaunchTemplateVersionSets", "LaunchTemplateVersionSet")
        if number(v.get("VersionNumber")) > 0
    )


def types(body: Mapping[str, object]) -> tuple[InstanceType, ...]:
    """Return the instance types of a page."""
    return tuple(
        InstanceType(
            id=text(t.get("InstanceTypeId")),
            family=text(t.get("InstanceTypeFamily")),
            cpu=max(0, number(t.get("CpuCoreCount"))),
            memory=max(0.0, real(t.get("MemorySize")) or 0.0),
            architecture=text(t.get("CpuArchitecture")),
        )
        for t in listed(body, "InstanceTypes", "InstanceType")
        if text(t.get("InstanceTypeId"))
    )


def listed(body: Mapping[str, object], outer: str, inner: str) -> list[dict[str, object]]:
    """Return the objects of a list that ECS wraps in an object of its own."""
    entries = items(_object(body.get(outer)).get(inner))
    return [cast("dict[str, object]", entry) for entry in entries if isinstance(entry, dict)]


def hash_of(user_data: str) -> str:
    """Return the first digits of the SHA-256 of user data as it was before base64; empty without any."""
    if not user_data:
        return ""
    try:
        plain = base64.b64decode(user_data, validate=True)
    except (binascii.Error, ValueError):
        plain = user_data.encode(errors="surrogatepass")
    return hashlib.sha256(plain).hexdigest()[:HASH_DIGITS]


def _version(wire: dict[str, object], template: TemplateId) -> TemplateVersion:
    data = _object(wire.get("LaunchTemplateData"))
    disk, size = text(data.get("SystemDisk.Category")), number(data.get("SystemDisk.Size"))
    groups = _object(data.get("SecurityGroupIds")).get("SecurityGroupId")
    return TemplateVersion(
        template=template,
        number=number(wire.get("VersionNumber")),
        default=flag(wire.get("DefaultVersion")),
        description=text(wire.get("VersionDescription")),
        image=text(data.get("ImageId")),
        instance_types=texts([data.get("InstanceType")]),
        security_groups=texts(groups) or texts([data.get("SecurityGroupId")]),
        system_disk=f"{disk} {size} GiB".strip() if size > 0 else disk,
        user_data_hash=hash_of(text(data.get("UserData"))),
        created_at=moment(wire.get("CreateTime")),
    )


def _object(value: object) -> dict[str, object]:
    return cast("dict[str, object]", value) if isinstance(value, dict) else {}


def _owner(word: str) -> ImageOwner | str:
    try:
        return ImageOwner(word)
    except ValueError:
        return word
