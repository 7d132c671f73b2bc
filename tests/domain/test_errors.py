"""Each error carries its code, a sentence and a next step, and is caught by its kind."""

from __future__ import annotations

import pytest

from essgui.domain.errors import (
    BadCredentials,
    Denied,
    NotFound,
    Refused,
    ScalingError,
    Throttled,
    UnknownOutcome,
    Unreachable,
)


@pytest.mark.parametrize(
    "kind", [ScalingError, Refused, NotFound, Denied, BadCredentials, Throttled, Unreachable, UnknownOutcome]
)
def test_an_error_keeps_what_was_said(kind: type[ScalingError]) -> None:
    error = kind("Code.Of.It", "It said no.", "Try later.", "req-1")
    assert (error.code, error.sentence, error.hint, error.request_id) == (
        "Code.Of.It",
        "It said no.",
        "Try later.",
        "req-1",
    )
    assert str(error) == "Code.Of.It: It said no."


@pytest.mark.parametrize("kind", [NotFound, Denied, BadCredentials])
def test_what_the_cloud_refuses_is_a_refusal(kind: type[ScalingError]) -> None:
    assert issubclass(kind, Refused)


@pytest.mark.parametrize("kind", [Throttled, Unreachable, UnknownOutcome])
def test_what_waiting_may_cure_or_nobody_knows_is_no_refusal(kind: type[ScalingError]) -> None:
    assert not issubclass(kind, Refused)


def test_a_denial_names_the_permission_and_throttling_its_wish() -> None:
    assert Denied("c", "s", action="ess:StartInstanceRefresh").action == "ess:StartInstanceRefresh"
    assert Throttled("c", "s", retry_after=2.5).retry_after == 2.5
    assert Throttled("c", "s").retry_after is None
