"""Which of the refreshes at work ends next, for the fleet's card: said only where something was learned."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from essgui.core.lookup import answer
from essgui.core.select_eta import expected_end
from essgui.core.select_monitor import Watched
from essgui.core.select_monitor_words import clock
from essgui.core.state import Monitor
from essgui.domain.questions import PastActivities

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime, tzinfo

    from essgui.core.select_fleet import FleetRow
    from essgui.core.state import AppState
    from essgui.domain.eta import Eta


@dataclass(frozen=True, slots=True)
class NextEnd:
    """The end that is expected first."""

    line: str
    tip: str


def next_end(state: AppState, running: Iterable[FleetRow], zone: tzinfo | None = None) -> NextEnd | None:
    """Return the end that comes first by the middle of its range; None where no end is known."""
    silent = 0
    ends: list[tuple[datetime, str, Eta]] = []
    for row in running:
        said = _end(state, row)
        if said is None or said.middle is None:
            silent += 1
        else:
            ends.append((said.middle, row.group.name, said))
    if not ends:
        return None
    at, name, said = min(ends, key=lambda end: (end[0], end[1]))
    now = state.now.at
    # One whose end is not known may come before.
    words = "next known end" if silent else "next to finish"
    parts = [f"{name}: {_range(said, now, zone)}, {said.basis}."]
    if silent:
        unknown = "The end of 1 other is" if silent == 1 else f"The ends of {silent} others are"
        parts.append(f"{unknown} not known.")
    return NextEnd(f"{words} ≈ {clock(at, now, zone)}", "\n".join(parts))


def _end(state: AppState, row: FleetRow) -> Eta | None:
    task = row.task
    if task is None:
        return None
    monitor = state.monitors.get(task.id)
    if monitor is None:
        if answer(state, PastActivities(task.region, task.group)).value is None:
            return None
        # Nobody watches it, so its own batches are not known: the group's past has to do.
        monitor = Monitor(task.id, task.region, task.group, opened=state.now)
    said = expected_end(state, Watched(monitor, task, row.group))
    # A monitor may say what follows from defaults, because it says so beside it; a card has no room for that.
    return said if said.learned else None


def _range(said: Eta, now: datetime, zone: tzinfo | None) -> str:
    if said.soonest is None or said.latest is None:
        return "not known"
    low, high = clock(said.soonest, now, zone), clock(said.latest, now, zone)
    return f"≈ {low}" if low == high else f"{low} to {high}"
