"""What only the begin of a refresh tells: who started it and why, and what the group ran before."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from essgui.core.changes import put
from essgui.core.lookup import active_configuration, group_of
from essgui.core.state import Origin
from essgui.domain.refresh import (
    ContainersTarget,
    ImageTarget,
    LaunchTemplateTarget,
    ScalingConfigurationTarget,
)

if TYPE_CHECKING:
    from essgui.core.first_forecast import Foreseen
    from essgui.core.state import AppState, Archive
    from essgui.domain.refresh import RefreshTask, Target


def with_origin(
    state: AppState,
    task: RefreshTask,
    *,
    ours: bool = False,
    reason: str = "",
    foreseen: Foreseen | None = None,
) -> Archive:
    """Return the archive with the origin of a refresh that has just begun."""
    known = state.archive.origins.get(task.id, Origin())
    origin = replace(
        known,
        ours=ours or known.ours,
        reason=reason or known.reason,
        before=known.before or ran_before(state, task),
        first_forecast=foreseen.finish if foreseen else known.first_forecast,
        first_durations=foreseen.durations if foreseen else known.first_durations,
    )
    return replace(state.archive, origins=put(state.archive.origins, task.id, origin))


def ran_before(state: AppState, task: RefreshTask) -> Target | None:
    """Return what the group runs while a refresh is under way; ESS switches it at the end (documented)."""
    now = None if task.over else runs_now(state, task)
    # Where it is the target already, the end came between two looks, or there is no other place.
    return None if now == task.target else now


def runs_now(state: AppState, task: RefreshTask) -> Target | None:
    """Return what the group runs now as a target of the kind that leads back to it from that of a refresh."""
    group = group_of(state, task.group)
    if group is None:
        return None
    if group.launch_template is not None:
        return LaunchTemplateTarget(
            group.launch_template, group.launch_template_version or "Default", group.override_types
        )
    active = active_configuration(state, group)
    match task.target:
        case ImageTarget():
            return ImageTarget(active.image) if active and active.image else None
        case ContainersTarget(containers=containers):
            names = {c.name for c in containers}
            old = tuple(c for c in active.containers if c.name in names) if active else ()
            return ContainersTarget(old) if old else None
        case _:
            return (
                ScalingConfigurationTarget(group.active_configuration) if group.active_configuration else None
            )
