"""What is on its way, on guard or still suspended when the window is closed, and what closing then means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from essgui.core.lookup import group_of
from essgui.core.permits import doing
from essgui.core.state import ProfileKind
from essgui.core.suspended import still_suspended
from essgui.domain.guards import in_words
from essgui.domain.words import listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from essgui.core.state import AppState
    from essgui.domain.scaling import GroupId

_NO_GUARD = "Guards stop watching: while this program is closed, nothing suspends or rolls back a refresh."


@dataclass(frozen=True, slots=True)
class Closing:
    """The question before the window closes."""

    title: str
    lines: tuple[str, ...]
    """What is on its way, what is guarded, and what was suspended from here and not resumed."""
    keeps: tuple[str, ...]
    loses: tuple[str, ...]


def closing(state: AppState) -> Closing | None:
    """Return what stands against closing at once, or None where nothing does."""
    lines, guarded, stays = tuple(_on_its_way(state)), tuple(_guarded(state)), tuple(_suspended(state))
    if not lines and not guarded and not stays:
        return None
    keeps: list[str] = []
    loses: list[str] = []
    if lines:
        keeps.append("Whatever ESS has accepted goes on without this program.")
        loses.append("Whether ESS accepted it is not seen before this program runs again.")
        starting = state.wizard is not None and state.wizard.attempt is not None
        if starting and not state.archive.keeping:
            loses.append(
                "It was not written down here either: look in the ESS console before you start it again."
            )
        elif starting:
            keeps[0] += " The next run looks for what became of the start, and never sends it a second time."
    elif guarded:
        keeps.append("The refresh goes on in the cloud.")
        if state.archive.keeping:
            keeps[0] += " The guards watch again when this program runs again, for what happens from then on."
    if guarded:
        loses.append(_NO_GUARD)
    if stays:
        loses.append(_unresumed(state))
    return Closing(_title(bool(lines), bool(guarded)), (*lines, *guarded, *stays), tuple(keeps), tuple(loses))


def _title(on_its_way: bool, guarded: bool) -> str:
    if on_its_way:
        return "Close while something is on its way?"
    return "Close and stop guarding?" if guarded else "Close with processes still suspended?"


def _suspended(state: AppState) -> Iterator[str]:
    for group, names in still_suspended(state).items():
        verb = "is" if len(names) == 1 else "are"
        yield f"{_name(state, group)}: {listed(names)} {verb} suspended from here."


def _guarded(state: AppState) -> Iterator[str]:
    """Say which refreshes have guards that may still act, and what those would do."""
    for monitor in state.monitors.values():
        task, vigil = state.tasks.get(monitor.task), monitor.vigil
        if task is not None and not task.over and vigil.watching:
            yield f"{_name(state, monitor.group)} is guarded: {in_words(vigil.awake)}."


def _on_its_way(state: AppState) -> Iterator[str]:
    attempt = state.wizard.attempt if state.wizard is not None else None
    if attempt is not None:
        yield f"The start of a refresh of {_name(state, attempt.spec.group)} has no answer yet."
    flying = {**state.flights, **{m.task: m.in_flight for m in state.monitors.values()}}
    for task, flight in flying.items():
        if flight is not None and flight.accepted_at_poll is None and task in state.tasks:
            yield f"{_name(state, state.tasks[task].group)}: {doing(flight.action)}"
    for group in sorted({remedy.group for remedy, errand in state.errands.items() if errand.failure is None}):
        yield f"{_name(state, group)}: a change to its instances is under way."


def _unresumed(state: AppState) -> str:
    if state.profile.kind is ProfileKind.SIMULATED:
        return "The practice cloud ends with this program. A real group would stay as it is until resumed."
    if not state.archive.keeping:
        return "Nothing resumes them, and it was not written down here: resume them in the ESS console."
    return "Nothing resumes them while this program is closed. The next run asks you again."


def _name(state: AppState, group: GroupId) -> str:
    found = group_of(state, group)
    return found.name if found is not None else str(group)
