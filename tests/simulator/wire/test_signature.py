"""Who signed a request: published and captured signatures, and what becomes of anything that was touched."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl

import pytest

from essgui.simulator.commands import Refusal
from essgui.simulator.wire.signature import WINDOW, Signed, verify
from essgui.simulator.world import User

EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
CAPTURED_AT = datetime(2026, 11, 23, 0, 2, 58, tzinfo=UTC)
TESTER = User("tester", "AKID_TEST", "SECRET_TEST")
CAPTURED_QUERY = (
    "CheckpointPauseTime=1&Checkpoints.1.Percentage=50&Checkpoints.2.Percentage=100"
    "&ClientToken=tok+%C3%A9+~%2A&DesiredConfiguration.Containers.1.Args.1=a+b"
    "&DesiredConfiguration.Containers.1.Args.2=8888&DesiredConfiguration.Containers.1.Commands.1=sleep"
    "&DesiredConfiguration.Containers.1.Commands.2=echo+1"
    "&DesiredConfiguration.Containers.1.EnvironmentVars.1.Key=PATH"
    "&DesiredConfiguration.Containers.1.EnvironmentVars.1.Value=%2Fusr%2Flocal%2Fbin"
    "&DesiredConfiguration.Containers.1.EnvironmentVars.2.Key=EMPTY"
    "&DesiredConfiguration.Containers.1.EnvironmentVars.2.Value="
    "&DesiredConfiguration.Containers.1.Image=reg%2Fx%3A1&DesiredConfiguration.Containers.1.Name=c-1"
    "&DesiredConfiguration.ImageId=img&DesiredConfiguration.LaunchTemplateId=lt-1"
    "&DesiredConfiguration.LaunchTemplateOverrides.1.InstanceType=ecs.g6.large"
    "&DesiredConfiguration.LaunchTemplateOverrides.2.InstanceType=ecs.g7.large"
    "&DesiredConfiguration.LaunchTemplateVersion=Default&MaxHealthyPercentage=150&MinHealthyPercentage=0"
    "&RegionId=cn-hangzhou&ScalingGroupId=asg-1&SkipMatching=False"
)
CAPTURED = Signed(
    method="POST",
    path="/",
    query=parse_qsl(CAPTURED_QUERY, keep_blank_values=True),
    form=(),
    headers={
        "host": "127.0.0.1:37937",
        "accept-encoding": "identity",
        "x-acs-version": "2022-02-22",
        "x-acs-action": "StartInstanceRefresh",
        "user-agent": "AlibabaCloud (Linux; x86_64) Python/3.11.7 Core/0.4.3 TeaDSL/2",
        "x-acs-date": "2026-11-23T00:02:58Z",
        "x-acs-signature-nonce": "b4e7e1432a48a9776d063f50cf6290ed",
        "accept": "application/json",
        "x-acs-content-sha256": EMPTY,
        "x-acs-credentials-provider": "static_ak",
        "authorization": (
            "ACS3-HMAC-SHA256 Credential=AKID_TEST,SignedHeaders=accept;host;user-agent;x-acs-action;"
            "x-acs-content-sha256;x-acs-credentials-provider;x-acs-date;x-acs-signature-nonce;x-acs-version,"
            "Signature=656b241ec2a984b64254c01a2b7dfd7282e8f08d2a327ab0a203b88888fb313b"
        ),
    },
    body=b"",
)
"""A request of the official Python SDK as it was sent."""

PUBLISHED = Signed(
    method="POST",
    path="/",
    query=(
        ("ImageId", "win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd"),
        ("RegionId", "cn-shanghai"),
    ),
    form=(),
    headers={
        "host": "ecs.cn-shanghai.aliyuncs.com",
        "x-acs-action": "RunInstances",
        "x-acs-version": "2014-05-26",
        "x-acs-date": "2023-10-26T10:22:32Z",
        "x-acs-signature-nonce": "3156853299f313e23d1673dc12e1703d",
        "x-acs-content-sha256": EMPTY,
        "authorization": (
            "ACS3-HMAC-SHA256 Credential=YourAccessKeyId,SignedHeaders=host;x-acs-action;"
            "x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version,"
            "Signature=06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0"
        ),
    },
    body=b"",
)
"""The example of the page on request signatures V3."""

V1_AT = datetime(2016, 2, 23, 12, 46, 24, tzinfo=UTC)
V1_USER = User("v1", "testid", "testsecret")
V1 = Signed(
    method="GET",
    path="/",
    query=(
        ("Timestamp", "2016-02-23T12:46:24Z"),
        ("Format", "XML"),
        ("AccessKeyId", "testid"),
        ("Action", "DescribeRegions"),
        ("SignatureMethod", "HMAC-SHA1"),
        ("SignatureNonce", "3ee8c1b8-83d3-44af-a94f-4e0ad82fd6cf"),
        ("Version", "2014-05-26"),
        ("SignatureVersion", "1.0"),
        ("Signature", "OLeaidS1JvxuMvnyHOwuJ+uX5qY="),
    ),
    form=(),
    headers={},
    body=b"",
)
"""The example of the page on RPC signatures V1."""


def refused(request: Signed, users: tuple[User, ...] = (TESTER,), now: datetime = CAPTURED_AT) -> str:
    with pytest.raises(Refusal) as caught:
        verify(request, users, now)
    return caught.value.code


def with_header(request: Signed, name: str, value: str) -> Signed:
    return replace(request, headers={**request.headers, name: value})


def test_a_captured_request_of_the_official_sdk_is_good() -> None:
    found = verify(CAPTURED, (V1_USER, TESTER), CAPTURED_AT)
    assert (found.user, found.nonce) == (TESTER, "b4e7e1432a48a9776d063f50cf6290ed")


def test_the_published_example_of_v3_is_good() -> None:
    user = User("published", "YourAccessKeyId", "YourAccessKeySecret")
    now = datetime(2023, 10, 26, 10, 22, 32, tzinfo=UTC)
    assert verify(PUBLISHED, (user,), now).user is user


def test_the_published_example_of_v1_is_good() -> None:
    found = verify(V1, (V1_USER,), V1_AT)
    assert (found.user, found.nonce) == (V1_USER, "3ee8c1b8-83d3-44af-a94f-4e0ad82fd6cf")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("x-acs-action", "CancelInstanceRefresh"),
        ("x-acs-version", "2014-08-28"),
        ("host", "ess.aliyuncs.com"),
        ("user-agent", "somebody else"),
        ("x-acs-signature-nonce", "another"),
    ],
)
def test_a_signed_header_that_was_touched(name: str, value: str) -> None:
    assert refused(with_header(CAPTURED, name, value)) == "SignatureDoesNotMatch"


def test_a_header_that_is_not_signed_may_be_anything() -> None:
    assert verify(with_header(CAPTURED, "accept-encoding", "br"), (TESTER,), CAPTURED_AT)


def test_the_order_of_the_query_means_nothing() -> None:
    assert verify(replace(CAPTURED, query=CAPTURED.query[::-1]), (TESTER,), CAPTURED_AT)


@pytest.mark.parametrize("index", [0, 3, 11, 22])
def test_a_parameter_that_was_touched(index: int) -> None:
    query = list(CAPTURED.query)
    query[index] = (query[index][0], query[index][1] + "x")
    assert refused(replace(CAPTURED, query=query)) == "SignatureDoesNotMatch"


def test_a_parameter_more_or_less() -> None:
    more = [*CAPTURED.query, ("Strategy", "x")]
    assert refused(replace(CAPTURED, query=more)) == "SignatureDoesNotMatch"
    assert refused(replace(CAPTURED, query=CAPTURED.query[1:])) == "SignatureDoesNotMatch"


def test_a_body_that_was_touched() -> None:
    assert refused(replace(CAPTURED, body=b"SkipMatching=true")) == "InvalidContentSha256"
    body = replace(CAPTURED, body=b"x")
    hashed = "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"
    assert refused(with_header(body, "x-acs-content-sha256", hashed)) == "SignatureDoesNotMatch"


@pytest.mark.parametrize(
    "left_out", ["host", "x-acs-action", "x-acs-version", "x-acs-date", "x-acs-signature-nonce"]
)
def test_what_has_to_be_signed_is_asked_for(left_out: str) -> None:
    given = CAPTURED.headers["authorization"]
    assert refused(with_header(CAPTURED, "authorization", given.replace(f"{left_out};", "", 1).replace(
        f";{left_out},", ",", 1))) == "IncompleteSignature"  # fmt: skip


def test_an_unknown_key_and_no_key() -> None:
    assert refused(CAPTURED, ()) == "InvalidAccessKeyId.NotFound"
    assert refused(replace(CAPTURED, headers={}, query=())) == "MissingAccessKeyId"
    assert (
        refused(replace(CAPTURED, headers={}, query=(("Signature", "x"),))) == "InvalidAccessKeyId.NotFound"
    )


def test_a_wrong_secret() -> None:
    assert refused(CAPTURED, (replace(TESTER, secret="other"),)) == "SignatureDoesNotMatch"
    assert refused(V1, (replace(V1_USER, secret="other"),), V1_AT) == "SignatureDoesNotMatch"


@pytest.mark.parametrize("side", [-1, 1])
def test_a_date_too_far_from_the_clock(side: int) -> None:
    assert verify(CAPTURED, (TESTER,), CAPTURED_AT + side * WINDOW)
    too_far = CAPTURED_AT + side * (WINDOW + timedelta(seconds=1))
    assert refused(CAPTURED, now=too_far) == "InvalidTimeStamp.Expired"


def test_a_date_that_is_none() -> None:
    assert refused(with_header(CAPTURED, "x-acs-date", "today")) == "InvalidTimeStamp.Format"


@pytest.mark.parametrize("name", ["Action", "Version", "Timestamp", "Format", "SignatureNonce"])
def test_v1_signs_every_parameter(name: str) -> None:
    changed = {"Timestamp": "2016-02-23T12:46:25Z"}.get(name, "other")
    query = [(k, changed if k == name else v) for k, v in V1.query]
    assert refused(replace(V1, query=query), (V1_USER,), V1_AT) == "SignatureDoesNotMatch"


def test_v1_signs_the_method() -> None:
    assert refused(replace(V1, method="POST"), (V1_USER,), V1_AT) == "SignatureDoesNotMatch"


def test_v1_in_a_form_is_as_good_and_the_form_wins() -> None:
    in_form = replace(V1, query=(), form=V1.query)
    assert verify(in_form, (V1_USER,), V1_AT).user is V1_USER
    both = replace(V1, query=(("Action", "DescribeZones"),), form=V1.query)
    assert verify(both, (V1_USER,), V1_AT).user is V1_USER
    added = replace(V1, form=(("RegionId", "cn-hangzhou"),))
    assert refused(added, (V1_USER,), V1_AT) == "SignatureDoesNotMatch"


def without(name: str) -> list[tuple[str, str]]:
    return [(k, v) for k, v in V1.query if k != name]


def test_v1_needs_a_nonce_and_its_own_method() -> None:
    assert refused(replace(V1, query=without("SignatureNonce")), (V1_USER,), V1_AT) == "MissingSignatureNonce"
    other = [*without("SignatureMethod"), ("SignatureMethod", "HMAC-MD5")]
    assert refused(replace(V1, query=other), (V1_USER,), V1_AT) == "InvalidParameter.SignatureMethod"


@pytest.mark.parametrize(
    ("sent", "seconds", "code"),
    [
        ("right", 0, ""),
        ("right", 60, "InvalidSecurityToken.Expired"),
        ("wrong", 0, "InvalidSecurityToken.MismatchWithAccessKey"),
        ("", 0, "InvalidSecurityToken.MismatchWithAccessKey"),
    ],
)
def test_a_session_needs_its_token_and_time_left(sent: str, seconds: int, code: str) -> None:
    user = replace(TESTER, token="right", expires_at=CAPTURED_AT + timedelta(seconds=60))
    request = with_header(CAPTURED, "x-acs-security-token", sent)
    now: Any = CAPTURED_AT + timedelta(seconds=seconds)
    if code:
        assert refused(request, (user,), now) == code
    else:
        assert verify(request, (user,), now).user is user


def test_a_token_with_a_key_that_has_none() -> None:
    request = with_header(CAPTURED, "x-acs-security-token", "stray")
    assert refused(request) == "InvalidSecurityToken.MismatchWithAccessKey"
