"""The world in the words of the API: times, capacities, activities, refreshes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from essgui.domain.lifecycle import RefreshAction
from essgui.domain.refresh import (
    ActiveConfiguration,
    ContainersTarget,
    ImageTarget,
    LaunchTemplateTarget,
    ScalingConfigurationTarget,
)
from essgui.domain.scaling import (
    ConfigurationId,
    Container,
    EnvironmentVariable,
    GroupType,
    RegionId,
    TemplateId,
)
from essgui.simulator.builder import WorldBuilder
from essgui.simulator.commands import Scale
from essgui.simulator.wire import render, render_configuration, render_group
from essgui.simulator.wire.bodies import wrapped
from essgui.simulator.world import Fault, FaultKind

NOW = datetime(2026, 11, 23, 12, 34, 56, tzinfo=UTC)
R = RegionId("cn-hangzhou")
IMAGE = ImageTarget("m-bp1shop20261120cccc3")


@pytest.fixture
def b() -> WorldBuilder:
    return WorldBuilder(NOW)


def test_times_to_the_second_and_to_the_minute() -> None:
    assert render.stamp(NOW) == "2026-11-23T12:34:56Z"
    assert render.minute(NOW) == "2026-11-23T12:34Z"
    assert render.stamp(None) is render.minute(None) is None


_COUNTS = ("Size", "Count", *(f"{word}Capacity" for word in (
    "Desired", "Total", "Active", "Pending", "Wait", "Protected", "Standby", "Removing", "Stopped", "Spot",
)))  # fmt: skip


def test_the_capacities_of_a_group(b: WorldBuilder) -> None:
    group = b.group("web", 8, standby=1, protected=2, min_size=3, max_size=30)
    b.command(Scale(R, group, "QuantityChangeInCapacity", 2))
    body = render_group.group(b.world.groups[group])
    assert {k: body[k] for k in body if k.endswith(_COUNTS) and body[k]} == {
        "MinSize": 3,
        "MaxSize": 30,
        "DesiredCapacity": 9,
        "EnableDesiredCapacity": True,
        "TotalCapacity": 10,
        "TotalInstanceCount": 10,
        "ActiveCapacity": 5,
        "PendingCapacity": 2,
        "ProtectedCapacity": 2,
        "StandbyCapacity": 1,
    }


def test_a_group_on_a_configuration_has_no_template_and_the_other_way_round(b: WorldBuilder) -> None:
    one = b.group("one")
    other = b.group(
        "other", configurations=0, template=b.template(R), override_types=("ecs.g7.large",), weights=(2,)
    )
    bodies = {g: render_group.group(b.done().groups[g]) for g in (one, other)}
    assert bodies[one]["ActiveScalingConfigurationId"].startswith("asc-")
    assert not {"LaunchTemplateId", "LaunchTemplateVersion"} & set(bodies[one])
    assert bodies[one]["LaunchTemplateOverrides"] == []
    assert "ActiveScalingConfigurationId" not in bodies[other]
    assert bodies[other]["LaunchTemplateVersion"] == "2"
    overrides = [{"InstanceType": "ecs.g7.large", "WeightedCapacity": 2}]
    assert bodies[other]["LaunchTemplateOverrides"] == overrides


def test_without_an_expected_number_there_is_no_desired_capacity(b: WorldBuilder) -> None:
    group = b.group("web", shows_desired=False)
    body = render_group.group(b.done().groups[group])
    assert "DesiredCapacity" not in body
    assert body["EnableDesiredCapacity"] is False


@pytest.mark.parametrize("kind", GroupType)
def test_the_health_check_is_a_word_that_the_api_knows(b: WorldBuilder, kind: GroupType) -> None:
    group = b.group("web", kind=kind)
    body = render_group.group(b.done().groups[group])
    assert (body["GroupType"], body["HealthCheckType"]) == (kind.value, "ECS")


def test_an_ecs_configuration_names_its_image(b: WorldBuilder) -> None:
    made = b.group("web")
    group = b.done().groups[made]
    active, other, *_ = (render_configuration.configuration(c, group) for c in group.configurations.values())
    assert (active["LifecycleState"], other["LifecycleState"]) == ("Active", "Inactive")
    assert (active["ImageName"], active["ImageFamily"]) == ("shop-web 2026.10.1", "shop-web")
    assert (active["ImageOwnerAlias"], active["SystemDiskCategories"]) == ("self", ["cloud_essd"])
    assert "Containers" not in active


def test_an_eci_configuration_has_containers_with_their_size(b: WorldBuilder) -> None:
    made = b.group("media", kind=GroupType.ECI)
    group = b.done().groups[made]
    body = render_configuration.configuration(next(iter(group.configurations.values())), group)
    api, cache = body["Containers"]
    assert (api["Name"], api["Cpu"], api["Memory"]) == ("api", 2, 4)
    assert api["EnvironmentVars"][0] == {"Key": "LOG_LEVEL", "Value": "info", "FieldRefFieldPath": ""}
    assert cache["Args"] == ["--save", ""]
    assert "ImageId" not in body


def deeds(b: WorldBuilder, group: Any) -> list[dict[str, Any]]:
    found = b.world.groups[group]
    return [render.deed(d, found) for d in found.deeds]


def test_an_activity_from_its_start_to_its_end(b: WorldBuilder) -> None:
    group = b.group("web", 4, attached=1)
    b.command(Scale(R, group, "QuantityChangeInCapacity", 2))
    (begun,) = deeds(b, group)
    assert (begun["StatusCode"], begun["Progress"]) == ("InProgress", 0)
    assert begun["ScalingInstanceNumber"] == 2
    assert "EndTime" not in begun
    b.at(NOW + timedelta(minutes=5))
    (ended,) = deeds(b, group)
    assert (ended["StatusCode"], ended["Progress"], ended["CreatedCapacity"]) == ("Successful", 100, 2)
    assert len(ended["CreatedInstances"]) == 2
    assert (ended["TotalCapacity"], ended["AttachedCapacity"], ended["AutoCreatedCapacity"]) == (
        "6",
        "1",
        "5",
    )
    assert ended["EndTime"] > ended["StartTime"]
    b.command(Scale(R, group, "QuantityChangeInCapacity", -3))
    b.at(NOW + timedelta(minutes=10))
    removed = deeds(b, group)[-1]
    assert (removed["DestroyedCapacity"], removed["TotalCapacity"]) == (3, "3")


def test_an_activity_that_failed_says_why(b: WorldBuilder) -> None:
    group = b.group("web", 4)
    b.faults(Fault("stock", FaultKind.OUT_OF_STOCK, count=1))
    task = b.refresh(group, IMAGE, min_healthy=50, max_healthy=150)
    b.at(NOW + timedelta(minutes=3))
    body = deeds(b, group)[0]
    assert (body["StatusCode"], body["InstanceRefreshTaskId"]) == ("Warning", task)
    assert body["ErrorCode"] == "OperationDenied.NoStock"
    (error,) = body["ErrorMessages"]
    assert error["Code"] == body["ErrorCode"]
    assert len(error["FailedInstanceIds"]) == 1
    assert body["ErrorMessage"] in body["Detail"]
    assert body["TotalCapacity"] == "5"


CONTAINER = Container(
    "api",
    "a:2",
    ("sleep",),
    ("1",),
    (EnvironmentVariable("K", "v"), EnvironmentVariable("P", "", "status.ip")),
)


@pytest.mark.parametrize(
    ("target", "body"),
    [
        (ActiveConfiguration(), None),
        (ScalingConfigurationTarget(ConfigurationId("asc-1")), {"ScalingConfigurationId": "asc-1"}),
        (ImageTarget("m-1"), {"ImageId": "m-1"}),
        (
            LaunchTemplateTarget(TemplateId("lt-1"), "3", ("ecs.g7.large",)),
            {
                "LaunchTemplateId": "lt-1",
                "LaunchTemplateVersion": "3",
                "LaunchTemplateOverrides": [{"InstanceType": "ecs.g7.large"}],
            },
        ),
        (
            ContainersTarget((CONTAINER,)),
            {
                "Containers": [
                    {
                        "Name": "api",
                        "Image": "a:2",
                        "Args": ["1"],
                        "Commands": ["sleep"],
                        "EnvironmentVars": [
                            {"Key": "K", "Value": "v", "FieldRefFieldPath": ""},
                            {"Key": "P", "Value": "", "FieldRefFieldPath": "status.ip"},
                        ],
                    }
                ]
            },
        ),
    ],
)
def test_desired_configurations(target: Any, body: Any) -> None:
    assert render.desired(target) == body


def test_desired_containers_as_the_older_version_wraps_them() -> None:
    (only,) = wrapped(render.desired(ContainersTarget((CONTAINER,))))["Containers"]["Container"]
    assert only["Commands"] == {"Command": ["sleep"]}
    assert only["Args"] == {"Arg": ["1"]}
    assert only["EnvironmentVars"]["EnvironmentVar"][0]["Key"] == "K"


def test_a_refresh_from_its_start_to_its_end(b: WorldBuilder) -> None:
    group = b.group("web", 3)
    task = b.refresh(group, IMAGE, checkpoints=(50, 100), pause_minutes=7, skip_matching=False)

    def body() -> dict[str, Any]:
        return render.refresh(b.world.groups[group].refreshes[-1])

    begun = body()
    assert begun == {
        "InstanceRefreshTaskId": task,
        "ScalingGroupId": group,
        "RegionId": "cn-hangzhou",
        "Status": "Pending",
        "StartTime": "2026-11-23T12:34:56Z",
        "TotalNeedUpdateCapacity": 3,
        "FinishedUpdateCapacity": 0,
        "MinHealthyPercentage": 80,
        "MaxHealthyPercentage": 120,
        "SkipMatching": False,
        "CheckpointPauseTime": 7,
        "Checkpoints": [{"Percentage": 50}, {"Percentage": 100}],
        "DesiredConfiguration": {"ImageId": IMAGE.image},
    }
    b.at(NOW + timedelta(hours=1))
    ended = body()
    assert (ended["Status"], ended["FinishedUpdateCapacity"]) == ("Successful", 3)
    assert ended["EndTime"] > ended["StartTime"]
    assert "Detail" not in ended


def test_a_refresh_that_failed_says_why(b: WorldBuilder) -> None:
    group = b.group("web", 3)
    b.faults(Fault("stock", FaultKind.OUT_OF_STOCK))
    b.refresh(group, IMAGE)
    b.at(NOW + timedelta(hours=1))
    body = render.refresh(b.world.groups[group].refreshes[-1])
    assert body["Status"] == "Failed"
    assert "OperationDenied.NoStock: The resource is out of stock" in body["Detail"]


def test_one_that_was_cancelled_has_an_end_and_no_detail(b: WorldBuilder) -> None:
    group = b.group("web", 3)
    b.refresh(group, IMAGE)
    b.act(group, RefreshAction.CANCEL)
    assert "EndTime" not in render.refresh(b.world.groups[group].refreshes[-1])
    b.at(NOW + timedelta(minutes=5))
    body = render.refresh(b.world.groups[group].refreshes[-1])
    assert (body["Status"], "EndTime" in body, "Detail" in body) == ("Cancelled", True, False)
