"""Everything else that changes a group, at rest and during a refresh."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from essgui.domain.lifecycle import ALLOWED, RefreshAction, RefreshStatus
from essgui.domain.plan import corridor
from essgui.domain.refresh import ImageTarget
from essgui.domain.scaling import GroupId, InstanceState, RegionId, TaskId
from essgui.simulator.builder import WorldBuilder
from essgui.simulator.commands import Act, Done, HookAnswer, Mark, Processes, Protect, Refusal, Scale, Standby
from essgui.simulator.machine import apply, describe
from essgui.simulator.world import Fault, FaultKind, Group, Hook

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
R = RegionId("cn-hangzhou")
S = RefreshStatus
IMAGE = ImageTarget("m-bp1shop20261120cccc3")


@pytest.fixture
def b() -> WorldBuilder:
    return WorldBuilder(NOW)


def after(b: WorldBuilder, seconds: float) -> WorldBuilder:
    return b.at(b.done().now + timedelta(seconds=seconds))


def group_now(b: WorldBuilder, group: GroupId) -> Group:
    return b.done().groups[group]


def held(group: Group) -> int:
    """Count what the ceiling counts."""
    count = describe.capacity(group)
    return count.total - count.removing - count.removing_wait - count.standby


def bring(b: WorldBuilder, group: GroupId, status: RefreshStatus) -> TaskId:
    """Start a refresh and bring it into a status that is not yet over."""
    task = b.refresh(group, IMAGE, checkpoints=(50, 100), pause_minutes=240)
    if status is S.PENDING:
        return task
    after(b, 10)
    match status:
        case S.IN_PROGRESS:
            pass
        case S.PAUSED:
            b.act(group, RefreshAction.SUSPEND)
        case S.CHECKPOINT_PAUSE:
            after(b, 2400)
        case S.CANCELLING:
            b.act(group, RefreshAction.CANCEL)
        case S.CANCELLED:
            b.act(group, RefreshAction.CANCEL)
            after(b, 600)
        case S.ROLLBACK_IN_PROGRESS:
            b.act(group, RefreshAction.ROLLBACK)
        case S.ROLLBACK_SUCCESSFUL:
            b.act(group, RefreshAction.ROLLBACK)
            after(b, 3600)
        case _:
            after(b, 7 * 3600)
    return task


@pytest.mark.parametrize("action", RefreshAction)
@pytest.mark.parametrize("status", [s for s in S if s not in {S.FAILED, S.ROLLBACK_FAILED}])
def test_each_action_in_each_status_goes_by_the_table(
    b: WorldBuilder, status: RefreshStatus, action: RefreshAction
) -> None:
    group = b.group("web", 6)
    task = bring(b, group, status)
    assert group_now(b, group).refreshes[-1].status is status
    world, reply = apply(b.world, Act(R, group, action, task), b.world.now)
    if action in ALLOWED[status]:
        assert reply == Done(task)
        assert world.ledger[-1].operation == f"{action.value}InstanceRefresh"
        assert world.ledger[-1].task_id == task
    else:
        assert isinstance(reply, Refusal)
        assert reply.code == "IncorrectInstanceRefreshTaskStatus"
        assert world == b.world


def test_an_action_without_an_id_means_the_refresh_under_way(b: WorldBuilder) -> None:
    group = b.group("web", 4)
    with pytest.raises(Refusal, match=r"InvalidInstanceRefreshTaskId\.NotFound"):
        b.command(Act(R, group, RefreshAction.CANCEL))
    task = b.refresh(group, IMAGE)
    assert b.command(Act(R, group, RefreshAction.CANCEL)) == task


def test_a_refresh_of_another_group_is_not_found(b: WorldBuilder) -> None:
    one, other = b.group("web", 4), b.group("api", 4)
    task = b.refresh(one, IMAGE)
    with pytest.raises(Refusal, match=r"InvalidInstanceRefreshTaskId\.NotFound"):
        b.command(Act(R, other, RefreshAction.CANCEL, task))


@pytest.mark.parametrize(
    ("kind", "value", "least", "wanted"),
    [
        ("QuantityChangeInCapacity", 3, 0, 13),
        ("QuantityChangeInCapacity", -3, 0, 7),
        ("TotalCapacity", 5, 0, 5),
        ("PercentChangeInCapacity", 25, 0, 13),
        ("PercentChangeInCapacity", -5, 2, 8),
    ],
)
def test_scaling_changes_what_the_group_wants(
    b: WorldBuilder, kind: str, value: int, least: int, wanted: int
) -> None:
    group = b.group("web", 10)
    assert b.command(Scale(R, group, kind, value, least)).startswith("asa-bp1")
    after(b, 300)
    assert describe.capacity(group_now(b, group)).active == wanted


@pytest.mark.parametrize(("value", "code"), [(200, "MaxSize"), (-9, "MinSize")])
def test_scaling_stays_within_the_sizes(b: WorldBuilder, value: int, code: str) -> None:
    group = b.group("web", 10, min_size=2)
    with pytest.raises(Refusal, match=f"IncorrectCapacity.{code}"):
        b.command(Scale(R, group, "QuantityChangeInCapacity", value))


def test_scaling_out_during_a_refresh_uses_its_target(b: WorldBuilder) -> None:
    group = b.group("web", 4)
    b.refresh(group, IMAGE)
    after(b, 20)
    b.command(Scale(R, group, "QuantityChangeInCapacity", 3))
    after(b, 3600)
    world = group_now(b, group)
    assert world.refreshes[-1].status is S.SUCCESSFUL
    assert len(world.members) == 7
    assert {m.source.image for m in world.members.values()} == {IMAGE.image}
    assert sum(1 for d in world.deeds if d.task is None) == 1


def test_scaling_in_during_a_refresh_lowers_its_total(b: WorldBuilder) -> None:
    group = b.group("web", 8)
    b.refresh(group, IMAGE)
    after(b, 10)
    b.command(Scale(R, group, "QuantityChangeInCapacity", -3))
    after(b, 3600)
    refresh = group_now(b, group).refreshes[-1]
    assert (refresh.status, refresh.finished, refresh.total) == (S.SUCCESSFUL, 5, 5)


def test_an_instance_that_is_protected_meanwhile_is_left_alone(b: WorldBuilder) -> None:
    group = b.group("web", 4)
    b.refresh(group, IMAGE)
    after(b, 10)
    kept = list(group_now(b, group).members)[3]
    b.command(Protect(R, group, (kept,), protected=True))
    after(b, 3600)
    world = group_now(b, group)
    assert world.members[kept].state is InstanceState.PROTECTED
    assert (world.refreshes[-1].status, world.refreshes[-1].total) == (S.SUCCESSFUL, 3)
    b.command(Protect(R, group, (kept,), protected=False))
    assert group_now(b, group).members[kept].state is InstanceState.IN_SERVICE


def test_standby_leaves_and_comes_back(b: WorldBuilder) -> None:
    group = b.group("web", 4)
    one = next(iter(b.done().groups[group].members))
    b.command(Standby(R, group, (one,), enter=True))
    after(b, 600)
    capacity = describe.capacity(group_now(b, group))
    assert (capacity.active, capacity.standby, capacity.desired) == (3, 1, 3)
    with pytest.raises(Refusal, match="IncorrectInstanceStatus"):
        b.command(Standby(R, group, (one,), enter=True))
    b.command(Standby(R, group, (one,), enter=False))
    assert describe.capacity(group_now(b, group)).desired == 4


def test_an_instance_that_is_named_twice_is_put_in_standby_once(b: WorldBuilder) -> None:
    group = b.group("web", 4)
    one = next(iter(b.done().groups[group].members))
    activity = b.command(Standby(R, group, (one, one), enter=True))
    now = group_now(b, group)
    assert describe.capacity(now).desired == 3
    assert (now.deeds[-1].id, now.deeds[-1].size) == (activity, 1)
    assert now.deeds[-1].cause == "A user requests to put instances in standby."


def test_a_group_that_shrinks_under_a_batch_launches_no_more_than_its_ceiling_then(b: WorldBuilder) -> None:
    group = b.group("web", 10)
    first, second = list(b.done().groups[group].members)[:2]
    b.faults(Fault("stock", FaultKind.OUT_OF_STOCK, count=1))
    b.refresh(group, IMAGE, min_healthy=80, max_healthy=120)
    after(b, 10)
    assert describe.capacity(group_now(b, group)).pending == 2
    b.command(Standby(R, group, (first, second), enter=True))
    assert held(group_now(b, group)) == 10, "what is in flight is not undone"
    while not any(deed.failures for deed in group_now(b, group).deeds):
        after(b, 1)
    most = corridor(8, 80, 120).ceiling
    assert most == 9
    while not group_now(b, group).refreshes[-1].over:
        after(b, 1)
        assert held(group_now(b, group)) <= most
    last = group_now(b, group).refreshes[-1]
    assert (last.status, last.finished, last.total) == (S.SUCCESSFUL, 8, 8)


def test_a_checkpoint_that_the_group_shrinks_down_to_is_paused_at(b: WorldBuilder) -> None:
    group = b.group("web", 10)
    b.refresh(group, IMAGE, checkpoints=(50, 100), pause_minutes=30, max_healthy=110)
    while (refresh := group_now(b, group).refreshes[-1]).finished < 3:
        after(b, 1)
    assert refresh.status is S.IN_PROGRESS
    b.command(Scale(R, group, "QuantityChangeInCapacity", -2))
    seen = {S.IN_PROGRESS}
    while not group_now(b, group).refreshes[-1].over:
        after(b, 30)
        seen.add(group_now(b, group).refreshes[-1].status)
    assert S.CHECKPOINT_PAUSE in seen


def test_a_checkpoint_that_was_paused_at_is_behind_however_the_group_grows(b: WorldBuilder) -> None:
    group = b.group("web", 6)
    task = bring(b, group, S.CHECKPOINT_PAUSE)
    b.act(group, RefreshAction.RESUME)
    b.command(Scale(R, group, "QuantityChangeInCapacity", 4))
    while group_now(b, group).refreshes[-1].status is S.IN_PROGRESS:
        after(b, 30)
    last = group_now(b, group).refreshes[-1]
    assert (last.id, last.status) == (task, S.SUCCESSFUL)


def test_an_unhealthy_instance_is_replaced_unless_health_checks_are_suspended(b: WorldBuilder) -> None:
    group = b.group("web", 3)
    first, second, _ = b.done().groups[group].members
    b.command(Mark(R, first, healthy=False))
    after(b, 300)
    assert first not in group_now(b, group).members
    assert describe.capacity(group_now(b, group)).active == 3
    b.command(Processes(R, group, ("HealthCheck",), suspend=True))
    b.command(Mark(R, second, healthy=False))
    after(b, 300)
    assert not group_now(b, group).members[second].healthy


def test_processes_are_suspended_and_resumed(b: WorldBuilder) -> None:
    group = b.group("web", 3)
    b.command(Processes(R, group, ("ScaleOut", "AlarmNotification"), suspend=True))
    assert group_now(b, group).suspended_processes == {"ScaleOut", "AlarmNotification"}
    b.command(Processes(R, group, ("ScaleOut",), suspend=False))
    assert group_now(b, group).suspended_processes == {"AlarmNotification"}
    with pytest.raises(Refusal, match="Process is one of"):
        b.command(Processes(R, group, ("Sleep",), suspend=True))


@pytest.mark.parametrize("result", ["CONTINUE", "ABANDON", "ROLLBACK"])
def test_a_waiting_instance_is_let_go_by_an_answer(b: WorldBuilder, result: str) -> None:
    hook = Hook("ash-1", "warm-cache", "SCALE_OUT", timeout=3600)
    group = b.group("web", 2, hooks=(hook,))
    b.refresh(group, IMAGE)
    after(b, 200)
    held = next(m for m in group_now(b, group).members.values() if m.hook)
    b.command(HookAnswer(R, "ash-1", held.hook_token, heartbeat=7200))
    assert group_now(b, group).members[held.id].until == b.world.now + timedelta(hours=2)
    b.command(HookAnswer(R, "ash-1", held.hook_token, result=result))
    known = group_now(b, group).members
    if result == "CONTINUE":
        assert known[held.id].state is InstanceState.IN_SERVICE
    else:
        assert held.id not in known
    with pytest.raises(Refusal, match=r"InvalidLifecycleActionToken\.NotFound"):
        b.command(HookAnswer(R, "ash-1", held.hook_token, result=result))


def test_a_rollback_at_a_hook_on_the_way_out_keeps_the_instance(b: WorldBuilder) -> None:
    hook = Hook("ash-out", "drain", "SCALE_IN", timeout=3600)
    group = b.group("web", 2, hooks=(hook,))
    b.command(Scale(R, group, "QuantityChangeInCapacity", -1))
    after(b, 300)
    held = next(m for m in group_now(b, group).members.values() if m.hook)
    # Otherwise the group, which still has one too many, would release it again at once.
    b.command(Processes(R, group, ("ScaleIn",), suspend=True))
    b.command(HookAnswer(R, "ash-out", held.hook_token, result="ROLLBACK"))
    kept = group_now(b, group).members[held.id]
    assert (kept.state, kept.hook, kept.leaving) == (InstanceState.IN_SERVICE, None, None)
    assert group_now(b, group).deeds[-1].ended_at == b.world.now


def test_a_group_without_an_expected_number_can_be_refreshed(b: WorldBuilder) -> None:
    group = b.group("web", 3, shows_desired=False)
    b.refresh(group, IMAGE)
    after(b, 3600)
    assert group_now(b, group).refreshes[-1].status is S.SUCCESSFUL
    assert describe.capacity(group_now(b, group)).desired is None
