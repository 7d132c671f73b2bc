"""The look-ups of ECS (2014-05-26) that pickers need: images, launch templates, instance types, stock."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essgui.domain.scaling import RegionId
from essgui.simulator.commands import Refusal
from essgui.simulator.wire import render, shortage
from essgui.simulator.wire.queries import check_region, paged

if TYPE_CHECKING:
    from essgui.simulator.wire.bodies import Body
    from essgui.simulator.wire.parameters import Parameters
    from essgui.simulator.world import Image, InstanceType, Template, TemplateVersion, World

_PUBLIC = frozenset({"system", "marketplace"})


def images(world: World, p: Parameters) -> Body:
    """DescribeImages: what is in the region, the newest first (assumed)."""
    region = check_region(world, p)
    ids = {i for i in p.text("ImageId").split(",") if i}
    name, family, owner = p.text("ImageName").strip("*"), p.text("ImageFamily"), p.text("ImageOwnerAlias")
    architecture, system = p.text("Architecture"), p.text("OSType")
    public = p.flag("IsPublic", default=True) if p.text("IsPublic") else None
    arms = {t.id for t in world.types if t.architecture == "ARM"}
    fitting = {"": "", **dict.fromkeys(arms, "arm64")}.get(p.text("InstanceType"), "x86_64")
    statuses = (p.text("Status") or "Available").split(",")
    found = [
        i
        for i in world.images
        if (not i.regions or region in i.regions)
        and (not ids or i.id in ids)
        and name.lower() in i.name.lower()
        and (not family or i.family == family)
        and (not owner or i.owner == owner)
        and (not architecture or i.architecture == architecture)
        and (not system or i.os_type == system.lower())
        and (not fitting or i.architecture == fitting)
        and (public is None or (i.owner in _PUBLIC) == public)
        and "Available" in statuses
    ]
    found.sort(key=lambda i: i.created_at, reverse=True)

    def one(image: Image) -> Body:
        return {
            "ImageId": image.id,
            "ImageName": image.name,
            "OSName": image.os,
            "OSNameEn": image.os,
            "OSType": image.os_type,
            "Platform": image.os.rsplit(" ", 1)[0],
            "Architecture": image.architecture,
            "Size": image.size,
            "Status": "Available",
            "CreationTime": image.created_at,
            "ImageOwnerAlias": image.owner,
            "ImageOwnerId": int(world.account) if image.owner == "self" else 0,
            "IsPublic": image.owner in _PUBLIC,
            "ImageFamily": image.family,
            "ImageVersion": "",
            "Description": image.description,
        }

    return paged(p, found, 100, "Images", one) | {"RegionId": region}


def launch_templates(world: World, p: Parameters) -> Body:
    """DescribeLaunchTemplates."""
    region = check_region(world, p)
    ids = set(p.many("LaunchTemplateId"))
    names = set(p.many("LaunchTemplateName"))
    found = [
        t
        for t in world.templates.values()
        if t.region == region and (not ids or t.id in ids) and (not names or t.name in names)
    ]

    def one(template: Template) -> Body:
        return {
            "LaunchTemplateId": template.id,
            "LaunchTemplateName": template.name,
            "DefaultVersionNumber": template.default,
            "LatestVersionNumber": template.latest,
            "CreatedBy": world.account,
            "CreateTime": render.stamp(template.created_at),
            "ModifiedTime": render.stamp(template.versions[-1].created_at or template.created_at),
        }

    return paged(p, found, 50, "LaunchTemplateSets", one)


def launch_template_versions(world: World, p: Parameters) -> Body:
    """DescribeLaunchTemplateVersions."""
    region = check_region(world, p)
    identifier, name = p.text("LaunchTemplateId"), p.text("LaunchTemplateName")
    template = next(
        (
            t
            for t in world.templates.values()
            if t.region == RegionId(region) and (t.id == identifier or (name and t.name == name))
        ),
        None,
    )
    if template is None:
        raise Refusal("InvalidLaunchTemplate.NotFound", "The specified launch template does not exist.", 404)
    wanted = set(p.many("LaunchTemplateVersion"))
    default_only = p.flag("DefaultVersion", default=False)
    detail = p.flag("DetailFlag", default=True)
    low, high = p.whole("MinVersion", 1), p.whole("MaxVersion", 10**9)
    found = [
        v
        for v in reversed(template.versions)
        if (not wanted or str(v.number) in wanted)
        and (not default_only or v.number == template.default)
        and low <= v.number <= high
    ]

    def one(version: TemplateVersion) -> Body:
        body: Body = {
            "LaunchTemplateId": template.id,
            "LaunchTemplateName": template.name,
            "VersionNumber": version.number,
            "DefaultVersion": version.number == template.default,
            "VersionDescription": version.description,
            "CreateTime": render.stamp(version.created_at or template.created_at),
            "CreatedBy": world.account,
        }
        if detail:
            body["LaunchTemplateData"] = {
                "ImageId": version.image,
                "InstanceType": version.instance_type,
                "SystemDisk.Category": "cloud_essd",
                "SystemDisk.Size": 40,
            }
        return body

    return paged(p, found, 50, "LaunchTemplateVersionSets", one)


def instance_types(world: World, p: Parameters) -> Body:
    """DescribeInstanceTypes: paged by token, no region."""
    wanted = set(p.many("InstanceTypes"))
    family, architecture = p.text("InstanceTypeFamily"), p.text("CpuArchitecture")
    cores = p.whole("MinimumCpuCoreCount", 1), p.whole("MaximumCpuCoreCount", 10**6)
    memory = p.whole("MinimumMemorySize", 0), p.whole("MaximumMemorySize", 10**6)
    most, start = p.whole("MaxResults", 1600, 1, 1600), p.whole("NextToken", 0, 0)
    found = [
        t
        for t in world.types
        if (not wanted or t.id in wanted)
        and (not family or t.family == family)
        and (not architecture or t.architecture == architecture.upper())
        and cores[0] <= t.cpu <= cores[1]
        and memory[0] <= t.memory <= memory[1]
    ]

    def one(kind: InstanceType) -> Body:
        return {
            "InstanceTypeId": kind.id,
            "InstanceTypeFamily": kind.family,
            "CpuCoreCount": kind.cpu,
            "MemorySize": float(kind.memory),
            "CpuArchitecture": kind.architecture,
            "GPUAmount": kind.gpus,
        }

    more = str(start + most) if start + most < len(found) else ""
    return {"InstanceTypes": [one(t) for t in found[start : start + most]], "NextToken": more}


def available_resource(world: World, p: Parameters) -> Body:
    """DescribeAvailableResource: the stock of instance types in each zone."""
    region = check_region(world, p)
    if p.required("DestinationResource") != "InstanceType":
        raise Refusal("InvalidDestinationResource", "Only InstanceType is simulated.")
    place, zone, wanted = world.place(region), p.text("ZoneId"), p.text("InstanceType")
    empty = shortage.share_failing(world) >= 1
    zones = [z for z in (place.zones if place else ()) if not zone or z == zone]
    kinds = [t for t in world.types if not wanted or t.id == wanted]
    return {"AvailableZones": [_zone(region, z, kinds, empty) for z in zones]}


def _zone(region: str, zone: str, kinds: list[InstanceType], empty: bool) -> Body:
    stock = [(t, not empty and zone not in t.sold_out) for t in kinds]
    resources = [{"Value": t.id, **_stock(there)} for t, there in stock]
    return {
        "RegionId": region,
        "ZoneId": zone,
        **_stock(any(there for _, there in stock)),
        "AvailableResources": [{"Type": "InstanceType", "SupportedResources": resources}],
    }


def _stock(there: bool) -> Body:
    return {
        "Status": "Available" if there else "SoldOut",
        "StatusCategory": "WithStock" if there else "WithoutStock",
    }
