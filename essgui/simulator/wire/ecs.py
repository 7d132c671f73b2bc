"""The look-ups of ECS (2014-05-26) that pickers need: images, launch templates, instance types, stock."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essgui.domain.scaling import RegionId
from essgui.simulator.commands import Refusal
from essgui.simulator.wire import render
from essgui.simulator.wire.queries import check_region, paged
from essgui.simulator.world import FaultKind

if TYPE_CHECKING:
    from essgui.simulator.wire.bodies import Body
    from essgui.simulator.wire.parameters import Parameters
    from essgui.simulator.world import Image, InstanceType, Template, TemplateVersion, World


def images(world: World, p: Parameters) -> Body:
    """DescribeImages."""
    region = check_region(world, p)
    ids = {i for i in p.text("ImageId").split(",") if i}
    name, family, owner = p.text("ImageName").strip("*"), p.text("ImageFamily"), p.text("ImageOwnerAlias")
    architecture = p.text("Architecture")
    statuses = (p.text("Status") or "Available").split(",")
    found = [
        i
        for i in world.images
        if (not ids or i.id in ids)
        and name.lower() in i.name.lower()
        and (not family or i.family == family)
        and (not owner or i.owner == owner)
        and (not architecture or i.architecture == architecture)
        and "Available" in statuses
    ]

    def one(image: Image) -> Body:
        return {
            "ImageId": image.id,
            "ImageName": image.name,
            "OSName": image.os,
            "OSNameEn": image.os,
            "OSType": "linux",
            "Platform": image.os.rsplit(" ", 1)[0],
            "Architecture": image.architecture,
            "Size": image.size,
            "Status": "Available",
            "CreationTime": image.created_at,
            "ImageOwnerAlias": image.owner,
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
            "ModifiedTime": render.stamp(template.created_at),
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
            "CreateTime": render.stamp(template.created_at),
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
    family = p.text("InstanceTypeFamily")
    most, start = p.whole("MaxResults", 1600, 1, 1600), p.whole("NextToken", 0, 0)
    found = [t for t in world.types if (not wanted or t.id in wanted) and (not family or t.family == family)]

    def one(kind: InstanceType) -> Body:
        return {
            "InstanceTypeId": kind.id,
            "InstanceTypeFamily": kind.family,
            "CpuCoreCount": kind.cpu,
            "MemorySize": kind.memory,
            "CpuArchitecture": kind.architecture,
            "GPUAmount": 0,
        }

    more = str(start + most) if start + most < len(found) else ""
    return {"InstanceTypes": [one(t) for t in found[start : start + most]], "NextToken": more}


def available_resource(world: World, p: Parameters) -> Body:
    """DescribeAvailableResource: the stock of instance types in each zone."""
    region = check_region(world, p)
    if p.required("DestinationResource") != "InstanceType":
        raise Refusal("InvalidDestinationResource", "Only InstanceType is simulated.")
    place, zone, wanted = world.place(region), p.text("ZoneId"), p.text("InstanceType")
    empty = any(f.kind is FaultKind.OUT_OF_STOCK and not f.group for f in world.faults)
    zones = [z for z in (place.zones if place else ()) if not zone or z == zone]
    resources: list[Body] = [
        {
            "Value": t.id,
            "Status": "SoldOut" if empty else "Available",
            "StatusCategory": "WithoutStock" if empty else "WithStock",
        }
        for t in world.types
        if not wanted or t.id == wanted
    ]
    return {
        "AvailableZones": [
            {
                "RegionId": region,
                "ZoneId": z,
                "Status": "SoldOut" if empty else "Available",
                "StatusCategory": "WithoutStock" if empty else "WithStock",
                "AvailableResources": [{"Type": "InstanceType", "SupportedResources": resources}],
            }
            for z in zones
        ]
    }
