"""Every message is a frozen value of exactly one sort, so `update` can be exhaustive."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, fields, is_dataclass
from importlib import import_module
from itertools import combinations
from pkgutil import iter_modules
from typing import get_args

import pytest

from essgui.core import messages

SORTS = (
    messages.ShellMessage,
    messages.FleetMessage,
    messages.DetailMessage,
    messages.ArchiveMessage,
    messages.CentreMessage,
    messages.ErrandMessage,
    messages.MonitorMessage,
    messages.WizardMessage,
    messages.PaperMessage,
    messages.HistoryMessage,
)
DEFINED: set[type] = {
    thing
    for module in iter_modules(messages.__path__, f"{messages.__name__}.")
    for thing in vars(import_module(module.name)).values()
    if isinstance(thing, type) and is_dataclass(thing) and thing.__module__ == module.name
}


def test_every_message_that_is_defined_can_be_sent() -> None:
    assert set(get_args(messages.Message)) == DEFINED


def test_the_package_names_every_message() -> None:
    assert {getattr(messages, kind.__name__) for kind in DEFINED} == DEFINED


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
