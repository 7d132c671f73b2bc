"""How many instances a group had when a refresh began, by what was recorded of it.

Nobody keeps what a group wanted then, and what it wants now may be something else. Assumed: it began with as
many in service as the group wanted.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from essgui.domain.refresh import RefreshTask
    from essgui.domain.timeline import Sample

AT_ONCE = timedelta(seconds=60)
"""Until when a first look counts as one at the begin; no batch is through by then (assumed)."""


def size_then(task: RefreshTask, samples: Iterable[Sample]) -> int | None:
    """Return the size with which a refresh began; None where its begin was not looked at."""
    first = next((s for s in samples if s.in_service is not None), None)
    if first is None or first.in_service is None or task.started_at is None:
        return None
    if first.finished or first.new or first.at - task.started_at > AT_ONCE:
        return None
    # Where fewer serve than are to be replaced, some had left already.
    return first.in_service if first.in_service >= max(1, task.total) else None
