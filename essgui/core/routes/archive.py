"""Routes what comes from the archive on this computer, and what is wanted of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from essgui.core import messages as m
from essgui.core import on_archive, on_centre, on_duty, on_history
from essgui.core.recorded import recalled

if TYPE_CHECKING:
    from essgui.core.changes import Outcome
    from essgui.core.state import AppState
    from essgui.domain.clock import Instant


def take(state: AppState, message: m.ArchiveMessage, now: Instant) -> Outcome:
    """Return what becomes of a message of the archive."""
    match message:
        case m.ShelfRead(shelf):
            state, effects = on_archive.shelf_read(state, on_centre.remembered(state, shelf, now), now)
            return state, (*effects, on_centre.tidy(state, now))
        case m.ArchiveMeasured(extent):
            return replace(state, archive=replace(state.archive, extent=extent)), ()
        case m.DutyTold(duty):
            return on_duty.duty_told(state, duty, now)
        case m.StorageFailed():
            return on_archive.storage_failed(state, message)
        case m.StorageWorks():
            return on_archive.storage_works(state), ()
        case m.RecordingWanted(task):
            return on_archive.want_recording(state, task)
        case m.RecordingRead(task, recording):
            state = recalled(on_archive.recording_read(state, task, recording, now), task, recording)
            return on_history.opened_read(state, task, now)
        case m.RecordingFailed(task, failure):
            return on_archive.recording_failed(state, task, failure)
        case m.KeepDue():
            return on_archive.keep(state)
