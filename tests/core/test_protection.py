"""Which tags protect a group: the same ones before Start, Cancel and Roll back."""

from __future__ import annotations

import pytest

from essgui.core.protection import protecting_tag
from tests.support.states import make_group


@pytest.mark.parametrize(
    ("tags", "tag"),
    [
        ({"protected": "true"}, "protected=true"),
        ({"Protected": "True"}, "Protected=True"),
        ({"team": "web", "env": "prod"}, "env=prod"),
        ({"env": "Production"}, "env=Production"),
        ({"env": "dev", "protected": "false"}, ""),
        ({}, ""),
    ],
)
def test_protecting_tags(tags: dict[str, str], tag: str) -> None:
    assert protecting_tag(make_group(tags=tags)) == tag
