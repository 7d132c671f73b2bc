"""When a watched refresh will end, as its monitor says it: a range and its basis, or why there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essgui.core.lookup import answer
from essgui.core.select_monitor import Figure
from essgui.core.select_monitor_words import clock, span
from essgui.domain.durations import durations_of
from essgui.domain.eta import Eta, eta
from essgui.domain.eta_back import eta_back
from essgui.domain.lifecycle import RefreshStatus
from essgui.domain.questions import PastActivities

if TYPE_CHECKING:
    from datetime import tzinfo

    from essgui.core.select_monitor import Watched
    from essgui.core.state import AppState
    from essgui.domain.durations import Durations
    from essgui.domain.refresh import RefreshTask


def expected_end(state: AppState, found: Watched) -> Eta:
    """Return when a refresh ends, learned from what its monitor has seen."""
    task, band = found.task, found.band
    if band is None:
        return Eta(hidden="The group was not read yet.")
    pause = state.pauses.get(task.id)
    return eta(
        task,
        band,
        state.now.at,
        earlier_durations(state, task),
        found.monitor.activities.value or (),
        found.monitor.timeline.samples,
        pause.began if pause is not None else None,
    )


def earlier_durations(state: AppState, task: RefreshTask) -> Durations:
    """Return how long the parts of earlier refreshes of the group took; its own would count twice."""
    past = answer(state, PastActivities(task.region, task.group)).value or ()
    return durations_of(tuple(a for a in past if a.task != task.id))


def expected_return(state: AppState, found: Watched) -> Eta:
    """Return when a rollback ends, learned from the way there too."""
    task, band = found.task, found.band
    if band is None:
        return Eta(hidden="The group was not read yet.")
    samples = found.monitor.timeline.samples
    began = next((s.at for s in samples if s.status == RefreshStatus.ROLLBACK_IN_PROGRESS), None)
    own = found.monitor.activities.value or ()
    past = answer(state, PastActivities(task.region, task.group)).value or ()
    earlier = (a for a in past if a.task != task.id)
    there = (a for a in own if began and a.started_at and a.started_at < began)
    known = durations_of((*earlier, *there))
    return eta_back(task, found.most_finished, began, band, state.now.at, known, own)


def end_of(state: AppState, found: Watched) -> Eta:
    """Return when it ends on the way that it goes now."""
    return expected_return(state, found) if found.rolling else expected_end(state, found)


def finishes(state: AppState, found: Watched, zone: tzinfo | None = None) -> Figure | None:
    """Return the column of the head; None for a refresh that is over."""
    if found.task.over:
        return None
    said = end_of(state, found)
    if said.soonest is None or said.latest is None:
        return Figure("Finishes", "–", "not known yet", tip=said.hidden)
    now = state.now.at
    about = "" if _exact(state, found) else "≈ "
    low, high = clock(said.soonest, now, zone), clock(said.latest, now, zone)
    value = f"{about}{low}" if low == high else f"{about}{low} to {high}"
    return Figure("Finishes", value, in_words(said), tip=_tip(said))


def in_words(said: Eta) -> str:
    """Say how long it still takes, such as "in 57 to 81 min"."""
    low, high = (seconds + said.waiting for seconds in said.working)
    first, last = span(low), span(high)
    if low < 1:
        return f"within {last}"
    if first == last:
        return f"in {first}"
    if first.endswith(" min") and last.endswith(" min") and "h" not in first + last:
        first = first.removesuffix(" min")
    return f"in {first} to {last}"


def _tip(said: Eta) -> str:
    low, high = said.working
    work = f"{span(low)} to {span(high)} of work"
    waits = f", {span(said.waiting)} of pauses" if said.waiting else ", no pauses"
    return f"{work}{waits}; {said.basis}."


def _exact(state: AppState, found: Watched) -> bool:
    pause = state.pauses.get(found.task.id)
    return pause is None or pause.exact
