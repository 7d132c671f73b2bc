"""Intents of the form that starts a refresh, and the answers to a start."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from essgui.core.draft import Draft
    from essgui.core.failure import Failure
    from essgui.core.state import Picker, Step
    from essgui.domain.scaling import GroupId, TaskId


@dataclass(frozen=True, slots=True)
class WizardOpened:
    """The operator wants to refresh a group."""

    group: GroupId


@dataclass(frozen=True, slots=True)
class WizardOpenedLike:
    """The operator wants to refresh a group with the settings of an earlier refresh of it."""

    task: TaskId
    retry: bool = False
    """What is on the target already is skipped: the rest of a refresh that ended early."""


@dataclass(frozen=True, slots=True)
class WizardOpenedBack:
    """The operator wants to refresh a group back to what it ran before an earlier refresh of it."""

    task: TaskId


@dataclass(frozen=True, slots=True)
class WizardClosed:
    """The operator left the wizard; the form is kept."""


@dataclass(frozen=True, slots=True)
class DraftChanged:
    """The operator changed the form."""

    draft: Draft


@dataclass(frozen=True, slots=True)
class StepChosen:
    """The operator went to a step."""

    step: Step


@dataclass(frozen=True, slots=True)
class OverrideChanged:
    """The operator decides to start despite the no-goes that are on screen, or not to, or says why."""

    on: bool
    reason: str
    against: tuple[str, ...] = ()
    """The no-goes on screen."""


@dataclass(frozen=True, slots=True)
class StartRequested:
    """The operator pressed Start."""


@dataclass(frozen=True, slots=True)
class StartAccepted:
    """The cloud made a refresh for a client token."""

    token: str
    task: TaskId


@dataclass(frozen=True, slots=True)
class StartFailed:
    """A Start was refused, or its outcome is unknown."""

    token: str
    failure: Failure


@dataclass(frozen=True, slots=True)
class StartCheckDue:
    """It is time to find out what became of a Start whose outcome is unknown."""

    token: str


@dataclass(frozen=True, slots=True)
class PickerChanged:
    """The operator searched, paged, or chose whose images to see."""

    picker: Picker


@dataclass(frozen=True, slots=True)
class TypingPaused:
    """Nothing was typed for a short while, so what was typed may be asked for."""


@dataclass(frozen=True, slots=True)
class RequestTyped:
    """The operator edited the request as JSON."""

    text: str


@dataclass(frozen=True, slots=True)
class DraftRestored:
    """The operator wants a form back that was filled over."""

    group: GroupId
    draft: Draft


WizardMessage = (
    WizardOpened
    | WizardOpenedLike
    | WizardOpenedBack
    | WizardClosed
    | DraftChanged
    | StepChosen
    | OverrideChanged
    | StartRequested
    | StartAccepted
    | StartFailed
    | StartCheckDue
    | PickerChanged
    | TypingPaused
    | RequestTyped
    | DraftRestored
)
