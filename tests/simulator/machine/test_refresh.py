"""How a refresh runs, told by the world before and after."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from essgui.domain.lifecycle import RefreshAction, RefreshStatus
from essgui.domain.plan import corridor
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
    GroupId,
    GroupType,
    RegionId,
)
from essgui.simulator.builder import WorldBuilder
from essgui.simulator.commands import Refusal, Scale
from essgui.simulator.machine import advance, describe
from essgui.simulator.world import Fault, FaultKind, Group, Hook, Refresh

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
S = RefreshStatus
IMAGE = ImageTarget("m-bp1shop20261120cccc3")


def last(b: WorldBuilder, group: GroupId) -> Refresh:
    return b.done().groups[group].refreshes[-1]


def after(b: WorldBuilder, seconds: float) -> WorldBuilder:
    return b.at(b.world.now + timedelta(seconds=seconds))


def until(b: WorldBuilder, group: GroupId, *statuses: RefreshStatus, most: int = 7200) -> Refresh:
    for _ in range(most):
        if last(b, group).status in statuses:
            return last(b, group)
        after(b, 1)
    raise AssertionError(f"never {statuses}: {last(b, group)}")


def images(group: Group) -> list[str]:
    return sorted(m.source.image for m in group.members.values())


@pytest.fixture
def b() -> WorldBuilder:
    return WorldBuilder(NOW)


def test_a_refresh_replaces_every_instance_and_switches_the_image(b: WorldBuilder) -> None:
    group = b.group("web", 6)
    before = set(b.done().groups[group].members)
    b.refresh(group, IMAGE)
    assert last(b, group).status is S.PENDING
    until(b, group, S.IN_PROGRESS)
    done = until(b, group, S.SUCCESSFUL)
    world = b.world.groups[group]
    assert (done.finished, done.total, done.ended_at) == (6, 6, b.world.now)
    assert not before & set(world.members)
    assert images(world) == [IMAGE.image] * 6
    assert world.active_configuration is not None
    assert world.configurations[world.active_configuration].image == IMAGE.image
    assert all(deed.task == done.id and deed.status == "Successful" for deed in world.deeds)


@pytest.mark.parametrize(
    ("low", "high", "count"),
    [(80, 120, 10), (100, 100, 4), (90, 150, 1), (50, 100, 8), (0, 100, 3), (0, 200, 7), (100, 120, 3)],
)
def test_the_number_in_service_stays_between_floor_and_ceiling(
    b: WorldBuilder, low: int, high: int, count: int
) -> None:
    group = b.group("web", count)
    b.refresh(group, IMAGE, min_healthy=low, max_healthy=high)
    band = corridor(count, low, high)
    while not last(b, group).over:
        after(b, 1)
        capacity = describe.capacity(b.world.groups[group])
        held = capacity.total - capacity.removing - capacity.removing_wait
        assert band.floor <= capacity.in_service
        assert held <= band.ceiling
    assert last(b, group).status is S.SUCCESSFUL
    assert last(b, group).finished == count


def test_a_checkpoint_pauses_for_its_minutes_and_goes_on_by_itself(b: WorldBuilder) -> None:
    group = b.group("web", 10)
    b.refresh(group, IMAGE, checkpoints=(40, 100), pause_minutes=30)
    paused = until(b, group, S.CHECKPOINT_PAUSE)
    assert paused.finished == 4
    began = b.world.now
    until(b, group, S.IN_PROGRESS, most=2000)
    assert b.world.now - began == timedelta(minutes=30)
    assert until(b, group, S.SUCCESSFUL, S.CHECKPOINT_PAUSE).status is S.SUCCESSFUL


def test_resume_releases_a_checkpoint_early(b: WorldBuilder) -> None:
    group = b.group("web", 10)
    b.refresh(group, IMAGE, checkpoints=(20, 100))
    until(b, group, S.CHECKPOINT_PAUSE)
    b.act(group, RefreshAction.RESUME)
    assert last(b, group).status is S.IN_PROGRESS
    assert until(b, group, S.SUCCESSFUL, S.CHECKPOINT_PAUSE).status is S.SUCCESSFUL


def test_suspend_lets_launches_finish_and_releases_nothing(b: WorldBuilder) -> None:
    group = b.group("web", 10)
    b.refresh(group, IMAGE)
    until(b, group, S.IN_PROGRESS)
    b.act(group, RefreshAction.SUSPEND)
    after(b, 3600)
    capacity = describe.capacity(b.world.groups[group])
    assert last(b, group).status is S.PAUSED
    assert (capacity.active, capacity.pending, capacity.removing) == (12, 0, 0)
    assert last(b, group).finished == 0
    b.act(group, RefreshAction.RESUME)
    assert until(b, group, S.SUCCESSFUL).finished == 10


def test_suspend_lets_a_batch_that_released_first_launch_what_it_owes(b: WorldBuilder) -> None:
    group = b.group("web", 10)
    b.refresh(group, IMAGE, min_healthy=80, max_healthy=100)
    until(b, group, S.IN_PROGRESS)
    assert describe.capacity(b.world.groups[group]).removing == 2
    b.act(group, RefreshAction.SUSPEND)
    after(b, 3600)
    assert describe.capacity(b.world.groups[group]).active == 10
    assert last(b, group).finished == 2


def test_cancel_leaves_what_is_replaced_and_takes_back_what_is_surplus(b: WorldBuilder) -> None:
    group = b.group("web", 10)
    b.refresh(group, IMAGE, checkpoints=(40, 100))
    until(b, group, S.CHECKPOINT_PAUSE)
    b.act(group, RefreshAction.RESUME)
    after(b, 5)
    assert describe.capacity(b.world.groups[group]).pending == 2
    b.act(group, RefreshAction.CANCEL)
    assert last(b, group).status is S.CANCELLING
    until(b, group, S.CANCELLED)
    after(b, 3600)
    world = b.world.groups[group]
    assert (len(world.members), last(b, group).finished) == (10, 4)
    assert images(world).count(IMAGE.image) == 4
    assert world.active_configuration is not None
    assert world.configurations[world.active_configuration].image != IMAGE.image


def test_rollback_replaces_the_new_ones_from_the_configuration_that_is_active(b: WorldBuilder) -> None:
    group = b.group("web", 10)
    target = ScalingConfigurationTarget(list(b.done().groups[group].configurations)[1])
    old = b.world.groups[group].active_configuration
    b.refresh(group, target, checkpoints=(40, 100))
    until(b, group, S.CHECKPOINT_PAUSE)
    b.act(group, RefreshAction.ROLLBACK)
    fell = {last(b, group).finished}
    while not last(b, group).over:
        assert last(b, group).status is S.ROLLBACK_IN_PROGRESS
        after(b, 1)
        fell.add(last(b, group).finished)
    world = b.world.groups[group]
    assert last(b, group).status is S.ROLLBACK_SUCCESSFUL
    assert fell == {4, 3, 2, 1, 0}
    assert {m.source.configuration for m in world.members.values()} == {old}
    assert world.active_configuration == old
    assert len(world.members) == 10


def test_rollback_in_the_middle_of_a_batch_keeps_the_corridor(b: WorldBuilder) -> None:
    group = b.group("web", 10)
    b.refresh(group, IMAGE, min_healthy=80, max_healthy=100)
    until(b, group, S.IN_PROGRESS)
    after(b, 60)
    b.act(group, RefreshAction.ROLLBACK)
    while not last(b, group).over:
        capacity = describe.capacity(b.world.groups[group])
        assert 8 <= capacity.in_service <= 10
        after(b, 1)
    assert last(b, group).status is S.ROLLBACK_SUCCESSFUL
    assert IMAGE.image not in images(b.world.groups[group])


@pytest.mark.parametrize("version", ["Default", "Latest"])
def test_no_rollback_from_a_moving_template_version(b: WorldBuilder, version: str) -> None:
    group = b.group("web", 2)
    b.refresh(group, LaunchTemplateTarget(b.template("cn-hangzhou"), version))
    until(b, group, S.IN_PROGRESS)
    with pytest.raises(Refusal, match=r"OperationDenied\.RollbackUnsupported"):
        b.act(group, RefreshAction.ROLLBACK)


def test_no_rollback_without_a_desired_configuration(b: WorldBuilder) -> None:
    group = b.group("web", 2)
    b.refresh(group, ActiveConfiguration(), skip_matching=False)
    until(b, group, S.IN_PROGRESS)
    with pytest.raises(Refusal, match=r"OperationDenied\.RollbackUnsupported"):
        b.act(group, RefreshAction.ROLLBACK)


def test_a_template_refresh_switches_the_source_of_the_group(b: WorldBuilder) -> None:
    group = b.group("web", 2)
    template = b.template("cn-hangzhou")
    b.refresh(group, LaunchTemplateTarget(template, "3", ("ecs.g8i.large", "ecs.g7.large")))
    until(b, group, S.SUCCESSFUL)
    world = b.world.groups[group]
    assert (world.active_configuration, world.launch_template) == (None, template)
    assert (world.launch_template_version, world.override_types) == ("3", ("ecs.g8i.large", "ecs.g7.large"))
    assert {m.source.instance_type for m in world.members.values()} == {"ecs.g8i.large"}


def test_containers_are_merged_by_name(b: WorldBuilder) -> None:
    group = b.group("media", 2, kind=GroupType.ECI)
    new = Container("api", "shop/api:5", environment=(EnvironmentVariable("NAME", "价格 é"),))
    b.refresh(group, ContainersTarget((new, Container("unknown", "x:1"))))
    until(b, group, S.SUCCESSFUL)
    world = b.world.groups[group]
    assert world.active_configuration is not None
    api, cache = world.configurations[world.active_configuration].containers
    assert (api.image, api.args, api.environment[0].value) == ("shop/api:5", ("--port", "8080"), "价格 é")
    assert cache.image == "redis:5.0.1-alpine"


def test_skip_matching_goes_by_the_id_of_the_configuration(b: WorldBuilder) -> None:
    group = b.group("web", 6, drifted=2)
    b.refresh(group)
    assert last(b, group).total == 2
    assert until(b, group, S.SUCCESSFUL).finished == 2
    with pytest.raises(Refusal, match=r"InvalidInstance\.NoInstanceNeedBeRefreshed"):
        b.refresh(group)
    b.refresh(group, skip_matching=False)
    assert last(b, group).total == 6


def test_attached_standby_and_protected_instances_stay_untouched(b: WorldBuilder) -> None:
    group = b.group("web", 8, standby=1, protected=1, attached=1)
    members = list(b.done().groups[group].members)
    b.refresh(group, IMAGE)
    assert last(b, group).total == 5
    until(b, group, S.SUCCESSFUL)
    assert set(members) & set(b.world.groups[group].members) == set(members[-3:])


def test_launches_that_never_work_fail_the_refresh_with_a_reason(b: WorldBuilder) -> None:
    group = b.group("web", 5)
    before = set(b.done().groups[group].members)
    b.faults(Fault("stock", FaultKind.OUT_OF_STOCK))
    b.refresh(group, IMAGE)
    failed = until(b, group, S.FAILED)
    assert failed.detail.startswith(
        "Launching new instances failed 3 times in a row. OperationDenied.NoStock"
    )
    deeds = b.world.groups[group].deeds
    assert [d.status for d in deeds] == ["Failed"] * 3
    assert deeds[0].failures[0].code == "OperationDenied.NoStock"
    assert set(b.world.groups[group].members) == before


def test_one_failed_launch_is_tried_again(b: WorldBuilder) -> None:
    group = b.group("web", 5)
    b.faults(Fault("stock", FaultKind.OUT_OF_STOCK, count=1))
    b.refresh(group, IMAGE)
    assert until(b, group, S.SUCCESSFUL, S.FAILED).status is S.SUCCESSFUL
    assert [d.status for d in b.world.groups[group].deeds].count("Failed") == 1


def test_new_instances_that_are_unhealthy_fail_the_refresh(b: WorldBuilder) -> None:
    group = b.group("web", 5)
    b.faults(Fault("bad", FaultKind.UNHEALTHY))
    b.refresh(group, IMAGE)
    assert "UnhealthyInstance" in until(b, group, S.FAILED).detail
    after(b, 600)
    assert describe.capacity(b.world.groups[group]).active == 5
    assert IMAGE.image not in images(b.world.groups[group])


def test_a_rollback_that_finds_no_stock_fails(b: WorldBuilder) -> None:
    group = b.group("web", 10)
    b.refresh(group, IMAGE, checkpoints=(40, 100))
    until(b, group, S.CHECKPOINT_PAUSE)
    b.faults(Fault("stock", FaultKind.OUT_OF_STOCK))
    b.act(group, RefreshAction.ROLLBACK)
    assert "NoStock" in until(b, group, S.ROLLBACK_FAILED).detail


def hook(result: str) -> Hook:
    return Hook("ash-1", "warm-cache", "SCALE_OUT", timeout=300, result=result)


def test_a_hook_holds_new_instances_until_its_time_is_over(b: WorldBuilder) -> None:
    group = b.group("web", 4, hooks=(hook("CONTINUE"),))
    b.refresh(group, IMAGE)
    after(b, 120)
    assert describe.capacity(b.world.groups[group]).pending_wait == 1
    assert until(b, group, S.SUCCESSFUL).finished == 4
    assert b.world.now - NOW > timedelta(minutes=20)


def test_a_hook_that_abandons_fails_the_launch(b: WorldBuilder) -> None:
    group = b.group("web", 4, hooks=(hook("ABANDON"),))
    b.refresh(group, IMAGE)
    assert "lifecycle hook warm-cache" in until(b, group, S.FAILED).detail


def test_a_warm_up_is_waited_for_before_old_ones_leave(b: WorldBuilder) -> None:
    group = b.group("web", 1, warmup=200)
    b.refresh(group, IMAGE)
    after(b, 150)
    states = sorted((m.state.value, m.warmup) for m in b.world.groups[group].members.values())
    assert ("InService", "WaitingForInstanceWarmup") in states
    assert len(states) == 2
    until(b, group, S.SUCCESSFUL)
    assert [m.warmup for m in b.world.groups[group].members.values()] == ["InstanceWarmupFinish"]


def test_a_group_never_runs_two_refreshes(b: WorldBuilder) -> None:
    group = b.group("web", 4)
    b.refresh(group, IMAGE)
    with pytest.raises(Refusal, match="ScalingActivityInProgress"):
        b.refresh(group, IMAGE)
    until(b, group, S.SUCCESSFUL)
    b.refresh(
        group, ScalingConfigurationTarget(ConfigurationId(list(b.world.groups[group].configurations)[1]))
    )
    assert len(b.world.groups[group].refreshes) == 2


def test_a_member_that_never_came_is_nothing_to_replace() -> None:
    b = WorldBuilder(NOW)
    group = b.group("web", 2, max_size=10)
    b.faults(Fault("stock", FaultKind.OUT_OF_STOCK, probability=1.0, count=1))
    b.command(Scale(RegionId("cn-hangzhou"), group, "QuantityChangeInCapacity", 1))
    b.refresh(group, ImageTarget("m-new"), skip_matching=False)
    assert b.world.groups[group].running.total == 3
    world = advance(b.world, NOW + timedelta(hours=2))
    (refresh,) = world.groups[group].refreshes
    assert refresh.status is RefreshStatus.SUCCESSFUL
    assert (refresh.finished, refresh.total) == (2, 2)
