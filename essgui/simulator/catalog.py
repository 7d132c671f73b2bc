"""What every simulated account has: regions, machine images, instance types and launch templates."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from essgui.domain.scaling import RegionId, TemplateId
from essgui.simulator import draw
from essgui.simulator.world import Image, InstanceType, Place, Template, TemplateVersion

if TYPE_CHECKING:
    from datetime import datetime

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

IMAGES = (
    Image("m-bp1shop20261001aaaa1", "shop-web 2026.10.1", "Alibaba Cloud Linux 3", "shop-web"),
    Image("m-bp1shop20261112bbbb2", "shop-web 2026.11.12", "Alibaba Cloud Linux 3", "shop-web"),
    Image("m-bp1shop20261120cccc3", "shop-web 2026.11.20", "Alibaba Cloud Linux 3", "shop-web"),
    Image("m-bp1base2026q3dddddd4", "base 2026 Q3", "Ubuntu 24.04", "base"),
    Image("m-bp1base2026q4eeeeee5", "base 2026 Q4", "Ubuntu 24.04", "base"),
    Image("m-bp1arm2026q4ffffffff", "base-arm 2026 Q4", "Ubuntu 24.04", "base", architecture="arm64"),
    Image(
        "aliyun_3_x64_20G_alibase_20260915.vhd",
        "Alibaba Cloud Linux 3.2104 LTS 64 bit",
        "Alibaba Cloud Linux 3",
        "acs:alibaba_cloud_linux_3_2104_lts_x64",
        owner="system",
        size=20,
    ),
    Image(
        "ubuntu_24_04_x64_20G_alibase_20260910.vhd",
        "Ubuntu 24.04 64 bit",
        "Ubuntu 24.04",
        "acs:ubuntu_24_04_x64",
        owner="system",
        size=20,
    ),
    Image(
        "debian_12_9_x64_20G_alibase_20260903.vhd",
        "Debian 12.9 64 bit",
        "Debian 12",
        "acs:debian_12_x64",
        owner="system",
        size=20,
    ),
)

TYPES = (
    InstanceType("ecs.g7.large", "ecs.g7", 2, 8),
    InstanceType("ecs.g7.xlarge", "ecs.g7", 4, 16),
    InstanceType("ecs.g7.2xlarge", "ecs.g7", 8, 32),
    InstanceType("ecs.g8i.large", "ecs.g8i", 2, 8),
    InstanceType("ecs.g8i.xlarge", "ecs.g8i", 4, 16),
    InstanceType("ecs.c7.large", "ecs.c7", 2, 4),
    InstanceType("ecs.c7.xlarge", "ecs.c7", 4, 8),
    InstanceType("ecs.c8i.xlarge", "ecs.c8i", 4, 8),
    InstanceType("ecs.r7.large", "ecs.r7", 2, 16),
    InstanceType("ecs.r7.xlarge", "ecs.r7", 4, 32),
    InstanceType("ecs.g8y.large", "ecs.g8y", 2, 8, "ARM"),
)


def image_name(identifier: str) -> str:
    """Return the name of an image, or nothing where it is unknown."""
    return next((i.name for i in IMAGES if i.id == identifier), "")


def templates(seed: int, now: datetime) -> tuple[Template, ...]:
    """Return two launch templates for each region."""
    made: list[Template] = []
    for place in PLACES:
        for name, kind in (("platform-base", "ecs.g7.large"), ("worker-base", "ecs.c7.xlarge")):
            word = draw.word(17, seed, place.id, name)
            made.append(
                Template(
                    id=TemplateId(f"lt-{place.code}{word}"),
                    name=name,
                    region=place.id,
                    default=2,
                    versions=(
                        TemplateVersion(1, "m-bp1base2026q3dddddd4", kind, "first"),
                        TemplateVersion(2, "m-bp1base2026q3dddddd4", kind, "security group narrowed"),
                        TemplateVersion(3, "m-bp1base2026q4eeeeee5", kind, "base 2026 Q4"),
                    ),
                    created_at=now - timedelta(days=200),
                )
            )
    return tuple(made)
