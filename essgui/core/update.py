"""The one function that decides: from a state, a message and the moment to the next state and effects.

It is pure. Who asks the cloud, how long that takes and what is drawn are none of its business, so every
race is a unit test and a session can be replayed.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from essgui.core import footings, on_drafts, on_guards, on_history, suspended
from essgui.core import messages as m
from essgui.core.chronicle import chronicle
from essgui.core.close_looks import heed
from essgui.core.notifications import notify
from essgui.core.routes import archive, asking, fleet, monitor, papers, shell, wizard
from essgui.core.wants import ask_for_wants

if TYPE_CHECKING:
    from essgui.core.changes import Outcome
    from essgui.core.state import AppState
    from essgui.domain.clock import Instant


def update(state: AppState, message: m.Message, now: Instant) -> Outcome:
    """Return the state after a message that arrives now, and the effects that it asks for."""
    after, effects = _decide(heed(replace(state, now=now), message, now), message, now)
    after, doubts = footings.follow(state, after, now)
    after, guarded = on_guards.watch(state, after, now)
    after = suspended.remind(state, after)
    after, more = chronicle(state, after, now)
    after, told = notify(state, after, now)
    return after, (*effects, *doubts, *guarded, *more, *told, *on_drafts.keep_soon(state, after))


def _decide(state: AppState, message: m.Message, now: Instant) -> Outcome:
    if isinstance(message, m.FleetMessage):
        return fleet.take(state, message, now)
    if isinstance(message, m.DetailMessage):
        return _and_wants(fleet.take_detail(state, message, now), now)
    if isinstance(message, m.ArchiveMessage):
        return archive.take(state, message, now)
    if isinstance(message, m.CentreMessage):
        return shell.take_centre(state, message, now)
    if isinstance(message, m.ErrandMessage):
        return _and_wants(asking.take(state, message, now), now)
    if isinstance(message, m.MonitorMessage):
        return monitor.take(state, message, now)
    if isinstance(message, m.HistoryMessage):
        return on_history.take(state, message, now)
    if isinstance(message, m.PaperMessage):
        return _and_wants(papers.take(state, message), now)
    if isinstance(message, m.WizardMessage):
        return wizard.take(state, message, now)
    return shell.take(state, message, now)


def _and_wants(outcome: Outcome, now: Instant) -> Outcome:
    """Let an answer lead to the next question: an image is known by the configuration that names it."""
    state, effects = outcome
    state, more = ask_for_wants(state, now, retry=False)
    return state, (*effects, *more)
