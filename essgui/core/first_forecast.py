"""The forecast that stood in the wizard when a refresh was started: what its course is measured against."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from essgui.core.durations_known import known_durations
from essgui.core.lookup import group_of, would_replace
from essgui.core.select_forecast import usable_checkpoints
from essgui.core.state import Origin
from essgui.domain.forecast import forecast
from essgui.domain.plan import corridor

if TYPE_CHECKING:
    from essgui.core.state import AppState
    from essgui.domain.durations import Durations
    from essgui.domain.refresh import RefreshSpec
    from essgui.domain.scaling import TaskId


@dataclass(frozen=True, slots=True)
class Foreseen:
    """A forecast, in what it takes to make it again."""

    finish: tuple[float, float]
    """Seconds after the Start between which it saw the end."""
    durations: Durations


def foreseen(state: AppState, spec: RefreshSpec) -> Foreseen | None:
    """Return what is foretold of a request by what is known now; None where nothing would be replaced."""
    group = group_of(state, spec.group)
    if group is None:
        return None
    capacity = group.capacity.wanted or group.capacity.total
    replaced = would_replace(state, group, spec)
    if capacity <= 0 or replaced <= 0:
        return None
    band = corridor(capacity, spec.min_healthy, spec.max_healthy)
    durations = known_durations(state, spec.region, spec.group).durations
    checkpoints = usable_checkpoints(spec.checkpoints)
    found = forecast(band, replaced, checkpoints, spec.pause_minutes, durations)
    return Foreseen(found.finish, durations)


def kept_durations(state: AppState, task: TaskId) -> Durations | None:
    """Return from what the first forecast of a refresh was made, in this session or an earlier one."""
    run = state.archive.runs.get(task)
    kept = state.archive.origins.get(task, Origin()).first_durations
    return kept or (run.first_durations if run else None)
