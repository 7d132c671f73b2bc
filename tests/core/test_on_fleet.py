"""Lists grow page by page, failures keep what was there, and what is equal stays the same object."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from essgui.core import messages as m
from essgui.core.effects import (
    FindRefreshes,
    ReadConfigurations,
    ReadGroup,
    ReadGroups,
    ReadInstances,
    ReadRegions,
)
from essgui.core.state import AppState, Detail, ProfileKind, Remote, Wizard
from essgui.domain.scaling import Container, GroupType, Region
from tests.support.playbook import GONE, OFFLINE, REFUSED, Playbook
from tests.support.states import (
    HANGZHOU,
    NOW,
    SHANGHAI,
    make_configurations,
    make_eci_group,
    make_group,
    make_instances,
    make_state,
)

if TYPE_CHECKING:
    from essgui.domain.scaling import RegionId, ScalingGroup

WEB, API, FAR = make_group("web"), make_group("api"), make_group("far", region=SHANGHAI)
REGIONS = (Region(HANGZHOU, "Hangzhou"), Region(SHANGHAI, "Shanghai"))


def names(state: AppState, region: RegionId = HANGZHOU) -> list[str]:
    return [g.name for g in state.groups[region].value or ()]


def groups(state: AppState) -> tuple[ScalingGroup, ...]:
    value = state.groups[HANGZHOU].value
    assert value is not None
    return value


def fresh(kind: ProfileKind = ProfileKind.ACCOUNT) -> Playbook:
    state = make_state()
    return Playbook(
        replace(state, profile=replace(state.profile, kind=kind), regions=Remote(), chosen=(), groups={})
    )


def test_the_first_regions_choose_all_of_a_practice_cloud_and_one_of_an_account() -> None:
    play = fresh(ProfileKind.SIMULATED)
    play.take(m.RegionsLoaded(REGIONS))
    assert play.state.chosen == (HANGZHOU, SHANGHAI)
    play = fresh()
    play.take(m.RegionsLoaded(REGIONS))
    assert play.state.chosen == (HANGZHOU,)
    assert play.effects == (ReadGroups(HANGZHOU),)


def test_later_regions_leave_the_choice_alone() -> None:
    play = Playbook(make_state([FAR]))
    play.take(m.RegionsLoaded(REGIONS))
    assert play.state.chosen == (SHANGHAI,)
    assert play.effects == ()


def test_no_regions_are_an_answer_too() -> None:
    play = fresh()
    play.take(m.RegionsLoaded(()))
    assert play.state.regions == Remote((), NOW)
    assert play.state.chosen == ()


def test_regions_that_fail_are_kept_and_asked_for_again() -> None:
    play = Playbook(make_state([WEB]))
    play.take(m.ReadRegionsAgain())
    assert play.effects == (ReadRegions(),)
    assert play.state.regions.loading
    play.take(m.RegionsFailed(OFFLINE))
    regions = play.state.regions
    assert regions.value == REGIONS
    assert (regions.loading, regions.failure, regions.misses) == (False, OFFLINE, 1)
    assert play.wake("regions").message == m.ReadRegionsAgain()
    assert regions.retry_at == pytest.approx(NOW.mono + play.wake("regions").after)


def test_choosing_regions_reads_only_those_that_are_new() -> None:
    play = Playbook(make_state([WEB]))
    play.take(m.RegionsChosen((HANGZHOU, SHANGHAI)))
    assert play.effects == (ReadGroups(SHANGHAI),)
    play.take(m.RegionsChosen((SHANGHAI,)))
    assert play.effects == ()
    play.take(m.RegionsChosen((SHANGHAI, HANGZHOU)))
    assert play.effects == (ReadGroups(HANGZHOU),)


def test_a_region_is_not_listed_twice_at_a_time_nor_when_it_is_not_wanted() -> None:
    play = Playbook(make_state([WEB]))
    assert play.take(m.FleetDue(HANGZHOU)) == (ReadGroups(HANGZHOU),)
    assert play.take(m.FleetDue(HANGZHOU)) == ()
    assert play.take(m.FleetDue(SHANGHAI)) == ()


def test_pages_are_shown_as_they_come_and_the_whole_list_has_the_last_word() -> None:
    play = Playbook(replace(make_state(), groups={}))
    play.take(m.FleetDue(HANGZHOU))
    play.take(m.GroupsPage(HANGZHOU, (WEB,)))
    assert names(play.state) == ["web"]
    assert play.state.groups[HANGZHOU].loading
    play.take(m.GroupsPage(HANGZHOU, (API,)))
    assert names(play.state) == ["web", "api"]
    play.take(m.GroupsLoaded(HANGZHOU, (API, WEB)))
    assert names(play.state) == ["api", "web"]
    assert not play.state.groups[HANGZHOU].loading
    assert play.wakes() == {f"fleet:{HANGZHOU}": 30.0, "discovery": 0.0, "survey": 0.25}


def test_a_page_brings_rows_up_to_date_in_their_place() -> None:
    play = Playbook(make_state([WEB, API]))
    play.take(m.GroupsPage(HANGZHOU, (replace(API, name="api2"), replace(WEB))))
    assert names(play.state) == ["web", "api2"]
    assert groups(play.state)[0] is WEB


def test_unchanged_groups_keep_their_identity() -> None:
    play = Playbook(make_state([WEB, API]))
    before = play.state.groups[HANGZHOU].value
    play.take(m.GroupsLoaded(HANGZHOU, (replace(WEB), replace(API))))
    assert play.state.groups[HANGZHOU].value is before
    play.take(m.GroupsLoaded(HANGZHOU, (replace(WEB), replace(API, name="new"))))
    value = groups(play.state)
    assert value[0] is WEB
    assert value[1].name == "new"


def test_one_failing_region_keeps_its_rows_and_leaves_the_others_alone() -> None:
    play = Playbook(make_state([WEB, FAR]))
    other = play.state.groups[SHANGHAI]
    play.take(m.FleetDue(HANGZHOU), m.GroupsFailed(HANGZHOU, OFFLINE))
    assert names(play.state) == ["web"]
    assert play.state.groups[HANGZHOU].failure is OFFLINE
    assert play.state.groups[HANGZHOU].seen == NOW
    assert play.state.groups[SHANGHAI] is other


def test_the_back_off_grows_and_a_good_answer_ends_it() -> None:
    play = Playbook(make_state([WEB]))
    waits: list[float] = []
    for _ in range(6):
        play.take(m.FleetDue(HANGZHOU), m.GroupsFailed(HANGZHOU, OFFLINE))
        waits.append(play.wake(f"fleet:{HANGZHOU}").after)
    assert waits[0] < waits[1] < waits[2] < waits[3]
    assert all(wait <= 75.0 for wait in waits)
    assert play.state.groups[HANGZHOU].misses == 6
    play.take(m.GroupsLoaded(HANGZHOU, (WEB,)))
    assert play.state.groups[HANGZHOU].misses == 0
    assert play.wake(f"fleet:{HANGZHOU}").after == 30.0


def test_the_operator_reads_again_at_once_whatever_a_back_off_says() -> None:
    play = Playbook(make_state([WEB, FAR]))
    play.take(m.GroupSelected(WEB.id), m.GroupsFailed(HANGZHOU, OFFLINE))
    play.take(m.ReadAgain())
    assert play.asked(ReadRegions) == [ReadRegions()]
    assert play.asked(ReadGroups) == [ReadGroups(HANGZHOU), ReadGroups(SHANGHAI)]
    assert play.wakes() == {f"poll:{HANGZHOU}": 0.0, f"poll:{SHANGHAI}": 0.0}
    assert play.asked(ReadInstances)
    play.take(m.GroupsLoaded(SHANGHAI, (FAR,)), m.ReadAgain(SHANGHAI))
    assert play.asked(ReadRegions) == []
    assert play.asked(ReadGroups) == [ReadGroups(SHANGHAI)]


def test_selecting_a_group_reads_it_closely() -> None:
    play = Playbook(make_state([WEB]))
    play.take(m.GroupSelected(WEB.id))
    assert play.state.fleet.selected == WEB.id
    assert play.effects == (
        ReadGroup(HANGZHOU, WEB.id),
        ReadInstances(HANGZHOU, WEB.id),
        ReadConfigurations(HANGZHOU, WEB.id, GroupType.ECS),
        FindRefreshes(HANGZHOU, WEB.id),
    )
    detail = play.state.details[WEB.id]
    assert detail.instances.loading
    assert detail.configurations.loading
    assert play.take(m.GroupSelected(None)) == ()
    assert play.state.fleet.selected is None


def test_selecting_what_is_not_known_asks_nothing() -> None:
    play = Playbook(make_state([WEB]))
    assert play.take(m.GroupSelected(FAR.id)) == ()


def test_filters_are_kept() -> None:
    play = Playbook(make_state([WEB]))
    play.take(m.FilterTyped("we"))
    assert play.state.fleet.text == "we"


def test_a_group_read_by_itself_takes_its_place() -> None:
    play = Playbook(make_state([WEB, API]))
    grown = replace(WEB, name="web2")
    play.take(m.GroupLoaded(grown))
    assert names(play.state) == ["web2", "api"]
    before = play.state.groups
    play.take(m.GroupLoaded(replace(grown)))
    assert play.state.groups is before
    play.take(m.GroupLoaded(FAR))
    assert names(play.state, SHANGHAI) == ["far"]


def with_wizard(group: ScalingGroup = WEB) -> Playbook:
    return Playbook(make_state([group], wizard=Wizard(group.id, group.region)))


def test_a_group_deleted_under_its_wizard_is_noticed() -> None:
    play = with_wizard()
    play.take(m.GroupsLoaded(HANGZHOU, ()))
    assert play.state.wizard is not None
    assert play.state.wizard.gone
    play.take(m.GroupsLoaded(HANGZHOU, (WEB,)))
    assert not play.state.wizard.gone


def test_only_not_found_means_gone() -> None:
    play = with_wizard()
    play.take(m.GroupFailed(WEB.id, OFFLINE), m.GroupFailed(WEB.id, REFUSED), m.GroupFailed(API.id, GONE))
    assert play.state.wizard == Wizard(WEB.id, HANGZHOU)
    play.take(m.GroupFailed(WEB.id, GONE))
    assert play.state.wizard is not None
    assert play.state.wizard.gone


def test_instances_and_configurations_are_kept_through_failures() -> None:
    instances, configurations = make_instances(3), make_configurations(WEB)
    play = Playbook(make_state([WEB]))
    play.take(m.InstancesLoaded(WEB.id, instances), m.ConfigurationsLoaded(WEB.id, configurations))
    play.take(m.InstancesFailed(WEB.id, OFFLINE), m.ConfigurationsFailed(WEB.id, OFFLINE))
    detail = play.state.details[WEB.id]
    assert detail.instances == Remote(instances, NOW, failure=OFFLINE, misses=1)
    assert detail.configurations == Remote(configurations, NOW, failure=OFFLINE, misses=1)
    play.take(m.InstancesLoaded(WEB.id, make_instances(3)))
    assert play.state.details[WEB.id].instances.value is instances


def test_a_failure_before_any_answer_is_not_an_empty_list() -> None:
    play = Playbook(make_state([WEB]))
    play.take(m.InstancesFailed(WEB.id, OFFLINE))
    assert play.state.details[WEB.id] == Detail(instances=Remote(failure=OFFLINE, misses=1))


def test_configurations_offer_their_containers_to_the_wizard_of_their_group() -> None:
    push = make_eci_group()
    active, _ = make_configurations(push)
    read = (replace(active, containers=(Container("app", "a:1"),)),)
    play = with_wizard(push)
    play.take(m.ConfigurationsLoaded(WEB.id, read))
    assert play.state.wizard is not None
    assert play.state.wizard.draft.containers == ()
    play.take(m.ConfigurationsLoaded(push.id, read))
    assert [c.container.name for c in play.state.wizard.draft.containers] == ["app"]
