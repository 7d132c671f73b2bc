"""Codes become errors by the code, not by the status or the SDK's class."""

from __future__ import annotations

import pytest

from essgui.cloud.refusals import TABLE, Said, error_of, message_of, retry_after_of
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

START = "StartInstanceRefresh"


def said(code: str, status: int = 400, **more: object) -> Said:
    return Said(code, "The cloud's own words.", status, "R-1", **more)  # type: ignore[arg-type] - test values


@pytest.mark.parametrize(
    ("code", "status", "read", "change"),
    [
        ("Throttling", 400, Throttled, Throttled),
        ("Throttling.User", 400, Throttled, Throttled),
        ("Throttling.Api", 503, Throttled, Throttled),
        ("Rejected.Throttling", 503, Throttled, Throttled),
        ("Whatever", 429, Throttled, Throttled),
        ("InvalidAccessKeyId.NotFound", 404, BadCredentials, BadCredentials),
        ("InvalidAccessKeyId.Inactive", 403, BadCredentials, BadCredentials),
        ("SignatureDoesNotMatch", 400, BadCredentials, BadCredentials),
        ("IncompleteSignature", 400, BadCredentials, BadCredentials),
        ("InvalidSecurityToken.Expired", 403, BadCredentials, BadCredentials),
        ("InvalidTimeStamp.Expired", 400, BadCredentials, BadCredentials),
        ("IllegalTimestamp", 400, BadCredentials, BadCredentials),
        ("Forbidden.RAM", 403, Denied, Denied),
        ("NoPermission", 400, Denied, Denied),
        ("Surprise", 403, Denied, Denied),
        ("InvalidScalingGroupId.NotFound", 404, NotFound, NotFound),
        ("InvalidLaunchTemplate.NotFound", 404, NotFound, NotFound),
        ("InvalidNewThing.NotFound", 403, NotFound, NotFound),
        ("InvalidNewThing.NotExist", 400, NotFound, NotFound),
        ("InvalidLifecycleHookId.NotExist", 400, NotFound, NotFound),
        ("IncorrectInstanceStatus", 403, Refused, Refused),
        ("InvalidInstance.NoInstanceNeedBeRefreshed", 400, Refused, Refused),
        ("ScalingActivityInProgress", 400, Refused, Refused),
        ("IdempotentParameterMismatch", 400, Refused, Refused),
        ("InvalidParameter", 400, Refused, Refused),
        ("ServiceUnavailable", 503, Unreachable, UnknownOutcome),
        ("InternalError", 500, Unreachable, UnknownOutcome),
    ],
)
def test_the_kind_of_each_code(
    code: str, status: int, read: type[ScalingError], change: type[ScalingError]
) -> None:
    for kind, is_change in ((read, False), (change, True)):
        error = error_of(said(code, status), START, is_change)
        assert type(error) is kind
        assert (error.code, error.request_id) == (code, "R-1")
        assert error.sentence.endswith(".")
        assert error.hint


def test_every_entry_says_what_happened_and_what_to_do() -> None:
    for code, entry in TABLE.items():
        assert issubclass(entry.kind, Refused), code
        assert entry.sentence.endswith("."), code
        assert entry.hint, code


def test_an_unknown_code_keeps_the_words_of_the_cloud() -> None:
    assert error_of(said("Brand.New"), START, change=True).sentence == "The cloud's own words."
    assert error_of(Said("Brand.New", "", 400), START, change=True).sentence


def test_a_denial_names_the_permission() -> None:
    named = error_of(said("Forbidden.RAM", 403, auth_action="ess:Special"), START, change=True)
    assert isinstance(named, Denied)
    assert named.action == "ess:Special"
    guessed = error_of(said("NoPermission", 403), START, change=True)
    assert isinstance(guessed, Denied)
    assert guessed.action == "ess:StartInstanceRefresh"
    assert "ess:StartInstanceRefresh" in guessed.sentence


@pytest.mark.parametrize(
    ("operation", "missing"),
    [
        ("DescribeImages", "ecs:DescribeImages"),
        ("DescribeLaunchTemplateVersions", "ecs:DescribeLaunchTemplateVersions"),
        ("DescribeElasticStrength", "ess:DescribeElasticStrength"),
        ("SetInstanceHealth", "ess:SetInstanceHealth"),
    ],
)
def test_a_denial_without_words_names_the_permission_of_the_right_product(
    operation: str, missing: str
) -> None:
    denied = error_of(said("NoPermission", 403), operation, change=False)
    assert isinstance(denied, Denied)
    assert denied.action == missing
    assert missing in denied.hint


def test_throttling_carries_the_time_that_was_asked_for() -> None:
    error = error_of(said("Throttling", retry_after=2.5), START, change=False)
    assert isinstance(error, Throttled)
    assert error.retry_after == 2.5
    assert "2.5 s" in error.sentence


@pytest.mark.parametrize(
    ("behind", "words"),
    [(1200.0, "20 min behind the cloud's"), (-1200.0, "20 min ahead of the cloud's"), (None, "clock is off")],
)
def test_a_clock_that_is_off_is_named_with_its_skew(behind: float | None, words: str) -> None:
    error = error_of(said("InvalidTimeStamp.Expired", clock_behind=behind), START, change=False)
    assert words in error.sentence
    assert "computer's clock is off" in error.sentence


@pytest.mark.parametrize(
    ("sdk", "expected"),
    [
        ("code: 404, The group is gone. request id: R-1", "The group is gone."),
        ("code: 404, None request id: R-1", ""),
        ("something else", "something else"),
        (None, ""),
        (7, ""),
    ],
)
def test_the_sdks_wrapping_of_a_message_is_taken_off(sdk: object, expected: str) -> None:
    assert message_of(sdk, 404, "R-1") == expected


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"x-acs-retry-after": "1500"}, 1.5),
        ({"retry-after": "7"}, 7.0),
        ({"x-acs-retry-after": "500", "retry-after": "7"}, 0.5),
        ({"retry-after": "Thu, 01 Jan 1970 00:01:00 GMT"}, 50.0),
        ({"retry-after": "Thu, 01 Jan 1970 00:00:01 GMT"}, 0.0),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "-1"}, None),
        ({"x-acs-retry-after": "9" * 30}, None),
        ({}, None),
    ],
)
def test_how_long_to_wait(headers: dict[str, str], seconds: float | None) -> None:
    assert retry_after_of(headers, now=10.0) == seconds
