"""An activity is over with its last member, and says truly how it went."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from essgui.domain.scaling import InstanceId, TaskId
from essgui.simulator.machine.deeds import Deeds
from essgui.simulator.world import Deed, Failure
from tests.simulator.machine.watching import NOW

if TYPE_CHECKING:
    from essgui.simulator.builder import WorldBuilder

ONE, TWO = InstanceId("i-1"), InstanceId("i-2")
LATER = NOW + timedelta(seconds=90)


@pytest.fixture
def deeds(b: WorldBuilder) -> Deeds:
    group = b.group("web", 2)
    return Deeds(b.done().groups[group], 1, "bp1")


def begun(deeds: Deeds) -> Deed:
    name = deeds.next_id()
    deeds.begin(NOW, "cause", "Add 2", [ONE, TWO], 2, TaskId("ir-1"))
    return deeds.known[name]


@pytest.mark.parametrize(
    ("failed", "came", "status", "message"),
    [
        ((), (ONE, TWO), "Successful", "Add 2."),
        ((TWO,), (ONE,), "Warning", "No stock."),
        ((ONE, TWO), (), "Failed", "No stock."),
    ],
)
def test_how_it_went_is_known_with_the_last_member(
    deeds: Deeds, failed: tuple[InstanceId, ...], came: tuple[InstanceId, ...], status: str, message: str
) -> None:
    deed = begun(deeds).id
    for member in failed:
        deeds.note(deed, Failure("NoStock", "No stock.", (member,)))
    deeds.close(LATER, deed, ONE, created=ONE in came)
    assert (deeds.known[deed].status, deeds.known[deed].ended_at) == ("InProgress", None)
    # What is told twice counts once.
    deeds.close(LATER, deed, ONE, created=ONE in came)
    deeds.close(LATER, deed, TWO, created=TWO in came)
    over = deeds.known[deed]
    assert (over.status, over.message, over.ended_at) == (status, message, LATER)
    assert over.created == came
    assert not over.open
    assert [failure.instances for failure in over.failures] == ([failed] if failed else [])


def test_unlike_errors_are_told_apart(deeds: Deeds) -> None:
    deed = begun(deeds).id
    deeds.note(deed, Failure("NoStock", "No stock.", (ONE,)))
    deeds.note(deed, Failure("NoStock", "None in zone j.", (TWO,)))
    assert len(deeds.known[deed].failures) == 2


def test_what_is_done_at_once_is_over_at_once_and_every_activity_has_its_own_id(deeds: Deeds) -> None:
    first = begun(deeds)
    second = deeds.record(LATER, "cause", "Put 1 into standby", 1, 2)
    assert first.id != second
    assert first.task == "ir-1"
    over = deeds.known[second]
    assert (over.status, over.started_at, over.ended_at) == ("Successful", LATER, LATER)
    assert deeds.next_id() not in deeds.known
