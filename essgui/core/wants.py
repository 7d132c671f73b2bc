"""Which answers the wizard and the open monitors need, and how old each may be: asked for unprompted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from essgui.core.lookup import answer, tasks_of
from essgui.core.on_errands import ask
from essgui.core.preflight_questions import preflight_questions
from essgui.core.state import Step
from essgui.core.wants_target import target_questions
from essgui.domain.questions import DiagnosisOf, PastActivities

if TYPE_CHECKING:
    from collections.abc import Iterator

    from essgui.core.changes import Outcome
    from essgui.core.effects import Effect
    from essgui.core.state import AppState, Remote, Wizard
    from essgui.domain.clock import Instant
    from essgui.domain.questions import Question


TARGETS_GOOD_FOR = 900.0
"""Seconds for which a list of images, templates or types is good; a list has a button to read it again."""


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
    for want in _wants(state, state.wizard):
        known = answer(state, want.question)
        old = known.seen is not None and now.mono - known.seen.mono > want.good_for
        if known.failure is not None and not retry:
            continue
        state, more = ask(
            state, want.question, again=old or (retry and _overtaken(state, want.question, known))
        )
        effects += more
    return state, effects


def _overtaken(state: AppState, question: Question[object], known: Remote[object]) -> bool:
    """Tell whether a refresh has ended since past activities were read: there is more to learn from."""
    if not isinstance(question, PastActivities) or known.seen is None:
        return False
    ends = (task.ended_at for task in tasks_of(state, question.group) if task.over)
    return any(end is not None and end >= known.seen.at for end in ends)


def _wants(state: AppState, wizard: Wizard) -> Iterator[Want]:
    # The forecast learns from them; the Pace step is two clicks away.
    yield Want(PastActivities(wizard.region, wizard.group))
    yield from (Want(question, TARGETS_GOOD_FOR) for question in target_questions(state, wizard))
    if wizard.step >= Step.SAFETY:
        for question in preflight_questions(state, wizard):
            # A diagnosis is a piece of work for ESS; the rest is a look.
            yield Want(question, 120.0 if isinstance(question, DiagnosisOf) else 60.0)
