"""The guards in the wizard: chosen on the Safety page, named on the Review page, on duty after the Start."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from essgui.core.select_guards import TITLES, row_of
from essgui.core.select_wizard_facts import Fact, FactKind
from essgui.domain.guards import Guards, fitting, in_words

if TYPE_CHECKING:
    from essgui.core.select_guards import GuardRow
    from essgui.core.select_wizard import Subject


@dataclass(frozen=True, slots=True)
class GuardsChoice:
    """What was chosen, and what can be."""

    guards: Guards = Guards()
    rows: tuple[GuardRow, ...] = ()


def guards_choice(subject: Subject) -> GuardsChoice:
    """Return the card of the guards."""
    guards, target = subject.draft.guards, subject.spec.target
    floor = subject.corridor.floor
    return GuardsChoice(guards, tuple(row_of(guard, guards, target, floor) for guard in TITLES))


def guards_fact(subject: Subject) -> Fact:
    """Return which guards will watch, for the Review page."""
    words = in_words(fitting(subject.draft.guards, subject.spec.target))
    if not words:
        text = "This program does nothing by itself. Guards are on the Safety page."
        return Fact(FactKind.GUARDS, "No guards", text)
    text = f"{words[:1].upper()}{words[1:]}: only while this program runs and the monitor is open."
    return Fact(FactKind.GUARDS, "Guards watch after the start", text)
