"""What the reference promises of a refresh, sentence by sentence, where no other file tells it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from essgui.domain.lifecycle import RefreshAction, RefreshStatus
from essgui.domain.refresh import ImageTarget, LaunchTemplateTarget, RefreshSpec, ScalingConfigurationTarget
from essgui.domain.scaling import ConfigurationId, InstanceState, RegionId
from essgui.simulator.builder import WorldBuilder
from essgui.simulator.commands import Done, Refusal, Start
from essgui.simulator.machine import advance, apply, describe
from essgui.simulator.world import Fault, FaultKind, Hook

if TYPE_CHECKING:
    from essgui.domain.scaling import GroupId
    from essgui.simulator.world import Group, Member

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
R = RegionId("cn-hangzhou")
S = RefreshStatus
IMAGE = ImageTarget("m-bp1shop20261120cccc3")


@pytest.fixture
def b() -> WorldBuilder:
    return WorldBuilder(NOW)


def after(b: WorldBuilder, **time: float) -> None:
    b.at(b.done().now + timedelta(**time))


def now(b: WorldBuilder, group: GroupId) -> Group:
    return b.done().groups[group]


def other(b: WorldBuilder, group: GroupId) -> ConfigurationId:
    return list(now(b, group).configurations)[1]


# -- the active configuration is switched on success, and only then


def test_success_makes_the_configuration_active(b: WorldBuilder) -> None:
    group = b.group("web", 4)
    old, new = now(b, group).active_configuration, other(b, group)
    b.refresh(group, ScalingConfigurationTarget(new))
    while not now(b, group).refreshes[-1].over:
        assert now(b, group).active_configuration == old
        after(b, seconds=5)
    assert now(b, group).refreshes[-1].status is S.SUCCESSFUL
    assert now(b, group).active_configuration == new
    assert {m.source.configuration for m in now(b, group).members.values()} == {new}


@pytest.mark.parametrize("ending", [RefreshAction.CANCEL, RefreshAction.ROLLBACK, None])
def test_no_other_ending_switches_it(b: WorldBuilder, ending: RefreshAction | None) -> None:
    group = b.group("web", 4)
    old = now(b, group).active_configuration
    if ending is None:
        b.faults(Fault("stock", FaultKind.OUT_OF_STOCK))
    b.refresh(group, ScalingConfigurationTarget(other(b, group)))
    after(b, seconds=200)
    if ending is not None:
        b.act(group, ending)
    after(b, hours=2)
    last = now(b, group).refreshes[-1]
    assert last.status in {S.CANCELLED, S.ROLLBACK_SUCCESSFUL, S.FAILED}
    assert now(b, group).active_configuration == old


def test_a_configuration_takes_the_place_of_a_template(b: WorldBuilder) -> None:
    group = b.group("web", 2, template=b.template(R))
    new = other(b, group)
    b.refresh(group, ScalingConfigurationTarget(new))
    after(b, hours=1)
    found = now(b, group)
    assert (found.active_configuration, found.launch_template, found.override_types) == (new, None, ())


@pytest.mark.parametrize(("word", "number"), [("Default", "2"), ("Latest", "3"), ("1", "1")])
def test_a_moving_version_is_settled_when_it_becomes_active(b: WorldBuilder, word: str, number: str) -> None:
    group = b.group("web", 2)
    b.refresh(group, LaunchTemplateTarget(b.template(R), word))
    after(b, hours=1)
    assert now(b, group).launch_template_version == number
    assert {m.source.version for m in now(b, group).members.values()} == {number}


# -- skip matching goes by the id


def test_a_configuration_with_the_same_contents_does_not_match(b: WorldBuilder) -> None:
    group = b.group("web", 3, images=("m-bp1shop20261001aaaa1",))
    first, second, *_ = now(b, group).configurations.values()
    assert (first.image, first.instance_types) == (second.image, second.instance_types)
    b.refresh(group, ScalingConfigurationTarget(second.id))
    assert now(b, group).refreshes[-1].total == 3


def test_an_image_matches_where_the_active_configuration_has_it(b: WorldBuilder) -> None:
    group = b.group("web", 4, drifted=1)
    active = now(b, group).active_configuration
    assert active is not None
    b.refresh(group, ImageTarget(now(b, group).configurations[active].image))
    assert now(b, group).refreshes[-1].total == 1


def test_a_template_version_matches_by_its_number_and_a_word_never(b: WorldBuilder) -> None:
    group = b.group("web", 5, configurations=0, template=b.template(R), drifted=2)
    template = b.template(R)
    b.refresh(group, LaunchTemplateTarget(template, "2"))
    assert now(b, group).refreshes[-1].total == 2
    b.act(group, RefreshAction.CANCEL)
    after(b, minutes=5)
    b.refresh(group, LaunchTemplateTarget(template, "Default"))
    assert now(b, group).refreshes[-1].total == 5


# -- one task for each group, and only for each group


def test_groups_are_refreshed_side_by_side(b: WorldBuilder) -> None:
    one, two = b.group("one", 4), b.group("two", 4)
    alone = WorldBuilder(NOW)
    same = alone.group("one", 4)
    alone.refresh(same, IMAGE)
    b.refresh(one, IMAGE)
    b.refresh(two, IMAGE)
    after(b, hours=1)
    assert now(b, two).refreshes[-1].status is S.SUCCESSFUL
    assert now(b, one) == advance(alone.world, b.world.now).groups[same]


# -- client tokens


def test_a_token_is_good_for_ever_and_for_one_request_only(b: WorldBuilder) -> None:
    one, two = b.group("one"), b.group("two")
    start = Start(RefreshSpec(R, one, IMAGE), "token")
    world, first = apply(b.done(), start, NOW)
    world = advance(world, NOW + timedelta(hours=3))
    assert world.groups[one].refreshes[-1].over
    world, again = apply(world, start, world.now)
    assert again == first
    for changed in (
        replace(start, spec=replace(start.spec, group=two)),
        replace(start, spec=replace(start.spec, target=ImageTarget("m-2"))),
        replace(start, spec=replace(start.spec, checkpoints=(100,))),
        replace(start, strategy="other"),
    ):
        _, reply = apply(world, changed, world.now)
        assert isinstance(reply, Refusal)
        assert (reply.code, reply.status) == ("IdempotentParameterMismatch", 400)
    assert len(world.ledger) == 1


def test_a_start_that_was_refused_leaves_its_token_free(b: WorldBuilder) -> None:
    group = b.group("web", lifecycle_state="Inactive")
    start = Start(RefreshSpec(R, group, IMAGE), "token")
    world, refused = apply(b.done(), start, NOW)
    assert isinstance(refused, Refusal)
    b.world = world
    b.change(group, lifecycle_state="Active")
    _, done = apply(b.world, start, NOW)
    assert isinstance(done, Done)


def test_without_a_token_each_start_is_its_own(b: WorldBuilder) -> None:
    group = b.group("web")
    start = Start(RefreshSpec(R, group, IMAGE))
    world, _ = apply(b.done(), start, NOW)
    _, second = apply(world, start, NOW)
    assert isinstance(second, Refusal)
    assert second.code == "ScalingActivityInProgress"


# -- lifecycle hooks


def held(group: Group, state: InstanceState) -> list[Member]:
    return [m for m in group.members.values() if m.state is state]


def test_a_hook_holds_old_instances_on_their_way_out(b: WorldBuilder) -> None:
    hook = Hook("ash-in", "drain", "SCALE_IN", timeout=500)
    group = b.group("web", 2, hooks=(hook,))
    b.refresh(group, IMAGE)
    after(b, seconds=250)
    (waiting,) = held(now(b, group), InstanceState.REMOVING_WAIT)
    assert waiting.hook == "ash-in"
    assert describe.capacity(now(b, group)).removing_wait == 1
    assert now(b, group).refreshes[-1].finished == 0
    after(b, seconds=501)
    assert now(b, group).refreshes[-1].finished == 1


def test_hooks_of_one_kind_hold_one_after_the_other(b: WorldBuilder) -> None:
    hooks = tuple(Hook(f"ash-{n}", f"step-{n}", "SCALE_OUT", timeout=200) for n in (1, 2))
    group = b.group("web", 1, hooks=hooks)
    b.refresh(group, IMAGE)
    seen: list[str] = []
    for _ in range(700):
        after(b, seconds=1)
        for member in held(now(b, group), InstanceState.PENDING_WAIT):
            if member.hook and member.hook not in seen:
                seen.append(member.hook)
    assert seen == ["ash-1", "ash-2"]
    after(b, minutes=5)
    assert now(b, group).refreshes[-1].status is S.SUCCESSFUL


# -- failures say why


@pytest.mark.parametrize(
    ("fault", "hooks", "words"),
    [
        (FaultKind.OUT_OF_STOCK, (), "OperationDenied.NoStock: The resource is out of stock in cn-hangzhou-"),
        (FaultKind.UNHEALTHY, (), "UnhealthyInstance: The health check failed."),
        (
            None,
            (Hook("ash-1", "warm-cache", "SCALE_OUT", 60, "ABANDON"),),
            "ran out of time at lifecycle hook warm",
        ),
    ],
)
def test_the_detail_of_a_failure_names_its_cause(
    b: WorldBuilder, fault: FaultKind | None, hooks: tuple[Hook, ...], words: str
) -> None:
    group = b.group("web", 4, hooks=hooks)
    if fault is not None:
        b.faults(Fault("f", fault))
    b.refresh(group, IMAGE)
    after(b, hours=2)
    last = now(b, group).refreshes[-1]
    assert last.status is S.FAILED
    assert words in last.detail
    assert any(words in f"{f.code}: {f.message}" for d in now(b, group).deeds for f in d.failures)
