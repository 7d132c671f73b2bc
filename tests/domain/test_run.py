"""Nothing that goes to disk holds the value of a variable, and what was taken out is known to be missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from essgui.domain.lifecycle import RefreshAction
from essgui.domain.refresh import ContainersTarget, ImageTarget
from essgui.domain.run import Deed, folded, lost_values
from essgui.domain.scaling import Container, EnvironmentVariable
from tests.domain.exchange.specs import TARGETS

if TYPE_CHECKING:
    from essgui.domain.refresh import Target

SECRET = "correct horse"
KEY = EnvironmentVariable("KEY", SECRET)
NODE = EnvironmentVariable("NODE", "", "status.podIP")
APP = Container("app", "app:2", ("sh",), ("-c",), (KEY, NODE))
LOG = Container("log", "log:1")


def test_values_are_taken_out_and_all_else_stays() -> None:
    found = folded(ContainersTarget((APP, LOG)))
    assert SECRET not in repr(found)
    bare = Container("app", "app:2", ("sh",), ("-c",), (EnvironmentVariable("KEY"), NODE))
    assert found == ContainersTarget((bare, LOG))
    assert folded(found) == found


@pytest.mark.parametrize("name", ["active", "configuration", "image", "template"])
def test_a_target_without_containers_is_itself(name: str) -> None:
    assert folded(TARGETS[name]) is TARGETS[name]


@pytest.mark.parametrize(
    ("target", "lost"),
    [
        (ContainersTarget((APP,)), False),
        (folded(ContainersTarget((LOG, APP))), True),
        (folded(ContainersTarget((LOG,))), False),
        (ContainersTarget((Container("a", "a:1", environment=(NODE,)),)), False),
        (ContainersTarget(()), False),
        (ImageTarget("m-1"), False),
    ],
)
def test_only_a_variable_without_value_and_source_is_a_lost_one(target: Target, lost: bool) -> None:
    assert lost_values(target) is lost


def test_each_action_on_a_refresh_is_a_deed() -> None:
    others = {"START", "REMEDY", "SUSPEND_PROCESSES", "RESUME_PROCESSES"}
    assert {deed.name for deed in Deed} == {*others, *(action.name for action in RefreshAction)}
