"""The machine images of every simulated account: its own builds, the system's, shared and bought ones."""

from __future__ import annotations

from itertools import chain

from essgui.simulator import draw
from essgui.simulator.world import Image

_FIRST = {
    ("shop-web", "2026.10.1"): "shop20261001aaaa1",
    ("shop-web", "2026.11.12"): "shop20261112bbbb2",
    ("shop-web", "2026.11.20"): "shop20261120cccc3",
    ("base", "2026 Q3"): "base2026q3dddddd4",
    ("base", "2026 Q4"): "base2026q4eeeeee5",
    ("base-arm", "2026 Q4"): "arm2026q4ffffffff",
}
"""Builds with an id that is easy to read; all others draw theirs."""

_ALINUX, _UBUNTU = "Alibaba Cloud Linux 3", "Ubuntu 24.04"
_OWN: tuple[tuple[str, str, str, int, tuple[tuple[str, str], ...]], ...] = (
    (
        "shop-web", _ALINUX, "x86_64", 40,
        (
            ("2026.11.20", "2026-11-20T09:14:00Z"), ("2026.11.12", "2026-11-12T08:52:00Z"),
            ("2026.11.5", "2026-11-05T09:03:00Z"), ("2026.10.22", "2026-10-22T09:31:00Z"),
            ("2026.10.15", "2026-10-15T08:47:00Z"), ("2026.10.1", "2026-10-01T09:20:00Z"),
            ("2026.9.17", "2026-09-17T09:05:00Z"), ("2026.9.3", "2026-09-03T10:12:00Z"),
        ),
    ),
    (
        "checkout-api", _ALINUX, "x86_64", 40,
        (
            ("3.18.0", "2026-11-18T13:40:00Z"), ("3.17.2", "2026-11-03T15:02:00Z"),
            ("3.17.1", "2026-10-19T11:26:00Z"), ("3.16.4", "2026-09-22T10:55:00Z"),
        ),
    ),
    (
        "base", _UBUNTU, "x86_64", 40,
        (
            ("2026 Q4", "2026-10-06T06:00:00Z"), ("2026 Q3", "2026-07-07T06:00:00Z"),
            ("2026 Q2", "2026-04-07T06:00:00Z"), ("2026 Q1", "2026-01-06T06:00:00Z"),
        ),
    ),
    (
        "base-arm", _UBUNTU, "arm64", 40,
        (("2026 Q4", "2026-10-06T06:20:00Z"), ("2026 Q3", "2026-07-07T06:20:00Z")),
    ),
    (
        "search-indexer", "Debian 12", "x86_64", 60,
        (
            ("rel-88", "2026-11-10T17:21:00Z"), ("rel-87", "2026-10-28T16:44:00Z"),
            ("rel-85", "2026-09-30T16:10:00Z"),
        ),
    ),
    (
        "gpu-inference", "Ubuntu 22.04", "x86_64", 120,
        (("cuda12.6-r4", "2026-10-30T12:00:00Z"), ("cuda12.4-r9", "2026-08-14T12:00:00Z")),
    ),
    (
        "report-builder", "Windows Server 2022", "x86_64", 60,
        (("2026-10", "2026-10-14T20:30:00Z"), ("2026-09", "2026-09-09T20:30:00Z")),
    ),
    (
        "edge-gateway", _ALINUX, "x86_64", 20,
        (
            ("1.9.3", "2026-11-16T07:18:00Z"), ("1.9.2", "2026-11-02T07:40:00Z"),
            ("1.8.0", "2026-08-26T07:11:00Z"),
        ),
    ),
    (
        "media-transcode", "Ubuntu 22.04", "x86_64", 80,
        (("7.1-ffmpeg", "2026-10-21T14:00:00Z"), ("7.0-ffmpeg", "2026-06-18T14:00:00Z")),
    ),
)  # fmt: skip
"""Of each family: its system, architecture, size in GiB, and its builds with their dates."""

_SYSTEM: tuple[tuple[str, str, str, int], ...] = (
    ("aliyun_3_x64_20G_alibase_20260915.vhd", "Alibaba Cloud Linux 3.2104 LTS 64 bit", _ALINUX, 20),
    ("aliyun_3_arm64_20G_alibase_20260915.vhd", "Alibaba Cloud Linux 3.2104 LTS 64 bit for ARM", _ALINUX, 20),
    ("aliyun_4_x64_20G_alibase_20260922.vhd", "Alibaba Cloud Linux 4 LTS 64 bit",
     "Alibaba Cloud Linux 4", 20),
    ("aliyun_2_1903_x64_20G_alibase_20260812.vhd", "Alibaba Cloud Linux 2.1903 LTS 64 bit",
     "Alibaba Cloud Linux 2", 20),
    ("ubuntu_24_04_x64_20G_alibase_20260910.vhd", "Ubuntu 24.04 64 bit", _UBUNTU, 20),
    ("ubuntu_24_04_arm64_20G_alibase_20260910.vhd", "Ubuntu 24.04 64 bit for ARM", _UBUNTU, 20),
    ("ubuntu_22_04_x64_20G_alibase_20260910.vhd", "Ubuntu 22.04 64 bit", "Ubuntu 22.04", 20),
    ("debian_12_9_x64_20G_alibase_20260903.vhd", "Debian 12.9 64 bit", "Debian 12", 20),
    ("debian_13_1_x64_20G_alibase_20260903.vhd", "Debian 13.1 64 bit", "Debian 13", 20),
    ("centos_stream_9_x64_20G_alibase_20260818.vhd", "CentOS Stream 9 64 bit", "CentOS Stream 9", 20),
    ("rockylinux_9_6_x64_20G_alibase_20260820.vhd", "Rocky Linux 9.6 64 bit", "Rocky Linux 9", 20),
    ("rockylinux_8_10_x64_20G_alibase_20260820.vhd", "Rocky Linux 8.10 64 bit", "Rocky Linux 8", 20),
    ("almalinux_9_6_x64_20G_alibase_20260820.vhd", "AlmaLinux 9.6 64 bit", "AlmaLinux 9", 20),
    ("anolisos_8_10_x64_20G_anck_alibase_20260715.vhd", "Anolis OS 8.10 64 bit", "Anolis OS 8", 20),
    ("opensuse_15_6_x64_20G_alibase_20260801.vhd", "openSUSE Leap 15.6 64 bit", "openSUSE 15", 20),
    ("fedora_42_x64_20G_alibase_20260619.vhd", "Fedora 42 64 bit", "Fedora 42", 20),
    ("win2022_21H2_x64_dtc_en-us_40G_alibase_20260917.vhd", "Windows Server 2022 Datacenter 64 bit English",
     "Windows Server 2022", 40),
    ("win2025_24H2_x64_dtc_en-us_40G_alibase_20260917.vhd", "Windows Server 2025 Datacenter 64 bit English",
     "Windows Server 2025", 40),
)  # fmt: skip

_SHARED = (
    (
        "security-baseline",
        "Hardened base from the security account",
        _UBUNTU,
        ("2026.11", "2026.10", "2026.9"),
    ),
    ("observability-agent", "Agents built in, from the platform account", _ALINUX, ("14.2", "14.1", "13.9")),
    ("golden-linux", "Company standard, from the platform account", "Rocky Linux 9", ("26.10", "26.7")),
)
_MARKET = (
    ("LAMP stack 8.3 (Ubuntu 24.04)", _UBUNTU, 40),
    ("WordPress 6.8 ready to run", "Debian 12", 40),
    ("GitLab Runner appliance 18", _UBUNTU, 60),
    ("Next-generation firewall 11.2 BYOL", "FreeBSD 14", 80),
    ("Jenkins LTS on Alibaba Cloud Linux 3", _ALINUX, 40),
)


def images(places: tuple[tuple[str, str], ...]) -> tuple[Image, ...]:
    """Return the images of an account in regions given by id and by the letters of their ids."""
    own = chain.from_iterable(_own(region, code) for region, code in places)
    shared = chain.from_iterable(_shared(region, code) for region, code in places)
    return (*own, *_system(), *shared, *_market())


def own_image(code: str, family: str, build: str) -> str:
    """Return the id of a build in the region whose ids begin with these letters."""
    return f"m-{code}{_FIRST.get((family, build)) or draw.word(17, code, family, build, 'image')}"


def _own(region: str, code: str) -> list[Image]:
    return [
        Image(
            id=own_image(code, family, build),
            name=f"{family} {build}",
            os=os,
            family=family,
            architecture=architecture,
            size=size,
            created_at=made,
            description=f"Built by the pipeline of {family}",
            os_type=_type_of(os),
            regions=(region,),
        )
        for family, os, architecture, size, builds in _OWN
        for build, made in builds
    ]


def _system() -> list[Image]:
    return [
        Image(
            id=identifier,
            name=name,
            os=os,
            family=_system_family(identifier),
            owner="system",
            architecture="arm64" if "_arm64_" in identifier else "x86_64",
            size=size,
            created_at=_day(identifier),
            os_type=_type_of(os),
        )
        for identifier, name, os, size in _SYSTEM
    ]


def _shared(region: str, code: str) -> list[Image]:
    return [
        Image(
            id=f"m-{code}{draw.word(17, code, name, build, 'shared')}",
            name=f"{name} {build}",
            os=os,
            owner="others",
            created_at=f"2026-{11 - age:02d}-02T04:00:00Z",
            description=about,
            os_type=_type_of(os),
            regions=(region,),
        )
        for name, about, os, builds in _SHARED
        for age, build in enumerate(builds)
    ]


def _market() -> list[Image]:
    return [
        Image(
            id=f"m-{draw.word(17, name, 'marketplace')}",
            name=name,
            os=os,
            owner="marketplace",
            size=size,
            created_at="2026-05-20T02:00:00Z",
            os_type=_type_of(os),
        )
        for name, os, size in _MARKET
    ]


def _system_family(identifier: str) -> str:
    """Return the family of a system image: acs:ubuntu_24_04_x64 and the like."""
    family = identifier.split("0G_", 1)[0].rsplit("_", 1)[0]
    return f"acs:{family.replace('aliyun_', 'alibaba_cloud_linux_')}"


def _day(identifier: str) -> str:
    day = identifier.rsplit("_", 1)[1].removesuffix(".vhd")
    return f"{day[:4]}-{day[4:6]}-{day[6:]}T00:00:00Z"


def _type_of(os: str) -> str:
    return "windows" if os.startswith("Windows") else "linux"
