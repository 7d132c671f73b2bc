"""Facts and intents of the archive on this computer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from essgui.core.failure import Failure
    from essgui.domain.run import Duty, Extent, Recording, Shelf
    from essgui.domain.scaling import TaskId


@dataclass(frozen=True, slots=True)
class ArchiveMeasured:
    """How much the archive holds."""

    extent: Extent
    forgotten: int = 0


@dataclass(frozen=True, slots=True)
class ShelfRead:
    """What the archive holds; from now on what is seen is kept."""

    shelf: Shelf


@dataclass(frozen=True, slots=True)
class DutyTold:
    """Who acts on guards besides this program, as of a writing."""

    duty: Duty


@dataclass(frozen=True, slots=True)
class StorageFailed:
    """The archive could not be read or written."""

    failure: Failure
    runs: tuple[TaskId, ...] = ()
    """Runs that were to be kept."""
    recordings: tuple[tuple[TaskId, Recording], ...] = ()
    """Samples and events that were to be kept."""
    unread: tuple[TaskId, ...] = ()
    """Runs whose waiting was to be read."""


@dataclass(frozen=True, slots=True)
class StorageWorks:
    """The archive was written again after a failure."""


@dataclass(frozen=True, slots=True)
class RecordingWanted:
    """Somebody wants to see what was recorded of a run."""

    task: TaskId


@dataclass(frozen=True, slots=True)
class RecordingRead:
    """What was recorded of a run."""

    task: TaskId
    recording: Recording


@dataclass(frozen=True, slots=True)
class RecordingFailed:
    """What was recorded of a run could not be read."""

    task: TaskId
    failure: Failure


@dataclass(frozen=True, slots=True)
class KeepDue:
    """It is time to keep what was seen since the last time."""


ArchiveMessage = (
    ArchiveMeasured
    | ShelfRead
    | DutyTold
    | StorageFailed
    | StorageWorks
    | RecordingWanted
    | RecordingRead
    | RecordingFailed
    | KeepDue
)
