"""Requests that no other client makes: V1 by GET for XML, and V3 with a form body over its query."""

from __future__ import annotations

import http.client
import uuid
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pytest
from alibabacloud_tea_openapi.client import Client as Generic
from alibabacloud_tea_openapi.models import Config, OpenApiRequest, Params
from darabonba.runtime import RuntimeOptions

from tests.simulator.foreign.test_official_sdk import no_connection_left
from tests.simulator.foreign.test_terraform import signature
from tests.support.questions import read_xml

if TYPE_CHECKING:
    from tests.support.simulated import RunningSimulator

__all__ = ["no_connection_left"]


def get(sim: RunningSimulator, action: str, **parameters: str) -> tuple[int, str, str]:
    """Ask by GET with everything in the address; return the status, the type and the text of the answer."""
    query = {
        "Action": action,
        "Version": "2014-08-28",
        "Timestamp": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "SignatureNonce": uuid.uuid4().hex,
        "SignatureMethod": "HMAC-SHA1",
        "SignatureVersion": "1.0",
        "AccessKeyId": sim.access_key_id,
        **parameters,
    }
    query["Signature"] = signature(query, sim.access_key_secret, "GET")
    connection = http.client.HTTPConnection(sim.endpoint, timeout=10)
    try:
        connection.request("GET", f"/?{urlencode(query)}")
        answer = connection.getresponse()
        return answer.status, answer.headers["Content-Type"], answer.read().decode()
    finally:
        connection.close()


def test_xml_by_get(sim: RunningSimulator) -> None:
    status, kind, text = get(sim, "DescribeScalingGroups", RegionId="cn-hangzhou", Format="XML")
    assert (status, kind) == (200, "text/xml;charset=utf-8")
    root = read_xml(text)
    names = [e.text for e in root.findall("ScalingGroups/ScalingGroup/ScalingGroupName")]
    assert names == ["web", "worker"]


def test_an_error_as_xml(sim: RunningSimulator) -> None:
    status, _, text = get(sim, "DescribeScalingGroups", RegionId="mars", Format="XML")
    assert status == 404
    root = read_xml(text)
    assert (root.tag, root.findtext("Code")) == ("Error", "InvalidRegionId.NotFound")


def test_json_where_nothing_is_asked_for(sim: RunningSimulator) -> None:
    status, kind, _ = get(sim, "DescribeRegions")
    assert (status, kind) == (200, "application/json;charset=utf-8")


@pytest.mark.parametrize("version", ["2022-02-22", "2014-08-28"])
def test_a_form_body_with_v3_wins_over_the_query(sim: RunningSimulator, version: str) -> None:
    config = Config(
        access_key_id=sim.access_key_id,
        access_key_secret=sim.access_key_secret,
        endpoint=sim.endpoint,
        protocol="HTTP",
    )
    params = Params(
        action="DescribeScalingGroups",
        version=version,
        protocol="HTTP",
        pathname="/",
        method="POST",
        auth_type="AK",
        style="RPC",
        req_body_type="formData",
        body_type="json",
    )
    request = OpenApiRequest(
        query={"RegionId": "mars", "PageSize": "1"},
        body={"RegionId": "cn-hangzhou", "ScalingGroupName": "web"},
    )
    body: dict[str, Any] = Generic(config).call_api(params, request, RuntimeOptions())["body"]
    assert (body["TotalCount"], body["PageSize"]) == (1, 1)
