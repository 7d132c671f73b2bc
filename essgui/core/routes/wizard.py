"""Routes what is filled into the form, and the answers to a start."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essgui.core import messages as m
from essgui.core import on_picker, on_start, on_wizard
from essgui.core.override import withdraw_if_other
from essgui.core.state import Override
from essgui.core.wants import ask_for_wants

if TYPE_CHECKING:
    from essgui.core.changes import Outcome
    from essgui.core.state import AppState
    from essgui.domain.clock import Instant


def take(state: AppState, message: m.WizardMessage, now: Instant) -> Outcome:
    """Return what becomes of a message of the wizard, and ask for what the form then wants to know."""
    after, effects = _route(state, message, now)
    # Whatever filled the form in: a decision despite no-goes holds for those that were seen.
    state = withdraw_if_other(state, after)
    came = isinstance(message, m.StepChosen | m.WizardOpened | m.WizardOpenedLike | m.WizardOpenedBack)
    state, more = ask_for_wants(state, now, retry=came)
    return state, (*effects, *more)


def _route(state: AppState, message: m.WizardMessage, now: Instant) -> Outcome:
    match message:
        case m.WizardOpened(group):
            return on_wizard.open_wizard(state, group)
        case m.WizardOpenedLike(task, retry):
            return on_wizard.open_like(state, task, retry=retry)
        case m.WizardOpenedBack(task):
            return on_wizard.open_back(state, task)
        case m.WizardClosed():
            return on_wizard.close_wizard(state)
        case m.DraftChanged(draft):
            return on_picker.change_draft(state, draft)
        case m.StepChosen(step):
            return on_wizard.choose_step(state, step)
        case m.OverrideChanged(on, reason, against):
            return on_wizard.change_override(state, Override(on, reason, against)), ()
        case m.StartRequested():
            return on_start.request_start(state, now)
        case m.StartAccepted(token, task):
            return on_start.start_accepted(state, token, task, now)
        case m.StartFailed(token, failure):
            return on_start.start_failed(state, token, failure)
        case m.StartCheckDue(token):
            return on_start.check_start(state, token)
        case m.PickerChanged(picker):
            return on_picker.change_picker(state, picker)
        case m.TypingPaused():
            return on_picker.typing_paused(state), ()
        case m.RequestTyped(text):
            return on_wizard.type_request(state, text)
        case m.DraftRestored(group, draft):
            return on_wizard.restore_draft(state, group, draft)
