"""What happens on the fleet: regions, lists of groups, details of the selected one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from essgui.core import on_survey
from essgui.core.changes import denied_until, failed, loaded, loading, put, wait_after, with_detail
from essgui.core.draft import with_configurations
from essgui.core.effects import (
    Connect,
    FindRefreshes,
    ReadConfigurations,
    ReadGroup,
    ReadGroups,
    ReadInstances,
    ReadRegions,
    Wake,
)
from essgui.core.failure import FailureKind
from essgui.core.lookup import detail_of, group_of
from essgui.core.messages import DiscoveryDue, FleetDue, PollDue, ReadRegionsAgain
from essgui.core.on_discovery import enqueue
from essgui.core.state import BackOff, ProfileKind, Remote

if TYPE_CHECKING:
    from essgui.core.changes import Outcome
    from essgui.core.effects import Effect
    from essgui.core.failure import Failure
    from essgui.core.messages import ConfigurationsLoaded, GroupsPage, InstancesLoaded
    from essgui.core.state import AppState
    from essgui.domain.clock import Instant
    from essgui.domain.scaling import GroupId, Region, RegionId, ScalingGroup


def read_regions(state: AppState) -> Outcome:
    """Read the list of regions; where there is no way to the cloud yet, open it."""
    if not state.connected:
        return replace(state, regions=loading(state.regions)), (Connect(),)
    return replace(state, regions=loading(state.regions)), (ReadRegions(),)


def regions_loaded(state: AppState, regions: tuple[Region, ...], now: Instant) -> Outcome:
    """Take the regions; where none was chosen yet, see all of a practice cloud or the first of an account."""
    state = replace(state, regions=loaded(state.regions, regions, now))
    if state.chosen or not regions:
        return state, ()
    ids = tuple(r.id for r in regions)
    return choose_regions(state, ids if state.profile.kind is ProfileKind.SIMULATED else ids[:1])


def regions_failed(state: AppState, failure: Failure, now: Instant) -> Outcome:
    """Keep what was known, and try again later."""
    wait = wait_after(state, state.regions.misses + 1, failure)
    state = replace(state, regions=failed(state.regions, failure, now.mono + wait))
    return state, (Wake("regions", wait, ReadRegionsAgain()),)


def choose_regions(state: AppState, regions: tuple[RegionId, ...]) -> Outcome:
    """See these regions; those not read yet are read now, those no longer wanted stop being read."""
    before = state.chosen
    state = replace(state, chosen=regions)
    effects: tuple[Effect, ...] = ()
    for region in regions:
        if region in before and state.groups.get(region, Remote()).seen is not None:
            continue
        state, more = list_groups(state, region)
        effects += more
    return state, effects


def list_groups(state: AppState, region: RegionId) -> Outcome:
    """List a region's groups, unless it is not chosen or being listed already."""
    remote = state.groups.get(region, Remote())
    if region not in state.chosen or remote.loading:
        return state, ()
    return replace(state, groups=put(state.groups, region, loading(remote))), (ReadGroups(region),)


def read_again(state: AppState, region: RegionId | None) -> Outcome:
    """Read at once what is on screen, of one region or all, whatever a back-off says."""
    effects: tuple[Effect, ...] = ()
    state = replace(state, discovery=replace(state.discovery, back_off=BackOff()))
    if region is None:
        state, effects = read_regions(state)
    for each in state.chosen if region is None else (region,):
        state, more = list_groups(state, each)
        effects += (*more, Wake(f"poll:{each}", 0.0, PollDue(each)))
    if state.fleet.selected is not None:
        state, more = read_detail(state, state.fleet.selected)
        effects += more
    return state, effects


def groups_page(state: AppState, message: GroupsPage) -> Outcome:
    """Show a page of groups as it comes; groups already shown are brought up to date in their place."""
    remote = state.groups.get(message.region, Remote())
    new = {g.id: g for g in message.groups}
    # An unchanged group stays the same object, so that its row is not redrawn.
    shown = tuple(g if new.get(g.id) == g else new.get(g.id, g) for g in remote.value or ())
    for group in shown:
        new.pop(group.id, None)
    merged = replace(remote, value=(*shown, *new.values()))
    return replace(state, groups=put(state.groups, message.region, merged)), ()


def groups_loaded(
    state: AppState, region: RegionId, groups: tuple[ScalingGroup, ...], now: Instant
) -> Outcome:
    """Take the whole list; look for refreshes of groups not looked at lately; list again later."""
    remote = state.groups.get(region, Remote())
    before = {g.id: g for g in remote.value or ()}
    # An unchanged group stays the same object, so that its row is not redrawn.
    kept = tuple(before[g.id] if before.get(g.id) == g else g for g in groups)
    state = replace(state, groups=put(state.groups, region, loaded(remote, kept, now)))
    wizard = state.wizard
    if wizard is not None and wizard.region == region:
        gone = all(g.id != wizard.group for g in kept)
        if gone != wizard.gone:
            state = replace(state, wizard=replace(wizard, gone=gone))
    state = enqueue(state, tuple(g.id for g in kept), now)
    state, surveys = on_survey.enqueue(state, kept, now)
    due = Wake(f"fleet:{region}", state.cadence.fleet, FleetDue(region))
    return state, (due, Wake("discovery", 0.0, DiscoveryDue()), *surveys)


def groups_failed(state: AppState, region: RegionId, failure: Failure, now: Instant) -> Outcome:
    """Keep the rows that are there, say why they age, and try again later."""
    remote = state.groups.get(region, Remote())
    wait = wait_after(state, remote.misses + 1, failure)
    state = replace(state, groups=put(state.groups, region, failed(remote, failure, now.mono + wait)))
    return state, (Wake(f"fleet:{region}", wait, FleetDue(region)),)


def group_loaded(state: AppState, group: ScalingGroup, now: Instant) -> Outcome:
    """Bring one group up to date; a group of a region that is not listed is kept all the same."""
    detail = detail_of(state, group.id)
    state = with_detail(state, group.id, replace(detail, group=loaded(detail.group, group, now)))
    remote = state.groups.get(group.region, Remote())
    known = remote.value or ()
    if group in known:
        return state, ()
    if any(g.id == group.id for g in known):
        merged = tuple(group if g.id == group.id else g for g in known)
    else:
        merged = (*known, group)
    return replace(state, groups=put(state.groups, group.region, replace(remote, value=merged))), ()


def group_failed(state: AppState, group: GroupId, failure: Failure) -> Outcome:
    """Keep what is known of a group, and notice that it is gone while its wizard is open."""
    detail = detail_of(state, group)
    wait = denied_until(state, failure) or state.now.mono + wait_after(
        state, detail.group.misses + 1, failure
    )
    state = with_detail(state, group, replace(detail, group=failed(detail.group, failure, wait)))
    wizard = state.wizard
    if failure.kind is FailureKind.NOT_FOUND and wizard is not None and wizard.group == group:
        return replace(state, wizard=replace(wizard, gone=True)), ()
    return state, ()


def select_group(state: AppState, group: GroupId | None) -> Outcome:
    """Show a group in the drawer and read it closely."""
    state = replace(state, fleet=replace(state.fleet, selected=group))
    if group is None:
        return state, ()
    state, effects = read_detail(state, group)
    found = group_of(state, group)
    if found is None:
        return state, effects
    return state, (*effects, FindRefreshes(found.region, group))


def read_detail(state: AppState, group: GroupId) -> Outcome:
    """Read a group, its instances and its configurations."""
    found = group_of(state, group)
    if found is None:
        return state, ()
    detail = detail_of(state, group)
    detail = replace(
        detail,
        instances=loading(detail.instances),
        configurations=loading(detail.configurations),
    )
    return with_detail(state, group, detail), (
        ReadGroup(found.region, group),
        ReadInstances(found.region, group),
        ReadConfigurations(found.region, group, found.type),
    )


def instances_loaded(state: AppState, message: InstancesLoaded, now: Instant) -> Outcome:
    """Take a group's instances."""
    detail = detail_of(state, message.group)
    detail = replace(detail, instances=loaded(detail.instances, message.instances, now))
    return with_detail(state, message.group, detail), ()


def instances_failed(state: AppState, group: GroupId, failure: Failure) -> Outcome:
    """Keep the instances that are known."""
    detail = detail_of(state, group)
    instances = failed(detail.instances, failure, denied_until(state, failure))
    return with_detail(state, group, replace(detail, instances=instances)), ()


def configurations_loaded(state: AppState, message: ConfigurationsLoaded, now: Instant) -> Outcome:
    """Take a group's configurations; a wizard of that group offers their containers."""
    detail = detail_of(state, message.group)
    detail = replace(detail, configurations=loaded(detail.configurations, message.configurations, now))
    state = with_detail(state, message.group, detail)
    wizard = state.wizard
    if wizard is not None and wizard.group == message.group and wizard.attempt is None:
        draft = with_configurations(wizard.draft, message.configurations)
        state = replace(state, wizard=replace(wizard, draft=draft))
    return state, ()


def configurations_failed(state: AppState, group: GroupId, failure: Failure) -> Outcome:
    """Keep the configurations that are known."""
    detail = detail_of(state, group)
    detail = replace(detail, configurations=failed(detail.configurations, failure))
    return with_detail(state, group, detail), ()
