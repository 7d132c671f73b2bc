"""Routes what happens to the fleet, and what is read about each group."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from essgui.core import messages as m
from essgui.core import old_starts, on_discovery, on_fleet, on_monitor, on_practice, on_start, on_survey
from essgui.core.lookup import instances_of

if TYPE_CHECKING:
    from essgui.core.changes import Outcome
    from essgui.core.state import AppState
    from essgui.domain.clock import Instant


def take(state: AppState, message: m.FleetMessage, now: Instant) -> Outcome:
    """Return what becomes of a message of the fleet."""
    match message:
        case m.RegionsLoaded(regions):
            return on_fleet.regions_loaded(state, regions, now)
        case m.RegionsFailed(failure):
            return on_fleet.regions_failed(state, failure, now)
        case m.RegionsChosen(regions):
            return on_fleet.choose_regions(state, regions)
        case m.ReadRegionsAgain():
            return on_fleet.read_regions(state)
        case m.ReadAgain(region):
            return on_fleet.read_again(on_practice.offer_again(state), region)
        case m.FleetDue(region):
            return on_fleet.list_groups(state, region)
        case m.GroupsPage():
            return on_fleet.groups_page(state, message)
        case m.GroupsLoaded(region, groups):
            return on_fleet.groups_loaded(state, region, groups, now)
        case m.GroupsFailed(region, failure):
            return on_fleet.groups_failed(state, region, failure, now)
        case m.GroupLoaded(group):
            return on_fleet.group_loaded(state, group, now)
        case m.GroupFailed(group, failure):
            return on_fleet.group_failed(state, group, failure)
        case m.FilterTyped(text):
            return replace(state, fleet=replace(state.fleet, text=text)), ()
        case m.SegmentChosen(segment):
            return replace(state, fleet=replace(state.fleet, segment=segment)), ()
        case m.GroupSelected(group):
            return on_fleet.select_group(state, group)


def take_detail(state: AppState, message: m.DetailMessage, now: Instant) -> Outcome:
    """Return what becomes of a message about one group, its instances or its refreshes."""
    match message:
        case m.RowsShown(groups):
            return on_discovery.rows_shown(on_survey.rows_shown(state, groups), groups)
        case m.SurveyDue():
            return on_survey.due(state)
        case m.Surveyed(group, instances):
            return on_survey.surveyed(state, group, instances, now), ()
        case m.SurveyFailed(group, failure):
            return on_survey.survey_failed(state, group, failure, now)
        case m.DiscoveryDue():
            return on_discovery.discovery_due(state)
        case m.RefreshesFound(group, tasks):
            state, effects = on_discovery.refreshes_found(state, group, tasks, now)
            state, more = on_start.settle_start(state, group, now)
            state, settled = old_starts.settle_old(state, group, now)
            return state, (*effects, *more, *settled)
        case m.RefreshesFailed(group, failure):
            state, effects = on_discovery.refreshes_failed(state, group, failure, now)
            state, more = on_start.look_failed(state, group, failure)
            return state, (*effects, *more)
        case m.InstancesLoaded(group):
            before = instances_of(state, group)
            state, effects = on_fleet.instances_loaded(state, message, now)
            state = on_survey.surveyed(state, group, message.instances, now)
            return on_monitor.record(state, group, before, now, read=True), effects
        case m.InstancesFailed(group, failure):
            state, effects = on_fleet.instances_failed(state, group, failure)
            return on_monitor.record(state, group, None, now, read=False), effects
        case m.ConfigurationsLoaded():
            return on_fleet.configurations_loaded(state, message, now)
        case m.ConfigurationsFailed(group, failure):
            return on_fleet.configurations_failed(state, group, failure)
