"""A refresh that an earlier session has watched is watched again, with its past and its guards."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from essgui.core.changes import loading, put
from essgui.core.effects import FindRefreshes, ReadGroup
from essgui.core.lookup import guards_of
from essgui.core.on_guards import choose
from essgui.core.on_polls import look_closely, poll_soon
from essgui.core.state import Monitor, Remote
from essgui.domain.timeline import timeline_of
from essgui.domain.vigil import Vigil, posted

if TYPE_CHECKING:
    from essgui.core.changes import Outcome
    from essgui.core.state import AppState
    from essgui.domain.clock import Instant
    from essgui.domain.run import Recording, Run

_SEEN_LATE = timedelta(seconds=60)


def watch_again(state: AppState, run: Run, recording: Recording, now: Instant) -> Outcome:
    """Open the monitor of a kept run behind whatever is on screen; one that is open takes the guards."""
    task = state.tasks.get(run.task.id, run.task)
    if task.id in state.monitors and not guards_of(state, task.id).on:
        return choose(state, task.id, run.guards, now), ()
    if task.id in state.monitors or task.over:
        return state, ()
    timeline = timeline_of(recording.samples)
    first = recording.samples[0].at if recording.samples else now.at
    late = task.started_at is None or first - task.started_at > _SEEN_LATE
    monitor = Monitor(
        task.id,
        task.region,
        task.group,
        opened=now,
        joined_late=late,
        timeline=timeline,
        activities=loading(Remote()),
        # One program acts for one refresh.
        vigil=Vigil() if task.id in state.archive.elsewhere else posted(run.guards, now.at, None),
    )
    state = replace(
        state,
        tasks=put(state.tasks, task.id, task),
        monitors=put(state.monitors, task.id, monitor),
        monitor=state.monitor or task.id,
        chronicles=put(state.chronicles, task.id, recording.events),
    )
    return state, (
        *look_closely(task),
        ReadGroup(task.region, task.group),
        FindRefreshes(task.region, task.group),
        *poll_soon(state, task.region),
    )
