"""Every effect is a frozen value that somebody can perform."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, fields, is_dataclass
from typing import get_args

import pytest

from essgui.core import effects

DEFINED: set[type] = {
    thing
    for thing in vars(effects).values()
    if isinstance(thing, type) and is_dataclass(thing) and thing.__module__ == effects.__name__
}


def test_every_effect_that_is_defined_can_be_asked_for() -> None:
    assert set(get_args(effects.Effect)) == DEFINED


@pytest.mark.parametrize("kind", sorted(DEFINED, key=str))
def test_an_effect_cannot_be_changed(kind: type) -> None:
    assert is_dataclass(kind)
    assert "__slots__" in vars(kind)
    effect = object.__new__(kind)
    for part in fields(kind):
        with pytest.raises(FrozenInstanceError):
            setattr(effect, part.name, None)
