"""Every operation through the unmodified official SDK; those of ECS and STS through its generic client."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from alibabacloud_ess20220222 import models
from alibabacloud_tea_openapi.client import Client as Generic
from alibabacloud_tea_openapi.exceptions import ClientException
from alibabacloud_tea_openapi.models import Config, OpenApiRequest, Params
from darabonba.runtime import RuntimeOptions

from essgui.domain.scaling import InstanceState
from essgui.simulator.wire.operations import OPERATIONS
from tests.simulator.foreign.test_official_sdk import client, no_connection_left, request
from tests.support.simulated import RunningSimulator

if TYPE_CHECKING:
    from collections.abc import Iterator

    from alibabacloud_ess20220222.client import Client

    from essgui.simulator.world import Group

__all__ = ["no_connection_left"]
ESS = sorted(name for name, o in OPERATIONS.items() if o.product == "ess")
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
ONE_RESOURCE = "AvailableResources.AvailableResource.0.SupportedResources.SupportedResource.0"


@pytest.fixture(scope="module")
def account() -> Iterator[RunningSimulator]:
    """One world for all questions; what a test changes does not disturb another."""
    with RunningSimulator("default", manual_clock=True, now=NOW) as running:
        yield running


@pytest.fixture
def ess(account: RunningSimulator) -> Client:
    return client(account)


def call(ess: Client, action: str, parameters: dict[str, Any]) -> Any:
    """Call the SDK's own method of an operation and return the model of the answer."""
    # The SDK spells ECI as one word in its methods, as everywhere.
    method = re.sub(r"(?<!^)(?=[A-Z])", "_", action).lower()
    answer = getattr(ess, method)(request(action, parameters))
    assert answer.status_code == 200
    assert isinstance(answer.body, getattr(models, f"{action}ResponseBody"))
    assert re.fullmatch(r"[0-9A-F-]{36}", answer.body.request_id)
    return answer.body


def place(group: Group) -> dict[str, Any]:
    return {"RegionId": group.region, "ScalingGroupId": group.id}


def test_reading(account: RunningSimulator, ess: Client) -> None:
    """Each answer holds what is in the world, in the attributes of the SDK's models."""
    web, ledger = account.group("web-frontend-prod"), account.group("payments-ledger")
    here = {"RegionId": "cn-hangzhou"}
    regions = call(ess, "DescribeRegions", {"AcceptLanguage": "en-US"}).regions
    assert [r.local_name for r in regions] == ["China (Hangzhou)", "China (Shanghai)", "Singapore"]
    groups = call(ess, "DescribeScalingGroups", here | {"PageSize": 50})
    assert groups.total_count == len(groups.scaling_groups) >= 8
    assert web.name in [g.scaling_group_name for g in groups.scaling_groups]
    tagged = {"Tags": [{"Key": "made-by", "Value": "terraform"}]}
    (example,) = call(ess, "DescribeScalingGroups", here | tagged).scaling_groups
    assert (example.max_size, example.health_check_types) == (10, ["ECS"])
    detail = call(ess, "DescribeScalingGroupDetail", place(web)).scaling_group
    assert (detail.scaling_group_id, detail.max_size) == (web.id, 40)
    found = call(
        ess, "DescribeScalingInstances", place(web) | {"PageSize": 100, "LifecycleStates": ["InService"]}
    )
    assert {i.instance_id for i in found.scaling_instances} == set(web.members)
    acts = call(ess, "DescribeScalingActivities", place(ledger) | {"PageSize": 50}).scaling_activities
    assert [a.scaling_activity_id for a in acts] == [d.id for d in reversed(ledger.deeds)]
    one = {"ScalingActivityId": ledger.deeds[0].id}
    assert call(ess, "DescribeScalingActivityDetail", one).detail == acts[-1].detail
    ecs = call(ess, "DescribeScalingConfigurations", place(web)).scaling_configurations
    assert [c.scaling_configuration_id for c in ecs] == list(web.configurations)
    media = account.group("media-transcode-eci")
    eci = call(ess, "DescribeEciScalingConfigurations", place(media)).scaling_configurations
    assert [v.key for v in eci[0].containers[0].environment_vars][-1] == "POD_IP"
    tasks = call(ess, "DescribeInstanceRefreshes", place(ledger)).instance_refresh_tasks
    assert [t.instance_refresh_task_id for t in tasks] == [r.id for r in reversed(ledger.refreshes)]
    hooks = call(ess, "DescribeLifecycleHooks", {"RegionId": "cn-shanghai"}).lifecycle_hooks
    assert [h.lifecycle_hook_name for h in hooks] == ["warm-cache", "drain-queue"]
    scheduled = call(ess, "DescribeScheduledTasks", here | {"TaskEnabled": True}).scheduled_tasks
    assert scheduled[0].recurrence_type == "Weekly"
    alarms = call(ess, "DescribeAlarms", here | {"IsEnable": False}).alarm_list
    assert [a.name for a in alarms] == ["cpu-low"]
    search = account.group("search-indexer")
    pools = call(ess, "DescribeElasticStrength", place(search)).resource_pools
    assert [p.zone_id for p in pools if p.code == "NoStock"] == ["cn-hangzhou-k"]


def test_changing(account: RunningSimulator, ess: Client) -> None:
    """Each change is in the ledger under its own name."""
    resizer = account.group("image-resizer")
    here = place(resizer)
    one = next(m.id for m in resizer.members.values() if m.state is InstanceState.IN_SERVICE)
    before = len(account.ledger())
    ids = {"InstanceIds": [one]}
    call(ess, "SetInstancesProtection", here | ids | {"ProtectedFromScaleIn": True})
    call(ess, "SetInstancesProtection", here | ids | {"ProtectedFromScaleIn": False})
    call(ess, "EnterStandby", here | ids)
    call(ess, "ExitStandby", here | ids)
    call(ess, "SetInstanceHealth", {"InstanceId": one, "HealthStatus": "Unhealthy"})
    call(ess, "SuspendProcesses", here | {"Processes": ["ScaleIn", "HealthCheck"]})
    call(ess, "ResumeProcesses", here | {"Processes": ["ScaleIn"]})
    more = {"AdjustmentType": "TotalCapacity", "AdjustmentValue": 7, "ScalingGroupId": resizer.id}
    assert call(ess, "ScaleWithAdjustment", more).scaling_activity_id.startswith("asa-bp1")
    report = call(ess, "CreateDiagnoseReport", here).report_id
    (found,) = call(ess, "DescribeDiagnoseReports", here | {"ReportIds": [report]}).reports
    assert found.process_status == "Finished"
    assert [e["operation"] for e in account.ledger()[before:]] == [
        "SetInstancesProtection",
        "SetInstancesProtection",
        "EnterStandby",
        "ExitStandby",
        "SetInstanceHealth",
        "SuspendProcesses",
        "ResumeProcesses",
        "ScaleWithAdjustment",
    ]
    after = account.group("image-resizer")
    assert after.suspended_processes == {"AlarmNotification", "HealthCheck"}
    assert one not in {m.id for m in after.members.values() if m.state is InstanceState.IN_SERVICE}


def test_a_refresh_with_hooks_from_start_to_rollback(account: RunningSimulator, ess: Client) -> None:
    edge = account.group("edge-gateway-sg")
    here = place(edge)
    task = call(ess, "StartInstanceRefresh", here | {"SkipMatching": False, "DesiredConfiguration": {
        "ScalingConfigurationId": list(edge.configurations)[1]}})  # fmt: skip
    refresh = here | {"InstanceRefreshTaskId": task.instance_refresh_task_id}
    account.advance(130)
    held = [m for m in account.group("edge-gateway-sg").members.values() if m.hook]
    waiting = call(ess, "DescribeLifecycleActions", here | {"ScalingActivityId": held[0].activity})
    (first, *_) = waiting.lifecycle_actions
    assert first.instance_ids == [held[0].id]
    call(ess, "RecordLifecycleActionHeartbeat", here | {
        "lifecycleHookId": first.lifecycle_hook_id, "lifecycleActionToken": first.lifecycle_action_token,
        "heartbeatTimeout": 600})  # fmt: skip
    call(ess, "CompleteLifecycleAction", here | {
        "LifecycleHookId": first.lifecycle_hook_id, "LifecycleActionToken": first.lifecycle_action_token,
        "LifecycleActionResult": "CONTINUE"})  # fmt: skip
    assert account.group("edge-gateway-sg").members[held[0].id].state is InstanceState.IN_SERVICE
    for action, status in (
        ("Suspend", "Paused"),
        ("Resume", "InProgress"),
        ("Rollback", "RollbackInProgress"),
    ):
        call(ess, f"{action}InstanceRefresh", refresh)
        found = call(
            ess,
            "DescribeInstanceRefreshes",
            here | {"InstanceRefreshTaskIds": [task.instance_refresh_task_id]},
        )
        assert [t.status for t in found.instance_refresh_tasks] == [status]
    ledger = account.group("payments-ledger")
    call(ess, "CancelInstanceRefresh", place(ledger) | {"InstanceRefreshTaskId": ledger.refreshes[-1].id})
    assert account.group("payments-ledger").refreshes[-1].status == "Cancelling"


def test_no_operation_was_forgotten() -> None:
    text = Path(__file__).read_text("utf-8")
    spelled = {"SuspendInstanceRefresh", "ResumeInstanceRefresh", "RollbackInstanceRefresh"}
    assert [name for name in ESS if f'"{name}"' not in text and name not in spelled] == []


def generic(
    account: RunningSimulator, action: str, version: str, query: dict[str, str], user: str = "administrator"
) -> dict[str, Any]:
    """Call an operation without a model of its own."""
    who = account.user(user)
    config = Config(
        access_key_id=who.key,
        access_key_secret=who.secret,
        security_token=who.token or None,
        endpoint=account.endpoint,
        protocol="HTTP",
    )
    params = Params(
        action=action,
        version=version,
        protocol="HTTP",
        pathname="/",
        method="POST",
        auth_type="AK",
        style="RPC",
        req_body_type="formData",
        body_type="json",
    )
    answer = Generic(config).call_api(params, OpenApiRequest(query=query), RuntimeOptions())
    assert answer["statusCode"] == 200
    return answer["body"]


@pytest.mark.parametrize(
    ("action", "query", "path"),
    [
        ("DescribeImages", {"ImageOwnerAlias": "self"}, "Images.Image.0.ImageId"),
        ("DescribeLaunchTemplates", {}, "LaunchTemplateSets.LaunchTemplateSet.0.LaunchTemplateId"),
        (
            "DescribeLaunchTemplateVersions",
            {"LaunchTemplateName": "shop-web"},
            "LaunchTemplateVersionSets.LaunchTemplateVersionSet.0.LaunchTemplateData.ImageId",
        ),
        (
            "DescribeInstanceTypes",
            {"InstanceTypes.1": "ecs.g7.large"},
            "InstanceTypes.InstanceType.0.MemorySize",
        ),
        (
            "DescribeAvailableResource",
            {"DestinationResource": "InstanceType", "InstanceType": "ecs.g7.large"},
            f"AvailableZones.AvailableZone.0.{ONE_RESOURCE}.Value",
        ),
    ],
)
def test_ecs(account: RunningSimulator, action: str, query: dict[str, str], path: str) -> None:
    found: Any = generic(account, action, "2014-05-26", {"RegionId": "cn-hangzhou"} | query)
    for step in path.split("."):
        found = found[int(step) if step.isdecimal() else step]
    assert found


def test_a_session_is_known_and_an_expired_one_refused(account: RunningSimulator) -> None:
    body = generic(account, "GetCallerIdentity", "2015-04-01", {}, "session")
    assert body["IdentityType"] == "AssumedRoleUser"
    with pytest.raises(ClientException) as refused:
        generic(account, "GetCallerIdentity", "2015-04-01", {}, "expired")
    assert (refused.value.code, refused.value.status_code) == ("InvalidSecurityToken.Expired", 403)


def test_sts(account: RunningSimulator) -> None:
    body = generic(account, "GetCallerIdentity", "2015-04-01", {})
    assert body["AccountId"] == account.account_id
    assert body["Arn"].endswith(":user/administrator")
