"""How long the parts of this group's refreshes take, and where that is known from, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from essgui.core.failure import FailureKind
from essgui.core.lookup import answer
from essgui.domain.durations import DEFAULTS, DEFAULTS_IN_WORDS, durations_of
from essgui.domain.questions import PastActivities

if TYPE_CHECKING:
    from essgui.core.failure import Failure
    from essgui.core.state import AppState
    from essgui.domain.durations import Durations
    from essgui.domain.scaling import GroupId, RegionId


@dataclass(frozen=True, slots=True)
class KnownDurations:
    """Durations to plan with."""

    durations: Durations
    source: str
    """Where they come from."""
    reading: bool = False
    """The past activities are on their way; until then these are the defaults."""
    failure: Failure | None = None
    """Why there are only the defaults."""


def known_durations(state: AppState, region: RegionId, group: GroupId) -> KnownDurations:
    """Return what was learned from a group's past activities, or the defaults and why they have to do."""
    remote = answer(state, PastActivities(region, group))
    if remote.value is not None:
        found = durations_of(remote.value)
        return KnownDurations(found, found.source)
    if remote.failure is not None and not remote.loading:
        why = (
            "this identity may not read past activities"
            if remote.failure.kind is FailureKind.DENIED
            else "past activities could not be read"
        )
        return KnownDurations(DEFAULTS, f"{why}: {DEFAULTS_IN_WORDS}", failure=remote.failure)
    return KnownDurations(
        DEFAULTS, f"reading this group's past activities… until then {DEFAULTS_IN_WORDS}", reading=True
    )
