"""What an account has to choose from in the wizard's tests and pictures: images, templates, types."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from essgui.core.state import Remote
from essgui.domain.catalog import (
    Found,
    Image,
    ImageOwner,
    InstanceType,
    LaunchTemplate,
    TemplateVersion,
)
from essgui.domain.questions import (
    ImageById,
    Images,
    InstanceTypes,
    LaunchTemplates,
    TemplateVersions,
)
from essgui.domain.scaling import TemplateId
from tests.support.states import HANGZHOU, NOW

if TYPE_CHECKING:
    from essgui.core.failure import Failure
    from essgui.core.state import AppState
    from essgui.domain.questions import Question

BATCH = TemplateId("lt-bp1fgzds4bdogu8zm")
ALL = Images(HANGZHOU)
TEMPLATES = LaunchTemplates(HANGZHOU)
VERSIONS = TemplateVersions(HANGZHOU, BATCH)
TYPES = InstanceTypes(HANGZHOU)


def images() -> tuple[Image, ...]:
    """Build images of three owners: one fits, one is of now, one is ARM, one needs a larger disk."""
    system = "Alibaba Cloud Linux 3"
    rows = (
        ("m-bp1f7k2wq9xz0c4vjh5n", "web-fe-golden-20261120", system, "x86_64", 20, 3, ImageOwner.SELF),
        ("m-bp19xq4ad7vw2t0gnsle", "platform-base-arm64-1118", system, "arm64", 40, 5, ImageOwner.SELF),
        ("m-bp1c30n8rtd6ye2mkp7a", "web-fe-golden-20261106", system, "x86_64", 20, 17, ImageOwner.SELF),
        ("m-bp18w5g1lqoz7s4vxb9d", "web-fe-golden-20261009", system, "x86_64", 20, 45, ImageOwner.SELF),
        (
            "aliyun_3_x64_20G_alibase_20260901.vhd",
            "aliyun_3_x64_20G_alibase_20260901.vhd",
            system,
            "x86_64",
            20,
            83,
            ImageOwner.SYSTEM,
        ),
        ("m-bp1m8yk5z0c3fr7hjwdo", "web-fe-debug-20260830", system, "x86_64", 60, 85, ImageOwner.SELF),
        ("m-bp1shared0000000one", "partner-gateway-7", "Ubuntu 24.04", "x86_64", 20, 120, ImageOwner.OTHERS),
    )
    return tuple(
        Image(i, n, os, o, a, s, status="Available", created_at=NOW.at - timedelta(days=d))
        for i, n, os, a, s, d, o in rows
    )


def many_images(count: int = 50) -> tuple[Image, ...]:
    """Build a full page of images."""
    first = images()[0]
    return tuple(
        replace(
            first,
            id=f"m-bp1many{n:012}",
            name=f"web-fe-nightly-{n:04}",
            created_at=NOW.at - timedelta(days=n),
        )
        for n in range(count)
    )


def templates() -> tuple[LaunchTemplate, ...]:
    """Build three launch templates, one with a very long name."""
    return (
        LaunchTemplate(BATCH, "batch-worker", 2, 4, NOW.at - timedelta(days=9)),
        LaunchTemplate(TemplateId("lt-bp1platform000000001"), "platform-base", 1, 1, NOW.at),
        LaunchTemplate(TemplateId("lt-bp1long00000000000002"), "data-pipeline-" * 6, 3, 12, NOW.at),
    )


def versions() -> tuple[TemplateVersion, ...]:
    """Build the four versions of the first template, newest first; the second is the default one."""
    kinds = ("ecs.g7.large",)
    common = (("sg-bp1fk9dd2kf",), "cloud_essd 40 GiB")
    golden = images()
    rows = (
        (4, "base image of November", golden[0].id, ("ecs.g8i.large",), "9c1e44aa07f4"),
        (3, "security group narrowed", golden[2].id, kinds, "9c1e44aa07f4"),
        (2, "", golden[3].id, kinds, "11aa22bb33cc"),
        (1, "first", golden[3].id, kinds, ""),
    )
    return tuple(
        TemplateVersion(
            BATCH,
            number,
            number == 2,
            text,
            image,
            types,
            *common,
            secret,
            NOW.at - timedelta(days=(5 - number) * 20),
        )
        for number, text, image, types, secret in rows
    )


def types() -> tuple[InstanceType, ...]:
    """Build instance types, the last one ARM."""
    sizes = ((2, 8.0), (4, 16.0), (8, 32.0))
    names = ("large", "xlarge", "2xlarge")
    x86 = tuple(
        InstanceType(f"ecs.{family}.{name}", f"ecs.{family}", cpu, memory, "X86")
        for family in ("g7", "g8i", "c7")
        for name, (cpu, memory) in zip(names, sizes, strict=True)
    )
    return (*x86, InstanceType("ecs.g8y.large", "ecs.g8y", 2, 8.0, "ARM"))


def known(state: AppState, question: Question[object], value: object) -> AppState:
    """Answer a question in a state."""
    return replace(state, looks={**state.looks, question: Remote(value, NOW)})


def refused(state: AppState, question: Question[object], failure: Failure) -> AppState:
    """Let a question fail in a state."""
    return replace(state, looks={**state.looks, question: Remote(failure=failure, misses=1)})


def waiting(state: AppState, question: Question[object]) -> AppState:
    """Let a question be under way in a state."""
    return replace(state, looks={**state.looks, question: Remote(loading=True)})


def stocked(state: AppState, found: tuple[Image, ...] | None = None) -> AppState:
    """Answer everything that the Target step asks for."""
    listed = images() if found is None else found
    state = known(state, ALL, Found(listed, len(listed)))
    for owner in (ImageOwner.SELF, ImageOwner.OTHERS, ImageOwner.SYSTEM):
        own = tuple(i for i in listed if i.owner is owner)
        state = known(state, Images(HANGZHOU, owner), Found(own, len(own)))
    for image in images():
        state = known(state, ImageById(HANGZHOU, image.id), image)
    state = known(state, TEMPLATES, templates())
    state = known(state, VERSIONS, versions())
    return known(state, TYPES, types())
