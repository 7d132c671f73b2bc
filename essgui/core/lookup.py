"""Small questions to the state that both `update` and the selectors ask."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar, cast

from essgui.core.state import Detail, Remote
from essgui.domain.eligibility import scope
from essgui.domain.guards import Guards
from essgui.domain.lifecycle import RefreshStatus

if TYPE_CHECKING:
    from collections.abc import Iterator

    from essgui.core.state import AppState
    from essgui.domain.questions import Question
    from essgui.domain.refresh import RefreshSpec, RefreshTask
    from essgui.domain.scaling import GroupId, Instance, RegionId, ScalingConfiguration, ScalingGroup, TaskId

A = TypeVar("A")

LOST_AFTER = 300
"""Seconds of the cloud's time after its begin from which a refresh that is missing counts as lost."""


def all_groups(state: AppState) -> Iterator[ScalingGroup]:
    """Yield the groups of the chosen regions, in the order of the regions."""
    for region in state.chosen:
        yield from state.groups.get(region, Remote()).value or ()


def group_of(state: AppState, group: GroupId) -> ScalingGroup | None:
    """Return a group by its id, of any region that was read."""
    for remote in state.groups.values():
        for candidate in remote.value or ():
            if candidate.id == group:
                return candidate
    return None


def tasks_of(state: AppState, group: GroupId) -> tuple[RefreshTask, ...]:
    """Return the refreshes known of a group, newest first."""
    return tuple(state.tasks[t] for t in state.history.get(group, ()) if t in state.tasks)


def lost(state: AppState, task: RefreshTask) -> bool:
    """Tell whether ESS no longer knows a refresh that never was seen to end.

    One that has only just begun is not lost: an answer may be older than it (assumed).
    """
    poll = state.polls.get(task.region)
    if poll is None or task.id not in poll.missing or task.started_at is None:
        return False
    return (state.now.at - task.started_at).total_seconds() > LOST_AFTER


def guards_of(state: AppState, task: TaskId) -> Guards:
    """Return the guards that are set for a refresh: none where it is not watched."""
    monitor = state.monitors.get(task)
    return Guards() if monitor is None else monitor.vigil.guards


def guards_to_keep(state: AppState, task: TaskId) -> Guards:
    """Return the guards that the archive keeps: of a refresh that is over, those that it had."""
    known, run = state.tasks.get(task), state.archive.runs.get(task)
    if task in state.monitors or known is None or not known.over or run is None:
        return guards_of(state, task)
    return run.guards


def running_task(state: AppState, group: GroupId) -> RefreshTask | None:
    """Return the refresh of a group that is not over, if there is one."""
    return next((t for t in tasks_of(state, group) if not t.over and not lost(state, t)), None)


def running_in(state: AppState, region: RegionId) -> tuple[RefreshTask, ...]:
    """Return the refreshes to poll in a region, those with an open monitor first."""
    found = [t for t in state.tasks.values() if t.region == region and not t.over and not lost(state, t)]
    return tuple(sorted(found, key=lambda t: (t.id not in state.monitors, t.id)))


def detail_of(state: AppState, group: GroupId) -> Detail:
    """Return what was read of a group, which may be nothing yet."""
    return state.details.get(group, Detail())


def instances_of(state: AppState, group: GroupId) -> tuple[Instance, ...] | None:
    """Return a group's instances, or None where they were not read yet."""
    return detail_of(state, group).instances.value


def answer(state: AppState, question: Question[A]) -> Remote[A]:
    """Return what is known of the answer to a question, which may be nothing yet."""
    # The question names the type of its answer; whoever performs it answers with that type.
    return cast("Remote[A]", state.looks.get(question, Remote()))


def would_replace(state: AppState, group: ScalingGroup, spec: RefreshSpec) -> int:
    """Return how many instances a request replaces, taken for all of them until they were read."""
    instances = instances_of(state, group.id)
    if instances is None:
        return group.capacity.wanted or group.capacity.total
    active = active_configuration(state, group)
    image = active.image if active else ""
    return len(scope(instances, group, spec.target, spec.skip_matching, image).replaced)


def active_configuration(state: AppState, group: ScalingGroup) -> ScalingConfiguration | None:
    """Return the group's active scaling configuration where it was read."""
    found = detail_of(state, group.id).configurations.value or ()
    # The group's word is newer than the flags, which were read with the configurations.
    wanted = group.active_configuration
    return next((c for c in found if (c.id == wanted if wanted else c.active)), None)


def at_checkpoint(task: RefreshTask) -> bool:
    """Tell whether a refresh waits at a checkpoint."""
    return task.status is RefreshStatus.CHECKPOINT_PAUSE
