"""What the history page holds beside the archive: its filters, the rows ticked for comparing, the replay."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from essgui.domain.lifecycle import RefreshStatus

if TYPE_CHECKING:
    from essgui.domain.scaling import TaskId


class Ending(StrEnum):
    """The ready-made filters of the history."""

    ALL = "all"
    SUCCESSFUL = "successful"
    FAILED = "failed"
    ROLLED_BACK = "rolled back"
    CANCELLED = "cancelled"


STATUSES: dict[Ending, frozenset[RefreshStatus]] = {
    Ending.ALL: frozenset(),
    Ending.SUCCESSFUL: frozenset({RefreshStatus.SUCCESSFUL}),
    Ending.FAILED: frozenset({RefreshStatus.FAILED, RefreshStatus.ROLLBACK_FAILED}),
    Ending.ROLLED_BACK: frozenset({RefreshStatus.ROLLBACK_SUCCESSFUL}),
    Ending.CANCELLED: frozenset({RefreshStatus.CANCELLED}),
}
"""Which statuses a filter lets through; nothing named means all of them."""

PERIODS: tuple[int, ...] = (0, 1, 7, 30, 60, 365)
"""Days back that can be chosen; 0 is without limit."""

PACES: tuple[int, ...] = (1, 10, 60, 600)
"""How much faster than it happened a replay can run."""


class HistoryView(StrEnum):
    """The two lists of the history page."""

    RUNS = "runs"
    ASKED = "asked"


@dataclass(frozen=True, slots=True)
class Replay:
    """A recording that is gone through again."""

    task: TaskId
    position: float | None = None
    """Seconds after the first sample; None is the end, wherever that is."""
    pace: int = 60
    playing_since: float | None = None
    """Monotonic seconds of the last step forward; None while it stands still."""
    or_monitor: bool = False
    """Whether the monitor is wanted where nothing was recorded."""


@dataclass(frozen=True, slots=True)
class History:
    """The history page: what is filtered, ticked and gone through again."""

    view: HistoryView = HistoryView.RUNS
    text: str = ""
    ending: Ending = Ending.ALL
    days: int = 0
    """How far back, in days; 0 is without limit."""
    ticked: tuple[TaskId, ...] = ()
    """At most two: the first is A, the second B."""
    replay: Replay | None = None
