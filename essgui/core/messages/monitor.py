"""Facts and intents of watched refreshes: polls, actions, guards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from essgui.core.failure import Failure
    from essgui.domain.guards import Guards
    from essgui.domain.lifecycle import RefreshAction
    from essgui.domain.refresh import RefreshTask
    from essgui.domain.scaling import Activity, RegionId, TaskId


@dataclass(frozen=True, slots=True)
class PollDue:
    """It is time to ask for a region's running refreshes."""

    region: RegionId


@dataclass(frozen=True, slots=True)
class PollSucceeded:
    """The answer to poll number `number`."""

    region: RegionId
    number: int
    asked: tuple[TaskId, ...]
    tasks: tuple[RefreshTask, ...]


@dataclass(frozen=True, slots=True)
class PollFailed:
    """Poll number `number` had no usable answer."""

    region: RegionId
    number: int
    failure: Failure


@dataclass(frozen=True, slots=True)
class ActivitiesLoaded:
    """The activities of a refresh, newest first."""

    task: TaskId
    activities: tuple[Activity, ...]
    unread: int = 0
    """Older ones, which were not read because there are so many."""


@dataclass(frozen=True, slots=True)
class ActivitiesFailed:
    """A refresh's activities could not be read."""

    task: TaskId
    failure: Failure


@dataclass(frozen=True, slots=True)
class FinalLookDue:
    """It is time to look again at the group of a refresh that is over."""

    task: TaskId


@dataclass(frozen=True, slots=True)
class MonitorOpened:
    """The operator wants to watch a refresh that is known."""

    task: TaskId


@dataclass(frozen=True, slots=True)
class MonitorClosed:
    """The operator closed a monitor; the refresh goes on."""

    task: TaskId


@dataclass(frozen=True, slots=True)
class WatchRequested:
    """The operator typed the id of a refresh to watch."""

    text: str


@dataclass(frozen=True, slots=True)
class WatchFound:
    """The refresh was found."""

    task: RefreshTask


@dataclass(frozen=True, slots=True)
class WatchFailed:
    """The refresh was not found, or could not be looked for."""

    task: TaskId
    failure: Failure


@dataclass(frozen=True, slots=True)
class WatchDismissed:
    """The operator gave up the search."""


@dataclass(frozen=True, slots=True)
class ActionRequested:
    """The operator confirmed an action on a refresh."""

    task: TaskId
    action: RefreshAction
    reason: str = ""
    """Why, in the operator's words."""


@dataclass(frozen=True, slots=True)
class ActionAccepted:
    """The cloud accepted an action; its effect is still to be seen."""

    task: TaskId
    action: RefreshAction


@dataclass(frozen=True, slots=True)
class ActionFailed:
    """An action was refused, or its outcome is unknown."""

    task: TaskId
    action: RefreshAction
    failure: Failure


@dataclass(frozen=True, slots=True)
class ActionFailureDismissed:
    """The operator has read why an action failed."""

    task: TaskId


@dataclass(frozen=True, slots=True)
class GuardsChosen:
    """The operator chose what this program may do by itself for a refresh."""

    task: TaskId
    guards: Guards


@dataclass(frozen=True, slots=True)
class GuardsRestored:
    """The operator wants a monitor back that was closed, with its guards."""

    task: TaskId
    guards: Guards


MonitorMessage = (
    PollDue
    | PollSucceeded
    | PollFailed
    | ActivitiesLoaded
    | ActivitiesFailed
    | FinalLookDue
    | MonitorOpened
    | MonitorClosed
    | WatchRequested
    | WatchFound
    | WatchFailed
    | WatchDismissed
    | ActionRequested
    | ActionAccepted
    | ActionFailed
    | ActionFailureDismissed
    | GuardsChosen
    | GuardsRestored
)
