"""Questions to the cloud with their answers, and the remedies of what calls for attention."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from essgui.core.failure import Failure
    from essgui.domain.questions import Question
    from essgui.domain.remedies import Remedy


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody wants the answer to a question; one that is there already is enough unless `again`."""

    question: Question[object]
    again: bool = False


@dataclass(frozen=True, slots=True)
class Answered:
    """The answer to a question, of the type that the question names."""

    question: Question[object]
    answer: object


@dataclass(frozen=True, slots=True)
class AskFailed:
    """A question was refused or had no usable answer."""

    question: Question[object]
    failure: Failure


@dataclass(frozen=True, slots=True)
class RemedyRequested:
    """The operator confirmed a remedy."""

    remedy: Remedy


@dataclass(frozen=True, slots=True)
class RemedyAccepted:
    """The cloud accepted a remedy; its effect is still to be seen."""

    remedy: Remedy


@dataclass(frozen=True, slots=True)
class RemedyFailed:
    """A remedy was refused, or its outcome is unknown."""

    remedy: Remedy
    failure: Failure


@dataclass(frozen=True, slots=True)
class RemedyFailureDismissed:
    """The operator has read why a remedy failed."""

    remedy: Remedy


ErrandMessage = (
    Asked | Answered | AskFailed | RemedyRequested | RemedyAccepted | RemedyFailed | RemedyFailureDismissed
)
