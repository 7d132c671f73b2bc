"""A fleet after an image refresh that was cancelled when some instances had been replaced."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from essgui.core.changes import put
from essgui.core.state import Remote
from essgui.domain.ages import ages
from essgui.domain.lifecycle import RefreshStatus
from essgui.domain.refresh import ImageTarget
from tests.support.states import NOW, make_task
from tests.ui.fleet import worlds

if TYPE_CHECKING:
    from essgui.core.state import AppState


def half_done(**changes: object) -> AppState:
    """Show a group of which four instances were made by the refresh, and six had drifted before."""
    state, group = worlds.with_drawer(worlds.believable()), worlds.RESIZER
    began = NOW.at - timedelta(days=1)
    task = make_task(
        group,
        RefreshStatus.CANCELLED,
        target=ImageTarget("m-uf6new"),
        started_at=began,
        ended_at=began + timedelta(hours=1),
    )
    task = replace(task, **changes)
    detail = state.details[group.id]
    instances = tuple(
        replace(i, created_at=began + timedelta(minutes=5)) if n < 4 else i
        for n, i in enumerate(detail.instances.value or ())
    )
    sums = ages(group, instances, (task,))
    return replace(
        state,
        tasks={**state.tasks, task.id: task},
        history={**state.history, group.id: (task.id,)},
        details={group.id: replace(detail, instances=Remote(instances, NOW))},
        survey=replace(state.survey, facts=put(state.survey.facts, group.id, sums)),
    )
