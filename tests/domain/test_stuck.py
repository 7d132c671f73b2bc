"""What counts as stuck, and how many stuck instances a recording names."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from essgui.domain.attention import attention
from essgui.domain.run import Event, EventKind
from essgui.domain.scaling import InstanceId
from essgui.domain.situation import Gravity, Item, Kind, call_words
from essgui.domain.stuck import STUCK, stuck_count, stuck_in, stuck_named
from tests.support.situations import HOOK, OLD, ago, failed, new, situation
from tests.support.states import NOW


def test_held_pending_for_long_and_unhealthy_ones_are_stuck_and_failed_launches_are_not() -> None:
    held = new(1, "Pending:Wait")
    slow = new(2, "Pending", created_at=ago(11))
    ill = new(3, health="Unhealthy")
    found = situation(
        instances=(*OLD, held, slow, ill, replace(OLD[0], state="Protected", id=InstanceId("i-kept"))),
        hooks=(HOOK,),
        held_since={held.id: ago(6)},
        activities=(failed("OperationDenied.NoStock", number=7), failed("Quota", number=8)),
    )
    assert stuck_in(attention(found)) == {
        held.id: Kind.HOOK,
        slow.id: Kind.SLOW_LAUNCH,
        ill.id: Kind.UNHEALTHY,
    }
    assert stuck_in(attention(replace(found, held_since={held.id: ago(1)}))).keys() == {slow.id, ill.id}


def test_an_instance_that_is_found_twice_is_stuck_by_the_gravest() -> None:
    one = (InstanceId("i-1"),)
    items = (Item(Kind.UNHEALTHY, Gravity.GRAVE, "", (), one), Item(Kind.HOOK, Gravity.CAUTION, "", (), one))
    assert stuck_in(items) == {one[0]: Kind.UNHEALTHY}


def stuck(ids: str, minutes: float = 0) -> Event:
    return Event(NOW.at + timedelta(minutes=minutes), EventKind.STUCK, "Stuck.", ids)


def test_each_is_counted_once_however_often_it_is_told() -> None:
    events = (stuck("i-1 i-2"), stuck("i-2 i-3", 5), replace(stuck("i-9"), kind=EventKind.ACTION))
    assert stuck_named(events) == {"i-1", "i-2", "i-3"}
    assert stuck_count(iter(events)) == 3
    assert stuck_count(()) == 0


@pytest.mark.parametrize("kind", list(Kind))
def test_a_recording_that_tells_of_stuck_ones_without_their_names_has_no_count(kind: Kind) -> None:
    told = Event(NOW.at, EventKind.ATTENTION, call_words(kind))
    assert stuck_count((told,)) == (None if kind in STUCK else 0)
    assert stuck_count((told, stuck("i-1"))) == 1
