"""Answers become domain values: field by field, whatever junk the fields hold."""

from __future__ import annotations

from datetime import UTC, datetime
from hashlib import sha256

from alibabacloud_ess20220222 import models as sdk
from hypothesis import given, settings
from hypothesis import strategies as st

from essgui.cloud import translate
from essgui.domain.scaling import (
    ActivityError,
    Capacity,
    Container,
    EnvironmentVariable,
    GroupType,
    InstanceId,
    RegionId,
)
from tests.cloud.test_coerce import JUNK

REGION = RegionId("cn-hangzhou")


def junk_for(model: type) -> st.SearchStrategy[object]:
    """Make models of a kind whose every field holds anything."""

    @st.composite
    def build(draw: st.DrawFn) -> object:
        made = model()
        for name in vars(made):
            setattr(made, name, draw(JUNK))
        return made

    return build()


@settings(max_examples=25)
@given(st.lists(junk_for(sdk.DescribeScalingGroupsResponseBodyScalingGroups), max_size=2), JUNK)
def test_junk_in_groups_never_raises(entries: list[object], tags: object) -> None:
    body = sdk.DescribeScalingGroupsResponseBody()
    body.scaling_groups = [*entries, tags]
    for group in translate.groups(body, REGION):
        assert group.id


@settings(max_examples=25)
@given(st.lists(junk_for(sdk.DescribeScalingInstancesResponseBodyScalingInstances), max_size=2))
def test_junk_in_instances_never_raises(entries: list[object]) -> None:
    body = sdk.DescribeScalingInstancesResponseBody()
    body.scaling_instances = entries
    assert all(i.id for i in translate.instances(body))


@settings(max_examples=25)
@given(st.lists(junk_for(sdk.DescribeScalingActivitiesResponseBodyScalingActivities), max_size=2))
def test_junk_in_activities_never_raises(entries: list[object]) -> None:
    body = sdk.DescribeScalingActivitiesResponseBody()
    body.scaling_activities = entries
    assert all(0 <= a.progress <= 100 for a in translate.activities(body))


@given(JUNK)
def test_junk_for_a_whole_list_is_no_entry_at_all(junk: object) -> None:
    ecs, eci = (
        sdk.DescribeScalingConfigurationsResponseBody(),
        sdk.DescribeEciScalingConfigurationsResponseBody(),
    )
    ecs.scaling_configurations = eci.scaling_configurations = junk
    assert translate.configurations(ecs) == ()
    assert translate.eci_configurations(eci) == ()
    regions = sdk.DescribeRegionsResponseBody()
    regions.regions = junk
    assert translate.regions(regions) == ()


def test_a_group_in_full() -> None:
    wire = {
        "ScalingGroupId": "asg-1",
        "ScalingGroupName": "web",
        "GroupType": "ECS",
        "LifecycleState": "Active",
        "MultiAZPolicy": "PRIORITY",
        "ScalingPolicy": "release",
        "ActiveScalingConfigurationId": "",
        "LaunchTemplateId": "lt-1",
        "LaunchTemplateVersion": "3",
        "LaunchTemplateOverrides": [
            {"InstanceType": "ecs.g7.large", "WeightedCapacity": 1},
            {"InstanceType": "ecs.g7.xlarge", "WeightedCapacity": 2},
        ],
        "MinSize": 1,
        "MaxSize": "10",
        "DesiredCapacity": 4,
        "EnableDesiredCapacity": True,
        "TotalCapacity": 9,
        "ActiveCapacity": 1,
        "PendingCapacity": 1,
        "PendingWaitCapacity": 1,
        "RemovingCapacity": 1,
        "RemovingWaitCapacity": 1,
        "StandbyCapacity": 1,
        "ProtectedCapacity": 2,
        "StoppedCapacity": 1,
        "SuspendedProcesses": ["ScaleIn"],
        "SystemSuspended": True,
        "VSwitchIds": ["vsw-1"],
        "Tags": [{"TagKey": "env", "TagValue": "prod"}],
        "CreationTime": "2026-01-02T03:04Z",
    }
    group = translate.group(sdk.DescribeScalingGroupsResponseBodyScalingGroups().from_map(wire), REGION)
    assert group.capacity == Capacity(9, 1, 1, 1, 2, 1, 1, 1, 1, 1, 10, 4)
    assert (group.active_configuration, group.launch_template, group.launch_template_version) == (
        None,
        "lt-1",
        "3",
    )
    assert group.override_types == ("ecs.g7.large", "ecs.g7.xlarge")
    assert group.weighted
    assert group.system_suspended
    assert group.suspended_processes == ("ScaleIn",)
    assert group.tags == {"env": "prod"}
    assert group.created_at == datetime(2026, 1, 2, 3, 4, tzinfo=UTC)


def group_of(**wire: object) -> translate.ScalingGroup:
    fields = {"ScalingGroupId": "asg-1", **wire}
    return translate.group(sdk.DescribeScalingGroupsResponseBodyScalingGroups().from_map(fields), REGION)


def test_a_group_without_the_expected_number_wants_what_it_has() -> None:
    assert group_of(DesiredCapacity=5, EnableDesiredCapacity=False).capacity.desired is None
    assert group_of().capacity.desired is None
    assert group_of(DesiredCapacity=0).capacity.desired == 0


def test_weights_of_one_are_instances() -> None:
    assert not group_of(LaunchTemplateOverrides=[{"InstanceType": "a", "WeightedCapacity": 1}]).weighted


def test_words_that_are_new_stay_as_they_are() -> None:
    group = group_of(LifecycleState="Frozen", MultiAZPolicy="LUNAR", GroupType="eci", ScalingGroupName=None)
    assert (group.lifecycle_state, group.multi_az_policy) == ("Frozen", "LUNAR")
    assert group.type is GroupType.ECI
    assert group.name == "asg-1"


def test_entries_without_an_id_are_left_out() -> None:
    body = sdk.DescribeScalingGroupsResponseBody().from_map(
        {"ScalingGroups": [{}, {"ScalingGroupId": "asg-1"}]}
    )
    assert [g.id for g in translate.groups(body, REGION)] == ["asg-1"]


def test_instances_prefer_the_time_with_seconds() -> None:
    minutes = "2026-01-02T03:04Z"
    body = sdk.DescribeScalingInstancesResponseBody().from_map(
        {
            "ScalingInstances": [
                {
                    "InstanceId": "i-1",
                    "CreationTime": minutes,
                    "CreatedTime": "2026-01-02T03:04:05Z",
                },
                {"InstanceId": "i-2", "CreationTime": minutes, "LifecycleState": "Napping"},
            ]
        }
    )
    first, second = translate.instances(body)
    assert first.created_at == datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
    assert second.created_at == datetime(2026, 1, 2, 3, 4, tzinfo=UTC)
    assert second.state == "Napping"


def test_a_configuration_says_its_disk_in_words() -> None:
    body = sdk.DescribeScalingConfigurationsResponseBody().from_map(
        {
            "ScalingConfigurations": [
                {
                    "ScalingConfigurationId": "asc-1",
                    "LifecycleState": "Active",
                    "SystemDiskCategory": "cloud_essd",
                    "SystemDiskSize": 40,
                    "InstanceType": "ecs.g7.large",
                    "Memory": 4,
                    "SecurityGroupId": "sg-1",
                    "UserData": "cGFzc3dvcmQ9aHVudGVyMg==",
                }
            ]
        }
    )
    (found,) = translate.configurations(body)
    assert found.system_disk == "cloud_essd 40 GiB"
    assert found.instance_types == ("ecs.g7.large",)
    assert found.security_groups == ("sg-1",)
    assert found.user_data_hash == sha256(b"password=hunter2").hexdigest()[:12]
    assert "cGFz" not in repr(found), "user data may hold secrets"
    assert found.active
    assert found.memory == 4.0


def test_an_eci_configuration_has_its_containers() -> None:
    container = {
        "Name": "api",
        "Image": "shop/api:1",
        "Commands": ["run"],
        "Args": ["-v"],
        "EnvironmentVars": [{"Key": "A", "Value": ""}, {"Key": "", "Value": "lost"}],
    }
    body = sdk.DescribeEciScalingConfigurationsResponseBody().from_map(
        {"ScalingConfigurations": [{"ScalingConfigurationId": "asc-1", "Containers": [container]}]}
    )
    (found,) = translate.eci_configurations(body)
    assert found.type is GroupType.ECI
    assert found.containers == (
        Container("api", "shop/api:1", ("run",), ("-v",), (EnvironmentVariable("A"),)),
    )


def test_an_activitys_errors_come_from_the_list_or_from_the_single_fields() -> None:
    body = sdk.DescribeScalingActivitiesResponseBody().from_map(
        {
            "ScalingActivities": [
                {
                    "ScalingActivityId": "asa-1",
                    "Progress": 150,
                    "ErrorMessages": [
                        {"Code": "NoStock", "Description": "None left", "FailedInstanceIds": ["i-1"]}
                    ],
                },
                {"ScalingActivityId": "asa-2", "ErrorCode": "Quota", "ErrorMessage": "Too many"},
                {"ScalingActivityId": "asa-3", "InstanceRefreshTaskId": "ir-1", "CreatedInstances": ["i-2"]},
            ]
        }
    )
    first, second, third = translate.activities(body)
    assert first.errors == (ActivityError("NoStock", "None left", (InstanceId("i-1"),)),)
    assert first.progress == 100
    assert second.errors == (ActivityError("Quota", "Too many"),)
    assert (third.errors, third.task, third.created) == ((), "ir-1", ("i-2",))
