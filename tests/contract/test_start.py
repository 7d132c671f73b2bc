"""Starting a refresh: each target arrives as it was meant, once, and what cannot start is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from essgui.domain.errors import Denied, NotFound, Refused, Throttled, UnknownOutcome, Unreachable
from essgui.domain.refresh import (
    ActiveConfiguration,
    ContainersTarget,
    ImageTarget,
    LaunchTemplateTarget,
    RefreshSpec,
    ScalingConfigurationTarget,
    Target,
)
from essgui.domain.scaling import Container, EnvironmentVariable, GroupId
from tests.contract.conftest import asked

if TYPE_CHECKING:
    from essgui.cloud.alibaba import AlibabaCloud
    from tests.support.simulated import RunningSimulator


def other_configuration(sim: RunningSimulator, name: str) -> Any:
    group = sim.group(name)
    return next(c for c in group.configurations.values() if c.id != group.active_configuration)


def target_of(sim: RunningSimulator, kind: type) -> tuple[str, Target]:
    """Return a group and a target of a kind that fits it."""
    if kind is ScalingConfigurationTarget:
        return "web", ScalingConfigurationTarget(other_configuration(sim, "web").id)
    if kind is ImageTarget:
        return "web", ImageTarget(other_configuration(sim, "web").image)
    if kind is LaunchTemplateTarget:
        template = sim.group("worker").launch_template
        assert template is not None
        return "worker", LaunchTemplateTarget(template, "1", ("ecs.g7.large", "ecs.g6.large"))
    if kind is ContainersTarget:
        api = Container(
            "api",
            "registry.example/shop/api:5+x",
            ("sh", "-c", "echo 'a b' && run"),
            ("--x=1 2", "é 日本"),
            (EnvironmentVariable("EMPTY"), EnvironmentVariable("URL", "a=b&c=d#e")),
        )
        return "media", ContainersTarget((api,))
    return "web", ActiveConfiguration()


KINDS = [
    ActiveConfiguration,
    ScalingConfigurationTarget,
    ImageTarget,
    LaunchTemplateTarget,
    ContainersTarget,
]


@pytest.mark.parametrize("kind", KINDS)
def test_each_target_arrives_as_it_was_meant(sim: RunningSimulator, kind: type) -> None:
    name, target = target_of(sim, kind)
    group = sim.group(name)
    spec = RefreshSpec(group.region, group.id, target, 90, 150, False, (50, 100), 7)

    async def start_and_look(api: AlibabaCloud) -> Any:
        task = (await api.start(spec, "token-1")).task
        (seen,) = await api.refreshes_by_id(group.region, [task])
        assert seen.id == task
        return seen

    seen = asked(sim, start_and_look)
    assert seen.target == target
    assert (seen.min_healthy, seen.max_healthy) == (90, 150)
    assert (seen.checkpoints, seen.pause_minutes, seen.skip_matching) == ((50, 100), 7, False)
    assert seen.started_at == sim.now
    assert sim.task(seen.id).spec == spec
    (entry,) = sim.starts()
    assert (entry["client_token"], entry["task_id"]) == ("token-1", seen.id)
    sent = entry["parameters"]
    assert sent["SkipMatching"] == "False"
    assert sent["CheckpointPauseTime"] == "7"
    desired = {key for key in sent if key.startswith("DesiredConfiguration")}
    assert bool(desired) is (kind is not ActiveConfiguration)


def test_without_checkpoints_none_are_sent(sim: RunningSimulator) -> None:
    web = sim.group("web")
    asked(sim, lambda api: api.start(RefreshSpec(web.region, web.id), "token-1"))
    (entry,) = sim.starts()
    assert set(entry["parameters"]) == {
        "RegionId",
        "ScalingGroupId",
        "ClientToken",
        "MinHealthyPercentage",
        "MaxHealthyPercentage",
        "SkipMatching",
    }


def test_the_same_token_never_starts_a_second_one(sim: RunningSimulator) -> None:
    web = sim.group("web")
    spec = RefreshSpec(web.region, web.id)
    first = asked(sim, lambda api: api.start(spec, "token-1"))
    again = asked(sim, lambda api: api.start(spec, "token-1"))
    assert again.task == first.task
    assert again.receipt != first.receipt
    assert all(s.receipt.request_ids[0] for s in (first, again))
    assert len(sim.starts()) == 1
    other = RefreshSpec(web.region, web.id, min_healthy=50)
    with pytest.raises(Refused) as caught:
        asked(sim, lambda api: api.start(other, "token-1"))
    assert caught.value.code == "IdempotentParameterMismatch"
    assert len(sim.starts()) == 1


def test_a_second_refresh_of_a_group_is_refused(sim: RunningSimulator) -> None:
    web = sim.group("web")
    asked(sim, lambda api: api.start(RefreshSpec(web.region, web.id), "token-1"))
    with pytest.raises(Refused) as caught:
        asked(sim, lambda api: api.start(RefreshSpec(web.region, web.id), "token-2"))
    assert "another refresh" in caught.value.sentence
    assert len(sim.starts()) == 1


def test_where_nothing_needs_a_refresh_it_says_what_to_change(sim: RunningSimulator) -> None:
    media = sim.group("media")
    with pytest.raises(Refused) as caught:
        asked(sim, lambda api: api.start(RefreshSpec(media.region, media.id), "token-1"))
    assert caught.value.code == "InvalidInstance.NoInstanceNeedBeRefreshed"
    assert "skip matching" in caught.value.hint
    assert sim.starts() == []


def test_a_group_deleted_meanwhile_is_not_found(sim: RunningSimulator) -> None:
    web = sim.group("web")
    sim.delete_group(web.id)
    with pytest.raises(NotFound):
        asked(sim, lambda api: api.start(RefreshSpec(web.region, web.id), "token-1"))


def test_a_group_that_is_not_eligible_is_refused_in_the_clouds_words(sim: RunningSimulator) -> None:
    web = sim.group("web")
    sim.change_group("web", multi_az_policy="BALANCE")
    with pytest.raises(Refused) as caught:
        asked(sim, lambda api: api.start(RefreshSpec(web.region, web.id), "token-1"))
    assert caught.value.code.startswith("OperationDenied.")
    assert "Priority" in caught.value.sentence


def test_a_reader_may_not_start_and_learns_which_permission_is_missing(sim: RunningSimulator) -> None:
    web = sim.group("web")
    with pytest.raises(Denied) as caught:
        asked(sim, lambda api: api.start(RefreshSpec(web.region, web.id), "token-1"), user="reader")
    assert caught.value.action == "ess:StartInstanceRefresh"
    assert caught.value.request_id
    assert sim.starts() == []


UNKNOWN = ["null", "empty", "wrong-types", "half", "reset-after", "no-answer", "trickle"]


@pytest.mark.parametrize("fault", [*UNKNOWN, "500", "503-html", "redirect", "reset"])
def test_no_usable_answer_leaves_the_outcome_unknown_and_the_token_finds_it(
    sim: RunningSimulator, fault: str
) -> None:
    web = sim.group("web")
    spec = RefreshSpec(web.region, web.id)
    sim.add_fault(fault, operation="StartInstanceRefresh", count=1, amount=3.0)
    with pytest.raises(UnknownOutcome) as caught:
        asked(sim, lambda api: api.start(spec, "token-1"), deadline=1.0)
    assert "may or may not" in caught.value.sentence or "same time" in caught.value.sentence
    assert len(sim.starts()) == (1 if fault in UNKNOWN else 0)
    asked(sim, lambda api: api.start(spec, "token-1"))
    assert len(sim.starts()) == 1


def test_a_throttled_start_did_not_happen_and_says_when_to_try_again(sim: RunningSimulator) -> None:
    web = sim.group("web")
    sim.add_fault("throttle", operation="StartInstanceRefresh", count=1, amount=0.5)
    with pytest.raises(Throttled) as caught:
        asked(sim, lambda api: api.start(RefreshSpec(web.region, web.id), "token-1"))
    assert caught.value.retry_after == 0.5
    assert sim.starts() == []


def test_offline_nothing_was_sent_and_back_again_it_starts(sim: RunningSimulator) -> None:
    web = sim.group("web")
    spec = RefreshSpec(web.region, web.id)

    async def try_twice(api: AlibabaCloud) -> object:
        sim.stop()
        with pytest.raises(Unreachable, match="Nothing was sent"):
            await api.start(spec, "token-1")
        sim.start()
        return (await api.start(spec, "token-1")).task

    assert asked(sim, try_twice)
    assert len(sim.starts()) == 1


def test_no_group_at_all(sim: RunningSimulator) -> None:
    with pytest.raises(NotFound) as caught:
        asked(sim, lambda api: api.start(RefreshSpec(sim.group("web").region, GroupId("asg-none")), "t"))
    assert caught.value.hint
