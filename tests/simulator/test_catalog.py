"""The catalogue holds together: whatever a template or a region names exists, and every id is one thing's."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from essgui.simulator import catalog

if TYPE_CHECKING:
    from essgui.simulator.world import Template

NOW = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
TEMPLATES = catalog.templates(1, NOW)


def test_what_a_template_would_launch_exists_in_its_region() -> None:
    types = {kind.id: kind for kind in catalog.TYPES}
    for template in TEMPLATES:
        for version in template.versions:
            image = catalog.image(version.image)
            assert image is not None, (template.name, version.number)
            assert version.image.startswith(f"m-{catalog.code(template.region)}")
            kind = types[version.instance_type]
            assert (kind.architecture == "ARM") == (image.architecture == "arm64"), template.name


def test_ids_are_of_one_thing_only() -> None:
    ids = [t.id for t in TEMPLATES] + [i.id for i in catalog.IMAGES] + [t.id for t in catalog.TYPES]
    regional = Counter(ids)
    assert [one for one, count in regional.items() if count > 1 and one.startswith("lt-")] == []
    own = [i.id for i in catalog.IMAGES if i.id.startswith("m-")]
    assert len(own) == len(set(own))
    assert len({t.id for t in catalog.TYPES}) == len(catalog.TYPES)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda t: f"{t.region}-{t.name}")
def test_versions_count_from_one_in_the_order_of_their_making(template: Template) -> None:
    numbers = [version.number for version in template.versions]
    assert numbers == list(range(1, len(numbers) + 1))
    assert template.default in numbers
    made = [version.created_at for version in template.versions]
    assert made == sorted(set(made))
    assert template.created_at == made[0]
    assert made[-1] < NOW - timedelta(hours=1)


def test_what_is_sold_out_is_a_type_in_zones_that_exist() -> None:
    zones = {zone for place in catalog.PLACES for zone in place.zones}
    for name, out in catalog.SOLD_OUT.items():
        (kind,) = [t for t in catalog.TYPES if t.id == name]
        assert kind.sold_out == out
        assert set(out) <= zones


def test_another_seed_is_another_account_with_the_same_names() -> None:
    other = catalog.templates(2, NOW)
    assert [t.name for t in other] == [t.name for t in TEMPLATES]
    assert not {t.id for t in other} & {t.id for t in TEMPLATES}
    assert catalog.templates(1, NOW) == TEMPLATES


def test_an_unknown_image_has_no_name_and_an_unknown_region_is_a_defect() -> None:
    known = catalog.IMAGES[0]
    assert catalog.image_name(known.id) == known.name
    assert catalog.image("m-none") is None
    assert catalog.image_name("m-none") == ""
    with pytest.raises(KeyError):
        catalog.code("mars-1")
