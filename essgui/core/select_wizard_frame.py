"""The header and the footer of the wizard: the steps with their marks, a hint, and whether Start is on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from essgui.core.form import start_permit
from essgui.core.select_wizard import TITLES, step_of
from essgui.core.select_wizard_reading import reading
from essgui.core.state import Step
from essgui.domain.rules import Severity

if TYPE_CHECKING:
    from essgui.core.select_wizard import Subject


@dataclass(frozen=True, slots=True)
class StepMark:
    """One step in the strip."""

    step: Step
    title: str
    errors: int = 0
    cautions: int = 0
    visited: bool = False
    left: bool = False
    """Whether the operator went on from here; only then a problem is marked, not while one is still at it."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The header and the footer."""

    name: str
    group: str
    place: str
    """Region and type."""
    source: str
    """From what the form was filled in, such as "filled in as ir-… was"; may be empty."""
    step: Step
    marks: tuple[StepMark, ...]
    hint: str
    back: bool
    """Whether there is a step before this one."""
    next_title: str
    """Empty on the last step."""
    start_reason: str
    """Why Start is off; empty where it is on."""


def frame(subject: Subject) -> Frame:
    """Return the header and the footer."""
    group, wizard = subject.group, subject.wizard
    step = wizard.step
    marks = tuple(_mark(subject, each) for each in Step)
    last = step is Step.REVIEW
    return Frame(
        name=group.name or group.id,
        group=group.id,
        place=f"{group.region} · {group.type.value}",
        source=f"filled in {wizard.source}" if wizard.source else "",
        step=step,
        marks=marks,
        hint=_hint(subject),
        back=step is not Step.TARGET,
        next_title="" if last else TITLES[Step(step + 1)],
        start_reason=start_permit(subject.state).reason if last else "",
    )


def _mark(subject: Subject, step: Step) -> StepMark:
    here = [p for p in subject.problems if step_of(p.field) is step]
    errors = sum(1 for p in here if p.severity is Severity.ERROR)
    wizard = subject.wizard
    left = step < wizard.furthest or step < wizard.step
    return StepMark(step, TITLES[step], errors, len(here) - errors, step <= wizard.furthest, left)


def _hint(subject: Subject) -> str:
    if subject.wizard.step is Step.PACE:
        return _forecast_hint(subject)
    if subject.wizard.step is Step.SAFETY:
        return "Checks only look: nothing is changed by them."
    if subject.wizard.step is Step.REVIEW:
        return "Start sends exactly the request shown here."
    waits = reading(subject) if subject.wizard.step is Step.TARGET else ""
    return waits or "Nothing is sent to Alibaba Cloud before you press Start on the Review page."


def _forecast_hint(subject: Subject) -> str:
    band, promise = subject.corridor, "A forecast, not a promise: ESS chooses the real batches."
    if not subject.in_range:
        return promise
    if not band.surge:
        return f"{promise} Line shows old before new; the ceiling leaves no room above {band.capacity}."
    return f"{promise} Line shows new before old; the floor allows {band.floor}."
