"""A failure as state: what a ScalingError said, without the exception (which holds frames and secrets)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from essgui.domain.errors import (
    BadCredentials,
    Denied,
    NotFound,
    NotKept,
    Refused,
    ScalingError,
    Throttled,
    UnknownOutcome,
)


class FailureKind(StrEnum):
    """What sort of failure it is; decides the wording, the icon and whether to try again by itself."""

    REFUSED = "refused"
    NOT_FOUND = "not found"
    DENIED = "denied"
    CREDENTIALS = "credentials"
    THROTTLED = "throttled"
    UNREACHABLE = "unreachable"
    UNKNOWN_OUTCOME = "unknown outcome"
    NOT_KEPT = "not kept"


@dataclass(frozen=True, slots=True)
class Failure:
    """One failed call as it is shown."""

    kind: FailureKind
    code: str
    sentence: str
    hint: str = ""
    request_id: str = ""
    action: str = ""
    """The RAM permission that is missing, where that is the trouble."""
    retry_after: float | None = None
    """Seconds that the cloud asked to wait."""


_KINDS: tuple[tuple[type[ScalingError], FailureKind], ...] = (
    (NotFound, FailureKind.NOT_FOUND),
    (Denied, FailureKind.DENIED),
    (BadCredentials, FailureKind.CREDENTIALS),
    (Refused, FailureKind.REFUSED),
    (Throttled, FailureKind.THROTTLED),
    (UnknownOutcome, FailureKind.UNKNOWN_OUTCOME),
    (NotKept, FailureKind.NOT_KEPT),
)


def failure_of(error: ScalingError) -> Failure:
    """Keep what a person needs of an error; anything without a kind of its own counts as unreachable."""
    kind = next((kind for type_, kind in _KINDS if isinstance(error, type_)), FailureKind.UNREACHABLE)
    return Failure(
        kind,
        error.code,
        error.sentence,
        error.hint,
        error.request_id,
        error.action if isinstance(error, Denied) else "",
        error.retry_after if isinstance(error, Throttled) else None,
    )
