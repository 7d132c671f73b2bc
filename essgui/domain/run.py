"""What this program keeps of refreshes after the cloud has forgotten them: runs, events, intents.

Values of container variables may be secrets, so nothing here that goes to disk holds them: `folded` takes
them out and leaves the names.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from essgui.domain.guards import Guards
from essgui.domain.refresh import ContainersTarget

if TYPE_CHECKING:
    from datetime import datetime

    from essgui.domain.durations import Durations
    from essgui.domain.refresh import RefreshTask, Target
    from essgui.domain.scaling import GroupId, RegionId, TaskId
    from essgui.domain.suspensions import Suspension
    from essgui.domain.timeline import Sample


class EventKind(StrEnum):
    """What sort of event it is; decides its icon and the filter that shows it."""

    STATUS = "status"
    BATCH = "batch"
    CHECKPOINT = "checkpoint"
    ACTION = "action"
    ACTIVITY = "activity"
    SCALING = "scaling"
    """Beside the refresh: by an alarm, a scheduled task or somebody."""
    ATTENTION = "attention"
    STUCK = "stuck"
    """Instances that keep the refresh waiting; the detail has their ids and nothing else."""
    CONNECTION = "connection"


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened in a refresh, as it is told later."""

    at: datetime
    kind: EventKind
    sentence: str
    detail: str = ""
    """Evidence: a code, a request id, the operator's reason."""
    bad: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """A refresh as this program has last seen it."""

    task: RefreshTask
    group_name: str
    seen: datetime
    """When it was last seen."""
    ours: bool = False
    """Started from this computer."""
    watched: bool = False
    """Its monitor was open when it was last kept."""
    reason: str = ""
    """What the operator gave as reason to start, or to start despite a no-go."""
    before: Target | None = None
    """What the group ran before, as a target to go back to; None where that was not known."""
    first_forecast: tuple[float, float] | None = None
    """Seconds after the Start between which the forecast saw the end."""
    first_durations: Durations | None = None
    """From what that forecast was made; with the settings it can be drawn again."""
    guards: Guards = Guards()
    """What this program may do by itself while it watches."""

    def forgotten(self, before: datetime) -> bool:
        """Whether it ended before a moment, or was not seen since and is not watched: too old to be kept."""
        return (self.task.over or not self.watched) and (self.task.ended_at or self.seen) < before


@dataclass(frozen=True, slots=True)
class Before:
    """What a group ran before a refresh, as a target that leads back to it."""

    target: Target
    assumed: str = ""
    """From what it is assumed, to go on after "because"; empty where it was seen."""


class Deed(StrEnum):
    """What an intent is about."""

    START = "Start"
    SUSPEND = "Suspend"
    RESUME = "Resume"
    CANCEL = "Cancel"
    ROLLBACK = "Rollback"
    SUSPEND_PROCESSES = "SuspendProcesses"
    RESUME_PROCESSES = "ResumeProcesses"
    REMEDY = "Remedy"


class Settlement(StrEnum):
    """What became of an intent."""

    ACCEPTED = "accepted"
    REFUSED = "refused"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Intent:
    """Something that the operator confirmed: kept before the first byte of it is sent."""

    token: str
    """For a Start the client token; otherwise a name of our own."""
    deed: Deed
    region: RegionId
    group: GroupId
    made_at: datetime
    words: str = ""
    """What was asked, for a person; holds no values of variables."""
    task: TaskId | None = None
    reason: str = ""
    settlement: Settlement | None = None
    """None while nobody knows: it is on its way, or the program ended before the answer."""
    settled_at: datetime | None = None
    detail: str = ""
    """The cloud's code, where it refused, and its request id."""
    guards: Guards = Guards()
    """What this program may do by itself once a Start has led to a refresh."""
    mark: str = ""
    """What its refresh is known by, of a Start (`mark_of`); empty in what an earlier version kept."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the cloud gives for a change that it has accepted."""

    request_ids: tuple[str, ...] = ()
    """One for each call that it took."""


@dataclass(frozen=True, slots=True)
class Started:
    """What the cloud gives for a Start that it has accepted."""

    task: TaskId
    receipt: Receipt = Receipt()


@dataclass(frozen=True, slots=True)
class Recording:
    """What was seen of a run over time, both in order."""

    samples: tuple[Sample, ...] = ()
    events: tuple[Event, ...] = ()


@dataclass(frozen=True, slots=True)
class Duty:
    """Who acts on the guards of refreshes that are not over, besides this program."""

    elsewhere: tuple[tuple[TaskId, Guards], ...] = ()
    """Another program that runs acts on these."""
    left: tuple[tuple[TaskId, Guards], ...] = ()
    """The program that acted on these has ended."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """What the archive holds at the start of the program."""

    runs: tuple[Run, ...] = ()
    """Newest first."""
    watched: tuple[tuple[TaskId, Recording], ...] = ()
    """Those that were watched and not over, with what was recorded."""
    unsettled: tuple[Intent, ...] = ()
    """Nobody knows what became of them, and no program that still runs has asked for them."""
    unkept: tuple[Intent, ...] = ()
    """Starts that ESS accepted and of which there is no run, newest first, of no program that still runs."""
    suspended: tuple[Suspension, ...] = ()
    note: str = ""
    """What a person has to know of the archive itself, such as that a damaged file was put aside."""
    elsewhere: tuple[tuple[TaskId, Guards], ...] = ()
    """Guards that another program that runs acts on."""


@dataclass(frozen=True, slots=True)
class Extent:
    """How much an archive holds."""

    runs: int
    size: int
    """Bytes."""
    place: str
    """The path of its file; empty where it is in memory only."""


def session_of(token: str) -> str:
    """Return the session of the program that made an intent, by the name of the intent."""
    parts = token.split("-")
    return parts[1] if len(parts) > 2 and parts[0] == "essgui" else ""


def folded(target: Target) -> Target:
    """Return a target without the values of its variables."""
    if not isinstance(target, ContainersTarget):
        return target
    containers = tuple(
        replace(c, environment=tuple(replace(v, value="") for v in c.environment)) for c in target.containers
    )
    return ContainersTarget(containers)


def lost_values(target: Target) -> bool:
    """Tell whether a target has variables whose values were taken out, or are empty."""
    return isinstance(target, ContainersTarget) and any(
        not v.value and not v.field_ref for c in target.containers for v in c.environment
    )
