"""The survey of the fleet: which groups have drifted and how old they are, one group after another.

It uses what the search for refreshes leaves of the rate budget, rows on screen first. Only the sums are
kept: the instances of ten thousand groups would fill the memory.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from essgui.core.back_off import CURED_BY_WAITING, answered, missed, take, wait_for
from essgui.core.changes import put, without
from essgui.core.effects import SurveyInstances, Wake
from essgui.core.lookup import group_of, tasks_of
from essgui.core.messages import SurveyDue
from essgui.domain.ages import ages

if TYPE_CHECKING:
    from essgui.core.changes import Outcome
    from essgui.core.failure import Failure
    from essgui.core.state import AppState
    from essgui.domain.clock import Instant
    from essgui.domain.scaling import GroupId, Instance, ScalingGroup


def enqueue(state: AppState, groups: tuple[ScalingGroup, ...], now: Instant) -> Outcome:
    """Queue the groups not looked at lately, or not since a refresh ended; an empty group needs no look."""
    survey = state.survey
    waiting = set(survey.queue) | survey.in_flight
    old = now.mono - state.cadence.survey
    due = tuple(
        g.id
        for g in groups
        if g.capacity.total
        and g.id not in waiting
        and (survey.looked.get(g.id, old) <= old or _overtaken(state, g.id))
    )
    if not due:
        return state, ()
    # Whoever left something in the queue has asked to be woken; those that are out wake nobody.
    wake = () if survey.queue else (Wake("survey", state.cadence.discover_gap, SurveyDue()),)
    return replace(state, survey=replace(survey, queue=(*survey.queue, *due))), wake


def _overtaken(state: AppState, group: GroupId) -> bool:
    """Tell whether a refresh has ended since a group was looked at."""
    sums = state.survey.facts.get(group)
    return sums is not None and not sums.hold(tasks_of(state, group))


def rows_shown(state: AppState, groups: tuple[GroupId, ...]) -> AppState:
    """Move the groups on screen to the front of the queue."""
    shown = set(groups)
    queue = state.survey.queue
    front = tuple(g for g in queue if g in shown)
    if not front or front == queue[: len(front)]:
        return state
    rest = tuple(g for g in queue if g not in shown)
    return replace(state, survey=replace(state.survey, queue=(*front, *rest)))


def due(state: AppState) -> Outcome:
    """Look at the next few groups, once no group waits for its refreshes."""
    survey = state.survey
    if not survey.queue:
        return state, ()
    gap = state.cadence.discover_gap
    again = Wake("survey", gap, SurveyDue())
    room = state.cadence.discover_burst - len(survey.in_flight)
    if state.discovery.queue or room <= 0:
        return state, (again,)
    taken, rest = take(state, survey.queue, survey.back_off, room)
    asked = tuple(SurveyInstances(region, group) for region, group in taken)
    flying = survey.in_flight | {group for _, group in taken}
    state = replace(state, survey=replace(survey, queue=rest, in_flight=flying))
    if not rest:
        return state, asked
    wait = gap if flying else wait_for(state, survey.back_off, rest, gap)
    return state, (*asked, replace(again, after=wait))


def surveyed(state: AppState, group: GroupId, instances: tuple[Instance, ...], now: Instant) -> AppState:
    """Keep the sums of a group's instances."""
    survey = state.survey
    found = group_of(state, group)
    facts = survey.facts
    if found is not None:
        sums = ages(found, instances, tasks_of(state, group))
        # The same object for the same sums, so that its row is not redrawn.
        facts = facts if facts.get(group) == sums else put(facts, group, sums)
    flying = survey.in_flight - {group}
    looked = put(survey.looked, group, now.mono)
    back_off = answered(survey.back_off, found.region) if found is not None else survey.back_off
    survey = replace(survey, in_flight=flying, facts=facts, looked=looked, back_off=back_off)
    return replace(state, survey=survey)


def survey_failed(state: AppState, group: GroupId, failure: Failure, now: Instant) -> Outcome:
    """Slow down where waiting helps; otherwise leave this group alone until its next turn."""
    survey = replace(state.survey, in_flight=state.survey.in_flight - {group})
    found = group_of(state, group)
    if found is None or failure.kind not in CURED_BY_WAITING:
        looked = put(survey.looked, group, now.mono)
        # Sums that no longer hold would have it looked at again with each list.
        facts = without(survey.facts, group) if _overtaken(state, group) else survey.facts
        return replace(state, survey=replace(survey, looked=looked, facts=facts)), ()
    back_off, wait = missed(state, survey.back_off, found.region, failure)
    queue = survey.queue if group in survey.queue else (*survey.queue, group)
    state = replace(state, survey=replace(survey, queue=queue, back_off=back_off))
    wait = min(wait, wait_for(state, back_off, queue, state.cadence.discover_gap))
    return state, (Wake("survey", wait, SurveyDue()),)
