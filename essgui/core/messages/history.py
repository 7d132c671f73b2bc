"""Intents of the History page: its views, filters, ticks and the replay."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from essgui.core.failure import Failure
    from essgui.core.past import Ending, HistoryView
    from essgui.domain.run import Intent
    from essgui.domain.scaling import TaskId
    from essgui.domain.spent import Seen


@dataclass(frozen=True, slots=True)
class HistoryViewChosen:
    """The operator chose one of the history's two lists."""

    view: HistoryView


@dataclass(frozen=True, slots=True)
class HistoryTyped:
    """The operator typed into the history's filter."""

    text: str


@dataclass(frozen=True, slots=True)
class EndingChosen:
    """The operator chose a ready-made filter of the history."""

    ending: Ending


@dataclass(frozen=True, slots=True)
class PeriodChosen:
    """The operator chose how far back the history goes."""

    days: int


@dataclass(frozen=True, slots=True)
class RunsShown:
    """These runs are listed: how long they waited is wanted."""

    tasks: tuple[TaskId, ...]


@dataclass(frozen=True, slots=True)
class WaitsRead:
    """When recorded runs worked and waited; None where nothing was recorded."""

    waits: tuple[tuple[TaskId, Seen | None], ...]


@dataclass(frozen=True, slots=True)
class RunTicked:
    """The operator ticked a run, or took the tick away."""

    task: TaskId


@dataclass(frozen=True, slots=True)
class TicksCleared:
    """The operator closed the panel of the ticked runs."""


@dataclass(frozen=True, slots=True)
class AskedRead:
    """Everything that was asked for, newest first."""

    intents: tuple[Intent, ...]


@dataclass(frozen=True, slots=True)
class AskedFailed:
    """What was asked for could not be read."""

    failure: Failure


@dataclass(frozen=True, slots=True)
class RunOpened:
    """The operator opened a run: its recording is wanted, or its monitor where there is none."""

    task: TaskId


@dataclass(frozen=True, slots=True)
class ReplayOpened:
    """The operator wants to go through a recording again."""

    task: TaskId


@dataclass(frozen=True, slots=True)
class ReplayClosed:
    """The operator left the replay."""


@dataclass(frozen=True, slots=True)
class ReplayMoved:
    """The operator moved the slider: seconds after the first sample."""

    position: float


@dataclass(frozen=True, slots=True)
class ReplayPaced:
    """The operator chose how fast the replay runs."""

    pace: int


@dataclass(frozen=True, slots=True)
class ReplayPlayed:
    """The operator pressed play, or pause."""

    playing: bool


@dataclass(frozen=True, slots=True)
class ReplayDue:
    """It is time for the replay's next step."""


HistoryMessage = (
    HistoryViewChosen
    | HistoryTyped
    | EndingChosen
    | PeriodChosen
    | RunsShown
    | WaitsRead
    | RunTicked
    | TicksCleared
    | AskedRead
    | AskedFailed
    | RunOpened
    | ReplayOpened
    | ReplayClosed
    | ReplayMoved
    | ReplayPaced
    | ReplayPlayed
    | ReplayDue
)
