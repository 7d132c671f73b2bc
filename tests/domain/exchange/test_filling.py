"""A whole request fills the whole form, but says nothing of a pause that it does not have."""

from __future__ import annotations

from dataclasses import replace

import pytest

from essgui.domain.exchange.filling import Filling, filling_of
from tests.domain.exchange.specs import SPECS


@pytest.mark.parametrize("name", SPECS)
def test_all_that_is_asked_for_is_filled_in(name: str) -> None:
    spec = SPECS[name]
    filling = filling_of(replace(spec, checkpoints=(50, 100), pause_minutes=7))
    missing = [field for field in Filling.__dataclass_fields__ if getattr(filling, field) is None]
    assert missing == ["guards"], "a request says nothing of them"
    assert (filling.region, filling.group, filling.target) == (spec.region, spec.group, spec.target)
    assert (filling.checkpoints, filling.pause_minutes) == ((50, 100), 7)
    assert not filling.keeps_environment


def test_without_checkpoints_the_pause_of_the_form_stays_and_its_checkpoints_go() -> None:
    spec = replace(next(iter(SPECS.values())), checkpoints=(), pause_minutes=7)
    filling = filling_of(spec)
    assert filling.pause_minutes is None
    assert filling.checkpoints == ()
