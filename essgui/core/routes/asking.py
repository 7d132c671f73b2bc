"""Routes the questions to the cloud with their answers, and the remedies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essgui.core import messages as m
from essgui.core import on_errands

if TYPE_CHECKING:
    from essgui.core.changes import Outcome
    from essgui.core.state import AppState
    from essgui.domain.clock import Instant


def take(state: AppState, message: m.ErrandMessage, now: Instant) -> Outcome:
    """Return what becomes of a question or of a remedy."""
    match message:
        case m.Asked(question, again):
            return on_errands.ask(state, question, again=again)
        case m.Answered(question, answer):
            return on_errands.answered(state, question, answer, now)
        case m.AskFailed(question, failure):
            return on_errands.ask_failed(state, question, failure)
        case m.RemedyRequested(remedy):
            return on_errands.request(state, remedy, now)
        case m.RemedyAccepted(remedy):
            return on_errands.accepted(state, remedy)
        case m.RemedyFailed(remedy, failure):
            return on_errands.refused(state, remedy, failure)
        case m.RemedyFailureDismissed(remedy):
            return on_errands.dismiss(state, remedy)
