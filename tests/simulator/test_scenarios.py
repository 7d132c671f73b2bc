"""Each scenario does what its name says."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from time import perf_counter
from typing import TYPE_CHECKING

import pytest

from essgui.domain.lifecycle import TERMINAL, RefreshStatus
from essgui.domain.refresh import ImageTarget, RefreshSpec
from essgui.domain.scaling import InstanceState
from essgui.simulator import catalog, faults, identities, scenarios
from essgui.simulator.cli import greeting
from essgui.simulator.clock import WorldClock
from essgui.simulator.commands import Done, Start
from essgui.simulator.machine import advance, apply, describe
from essgui.simulator.server import Simulator
from essgui.simulator.world import FaultKind
from tests.support.questions import ask

if TYPE_CHECKING:
    from essgui.domain.scaling import GroupId
    from essgui.simulator.world import Group, Refresh, World

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
S = RefreshStatus
SHOP = "m-bp1shop20261120cccc3"


def build(name: str) -> World:
    return scenarios.build(name, NOW)


def later(world: World, **time: float) -> World:
    return advance(world, world.now + timedelta(**time))


def started(world: World, group: GroupId, **settings: object) -> World:
    """Start a refresh of a group to another image."""
    spec = RefreshSpec(world.groups[group].region, group, ImageTarget(SHOP), **settings)
    world, reply = apply(world, Start(spec), world.now)
    assert isinstance(reply, Done), reply
    return world


def first(world: World) -> GroupId:
    return next(iter(world.groups))


def last(world: World, group: GroupId) -> Refresh:
    return world.groups[group].refreshes[-1]


def waiting(group: Group) -> list[str]:
    """Return the names of the hooks that hold new instances of a group."""
    names = {h.id: h.name for h in group.hooks}
    found = [m for m in group.members.values() if m.state is InstanceState.PENDING_WAIT]
    return [names[m.hook] for m in found if m.hook]


@pytest.mark.parametrize("name", scenarios.SCENARIOS)
def test_a_scenario_is_of_this_moment_repeatable_and_without_a_ledger(name: str) -> None:
    size = 200 if name == "huge" else None
    world = scenarios.build(name, NOW, 1, size)
    assert world.now == NOW
    assert world.ledger == ()
    assert world.groups
    assert world == scenarios.build(name, NOW, 1, size)
    assert not [at for at in world.due.values() if at <= NOW]


def test_an_unknown_name_is_refused() -> None:
    with pytest.raises(ValueError, match="There is no scenario sunny; there are default, small, calm"):
        build("sunny")


def test_calm_has_idle_groups_that_refresh_without_trouble() -> None:
    world = build("calm")
    assert len(world.groups) == 10
    assert not world.faults
    assert not any(g.refreshes for g in world.groups.values())
    for group in world.groups:
        world = started(world, group)
    world = later(world, hours=3)
    assert {last(world, g).status for g in world.groups} == {S.SUCCESSFUL}


def test_slow_takes_its_time() -> None:
    def minutes(name: str) -> float:
        world = build(name)
        group = first(world)
        world = later(started(world, group, min_healthy=50, max_healthy=150), hours=12)
        refresh = last(world, group)
        assert refresh.status is S.SUCCESSFUL
        assert refresh.ended_at is not None
        return (refresh.ended_at - refresh.started_at).total_seconds() / 60 / refresh.total

    assert minutes("slow") > 3 * minutes("calm")


def test_checkpointed_waits_at_first_checkpoints() -> None:
    world = build("checkpointed")
    assert [last(world, g).status for g in world.groups] == [S.CHECKPOINT_PAUSE] * 3
    for group in world.groups.values():
        refresh = group.refreshes[-1]
        assert (refresh.finished, refresh.total) == (2, 10)
        assert refresh.until is not None
        assert timedelta(hours=3) < refresh.until - NOW < timedelta(hours=4)
    world = later(world, hours=24)
    assert {last(world, g).status for g in world.groups} == {S.SUCCESSFUL}


def test_out_of_stock_fails_launches_with_the_reason_in_their_detail() -> None:
    world = build("out-of-stock")
    for group in world.groups:
        world = started(world, group)
    world = later(world, hours=6)
    failed = [d for g in world.groups.values() for d in g.deeds if d.status in {"Failed", "Warning"}]
    assert len(failed) >= 5
    for deed in failed:
        body = ask(world, "DescribeScalingActivityDetail", ScalingActivityId=deed.id).body
        assert "OperationDenied.NoStock: The resource is out of stock in" in body["Detail"]
    ended = [last(world, g) for g in world.groups]
    assert S.FAILED in {r.status for r in ended}
    assert all("OperationDenied.NoStock" in r.detail for r in ended if r.status is S.FAILED)


def test_unhealthy_new_image_fails_and_the_old_instances_stay() -> None:
    world = build("unhealthy-new-image")
    group = first(world)
    before = set(world.groups[group].members)
    world = later(started(world, group), hours=2)
    assert last(world, group).status is S.FAILED
    assert "UnhealthyInstance" in last(world, group).detail
    assert before <= set(world.groups[group].members)


def test_hook_timeout_holds_instances_now_and_abandons_them() -> None:
    world = build("hook-timeout")
    held = {g.name: waiting(g) for g in world.groups.values()}
    assert held["web-frontend"] == ["warm-cache"]
    assert held["checkout-api"] == ["warm-cache"]
    assert held["catalogue-api"] == held["image-resizer"] == []
    for group in world.groups.values():
        assert group.scheduled
        assert group.alarms
    world = later(world, hours=4)
    ended = {g.name: g.refreshes[-1] for g in world.groups.values() if g.refreshes}
    assert ended["web-frontend"].status is S.FAILED
    assert "lifecycle hook warm-cache" in ended["web-frontend"].detail
    assert ended["checkout-api"].status is S.SUCCESSFUL


def strikes(world: World, times: int) -> list[tuple[FaultKind, ...]]:
    """Ask so many times and return which faults struck each time."""
    found: list[tuple[FaultKind, ...]] = []
    for _ in range(times):
        world, struck = faults.strike(world, "DescribeScalingGroups", "")
        found.append(tuple(f.kind for f in struck))
    return found


def test_throttled_refuses_a_third_of_all_calls() -> None:
    found = strikes(build("throttled"), 600)
    assert set(found) == {(), (FaultKind.THROTTLE,)}
    assert 150 < found.count((FaultKind.THROTTLE,)) < 250


def test_flaky_network_is_sometimes_slow_cut_halved_or_lost_and_mostly_works() -> None:
    found = strikes(build("flaky-network"), 600)
    assert {kind for struck in found for kind in struck} == {
        FaultKind.LATENCY,
        FaultKind.RESET,
        FaultKind.HALF,
        FaultKind.ERROR_503_HTML,
        FaultKind.RESET_AFTER,
    }
    assert found.count(()) > 300


def test_huge_has_five_thousand_groups_and_is_there_at_once() -> None:
    began = perf_counter()
    world = build("huge")
    took = perf_counter() - began
    assert len(world.groups) == 5_000
    assert len({g.name for g in world.groups.values()}) == 5_000
    assert sum(1 for g in world.groups.values() if g.running) >= 50
    assert took < 3


@pytest.mark.parametrize("groups", [0, 1, 230])
def test_a_fleet_of_any_size(groups: int) -> None:
    assert len(scenarios.build("calm", NOW, 1, groups).groups) == groups


def test_expired_token_hands_out_an_identity_whose_time_is_over() -> None:
    world = identities.with_users(build("expired-token"), NOW)
    told = greeting(Simulator(world, WorldClock(NOW, manual=True)), "expired-token")
    user = identities.user(world, "expired")
    assert (told["access_key_id"], told["security_token"]) == (user.key, user.token)
    assert user.expires_at is not None
    assert user.expires_at < NOW
    other = greeting(Simulator(world, WorldClock(NOW, manual=True)), "default")
    assert other["access_key_id"] != user.key
    assert "security_token" not in other


def test_two_operators_act_while_one_watches() -> None:
    world = build("two-operators")
    (running, *_) = [g.id for g in world.groups.values() if g.running]
    world = later(world, minutes=30)
    acts = [e for e in world.ledger if e.user == "second-operator"]
    assert acts
    assert {e.operation for e in acts} <= {
        "SuspendInstanceRefresh",
        "ResumeInstanceRefresh",
        "CancelInstanceRefresh",
        "RollbackInstanceRefresh",
    }
    assert running in {e.group for e in acts}
    assert all(NOW < one.time <= other.time for one, other in pairwise(acts))
    alone = later(build("default"), minutes=30)
    assert alone.ledger == ()
    assert {g: [r.status for r in world.groups[g].refreshes] for g in world.groups} != {
        g: [r.status for r in alone.groups[g].refreshes] for g in alone.groups
    }


def test_a_second_operator_joins_a_refresh_that_was_begun_here() -> None:
    calm = replace(build("calm"), visit_every=60, next_visit=NOW + timedelta(minutes=1))
    group = list(calm.groups)[9]
    world = later(started(calm, group), minutes=20)
    assert [e.group for e in world.ledger if e.user == "second-operator"][:1] == [group]


# -- the default fleet


@pytest.fixture(scope="module")
def fleet() -> World:
    return build("default")


def test_the_fleet_has_refreshes_in_every_condition(fleet: World) -> None:
    statuses = {r.status for g in fleet.groups.values() for r in g.refreshes}
    assert {S.SUCCESSFUL, S.CANCELLED, S.FAILED, S.IN_PROGRESS, S.CHECKPOINT_PAUSE} <= statuses
    assert len([g for g in fleet.groups.values() if g.running]) == 2


def test_the_fleet_has_hooks_timetables_and_alarms(fleet: World) -> None:
    hooked = [g for g in fleet.groups.values() if g.hooks]
    assert len(hooked) >= 3
    assert {h.transition for g in hooked for h in g.hooks} == {"SCALE_OUT", "SCALE_IN"}
    scheduled = [t for g in fleet.groups.values() for t in g.scheduled]
    assert {t.repeats[0] for t in scheduled} == {"", "Daily", "Weekly", "Cron"}
    assert {t.enabled for t in scheduled} == {True, False}
    assert all(datetime.fromisoformat(t.when) > NOW for t in scheduled)
    alarms = [t for g in fleet.groups.values() for t in g.alarms]
    assert {t.state for t in alarms} == {"OK", "ALARM", "INSUFFICIENT_DATA"}
    everything = [
        *(h.id for g in hooked for h in g.hooks),
        *(t.id for t in scheduled),
        *(t.id for t in alarms),
    ]
    assert len(set(everything)) == len(everything)


def test_the_fleet_has_containers_with_variables(fleet: World) -> None:
    media = next(g for g in fleet.groups.values() if g.name == "media-transcode-eci")
    containers = next(iter(media.configurations.values())).containers
    assert [c.name for c in containers] == ["transcoder", "metrics"]
    variables = containers[0].environment
    assert len(variables) >= 8
    assert [v.field_ref for v in variables if v.field_ref] == ["status.podIP"]
    assert "" in {v.value for v in variables}


def test_everything_that_is_named_exists(fleet: World) -> None:
    """No group, template or refresh speaks of an image or a type that a picker would not find there."""
    types = {t.id for t in fleet.types}
    images = {i.id: i for i in fleet.images}
    for group in fleet.groups.values():
        named = {c.image for c in group.configurations.values() if c.image}
        named |= {r.target.image for r in group.refreshes if isinstance(r.target, ImageTarget)}
        for image in named:
            assert group.region in (images[image].regions or (group.region,))
        assert {t for c in group.configurations.values() for t in c.instance_types} <= types
        assert set(group.override_types) <= types
    for template in fleet.templates.values():
        for version in template.versions:
            assert template.region in (images[version.image].regions or (template.region,))
            assert version.instance_type in types


def test_nothing_is_launched_where_it_is_sold_out(fleet: World) -> None:
    sold_out = {t.id: t.sold_out for t in fleet.types}
    for group in fleet.groups.values():
        for member in group.members.values():
            assert member.zone not in sold_out.get(member.source.instance_type, ())


def test_one_type_is_sold_out_in_one_zone_that_a_group_uses(fleet: World) -> None:
    search = next(g for g in fleet.groups.values() if g.name == "search-indexer")
    kinds = {k for c in search.configurations.values() for k in c.instance_types}
    short = {t.id: t.sold_out for t in fleet.types if t.sold_out and t.id in kinds}
    assert short == {"ecs.r7.xlarge": ("cn-hangzhou-k",)}


def test_the_fleet_at_rest_stays_at_rest(fleet: World) -> None:
    quiet = [g for g in fleet.groups.values() if not g.running]
    world = later(fleet, days=2)
    assert all(world.groups[g.id] == g for g in quiet)
    assert all(r.status in TERMINAL for g in world.groups.values() for r in g.refreshes)


def test_capacities_of_the_fleet_are_within_their_bounds(fleet: World) -> None:
    for group in fleet.groups.values():
        count = describe.capacity(group)
        assert count.min_size <= count.total - count.standby <= count.max_size or group.running


# -- the catalogue


@pytest.mark.parametrize("place", catalog.PLACES, ids=lambda p: p.id)
def test_there_is_enough_to_search_and_page_in_each_region(fleet: World, place: object) -> None:
    region = getattr(place, "id", "")
    images = [i for i in fleet.images if not i.regions or region in i.regions]
    owners = {owner: sum(1 for i in images if i.owner == owner) for owner in {i.owner for i in images}}
    assert set(owners) == {"self", "system", "others", "marketplace"}
    assert min(owners.values()) >= 5
    assert len(images) >= 60
    assert len({i.id for i in images}) == len(images)
    assert len({i.name for i in images}) == len(images)
    templates = [t for t in fleet.templates.values() if t.region == region]
    assert len(templates) >= 8
    assert max(len(t.versions) for t in templates) == 12
    assert all(1 <= t.default <= t.latest for t in templates)


def test_instance_types_have_their_size() -> None:
    assert len(catalog.TYPES) >= 25
    assert len({t.id for t in catalog.TYPES}) == len(catalog.TYPES)
    assert all(t.cpu > 0 and t.memory > 0 and t.id.startswith(f"{t.family}") for t in catalog.TYPES)
    assert {t.architecture for t in catalog.TYPES} == {"X86", "ARM"}


def test_versions_of_a_template_grow_older_backwards(fleet: World) -> None:
    for template in fleet.templates.values():
        dates = [v.created_at for v in template.versions if v.created_at]
        assert dates == sorted(dates)
        assert template.created_at == dates[0]
        assert dates[-1] < NOW


def test_names_of_images() -> None:
    assert catalog.image_name(SHOP) == "shop-web 2026.11.20"
    assert catalog.image_name("m-gone") == ""
    assert catalog.shop_image("cn-shanghai", "2026.11.20") == "m-uf6shop20261120cccc3"
