"""What the wizard's form means: its request, its problems, and whether it can be started."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essgui.core.draft import spec_of
from essgui.core.lookup import active_configuration, detail_of, group_of, running_task
from essgui.core.override import uncovered
from essgui.core.permits import YES, Permit
from essgui.core.undoing import still_lost
from essgui.domain.eligibility import blockers
from essgui.domain.rules import blocking, problems

if TYPE_CHECKING:
    from essgui.core.state import AppState, Wizard
    from essgui.domain.refresh import RefreshSpec
    from essgui.domain.rules import Problem
    from essgui.domain.scaling import ScalingGroup


def wizard_group(state: AppState) -> tuple[Wizard, ScalingGroup] | None:
    """Return the wizard and its group, where both are there."""
    if state.wizard is None:
        return None
    group = group_of(state, state.wizard.group)
    return None if group is None else (state.wizard, group)


def wizard_spec(state: AppState) -> RefreshSpec | None:
    """Return the request that the form stands for."""
    both = wizard_group(state)
    return None if both is None else spec_of(both[0].draft, both[1])


def wizard_problems(state: AppState) -> tuple[Problem, ...]:
    """Return everything wrong or noteworthy in the form, in its order."""
    both = wizard_group(state)
    if both is None:
        return ()
    wizard, group = both
    names = None
    if detail_of(state, group.id).configurations.value is not None:
        active = active_configuration(state, group)
        names = tuple(c.name for c in active.containers) if active else ()
    return problems(spec_of(wizard.draft, group), group, names)


def start_permit(state: AppState) -> Permit:
    """Tell whether Start is possible, and if not, what stands against it first."""
    wizard = state.wizard
    if wizard is None:
        return Permit("There is nothing to start.")
    if wizard.attempt is not None:
        return Permit("The request is on its way.")
    if wizard.gone:
        return Permit("This scaling group no longer exists.")
    group = group_of(state, wizard.group)
    if group is None:
        return Permit("This scaling group is not known.")
    if wizard.slips:
        slip = wizard.slips[0]
        return Permit(f"The request as JSON is not right, {slip.place}: {slip.sentence}")
    missing = still_lost(wizard.draft, wizard.lost)
    if missing:
        return Permit(f"Type the values that are never stored again: {', '.join(missing)}.")
    stands = blockers(group, running=running_task(state, group.id) is not None)
    if stands:
        return Permit(stands[0].sentence)
    wrong = blocking(wizard_problems(state))
    if wrong:
        return Permit(wrong[0].sentence)
    no_goes = uncovered(state)
    if no_goes:
        return Permit(
            f"A check says no-go: {no_goes[0]}. Mend it, or say on the Safety page why you start despite it."
        )
    return YES
