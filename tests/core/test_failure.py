"""Every error becomes a failure of its kind, and nothing of the exception itself is kept."""

from __future__ import annotations

import dataclasses

import pytest

from essgui.core.failure import FailureKind, failure_of
from essgui.domain.errors import (
    BadCredentials,
    Denied,
    NotFound,
    NotKept,
    Refused,
    ScalingError,
    Throttled,
    UnknownOutcome,
    Unreachable,
)


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (Refused("c", "s"), FailureKind.REFUSED),
        (NotFound("c", "s"), FailureKind.NOT_FOUND),
        (Denied("c", "s"), FailureKind.DENIED),
        (BadCredentials("c", "s"), FailureKind.CREDENTIALS),
        (Throttled("c", "s"), FailureKind.THROTTLED),
        (Unreachable("c", "s"), FailureKind.UNREACHABLE),
        (UnknownOutcome("c", "s"), FailureKind.UNKNOWN_OUTCOME),
        (NotKept("c", "s"), FailureKind.NOT_KEPT),
        (ScalingError("c", "s"), FailureKind.UNREACHABLE),
    ],
)
def test_each_error_has_its_kind(error: ScalingError, kind: FailureKind) -> None:
    assert failure_of(error).kind is kind


def test_what_a_person_needs_is_kept() -> None:
    denied = failure_of(Denied("Forbidden", "No.", "Ask.", "req-1", action="ess:Start"))
    assert dataclasses.astuple(denied) == ("denied", "Forbidden", "No.", "Ask.", "req-1", "ess:Start", None)
    assert failure_of(Throttled("T", "s", retry_after=3.0)).retry_after == 3.0


def test_a_failure_holds_values_only() -> None:
    failure = failure_of(Throttled("T", "s", retry_after=3.0))
    for part in dataclasses.fields(failure):
        assert isinstance(getattr(failure, part.name), str | float | None)
