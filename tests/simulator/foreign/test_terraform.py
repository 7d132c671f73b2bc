"""The calls of Terraform's alicloud_ess_instance_refresh, replayed as its acceptance tests cause them.

Facts of the provider: version 2014-08-28, V1 signature, common parameters and signature in the query,
its own parameters in the form body, `Format=json`, no client token, SkipMatching always sent. A change of
`status` to Cancelled or RollbackSuccessful is one action and then polling; to destroy it calls nothing.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import http.client
import json
import uuid
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

import pytest

from essgui.domain.refresh import ContainersTarget, ImageTarget, LaunchTemplateTarget
from essgui.domain.scaling import Container, EnvironmentVariable, GroupType
from essgui.simulator.builder import WorldBuilder
from tests.support.simulated import RunningSimulator

if TYPE_CHECKING:
    from collections.abc import Iterator

    from essgui.simulator.world import Group

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
REGION = "cn-hangzhou"
UBUNTU = "ubuntu_24_04_x64_20G_alibase_20260910.vhd"
ALIYUN = "aliyun_3_x64_20G_alibase_20260915.vhd"
REDIS = "registry-vpc.cn-hangzhou.aliyuncs.com/eci_open/redis:5.0.1-alpine"
TOMCAT = "registry-vpc.cn-hangzhou.aliyuncs.com/eci_open/tomcat:8"
TYPES = ["ecs.g7.large", "ecs.g7.xlarge"]

PACE = {"min_healthy_percentage": 90, "max_healthy_percentage": 150, "checkpoint_pause_time": 1}
IMAGE = PACE | {"desired_configuration_image_id": ALIYUN, "checkpoints": [50, 70, 100]}
TEMPLATE = PACE | {
    "desired_configuration_launch_template_version": "Default",
    "desired_configuration_launch_template_overrides": TYPES,
    "checkpoints": [50, 60, 100],
}
CONTAINER = PACE | {
    "desired_configuration_containers": [
        {
            "name": "container-1",
            "image": TOMCAT,
            "args": ["999999", "8888"],
            "commands": ["sleep", "echo 1"],
            "environment_vars": [
                {"key": "PATH", "value": "/usr/local/bin", "field_ref_field_path": "fieldPath"},
                {"key": "PATH1", "value": "/usr/local/bin1", "field_ref_field_path": "fieldPath1"},
            ],
        }
    ],
    "checkpoints": [50, 60, 100],
}


class Failed(Exception):
    """An error answer, as tea-rpc raises it."""

    def __init__(self, status: int, body: dict[str, Any]) -> None:
        super().__init__(f"{body['Code']}: {body['Message']}")
        self.status = status
        self.code = body["Code"]
        self.body = body


class Provider:
    """The provider with one configured account; it waits by moving the clock of the simulator."""

    def __init__(self, sim: RunningSimulator, user: str = "administrator") -> None:
        self.sim = sim
        self.user = sim.user(user)
        self.calls: list[tuple[str, str]] = []
        """Every action with the status or error code that it met."""

    def post(self, action: str, parameters: dict[str, Any]) -> dict[str, Any]:
        form = {k: str(v).lower() if isinstance(v, bool) else str(v) for k, v in parameters.items()}
        query = {
            "Action": action,
            "Format": "json",
            "Timestamp": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "Version": "2014-08-28",
            "SignatureNonce": uuid.uuid4().hex,
            "SignatureMethod": "HMAC-SHA1",
            "SignatureVersion": "1.0",
            "AccessKeyId": self.user.key,
        }
        if self.user.token:
            query["SecurityToken"] = self.user.token
        query["Signature"] = signature(query | form, self.user.secret)
        connection = http.client.HTTPConnection(self.sim.endpoint, timeout=10)
        try:
            connection.request(
                "POST",
                f"/?{urlencode(query)}",
                urlencode(form),
                {
                    "x-acs-version": "2014-08-28",
                    "x-acs-action": action,
                    "Content-Type": "application/x-www-form-urlencoded",
                },
            )
            answer = connection.getresponse()
            body = json.loads(answer.read())
        finally:
            connection.close()
        if answer.status >= 400:
            self.calls.append((action, body["Code"]))
            raise Failed(answer.status, body)
        self.calls.append((action, ""))
        return body

    def create(self, group: str, config: dict[str, Any]) -> str:
        """Start, again and again while the group has nothing to refresh; return the id of the resource."""
        sent = arguments(config) | {"ScalingGroupId": group, "RegionId": REGION}
        for _ in range(150):
            try:
                return f"{group}:{self.post('StartInstanceRefresh', sent)['InstanceRefreshTaskId']}"
            except Failed as failed:
                if failed.code != "InvalidInstance.NoInstanceNeedBeRefreshed":
                    raise
                self.wait()
        raise AssertionError("never started")

    def wait(self) -> None:
        """Let two seconds pass; what else there is in the configuration comes to be meanwhile."""
        self.sim.advance(2)
        for group in self.sim.world.groups.values():
            if group.wanted == 0:
                self.post(
                    "ScaleWithAdjustment",
                    {
                        "ScalingGroupId": group.id,
                        "AdjustmentType": "TotalCapacity",
                        "AdjustmentValue": 1,
                    },
                )

    def look(self, resource: str) -> dict[str, Any]:
        """Return the refresh as the API gives it, in wrapped lists."""
        group, task = resource.split(":")
        answer = self.post(
            "DescribeInstanceRefreshes",
            {"RegionId": REGION, "ScalingGroupId": group, "InstanceRefreshTaskId.1": task},
        )
        (only,) = answer["InstanceRefreshTasks"]["InstanceRefreshTask"]
        assert only["InstanceRefreshTaskId"] == task
        assert only["ScalingGroupId"] == group
        return only

    def change(self, resource: str, status: str) -> str:
        """Set `status` to Cancelled or RollbackSuccessful, and wait until that is through."""
        group, task = resource.split(":")
        action, meanwhile = {
            "Cancelled": ("CancelInstanceRefresh", "Cancelling"),
            "RollbackSuccessful": ("RollbackInstanceRefresh", "RollbackInProgress"),
        }[status]
        self.post(action, {"ScalingGroupId": group, "RegionId": REGION, "InstanceRefreshTaskId": task})
        seen = [self.look(resource)["Status"]]
        for _ in range(300):
            if seen[-1] != meanwhile:
                break
            self.sim.advance(2)
            seen.append(self.look(resource)["Status"])
        assert seen[0] == meanwhile
        return seen[-1]


def signature(parameters: dict[str, str], secret: str, verb: str = "POST") -> str:
    """Sign by V1: the parameters of query and body together, sorted and encoded twice."""
    pairs = "&".join(f"{encoded(k)}={encoded(v)}" for k, v in sorted(parameters.items()))
    digest = hmac.new(f"{secret}&".encode(), f"{verb}&%2F&{encoded(pairs)}".encode(), hashlib.sha1).digest()
    return base64.b64encode(digest).decode()


def encoded(text: str) -> str:
    return quote(text, safe="~")


def arguments(config: dict[str, Any]) -> dict[str, Any]:
    """Turn a resource of a configuration into parameters, in the provider's keys."""
    plain = {
        "min_healthy_percentage": "MinHealthyPercentage",
        "max_healthy_percentage": "MaxHealthyPercentage",
        "checkpoint_pause_time": "CheckpointPauseTime",
        "desired_configuration_image_id": "DesiredConfiguration.ImageId",
        "desired_configuration_launch_template_id": "DesiredConfiguration.LaunchTemplateId",
        "desired_configuration_launch_template_version": "DesiredConfiguration.LaunchTemplateVersion",
    }
    sent: dict[str, Any] = {key: config[name] for name, key in plain.items() if name in config}
    sent["SkipMatching"] = config.get("skip_matching", False)
    for n, percentage in enumerate(config["checkpoints"], 1):
        sent[f"Checkpoints.{n}.Percentage"] = percentage
    for n, name in enumerate(config.get("desired_configuration_launch_template_overrides", ()), 1):
        sent[f"DesiredConfiguration.LaunchTemplateOverrides.{n}.InstanceType"] = name
    for n, container in enumerate(config.get("desired_configuration_containers", ()), 1):
        at = f"DesiredConfiguration.Containers.{n}"
        sent |= {f"{at}.Name": container["name"], f"{at}.Image": container["image"]}
        for m, variable in enumerate(container["environment_vars"], 1):
            sent[f"{at}.EnvironmentVars.{m}.Key"] = variable["key"]
            sent[f"{at}.EnvironmentVars.{m}.Value"] = variable["value"]
            sent[f"{at}.EnvironmentVars.{m}.FieldRefFieldPath"] = variable["field_ref_field_path"]
        sent |= {f"{at}.Commands.{m}": one for m, one in enumerate(container["commands"], 1)}
        sent |= {f"{at}.Args.{m}": one for m, one in enumerate(container["args"], 1)}
    return sent


def attributes(task: dict[str, Any]) -> dict[str, Any]:
    """Return the resource that a read of the provider ends in; an imported one is read the same way."""
    desired = task["DesiredConfiguration"]
    found: dict[str, Any] = {
        "min_healthy_percentage": task["MinHealthyPercentage"],
        "max_healthy_percentage": task["MaxHealthyPercentage"],
        "checkpoint_pause_time": task["CheckpointPauseTime"],
        "skip_matching": task["SkipMatching"],
        "checkpoints": [c["Percentage"] for c in task["Checkpoints"]["Checkpoint"]],
    }
    for name in ("ImageId", "LaunchTemplateId", "LaunchTemplateVersion"):
        if name in desired:
            spelled = {"ImageId": "image_id", "LaunchTemplateId": "launch_template_id"}
            found[f"desired_configuration_{spelled.get(name, 'launch_template_version')}"] = desired[name]
    if "LaunchTemplateOverrides" in desired:
        overrides = desired["LaunchTemplateOverrides"]["LaunchTemplateOverride"]
        found["desired_configuration_launch_template_overrides"] = [o["InstanceType"] for o in overrides]
    if "Containers" in desired:
        found["desired_configuration_containers"] = [
            {
                "name": c["Name"],
                "image": c["Image"],
                "args": c["Args"]["Arg"],
                "commands": c["Commands"]["Command"],
                "environment_vars": [
                    {"key": v["Key"], "value": v["Value"], "field_ref_field_path": v["FieldRefFieldPath"]}
                    for v in c["EnvironmentVars"]["EnvironmentVar"]
                ],
            }
            for c in desired["Containers"]["Container"]
        ]
    return found


def group_of(sim: RunningSimulator) -> Group:
    (only,) = sim.world.groups.values()
    return only


def sole(sim: RunningSimulator, operation: str) -> dict[str, Any]:
    """Return the one entry of an operation in the ledger."""
    (only,) = [e for e in sim.ledger() if e["operation"] == operation]
    return only


@pytest.fixture
def simulate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Run a world with one group as the acceptance tests make it: bounds 0 and 10, still empty."""
    running: list[RunningSimulator] = []

    def run(**settings: Any) -> RunningSimulator:
        builder = WorldBuilder(NOW)
        builder.group("tf-testAccEssInstanceRefresh", 0, max_size=10, configurations=1, **settings)
        running.append(RunningSimulator(world=builder.done(), manual_clock=True))
        return running[0].__enter__()

    yield run
    for one in running:
        one.__exit__(None, None, None)


def test_image_then_cancelled_then_imported(simulate: Any) -> None:
    sim = simulate(images=(UBUNTU,))
    provider = Provider(sim)
    resource = provider.create(group_of(sim).id, IMAGE)
    refused, scaled, started = provider.calls
    assert refused == ("StartInstanceRefresh", "InvalidInstance.NoInstanceNeedBeRefreshed")
    assert (scaled, started) == (("ScaleWithAdjustment", ""), ("StartInstanceRefresh", ""))
    assert attributes(provider.look(resource)) == IMAGE | {"skip_matching": False}

    assert provider.change(resource, "Cancelled") == "Cancelled"
    assert attributes(provider.look(resource)) == IMAGE | {"skip_matching": False}

    entry = sole(sim, "StartInstanceRefresh")
    assert entry["client_token"] == ""
    assert entry["parameters"] == {k: str(v) for k, v in arguments(IMAGE).items()} | {
        "SkipMatching": "false",
        "ScalingGroupId": group_of(sim).id,
        "RegionId": REGION,
    }
    assert sole(sim, "CancelInstanceRefresh")["task_id"] == entry["task_id"]
    (refresh,) = group_of(sim).refreshes
    assert refresh.target == ImageTarget(ALIYUN)
    assert (refresh.spec.checkpoints, refresh.spec.pause_minutes) == ((50, 70, 100), 1)
    assert not refresh.spec.skip_matching


def test_template_with_overrides_runs_to_its_end(simulate: Any) -> None:
    sim = simulate(images=(UBUNTU,))
    provider = Provider(sim)
    template = next(t for t in sim.world.templates.values() if t.region == REGION)
    config = TEMPLATE | {"desired_configuration_launch_template_id": str(template.id)}
    resource = provider.create(group_of(sim).id, config)
    assert attributes(provider.look(resource)) == config | {"skip_matching": False}

    for _ in range(600):
        if (task := provider.look(resource))["Status"] == "Successful":
            break
        sim.advance(5)
    assert task["FinishedUpdateCapacity"] == task["TotalNeedUpdateCapacity"] == 1
    group = group_of(sim)
    assert group.refreshes[0].target == LaunchTemplateTarget(template.id, "Default", tuple(TYPES))
    assert (group.launch_template, group.override_types) == (template.id, tuple(TYPES))
    assert [m.source.template for m in group.members.values()] == [template.id]
    with pytest.raises(Failed, match="IncorrectInstanceRefreshTaskStatus"):
        provider.change(resource, "RollbackSuccessful")


@pytest.mark.parametrize("seconds", [10, 30, 130])
def test_container_then_rolled_back_then_imported(simulate: Any, seconds: int) -> None:
    old = Container("container-1", REDIS)
    sim = simulate(kind=GroupType.ECI, containers=(old,))
    provider = Provider(sim)
    resource = provider.create(group_of(sim).id, CONTAINER)
    sim.advance(seconds)
    if seconds == 130:
        assert [m.source.containers[0].image for m in group_of(sim).members.values()].count(TOMCAT) == 1

    assert provider.change(resource, "RollbackSuccessful") == "RollbackSuccessful"
    assert attributes(provider.look(resource)) == CONTAINER | {"skip_matching": False}
    group = group_of(sim)
    wanted = Container(
        "container-1",
        TOMCAT,
        commands=("sleep", "echo 1"),
        args=("999999", "8888"),
        environment=(
            EnvironmentVariable("PATH", "/usr/local/bin", "fieldPath"),
            EnvironmentVariable("PATH1", "/usr/local/bin1", "fieldPath1"),
        ),
    )
    assert group.refreshes[0].target == ContainersTarget((wanted,))
    assert [m.source.containers for m in group.members.values()] == [(old,)]
    assert [e["operation"] for e in sim.ledger()] == [
        "ScaleWithAdjustment",
        "StartInstanceRefresh",
        "RollbackInstanceRefresh",
    ]


def test_a_refresh_that_is_gone_is_an_empty_wrapped_list(simulate: Any) -> None:
    sim = simulate(images=(UBUNTU,))
    provider = Provider(sim)
    provider.create(group_of(sim).id, IMAGE)
    answer = provider.post(
        "DescribeInstanceRefreshes",
        {"RegionId": REGION, "ScalingGroupId": group_of(sim).id, "InstanceRefreshTaskId.1": "ir-gone"},
    )
    assert answer["InstanceRefreshTasks"] == {"InstanceRefreshTask": []}
    assert answer["TotalCount"] == 0


def test_a_session_works_until_its_token_ends(simulate: Any) -> None:
    sim = simulate(images=(UBUNTU,))
    assert Provider(sim, "session").create(group_of(sim).id, IMAGE)
    with pytest.raises(Failed) as refused:
        Provider(sim, "expired").create(group_of(sim).id, IMAGE)
    assert (refused.value.code, refused.value.status) == ("InvalidSecurityToken.Expired", 403)
    assert set(refused.value.body) == {"RequestId", "HostId", "Code", "Message", "Recommend"}


def test_whoever_may_only_read_is_told_which_permission_is_missing(simulate: Any) -> None:
    sim = simulate(images=(UBUNTU,))
    with pytest.raises(Failed) as refused:
        Provider(sim, "reader").create(group_of(sim).id, IMAGE)
    assert refused.value.code == "Forbidden.RAM"
    assert refused.value.body["AccessDeniedDetail"]["AuthAction"] == "ess:StartInstanceRefresh"
    assert sim.ledger() == []
