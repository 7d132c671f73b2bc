"""Which answers the open step of the wizard needs, and how old each may be: asked for without being told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from essgui.core.lookup import answer
from essgui.core.on_errands import ask
from essgui.domain.questions import PastActivities

if TYPE_CHECKING:
    from collections.abc import Iterator

    from essgui.core.changes import Outcome
    from essgui.core.effects import Effect
    from essgui.core.state import AppState, Wizard
    from essgui.domain.clock import Instant
    from essgui.domain.questions import Question


@dataclass(frozen=True, slots=True)
class Want:
    """A question, and the seconds for which its answer is good."""

    question: Question[object]
    good_for: float = 300.0


def ask_for_wants(state: AppState, now: Instant, *, retry: bool) -> Outcome:
    """Ask what the wizard needs and is not known, or is too old; what failed only where `retry` says so."""
    effects: tuple[Effect, ...] = ()
    if state.wizard is None:
        return state, effects
    for want in _wants(state.wizard):
        known = answer(state, want.question)
        old = known.seen is not None and now.mono - known.seen.mono > want.good_for
        if known.failure is not None and not retry:
            continue
        state, more = ask(state, want.question, again=old)
        effects += more
    return state, effects


def _wants(wizard: Wizard) -> Iterator[Want]:
    # The forecast learns from them; the Pace step is two clicks away.
    yield Want(PastActivities(wizard.region, wizard.group))
