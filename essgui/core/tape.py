"""What was seen of a run over time: as its monitor holds it, or as it was read from the archive."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from essgui.core.state import Remote
from essgui.domain.timeline import Timeline

if TYPE_CHECKING:
    from essgui.core.state import AppState
    from essgui.domain.run import Event
    from essgui.domain.scaling import TaskId


@dataclass(frozen=True, slots=True)
class Tape:
    """What was seen of a run over time."""

    timeline: Timeline = Timeline()
    events: tuple[Event, ...] = ()


def tape_of(state: AppState, task: TaskId) -> Tape:
    """Return what is known of a run over time: as it was read from the archive, or as it is watched now."""
    read = state.archive.recordings.get(task, Remote()).value
    kept = Tape(state.archive.timelines.get(task, Timeline()), read.events) if read is not None else Tape()
    monitor = state.monitors.get(task)
    if monitor is None or len(monitor.timeline.samples) < len(kept.timeline.samples):
        return kept
    told = state.chronicles.get(task, ())
    # What happened in earlier sessions only the archive knows.
    known = set(told)
    earlier = tuple(e for e in kept.events if e not in known)
    events = tuple(sorted((*earlier, *told), key=lambda e: e.at)) if earlier else told
    return Tape(monitor.timeline, events)
