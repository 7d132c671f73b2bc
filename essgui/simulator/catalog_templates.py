"""The launch templates of every simulated account, some with a long history of versions."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from essgui.domain.scaling import TemplateId
from essgui.simulator import draw
from essgui.simulator.catalog_images import own_image
from essgui.simulator.world import Template, TemplateVersion

if TYPE_CHECKING:
    from datetime import datetime

    from essgui.simulator.world import Place

_Version = tuple[str, str, str, str]
"""Family and build of its image, its instance type, and what was changed."""

_BASE = (
    ("base", "2026 Q3", "", "first"),
    ("base", "2026 Q3", "", "security group narrowed"),
    ("base", "2026 Q4", "", "base 2026 Q4"),
)
_WEB: tuple[_Version, ...] = (
    ("shop-web", "2026.9.3", "ecs.g7.large", "first, taken over from the scaling configuration"),
    ("shop-web", "2026.9.3", "ecs.g7.xlarge", "twice the size for the autumn sale"),
    ("shop-web", "2026.9.17", "ecs.g7.xlarge", "shop-web 2026.9.17"),
    ("shop-web", "2026.9.17", "ecs.g7.large", "back to the usual size"),
    ("shop-web", "2026.10.1", "ecs.g7.large", "shop-web 2026.10.1"),
    ("shop-web", "2026.10.15", "ecs.g7.large", "shop-web 2026.10.15"),
    ("shop-web", "2026.10.15", "ecs.g8i.large", "g8i instead of g7"),
    ("shop-web", "2026.10.22", "ecs.g8i.large", "shop-web 2026.10.22"),
    ("shop-web", "2026.11.5", "ecs.g8i.large", "shop-web 2026.11.5"),
    ("shop-web", "2026.11.12", "ecs.g8i.large", "shop-web 2026.11.12"),
    ("shop-web", "2026.11.12", "ecs.g8i.xlarge", "for the campaign of 11 November"),
    ("shop-web", "2026.11.20", "ecs.g8i.large", "shop-web 2026.11.20, not the default yet"),
)
_TEMPLATES: tuple[tuple[str, int, int, tuple[_Version, ...]], ...] = (
    ("platform-base", 200, 2, tuple((f, b, "ecs.g7.large", d) for f, b, _, d in _BASE)),
    ("worker-base", 200, 2, tuple((f, b, "ecs.c7.xlarge", d) for f, b, _, d in _BASE)),
    ("shop-web", 82, 10, _WEB),
    (
        "checkout-api", 64, 4,
        (
            ("checkout-api", "3.16.4", "ecs.c7.large", "first"),
            ("checkout-api", "3.17.1", "ecs.c7.large", "checkout-api 3.17.1"),
            ("checkout-api", "3.17.2", "ecs.c7.large", "checkout-api 3.17.2"),
            ("checkout-api", "3.18.0", "ecs.c8i.large", "checkout-api 3.18.0 on c8i"),
        ),
    ),
    (
        "edge-gateway", 90, 2,
        (
            ("edge-gateway", "1.8.0", "ecs.c7.large", "first"),
            ("edge-gateway", "1.9.2", "ecs.c7.large", "HTTP/3"),
            ("edge-gateway", "1.9.3", "ecs.c7.large", "fix of the 1.9.2 keep-alive"),
        ),
    ),
    (
        "search-arm", 140, 1,
        (
            ("base-arm", "2026 Q3", "ecs.g8y.large", "trial on ARM"),
            ("base-arm", "2026 Q4", "ecs.g8y.xlarge", "twice the memory"),
        ),
    ),
    (
        "gpu-inference", 100, 3,
        (
            ("gpu-inference", "cuda12.4-r9", "ecs.gn7i-c8g1.2xlarge", "first"),
            ("gpu-inference", "cuda12.4-r9", "ecs.gn7i-c16g1.4xlarge", "larger batches"),
            ("gpu-inference", "cuda12.6-r4", "ecs.gn7i-c16g1.4xlarge", "CUDA 12.6"),
        ),
    ),
    (
        "report-builder-windows", 70, 2,
        (
            ("report-builder", "2026-09", "ecs.g7.2xlarge", "patches of September"),
            ("report-builder", "2026-10", "ecs.g7.2xlarge", "patches of October"),
        ),
    ),
    ("bastion", 320, 1, (("base", "2026 Q1", "ecs.t6-c1m2.large", "one and only"),)),
)  # fmt: skip
"""Of each template: its name, its age in days, its default version, and its versions from the first on."""


def templates(places: tuple[Place, ...], seed: int, now: datetime) -> tuple[Template, ...]:
    """Return the launch templates of all regions."""
    return tuple(_template(place, *known, seed, now) for place in places for known in _TEMPLATES)


def _template(
    place: Place,
    name: str,
    days: int,
    default: int,
    versions: tuple[_Version, ...],
    seed: int,
    now: datetime,
) -> Template:
    made = now - timedelta(days=days)
    step = timedelta(days=days) / (len(versions) + 1)
    return Template(
        id=TemplateId(f"lt-{place.code}{draw.word(17, seed, place.id, name)}"),
        name=name,
        region=place.id,
        default=default,
        versions=tuple(
            TemplateVersion(
                number, own_image(place.code, family, build), kind, about, made + step * (number - 1)
            )
            for number, (family, build, kind, about) in enumerate(versions, 1)
        ),
        created_at=made,
    )
