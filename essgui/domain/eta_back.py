"""When a rollback will have ended: the same batches as on the way there, back over what had become new.

Assumed: ESS rolls back by the batches and the healthy percentages of the refresh, and without checkpoints.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from essgui.domain.eta import Eta, eta
from essgui.domain.lifecycle import RefreshStatus

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from essgui.domain.durations import Durations
    from essgui.domain.plan import Corridor
    from essgui.domain.refresh import RefreshTask
    from essgui.domain.scaling import Activity

DOUBT = 0.15
"""Share by which the range is wider than on the way there: a rollback begins in the middle of a batch."""


def eta_back(
    task: RefreshTask,
    before: int,
    began: datetime | None,
    band: Corridor,
    now: datetime,
    durations: Durations,
    activities: Sequence[Activity] = (),
) -> Eta:
    """Return the range of the end of a rollback that is under way.

    `before` instances were new when it began, as far as that was seen; `durations` are of the group's past
    with the way there in it.
    """
    left = max(0, task.finished)
    if before <= 0 or left > before:
        return Eta(hidden="How many instances had become new was not seen.")
    way = replace(
        task,
        status=RefreshStatus.IN_PROGRESS,
        total=before,
        finished=before - left,
        checkpoints=(),
        started_at=began,
    )
    since = [a for a in activities if began and a.started_at and a.started_at >= began]
    said = eta(way, band, now, durations, since)
    low, high = said.working
    if said.hidden:
        return said
    low, high = low * (1 - DOUBT), high * (1 + DOUBT)
    return replace(
        said, soonest=now + timedelta(seconds=low), latest=now + timedelta(seconds=high), working=(low, high)
    )
