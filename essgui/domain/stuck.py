"""Which instances of a refresh are stuck, and how many of them a recording names.

Stuck is what keeps a refresh waiting and calls for a person: an instance that a lifecycle hook holds for
longer than usual, that stays in Pending for longer than a launch takes, or that is new and unhealthy. Each
counts once, however often it happens to it. Failed launches are counted as failed activities instead.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from essgui.domain.run import EventKind
from essgui.domain.situation import Gravity, Kind, call_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from essgui.domain.run import Event
    from essgui.domain.scaling import InstanceId
    from essgui.domain.situation import Item

STUCK: dict[Kind, str] = {
    Kind.HOOK: "held by a lifecycle hook",
    Kind.SLOW_LAUNCH: "long in Pending",
    Kind.UNHEALTHY: "new and unhealthy",
}
"""What counts, and how a log says it."""


def stuck_in(items: Iterable[Item]) -> Mapping[InstanceId, Kind]:
    """Return the stuck instances among what was found, each with the gravest that was found of it."""
    found: dict[InstanceId, Kind] = {}
    for item in items:
        if item.kind in STUCK and item.gravity is not Gravity.INFORMATION:
            for instance in item.instances:
                found.setdefault(instance, item.kind)
    return found


def stuck_named(events: Iterable[Event]) -> frozenset[str]:
    """Return the ids of the instances that events call stuck."""
    return frozenset(i for event in events if event.kind is EventKind.STUCK for i in event.detail.split())


def stuck_count(events: Iterable[Event]) -> int | None:
    """Count the stuck instances of a recording; None where some were stuck that it does not name."""
    events = tuple(events)
    named = stuck_named(events)
    calls = {call_words(kind) for kind in STUCK}
    unnamed = any(e.kind is EventKind.ATTENTION and e.sentence in calls for e in events)
    return None if unnamed and not named else len(named)
