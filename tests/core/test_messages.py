"""Every message is a frozen value of exactly one sort, so `update` can be exhaustive."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, fields, is_dataclass
from itertools import combinations
from typing import get_args

import pytest

from essgui.core import messages

SORTS = (
    messages.ShellMessage,
    messages.FleetMessage,
    messages.DetailMessage,
    messages.MonitorMessage,
    messages.WizardMessage,
)
DEFINED: set[type] = {
    thing
    for thing in vars(messages).values()
    if isinstance(thing, type) and is_dataclass(thing) and thing.__module__ == messages.__name__
}


def test_every_message_that_is_defined_can_be_sent() -> None:
    assert set(get_args(messages.Message)) == DEFINED


def test_no_message_is_of_two_sorts() -> None:
    for one, two in combinations(SORTS, 2):
        assert not set(get_args(one)) & set(get_args(two))


@pytest.mark.parametrize("kind", sorted(DEFINED, key=str))
def test_a_message_cannot_be_changed(kind: type) -> None:
    assert is_dataclass(kind)
    assert "__slots__" in vars(kind)
    message = object.__new__(kind)
    for part in fields(kind):
        with pytest.raises(FrozenInstanceError):
            setattr(message, part.name, None)
