"""What is on its way or on guard when the window is about to be closed, and what closing then means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from essgui.core.lookup import group_of
from essgui.core.permits import doing
from essgui.domain.guards import in_words

if TYPE_CHECKING:
    from essgui.core.state import AppState
    from essgui.domain.scaling import GroupId

_NO_GUARD = "Guards stop watching: while this program is closed, nothing suspends or rolls back a refresh."


@dataclass(frozen=True, slots=True)
class Closing:
    """The question before the window closes."""

    title: str
    lines: tuple[str, ...]
    """What is on its way, and what is guarded."""
    keeps: tuple[str, ...]
    loses: tuple[str, ...]


def closing(state: AppState) -> Closing | None:
    """Return what stands against closing at once, or None where nothing is on its way."""
    lines: list[str] = []
    attempt = state.wizard.attempt if state.wizard is not None else None
    if attempt is not None:
        lines.append(f"The start of a refresh of {_name(state, attempt.spec.group)} has no answer yet.")
    for monitor in state.monitors.values():
        if monitor.in_flight is not None and monitor.in_flight.accepted_at_poll is None:
            lines.append(f"{_name(state, monitor.group)}: {doing(monitor.in_flight.action)}")
    busy = {remedy.group for remedy, errand in state.errands.items() if errand.failure is None}
    lines += [f"{_name(state, group)}: a change to its instances is under way." for group in sorted(busy)]
    guarded = _guarded(state)
    if not lines:
        return _unguarded(state, guarded) if guarded else None
    kept = "Whatever ESS has accepted goes on without this program."
    loses = ["Whether ESS accepted it is not seen before this program runs again."]
    if guarded:
        loses.append(_NO_GUARD)
    if attempt is not None and not state.archive.keeping:
        loses.append(
            "It was not written down here either: look in the ESS console before you start it again."
        )
    elif attempt is not None:
        kept += " The next run looks for what became of the start, and never sends it a second time."
    return Closing("Close while something is on its way?", (*lines, *guarded), (kept,), tuple(loses))


def _guarded(state: AppState) -> tuple[str, ...]:
    """Say which refreshes have guards that may still act, and what those would do."""
    told: list[str] = []
    for monitor in state.monitors.values():
        task, vigil = state.tasks.get(monitor.task), monitor.vigil
        if task is not None and not task.over and vigil.watching:
            told.append(f"{_name(state, monitor.group)} is guarded: {in_words(vigil.awake)}.")
    return tuple(told)


def _unguarded(state: AppState, guarded: tuple[str, ...]) -> Closing:
    kept = "The refresh goes on in the cloud."
    if state.archive.keeping:
        kept += " The guards watch again when this program runs again, for what happens from then on."
    return Closing("Close and stop guarding?", guarded, (kept,), (_NO_GUARD,))


def _name(state: AppState, group: GroupId) -> str:
    found = group_of(state, group)
    return found.name if found is not None else str(group)
