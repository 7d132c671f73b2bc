"""When a watched refresh will end, as its monitor says it: a range and its basis, or why there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essgui.core.lookup import answer
from essgui.core.permits import OFFLINE_AFTER
from essgui.core.select_monitor import Figure
from essgui.core.select_monitor_words import clock, span
from essgui.core.state import Poll
from essgui.domain.durations import durations_of
from essgui.domain.eta import Eta, eta
from essgui.domain.eta_back import eta_back
from essgui.domain.failing import failing
from essgui.domain.lifecycle import RefreshStatus
from essgui.domain.questions import PastActivities
from essgui.domain.words import counted, either

if TYPE_CHECKING:
    from datetime import datetime, tzinfo

    from essgui.core.select_monitor import Watched
    from essgui.core.state import AppState
    from essgui.domain.durations import Durations
    from essgui.domain.failing import Failing
    from essgui.domain.refresh import RefreshTask


_WORKING = frozenset({RefreshStatus.IN_PROGRESS, RefreshStatus.CHECKPOINT_PAUSE})
STALE_AFTER = 1800.0
"""Seconds of the cloud's time without an answer from which on no end is foretold any more."""


def as_of(state: AppState, found: Watched) -> datetime:
    """Return the moment from which an end is foretold: now, or the last answer where answers fail."""
    poll = state.polls.get(found.task.region, Poll())
    return state.now.at if poll.seen is None or not poll.misses else poll.seen.at


def expected_end(
    state: AppState, found: Watched, zone: tzinfo | None = None, earlier: Durations | None = None
) -> Eta:
    """Return when a refresh ends, learned from what its monitor has seen.

    `earlier` stands in for what the group's past tells now.
    """
    task, band = found.task, found.band
    if band is None:
        return Eta(hidden="The group was not read yet.")
    vain = failing(found.monitor.activities.value or ())
    if vain is not None and task.status in _WORKING:
        return Eta(hidden=_in_vain(state, vain, zone))
    pause = state.pauses.get(task.id)
    said = eta(
        task,
        band,
        as_of(state, found),
        earlier or earlier_durations(state, task),
        found.monitor.activities.value or (),
        found.monitor.timeline.samples,
        pause.began if pause is not None else None,
    )
    return _held(state, found, said, zone)


def earlier_durations(state: AppState, task: RefreshTask) -> Durations:
    """Return how long the parts of earlier refreshes of the group took; its own would count twice."""
    past = answer(state, PastActivities(task.region, task.group)).value or ()
    return durations_of(tuple(a for a in past if a.task != task.id))


def expected_return(state: AppState, found: Watched, zone: tzinfo | None = None) -> Eta:
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
    said = eta_back(task, found.most_finished, began, band, as_of(state, found), known, own)
    return _held(state, found, said, zone)


def end_of(state: AppState, found: Watched, zone: tzinfo | None = None) -> Eta:
    """Return when it ends on the way that it goes now."""
    return expected_return(state, found, zone) if found.rolling else expected_end(state, found, zone)


def finishes(state: AppState, found: Watched, zone: tzinfo | None = None) -> Figure | None:
    """Return the column of the head; None for a refresh that is over."""
    if found.task.over:
        return None
    said = end_of(state, found, zone)
    lost = state.polls.get(found.task.region, Poll()).misses >= OFFLINE_AFTER
    if said.soonest is None or said.latest is None:
        line = "connection lost" if lost else _not_known(found)
        return Figure("Finishes", "–", line, tip=said.hidden)
    now = state.now.at
    about = "" if _exact(state, found) else "≈ "
    low, high = clock(said.soonest, now, zone), clock(said.latest, now, zone)
    value = f"{about}{low}" if low == high else f"{about}{low} to {high}"
    if lost:
        seen = clock(as_of(state, found), now, zone)
        tip = f"{_tip(said)} No answer has come since {seen}, so it is not judged anew."
        return Figure("Finishes", value, f"as of {seen}, connection lost", "amber_fg", tip)
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


def _held(state: AppState, found: Watched, said: Eta, zone: tzinfo | None) -> Eta:
    """Hide a range that rests on an answer that is too old, or that has passed since."""
    now, seen = state.now.at, as_of(state, found)
    if seen == now or said.latest is None:
        return said
    if now <= said.latest and (now - seen).total_seconds() <= STALE_AFTER * max(1.0, state.profile.speed):
        return said
    return Eta(hidden=f"No answer has come since {clock(seen, now, zone)}, so its end is not known any more.")


def _in_vain(state: AppState, vain: Failing, zone: tzinfo | None) -> str:
    since = clock(vain.since, state.now.at, zone)
    if vain.lost:
        gone = f"{counted(vain.lost, 'instance')} {either(vain.lost, 'has', 'have')} come and gone"
        return f"No new instance has stayed since {since}: {gone}."
    if vain.ever:
        return f"No launch has succeeded since {since}; the last {vain.count} have failed."
    return f"No launch has succeeded since it began at {since}; all {vain.count} have failed."


def _not_known(found: Watched) -> str:
    failed = failing(found.monitor.activities.value or ())
    if failed is None or found.task.status not in _WORKING:
        return "not known yet"
    return "new instances fail" if failed.lost else "launches fail"


def _tip(said: Eta) -> str:
    low, high = said.working
    work = f"{span(low)} to {span(high)} of work"
    waits = f", {span(said.waiting)} of pauses" if said.waiting else ", no pauses"
    return f"{work}{waits}; {said.basis}."


def _exact(state: AppState, found: Watched) -> bool:
    pause = state.pauses.get(found.task.id)
    return pause is None or pause.exact
