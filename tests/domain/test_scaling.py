"""What a group counts and where its instances come from."""

from __future__ import annotations

from essgui.domain.scaling import Capacity, TemplateId
from tests.support.states import make_group


def test_protected_instances_serve_too() -> None:
    assert Capacity(active=7, protected=2, standby=1, pending=1, removing=1).in_service == 9


def test_a_group_wants_its_desired_capacity_or_what_it_has() -> None:
    assert Capacity(active=7, protected=1, desired=10).wanted == 10
    assert Capacity(active=7, protected=1, desired=0).wanted == 0
    assert Capacity(active=7, protected=1).wanted == 8


def test_a_group_comes_from_a_template_where_it_names_one() -> None:
    assert not make_group().from_template
    assert make_group(launch_template=TemplateId("lt-1")).from_template
