"""What pickers look up: images, launch templates and their versions, instance types, stock by zone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from essgui.simulator import scenarios
from essgui.simulator.world import Fault, FaultKind
from tests.support.questions import ECS, NOW, ask, numbered

if TYPE_CHECKING:
    from collections.abc import Callable

    from essgui.simulator.world import Image, InstanceType, World

WORLD = scenarios.build("default", NOW)
HANGZHOU = {"RegionId": "cn-hangzhou"}


def say(action: str, parameters: dict[str, Any], world: World = WORLD) -> dict[str, Any]:
    asked = ask(world, action, parameters, version=ECS)
    assert asked.status == 200, asked.text
    return asked.body


def refused(action: str, parameters: dict[str, Any]) -> str:
    return ask(WORLD, action, parameters, version=ECS).code


def images(**filters: Any) -> list[dict[str, Any]]:
    return say("DescribeImages", HANGZHOU | {"PageSize": 100} | filters)["Images"]["Image"]


def here(fits: Callable[[Image], bool]) -> set[str]:
    return {i.id for i in WORLD.images if (not i.regions or "cn-hangzhou" in i.regions) and fits(i)}


SHOP = "m-bp1shop20261120cccc3"


@pytest.mark.parametrize(
    ("filters", "fits"),
    [
        ({"Status": "Available"}, lambda i: bool(i)),
        ({"Status": "Creating,Available"}, lambda i: bool(i)),
        ({"Status": "UnAvailable"}, lambda i: not i),
        ({"ImageId": f"{SHOP},m-gone"}, lambda i: i.id == SHOP),
        ({"ImageName": "shop-web"}, lambda i: "shop-web" in i.name),
        ({"ImageName": "*SHOP*"}, lambda i: "shop-web" in i.name),
        ({"ImageFamily": "base"}, lambda i: i.family == "base"),
        ({"ImageOwnerAlias": "self"}, lambda i: i.owner == "self"),
        ({"ImageOwnerAlias": "system"}, lambda i: i.owner == "system"),
        ({"ImageOwnerAlias": "others"}, lambda i: i.owner == "others"),
        ({"ImageOwnerAlias": "marketplace"}, lambda i: i.owner == "marketplace"),
        ({"Architecture": "arm64"}, lambda i: i.architecture == "arm64"),
        ({"OSType": "windows"}, lambda i: i.os_type == "windows"),
        ({"IsPublic": "True"}, lambda i: i.owner in {"system", "marketplace"}),
        ({"IsPublic": "false"}, lambda i: i.owner in {"self", "others"}),
        ({"InstanceType": "ecs.g8y.large"}, lambda i: i.architecture == "arm64"),
        ({"InstanceType": "ecs.g7.large"}, lambda i: i.architecture == "x86_64"),
        (
            {"ImageOwnerAlias": "system", "ImageName": "ubuntu"},
            lambda i: i.owner == "system" and "Ubuntu" in i.name,
        ),
    ],
)
def test_filters_of_images(filters: dict[str, str], fits: Callable[[Image], bool]) -> None:
    assert {i["ImageId"] for i in images(**filters)} == here(fits)


def test_images_come_newest_first_in_pages() -> None:
    every = images()
    dates = [i["CreationTime"] for i in every]
    assert dates == sorted(dates, reverse=True)
    pages = [
        say("DescribeImages", HANGZHOU | {"PageSize": 7, "PageNumber": n})["Images"]["Image"]
        for n in range(1, 11)
    ]
    assert [i["ImageId"] for page in pages for i in page] == [i["ImageId"] for i in every]
    assert say("DescribeImages", HANGZHOU)["TotalCount"] == len(every) >= 60
    assert refused("DescribeImages", HANGZHOU | {"PageSize": 101}) == "InvalidParameter"


def test_an_image_in_the_words_of_the_api() -> None:
    (shop,) = images(ImageId=SHOP)
    assert shop["ImageName"] == "shop-web 2026.11.20"
    assert (shop["OSName"], shop["Platform"], shop["OSType"]) == (
        "Alibaba Cloud Linux 3",
        "Alibaba Cloud Linux",
        "linux",
    )
    assert (shop["ImageOwnerAlias"], shop["IsPublic"]) == ("self", False)
    assert shop["ImageOwnerId"] == int(WORLD.account)


def test_images_of_ones_own_belong_to_a_region() -> None:
    shanghai = say("DescribeImages", {"RegionId": "cn-shanghai", "PageSize": 100})["Images"]["Image"]
    own = {i["ImageId"] for i in shanghai if i["ImageOwnerAlias"] == "self"}
    assert all(i.startswith("m-uf6") for i in own)
    assert not own & {i["ImageId"] for i in images()}


def templates(**filters: Any) -> list[str]:
    asked = say("DescribeLaunchTemplates", HANGZHOU | {"PageSize": 50} | filters)
    return [t["LaunchTemplateName"] for t in asked["LaunchTemplateSets"]["LaunchTemplateSet"]]


def template(name: str) -> Any:
    return next(t for t in WORLD.templates.values() if t.name == name and t.region == "cn-hangzhou")


def test_templates_by_id_and_name() -> None:
    every = [t.name for t in WORLD.templates.values() if t.region == "cn-hangzhou"]
    assert templates() == every
    assert len(every) >= 8
    web = template("shop-web")
    assert templates(**numbered("LaunchTemplateId", web.id, "lt-gone")) == ["shop-web"]
    assert templates(**numbered("LaunchTemplateName", "bastion", "shop-web")) == ["shop-web", "bastion"]
    assert templates(PageSize=4, PageNumber=2) == every[4:8]
    (found,) = say("DescribeLaunchTemplates", HANGZHOU | numbered("LaunchTemplateId", web.id))[
        "LaunchTemplateSets"
    ]["LaunchTemplateSet"]
    assert (found["DefaultVersionNumber"], found["LatestVersionNumber"]) == (10, 12)
    assert found["ModifiedTime"] > found["CreateTime"]


def versions(**filters: Any) -> list[dict[str, Any]]:
    asked = say("DescribeLaunchTemplateVersions", HANGZHOU | {"PageSize": 50} | filters)
    return asked["LaunchTemplateVersionSets"]["LaunchTemplateVersionSet"]


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, list(range(12, 0, -1))),
        (numbered("LaunchTemplateVersion", "3", "12", "99"), [12, 3]),
        ({"DefaultVersion": "true"}, [10]),
        ({"MinVersion": "9"}, [12, 11, 10, 9]),
        ({"MaxVersion": "2"}, [2, 1]),
        ({"MinVersion": "4", "MaxVersion": "5"}, [5, 4]),
        ({"PageSize": "5", "PageNumber": "3"}, [2, 1]),
    ],
)
def test_versions_newest_first(filters: dict[str, str], found: list[int]) -> None:
    by_name = versions(LaunchTemplateName="shop-web", **filters)
    assert [v["VersionNumber"] for v in by_name] == found
    assert versions(LaunchTemplateId=template("shop-web").id, **filters) == by_name


def test_a_version_in_the_words_of_the_api() -> None:
    newest, *_, first = versions(LaunchTemplateName="shop-web")
    assert (newest["DefaultVersion"], first["DefaultVersion"]) == (False, False)
    assert newest["LaunchTemplateData"]["ImageId"] == SHOP
    assert newest["LaunchTemplateData"]["InstanceType"] == "ecs.g8i.large"
    assert newest["VersionDescription"] == "shop-web 2026.11.20, not the default yet"
    assert newest["CreateTime"] > first["CreateTime"]
    bare = versions(LaunchTemplateName="shop-web", DetailFlag="false")
    assert not any("LaunchTemplateData" in v for v in bare)


@pytest.mark.parametrize("wrong", [{}, {"LaunchTemplateId": "lt-gone"}, {"LaunchTemplateName": "gone"}])
def test_no_versions_of_no_template(wrong: dict[str, str]) -> None:
    asked = ask(WORLD, "DescribeLaunchTemplateVersions", HANGZHOU | wrong, version=ECS)
    assert (asked.code, asked.status) == ("InvalidLaunchTemplate.NotFound", 404)


def types(**filters: Any) -> list[str]:
    asked = say("DescribeInstanceTypes", filters)
    return [t["InstanceTypeId"] for t in asked["InstanceTypes"]["InstanceType"]]


@pytest.mark.parametrize(
    ("filters", "fits"),
    [
        ({}, lambda t: bool(t)),
        (numbered("InstanceTypes", "ecs.g7.large", "ecs.gone"), lambda t: t.id == "ecs.g7.large"),
        ({"InstanceTypeFamily": "ecs.c7"}, lambda t: t.family == "ecs.c7"),
        ({"CpuArchitecture": "ARM"}, lambda t: t.architecture == "ARM"),
        ({"MinimumCpuCoreCount": "8", "MaximumCpuCoreCount": "8"}, lambda t: t.cpu == 8),
        ({"MinimumMemorySize": "64"}, lambda t: t.memory >= 64),
        ({"MaximumMemorySize": "4"}, lambda t: t.memory <= 4),
    ],
)
def test_filters_of_instance_types(filters: dict[str, str], fits: Callable[[InstanceType], bool]) -> None:
    assert types(**filters) == [t.id for t in WORLD.types if fits(t)] != []


def test_instance_types_by_token_with_their_size() -> None:
    first = say("DescribeInstanceTypes", {"MaxResults": 20})
    rest = say("DescribeInstanceTypes", {"MaxResults": 20, "NextToken": first["NextToken"]})
    both = first["InstanceTypes"]["InstanceType"] + rest["InstanceTypes"]["InstanceType"]
    assert [t["InstanceTypeId"] for t in both] == [t.id for t in WORLD.types]
    assert rest["NextToken"] == ""
    g7 = next(t for t in both if t["InstanceTypeId"] == "ecs.g7.2xlarge")
    assert (g7["CpuCoreCount"], g7["MemorySize"], g7["GPUAmount"]) == (8, 32.0, 0)
    assert next(t for t in both if t["InstanceTypeFamily"] == "ecs.gn7i")["GPUAmount"] == 1
    assert refused("DescribeInstanceTypes", {"MaxResults": 1601}) == "InvalidParameter"


def stock(world: World = WORLD, **filters: Any) -> dict[tuple[str, str], tuple[str, str]]:
    wanted = HANGZHOU | {"DestinationResource": "InstanceType"} | filters
    asked = say("DescribeAvailableResource", wanted, world)
    return {
        (zone["ZoneId"], one["Value"]): (one["Status"], one["StatusCategory"])
        for zone in asked["AvailableZones"]["AvailableZone"]
        for resource in zone["AvailableResources"]["AvailableResource"]
        for one in resource["SupportedResources"]["SupportedResource"]
    }


def test_stock_by_zone() -> None:
    found = stock()
    assert len(found) == 3 * len(WORLD.types)
    assert found["cn-hangzhou-k", "ecs.r7.xlarge"] == ("SoldOut", "WithoutStock")
    assert found["cn-hangzhou-i", "ecs.r7.xlarge"] == ("Available", "WithStock")
    assert set(stock(ZoneId="cn-hangzhou-k")) == {key for key in found if key[0] == "cn-hangzhou-k"}
    assert set(stock(InstanceType="ecs.g7.large").values()) == {("Available", "WithStock")}


def test_a_zone_without_any_of_what_is_asked_is_sold_out_itself() -> None:
    wanted = HANGZHOU | {"DestinationResource": "InstanceType", "InstanceType": "ecs.r7.xlarge"}
    zones = say("DescribeAvailableResource", wanted)["AvailableZones"]["AvailableZone"]
    assert {z["ZoneId"]: z["Status"] for z in zones} == {
        "cn-hangzhou-i": "Available",
        "cn-hangzhou-j": "Available",
        "cn-hangzhou-k": "SoldOut",
    }


def test_no_stock_at_all() -> None:
    world = replace(WORLD, faults=(Fault("f", FaultKind.OUT_OF_STOCK),))
    assert set(stock(world).values()) == {("SoldOut", "WithoutStock")}
    some = replace(WORLD, faults=(Fault("f", FaultKind.OUT_OF_STOCK, probability=0.5),))
    assert stock(some) == stock()


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (HANGZHOU, "MissingDestinationResource"),
        (HANGZHOU | {"DestinationResource": "Zone"}, "InvalidDestinationResource"),
        ({"DestinationResource": "InstanceType"}, "MissingRegionId"),
        ({"RegionId": "mars", "DestinationResource": "InstanceType"}, "InvalidRegionId.NotFound"),
    ],
)
def test_what_is_wrong_with_asking_for_stock(wrong: dict[str, str], code: str) -> None:
    assert refused("DescribeAvailableResource", wrong) == code
