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
    # The events of this session know nothing that the archive does not, unless it was never read.
    return Tape(monitor.timeline, state.chronicles.get(task, kept.events))
