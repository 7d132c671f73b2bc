"""What every simulated account has: regions, instance types with their stock, and the rest by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essgui.domain.scaling import RegionId
from essgui.simulator import catalog_images, catalog_templates
from essgui.simulator.world import InstanceType, Place

if TYPE_CHECKING:
    from datetime import datetime

    from essgui.simulator.world import Image, Template

PLACES = (
    Place(
        RegionId("cn-hangzhou"),
        "China (Hangzhou)",
        "bp1",
        ("cn-hangzhou-i", "cn-hangzhou-j", "cn-hangzhou-k"),
    ),
    Place(
        RegionId("cn-shanghai"),
        "China (Shanghai)",
        "uf6",
        ("cn-shanghai-b", "cn-shanghai-g", "cn-shanghai-l"),
    ),
    Place(
        RegionId("ap-southeast-1"),
        "Singapore",
        "t4n",
        ("ap-southeast-1a", "ap-southeast-1b", "ap-southeast-1c"),
    ),
)

_CODES = {str(p.id): p.code for p in PLACES}

IMAGES = catalog_images.images(tuple((str(p.id), p.code) for p in PLACES))
_BY_ID = {i.id: i for i in IMAGES}

_SIZES = (("large", 2), ("xlarge", 4), ("2xlarge", 8), ("4xlarge", 16))
_FAMILIES: tuple[tuple[str, int, str], ...] = (
    ("ecs.g7", 4, "X86"),
    ("ecs.g8i", 4, "X86"),
    ("ecs.g8y", 4, "ARM"),
    ("ecs.c7", 2, "X86"),
    ("ecs.c8i", 2, "X86"),
    ("ecs.c8y", 2, "ARM"),
    ("ecs.r7", 8, "X86"),
    ("ecs.r8i", 8, "X86"),
)
"""Families with their GiB of memory for each core."""

SOLD_OUT = {
    "ecs.r7.xlarge": ("cn-hangzhou-k",),
    "ecs.g8y.4xlarge": ("cn-hangzhou-i", "cn-hangzhou-j", "cn-hangzhou-k"),
    "ecs.gn7i-c16g1.4xlarge": ("cn-hangzhou-i", "cn-shanghai-b", "ap-southeast-1c"),
}
"""Zones that have none of a type: nothing that the scenarios launch."""

TYPES = (
    *(
        InstanceType(
            f"{family}.{size}", family, cores, cores * memory, architecture,
            sold_out=SOLD_OUT.get(f"{family}.{size}", ()),
        )
        for family, memory, architecture in _FAMILIES
        for size, cores in _SIZES
    ),
    InstanceType("ecs.t6-c1m1.large", "ecs.t6", 2, 2),
    InstanceType("ecs.t6-c1m2.large", "ecs.t6", 2, 4),
    InstanceType("ecs.gn7i-c8g1.2xlarge", "ecs.gn7i", 8, 30, gpus=1),
    InstanceType(
        "ecs.gn7i-c16g1.4xlarge", "ecs.gn7i", 16, 60, gpus=1, sold_out=SOLD_OUT["ecs.gn7i-c16g1.4xlarge"]
    ),
    InstanceType("ecs.hfc8i.xlarge", "ecs.hfc8i", 4, 8),
)  # fmt: skip


def image(identifier: str) -> Image | None:
    """Return an image by id, or None where it is unknown."""
    return _BY_ID.get(identifier)


def image_name(identifier: str) -> str:
    """Return the name of an image, or nothing where it is unknown."""
    found = image(identifier)
    return found.name if found else ""


def code(region: str) -> str:
    """Return the letters that ids of a region begin with; raises KeyError where there is none."""
    return _CODES[region]


def shop_image(region: str, build: str) -> str:
    """Return the id of a build of shop-web in a region."""
    return catalog_images.own_image(code(region), "shop-web", build)


def templates(seed: int, now: datetime) -> tuple[Template, ...]:
    """Return the launch templates of all regions."""
    return catalog_templates.templates(PLACES, seed, now)
