"""Refreshes both ways: what is asked comes back as what was meant, and exactly one target is sent."""

from __future__ import annotations

from typing import Any

import pytest
from alibabacloud_ess20220222 import models as sdk
from alibabacloud_tea_openapi.utils import Utils
from hypothesis import given, settings
from hypothesis import strategies as st

from essgui.cloud import translate_refresh
from essgui.domain.lifecycle import RefreshStatus
from essgui.domain.refresh import (
    ActiveConfiguration,
    ContainersTarget,
    ImageTarget,
    LaunchTemplateTarget,
    RefreshSpec,
    ScalingConfigurationTarget,
    Target,
)
from essgui.domain.scaling import (
    ConfigurationId,
    Container,
    EnvironmentVariable,
    GroupId,
    RegionId,
    TemplateId,
)
from tests.cloud.test_coerce import JUNK
from tests.cloud.test_translate import junk_for

REGION, GROUP = RegionId("cn-hangzhou"), GroupId("asg-1")

WORDS = st.text("abcXYZ019-_./: é", min_size=1, max_size=12)
VARIABLES = st.builds(EnvironmentVariable, WORDS, st.text(max_size=8), st.text("ab", max_size=3))
CONTAINERS = st.builds(
    Container,
    WORDS,
    WORDS,
    st.lists(WORDS, max_size=3).map(tuple),
    st.lists(WORDS, max_size=3).map(tuple),
    st.lists(VARIABLES, max_size=3).map(tuple),
)
TARGETS: st.SearchStrategy[Target] = st.one_of(
    st.just(ActiveConfiguration()),
    st.builds(ScalingConfigurationTarget, WORDS.map(ConfigurationId)),
    st.builds(ImageTarget, WORDS),
    st.builds(LaunchTemplateTarget, WORDS.map(TemplateId), WORDS, st.lists(WORDS, max_size=3).map(tuple)),
    st.builds(ContainersTarget, st.lists(CONTAINERS, min_size=1, max_size=2).map(tuple)),
)
SPECS = st.builds(
    RefreshSpec,
    st.just(REGION),
    st.just(GROUP),
    TARGETS,
    st.integers(0, 100),
    st.integers(100, 200),
    st.booleans(),
    st.lists(st.integers(1, 100), unique=True, max_size=4).map(sorted).map(tuple),
    st.integers(1, 2880),
)


def sent(spec: RefreshSpec) -> dict[str, str]:
    """Return the parameters as the SDK would send them."""
    return Utils.query(translate_refresh.start_request(spec, "token-1").to_map())


@given(SPECS)
def test_what_was_asked_comes_back_as_it_was_meant(spec: RefreshSpec) -> None:
    asked: dict[str, Any] = translate_refresh.start_request(spec, "token-1").to_map()
    wire = {**asked, "InstanceRefreshTaskId": "ir-1", "Status": "Pending"}
    model = sdk.DescribeInstanceRefreshesResponseBodyInstanceRefreshTasks().from_map(wire)
    task = translate_refresh.refresh(model, REGION)
    assert task.target == spec.target
    assert task.checkpoints == spec.checkpoints
    assert (task.min_healthy, task.max_healthy) == (spec.min_healthy, spec.max_healthy)
    assert task.skip_matching is spec.skip_matching
    if spec.checkpoints:
        assert task.pause_minutes == spec.pause_minutes


@given(SPECS)
def test_exactly_one_target_is_sent_and_none_for_the_active_configuration(spec: RefreshSpec) -> None:
    desired = {key.split(".")[1] for key in sent(spec) if key.startswith("DesiredConfiguration.")}
    kinds = desired & {"ScalingConfigurationId", "ImageId", "LaunchTemplateId", "Containers"}
    assert len(kinds) == (0 if isinstance(spec.target, ActiveConfiguration) else 1)
    if isinstance(spec.target, ActiveConfiguration):
        assert desired == set()


@pytest.mark.parametrize("skip", [True, False])
def test_skip_matching_is_always_sent(skip: bool) -> None:
    assert sent(RefreshSpec(REGION, GROUP, skip_matching=skip))["SkipMatching"] == str(skip)


def test_without_checkpoints_neither_they_nor_the_pause_are_sent() -> None:
    assert not [key for key in sent(RefreshSpec(REGION, GROUP)) if key.startswith("Checkpoint")]
    with_pause = sent(RefreshSpec(REGION, GROUP, checkpoints=(50, 100), pause_minutes=5))
    assert with_pause["Checkpoints.1.Percentage"] == "50"
    assert with_pause["Checkpoints.2.Percentage"] == "100"
    assert with_pause["CheckpointPauseTime"] == "5"


def test_what_is_empty_in_a_container_is_not_sent() -> None:
    bare = ContainersTarget((Container("api", "shop/api:2", environment=(EnvironmentVariable("A"),)),))
    keys = {k for k in sent(RefreshSpec(REGION, GROUP, bare)) if ".Containers." in k}
    start = "DesiredConfiguration.Containers.1"
    assert keys == {
        f"{start}.Name",
        f"{start}.Image",
        f"{start}.EnvironmentVars.1.Key",
        f"{start}.EnvironmentVars.1.Value",
    }


@settings(max_examples=25)
@given(st.lists(junk_for(sdk.DescribeInstanceRefreshesResponseBodyInstanceRefreshTasks), max_size=2), JUNK)
def test_junk_in_refreshes_never_raises(entries: list[object], junk: object) -> None:
    body = sdk.DescribeInstanceRefreshesResponseBody()
    body.instance_refresh_tasks = [*entries, junk]
    for task in translate_refresh.refreshes(body, REGION):
        assert task.id
        assert 0 <= task.share <= 1


@given(junk_for(translate_refresh.WireDesired))
def test_junk_in_a_desired_configuration_never_raises(desired: Any) -> None:
    wire = translate_refresh.WireTask(instance_refresh_task_id="ir-1", desired_configuration=desired)
    translate_refresh.refresh(wire, REGION)


@pytest.mark.parametrize("status", [*RefreshStatus])
def test_each_status_is_known(status: RefreshStatus) -> None:
    wire = translate_refresh.WireTask(instance_refresh_task_id="ir-1", status=status.value)
    assert translate_refresh.refresh(wire, REGION).status is status


@pytest.mark.parametrize(
    ("word", "shown"), [("Hovering", "Hovering"), ("inprogress", "inprogress"), ("", "?"), (None, "?")]
)
def test_an_unknown_status_is_shown_as_it_is_written(word: Any, shown: str) -> None:
    task = translate_refresh.refresh(translate_refresh.WireTask(status=word), REGION)
    assert task.status == shown
    assert not isinstance(task.status, RefreshStatus)
    assert not task.over


def test_a_missing_detail_is_not_the_word_none() -> None:
    assert translate_refresh.refresh(translate_refresh.WireTask(detail="None"), REGION).detail == ""
    assert (
        translate_refresh.refresh(translate_refresh.WireTask(detail="No stock"), REGION).detail == "No stock"
    )
