"""Replies as JSON and XML, wrapped or plain."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essgui.simulator.commands import Refusal
from essgui.simulator.wire.bodies import error_body, singular, to_json, to_xml, wrapped
from tests.support.questions import read_xml


@pytest.mark.parametrize(
    ("name", "one"),
    [
        ("ScalingGroups", "ScalingGroup"),
        ("ScalingActivities", "ScalingActivity"),
        ("InstanceRefreshTasks", "InstanceRefreshTask"),
        ("Checkpoints", "Checkpoint"),
        ("LaunchTemplateOverrides", "LaunchTemplateOverride"),
        ("EnvironmentVars", "EnvironmentVar"),
        ("Commands", "Command"),
        ("Args", "Arg"),
        ("SuspendedProcesses", "SuspendedProcess"),
        ("RemovalPolicies", "RemovalPolicy"),
        ("AlarmList", "Alarm"),
        ("VSwitchIds", "VSwitchId"),
        ("WeightedCapacities", "WeightedCapacity"),
        ("LaunchTemplateVersionSets", "LaunchTemplateVersionSet"),
        ("InstanceTypes", "InstanceType"),
        ("AvailableResources", "AvailableResource"),
    ],
)
def test_the_name_of_one(name: str, one: str) -> None:
    assert singular(name) == one


def test_wrapping_goes_all_the_way_down() -> None:
    body = {"Xs": [{"Ys": ["a"], "Z": {"Ws": []}}], "N": 1, "Flag": True}
    assert wrapped(body) == {
        "Xs": {"X": [{"Ys": {"Y": ["a"]}, "Z": {"Ws": {"W": []}}}]},
        "N": 1,
        "Flag": True,
    }


def test_json_keeps_every_letter() -> None:
    body = {"Message": '价格 é "quoted" \\ \n', "Flag": False, "None": None}
    assert json.loads(to_json(body)) == body
    assert "价格" in to_json(body).decode()


def test_xml_has_a_root_wrapped_lists_and_truth_in_lower_case() -> None:
    text = to_xml(
        "R", {"Groups": [{"Name": "a<b&c"}, {"Name": "价"}], "Flag": True, "Gone": None, "Empty": []}
    )
    root = read_xml(text)
    assert root.tag == "R"
    assert [e.text for e in root.findall("Groups/Group/Name")] == ["a<b&c", "价"]
    assert root.findtext("Flag") == "true"
    assert root.find("Gone") is None
    assert root.find("Empty") is not None
    assert text.startswith(b'<?xml version="1.0" encoding="UTF-8"?>')


@given(st.text())
def test_any_text_makes_xml_that_can_be_read(text: str) -> None:
    found = read_xml(to_xml("R", {"T": text})).findtext("T")
    assert found is not None
    if text.isprintable():
        assert found == text


def test_an_error_has_what_the_gateway_sends() -> None:
    body = error_body(Refusal("Throttling.User", "Too fast."), "R-1", "ess.simulator")
    assert body == {
        "RequestId": "R-1",
        "HostId": "ess.simulator",
        "Code": "Throttling.User",
        "Message": "Too fast.",
        "Recommend": "https://api.aliyun.com/troubleshoot?q=Throttling.User&product=Ess",
    }


def test_a_denial_says_which_permission_is_missing() -> None:
    refusal = Refusal("Forbidden.RAM", "No.", 403, denied="ess:StartInstanceRefresh")
    detail = error_body(refusal, "R-1", "h")["AccessDeniedDetail"]
    assert detail["AuthAction"] == "ess:StartInstanceRefresh"
    assert set(detail) == {"AuthAction", "AuthPrincipalType", "NoPermissionType", "PolicyType"}
