"""What a group ran before a refresh: seen while it was under way, else assumed from what is left.

Assumed are three things, the surest first: after a refresh that did not succeed, what the group makes
instances from now; what the instances that it replaced were made from; where the refresh before it had led.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from essgui.core.lookup import group_of, instances_of
from essgui.core.origins import ran_before, runs_now
from essgui.core.state import Origin
from essgui.domain.eligibility import ignored_because
from essgui.domain.lifecycle import RefreshStatus
from essgui.domain.refresh import (
    MOVING_VERSIONS,
    ActiveConfiguration,
    ContainersTarget,
    LaunchTemplateTarget,
    ScalingConfigurationTarget,
)
from essgui.domain.run import Before

if TYPE_CHECKING:
    from collections.abc import Iterator

    from essgui.core.state import AppState
    from essgui.domain.refresh import RefreshTask, Target
    from essgui.domain.scaling import Instance, TaskId

_WHOLE = (ScalingConfigurationTarget, LaunchTemplateTarget)
"""Targets that say all that an instance is made from; the others change a part of it."""


def before_of(state: AppState, task: RefreshTask) -> Before | None:
    """Return what the group ran before a refresh, or None where nothing tells."""
    seen = seen_before(state, task.id) or ran_before(state, task)
    if seen is not None:
        return Before(seen)
    for found in (_still(state, task), _made_from(state, task), _led_before(state, task)):
        if found is not None and found.target != task.target:
            return found
    return None


def seen_before(state: AppState, task: TaskId) -> Target | None:
    """Return what was seen of it while the refresh was under way, in this session or an earlier one."""
    kept = state.archive.runs.get(task)
    return state.archive.origins.get(task, Origin()).before or (kept.before if kept is not None else None)


def _still(state: AppState, task: RefreshTask) -> Before | None:
    """Tell by the group as it is: ESS switches it only when a refresh succeeds (documented)."""
    began = task.started_at
    since = (t for t in _runs(state, task) if began and t.started_at and t.started_at > began)
    if not task.over or any(t.status is RefreshStatus.SUCCESSFUL for t in (task, *since)):
        return None
    now = runs_now(state, task)
    return Before(now, "it is active still, and the refresh did not succeed") if now is not None else None


def _made_from(state: AppState, task: RefreshTask) -> Before | None:
    """Tell by the older instances: those that were replaced, else those that it has left."""
    monitor = state.monitors.get(task.id)
    gone = tuple(monitor.gone.values()) if monitor is not None else ()
    for instances in (gone, instances_of(state, task.group) or ()):
        sources = Counter(_sources(state, task, instances))
        if sources:
            source, count = sources.most_common(1)[0]
            noun = "an older instance was" if count == 1 else f"{count} older instances were"
            return Before(source, f"{noun} made from it")
    return None


def _sources(state: AppState, task: RefreshTask, instances: tuple[Instance, ...]) -> Iterator[Target]:
    group = group_of(state, task.group)
    if isinstance(task.target, ActiveConfiguration) or task.started_at is None or group is None:
        return
    # The active one may have been changed in place: its id says nothing of what it was.
    active = ScalingConfigurationTarget(group.active_configuration) if group.active_configuration else None
    for instance in instances:
        if instance.created_at is None or instance.created_at >= task.started_at or ignored_because(instance):
            continue
        source: Target | None = None
        if instance.launch_template is not None and instance.launch_template_version is not None:
            source = LaunchTemplateTarget(instance.launch_template, instance.launch_template_version)
        elif instance.configuration is not None:
            source = ScalingConfigurationTarget(instance.configuration)
        if source is not None and source not in (task.target, active):
            yield source


def _led_before(state: AppState, task: RefreshTask) -> Before | None:
    """Tell by the refreshes before it, the newest first: one that did not succeed has changed nothing."""
    for earlier in _runs(state, task):
        if earlier.ended_at is None or task.started_at is None or earlier.ended_at > task.started_at:
            continue
        if earlier.status is RefreshStatus.SUCCESSFUL:
            led = earlier.target
        else:
            led = seen_before(state, earlier.id) or ActiveConfiguration()
        if isinstance(led, ActiveConfiguration):
            continue
        return Before(led, f"{earlier.id} before it had led there") if _leads_back(led, task.target) else None
    return None


def _leads_back(led: Target, target: Target) -> bool:
    if isinstance(led, LaunchTemplateTarget) and led.version in MOVING_VERSIONS:
        return False
    if isinstance(led, ContainersTarget) and isinstance(target, ContainersTarget):
        return {c.name for c in target.containers} <= {c.name for c in led.containers}
    return type(led) is type(target) or (isinstance(led, _WHOLE) and isinstance(target, _WHOLE))


def _runs(state: AppState, task: RefreshTask) -> tuple[RefreshTask, ...]:
    """Return the other refreshes known of its group, the newest first."""
    kept = {t: run.task for t, run in state.archive.runs.items() if run.task.group == task.group}
    now = {t: found for t, found in state.tasks.items() if found.group == task.group}
    every = (t for t in {**kept, **now}.values() if t.id != task.id and t.started_at is not None)
    return tuple(sorted(every, key=lambda t: t.started_at.timestamp() if t.started_at else 0.0, reverse=True))
