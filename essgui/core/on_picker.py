"""What happens in the lists of the Target step: searched here, and in the cloud once the typing pauses."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from essgui.core import on_wizard
from essgui.core.effects import Wake
from essgui.core.messages import TypingPaused

if TYPE_CHECKING:
    from essgui.core.changes import Outcome
    from essgui.core.draft import Draft
    from essgui.core.state import AppState, Picker

QUIET = 0.35
"""Seconds without a key stroke after which what was typed is asked for."""


def change_picker(state: AppState, picker: Picker) -> Outcome:
    """Search, page, or choose whose images to see; another search begins at its first page."""
    wizard = state.wizard
    if wizard is None:
        return state, ()
    before = wizard.picker
    # What is asked for is none of the form's business.
    picker = replace(picker, asked=before.asked, typing=before.typing)
    if (picker.owner, picker.text) != (before.owner, before.text):
        picker = replace(picker, page=1)
    picker = replace(picker, page=max(1, picker.page))
    typed = picker.text != before.text
    if typed:
        picker = replace(picker, typing=True)
    if picker == before:
        return state, ()
    return replace(state, wizard=replace(wizard, picker=picker)), (_quiet() if typed else ())


def change_draft(state: AppState, draft: Draft) -> Outcome:
    """Take what was typed; an id that grows letter by letter is looked up only when it is whole."""
    before = state.wizard
    state, effects = on_wizard.change_draft(state, draft)
    wizard = state.wizard
    if before is None or wizard is None or wizard is before:
        return state, effects
    if (draft.image, draft.template) == (before.draft.image, before.draft.template):
        return state, effects
    wizard = replace(wizard, picker=replace(wizard.picker, typing=True))
    return replace(state, wizard=wizard), (*effects, *_quiet())


def typing_paused(state: AppState) -> AppState:
    """Take what was typed as what is meant."""
    wizard = state.wizard
    if wizard is None:
        return state
    picker = replace(wizard.picker, asked=wizard.picker.text.strip(), typing=False)
    return replace(state, wizard=replace(wizard, picker=picker))


def _quiet() -> tuple[Wake, ...]:
    return (Wake("typing", QUIET, TypingPaused()),)
