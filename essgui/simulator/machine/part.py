"""What a member is to the capacity of its group, and in which order members are released."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from essgui.domain.scaling import CreationType, InstanceState

if TYPE_CHECKING:
    from collections.abc import Iterable

    from essgui.simulator.world import Member

S = InstanceState


class Part(StrEnum):
    """What a member is to the capacity of its group."""

    COMING = "coming"
    """Launching, held by a hook, or warming up."""
    SERVING = "serving"
    ASIDE = "aside"
    """In standby or stopped: not counted."""
    LEAVING = "leaving"


_PARTS = {
    S.PENDING: Part.COMING,
    S.PENDING_WAIT: Part.COMING,
    S.IN_SERVICE: Part.SERVING,
    S.PROTECTED: Part.SERVING,
    S.STANDBY: Part.ASIDE,
    S.STOPPED: Part.ASIDE,
    S.REMOVING: Part.LEAVING,
    S.REMOVING_WAIT: Part.LEAVING,
}

IN_SERVICE_COUNTS = frozenset({S.IN_SERVICE, S.PROTECTED})


def part(member: Member) -> Part:
    """Return what a member is to the capacity; one that is warming up is still coming."""
    if member.state in IN_SERVICE_COUNTS and member.until is not None:
        return Part.COMING
    return _PARTS[member.state]


def newest_first(members: Iterable[Member]) -> list[Member]:
    """Sort members for release: the youngest ones first, those that do not serve yet before all."""
    return sorted(members, key=lambda m: (m.state in IN_SERVICE_COUNTS, -m.ordinal))


def oldest_first(members: Iterable[Member]) -> list[Member]:
    """Sort members for release: the oldest ones first (removal policy OldestInstance)."""
    return sorted(members, key=lambda m: m.ordinal)


def removable(member: Member) -> bool:
    """Tell whether scaling in may take a member: automatic, counted and not protected."""
    return member.creation is CreationType.AUTO and member.state in {S.IN_SERVICE, S.PENDING, S.PENDING_WAIT}
