"""What is told of stuck instances: each by its id and once, so that they can be counted later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essgui.domain.run import Event, EventKind
from essgui.domain.situation import Gravity
from essgui.domain.stuck import STUCK, stuck_named
from essgui.domain.words import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from essgui.core.state import AppState
    from essgui.domain.clock import Instant
    from essgui.domain.scaling import TaskId


def stuck_events(after: AppState, task_id: TaskId, now: Instant) -> Iterator[Event]:
    """Yield an event for each kind that has instances which were not told yet."""
    stuck = after.stuck.get(task_id)
    if not stuck:
        return
    told = stuck_named(after.chronicles.get(task_id, ()))
    gravities = after.attention.get(task_id, {})
    for kind, words in STUCK.items():
        fresh = sorted(i for i, of in stuck.items() if of is kind and i not in told)
        if fresh:
            sentence = f"{counted(len(fresh), 'instance')} stuck: {words}."
            grave = gravities.get(kind) is Gravity.GRAVE
            yield Event(now.at, EventKind.STUCK, sentence, " ".join(fresh), bad=grave)
