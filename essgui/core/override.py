"""Starting despite a no-go: it needs a reason, covers what was seen, and nothing that came later."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from essgui.core.preflight import preflight
from essgui.core.state import Override
from essgui.domain.preflight.verdict import standing_against

if TYPE_CHECKING:
    from collections.abc import Iterable

    from essgui.core.state import AppState
    from essgui.domain.preflight.verdict import Check

LEAST_REASON = 10
"""Characters that a reason has at least, so that somebody can make sense of it later."""


def no_goes(checks: Iterable[Check]) -> tuple[str, ...]:
    """Name the no-goes that can be overridden; what ESS refuses itself is not among them."""
    return tuple(
        f"{c.kind.value.capitalize()}: {c.headline}" for c in standing_against(checks) if not c.final
    )


def is_on(override: Override, against: tuple[str, ...]) -> bool:
    """Tell whether the decision was made about all of these no-goes."""
    return override.on and bool(against) and set(against) <= set(override.against)


def covers(override: Override, against: tuple[str, ...]) -> bool:
    """Tell whether the decision lets a Start pass these no-goes: made about them, with a reason."""
    return is_on(override, against) and len(override.reason.strip()) >= LEAST_REASON


def uncovered(state: AppState) -> tuple[str, ...]:
    """Return the no-goes that stand against a Start now."""
    against = standing(state)
    if state.wizard is None or covers(state.wizard.override, against):
        return ()
    return against


def despite(state: AppState) -> Override | None:
    """Return what a Start now would be made despite, and why; None where nothing stands against it."""
    against = standing(state)
    if state.wizard is None or not covers(state.wizard.override, against):
        return None
    return Override(True, state.wizard.override.reason.strip(), against)


def reason_of(override: Override | None) -> str:
    """Say in one line, for whoever reads it later, despite what it was started and why."""
    return f"Despite {'; '.join(override.against)}. Reason: {override.reason}" if override else ""


def withdraw_if_other(before: AppState, after: AppState) -> AppState:
    """Take the decision back where a change of the form has changed the no-goes; the reason stays typed."""
    wizard = after.wizard
    if wizard is None or not wizard.override.on or standing(before) == standing(after):
        return after
    return replace(after, wizard=replace(wizard, override=replace(wizard.override, on=False, against=())))


def standing(state: AppState) -> tuple[str, ...]:
    """Return the no-goes of the wizard's form that can be overridden."""
    found = preflight(state)
    return () if found is None else no_goes(found.checks)
