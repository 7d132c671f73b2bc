"""What an operator can do to a group's instances and processes beside a refresh; each is a value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from essgui.domain.words import counted, span

if TYPE_CHECKING:
    from essgui.domain.scaling import GroupId, InstanceId, RegionId


@dataclass(frozen=True, slots=True)
class Unprotect:
    """Take the protection off instances, so that a refresh may replace them (SetInstancesProtection)."""

    region: RegionId
    group: GroupId
    instances: tuple[InstanceId, ...]


@dataclass(frozen=True, slots=True)
class ExitStandby:
    """Put instances back into service (ExitStandby)."""

    region: RegionId
    group: GroupId
    instances: tuple[InstanceId, ...]


@dataclass(frozen=True, slots=True)
class EndHookWait:
    """Let instances that a hook holds go on, or give them up (CompleteLifecycleAction)."""

    region: RegionId
    group: GroupId
    hook: str
    token: str
    go_on: bool
    """CONTINUE, else ABANDON: the instances are then released."""


@dataclass(frozen=True, slots=True)
class ExtendHookWait:
    """Give instances that a hook holds more time (RecordLifecycleActionHeartbeat)."""

    region: RegionId
    group: GroupId
    hook: str
    token: str
    seconds: int
    """30 to 21,600."""


@dataclass(frozen=True, slots=True)
class MarkUnhealthy:
    """Have ESS replace an instance (SetInstanceHealth)."""

    region: RegionId
    group: GroupId
    instance: InstanceId


@dataclass(frozen=True, slots=True)
class SuspendProcesses:
    """Stop some of a group's processes, such as AlarmNotification (SuspendProcesses)."""

    region: RegionId
    group: GroupId
    processes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ResumeProcesses:
    """Let some of a group's processes work again (ResumeProcesses)."""

    region: RegionId
    group: GroupId
    processes: tuple[str, ...]


Remedy = (
    Unprotect
    | ExitStandby
    | EndHookWait
    | ExtendHookWait
    | MarkUnhealthy
    | SuspendProcesses
    | ResumeProcesses
)


def remedy_words(remedy: Remedy) -> str:
    """Say what a remedy does, to stand inside a sentence; names no token."""
    match remedy:
        case Unprotect(instances=instances):
            return f"take the protection off {counted(len(instances), 'instance')}"
        case ExitStandby(instances=instances):
            return f"put {counted(len(instances), 'instance')} back into service"
        case EndHookWait(go_on=go_on):
            return f"{'complete' if go_on else 'abandon'} the wait at a lifecycle hook"
        case ExtendHookWait(seconds=seconds):
            return f"extend the wait at a lifecycle hook by {span(seconds)}"
        case MarkUnhealthy(instance=instance):
            return f"mark {instance} unhealthy"
        case SuspendProcesses(processes=processes):
            return f"suspend {', '.join(processes)}"
        case ResumeProcesses(processes=processes):
            return f"resume {', '.join(processes)}"


def subjects(remedy: Remedy) -> tuple[str, ...]:
    """Return the ids of what a remedy is done to, where its words do not name it."""
    match remedy:
        case Unprotect(instances=instances) | ExitStandby(instances=instances):
            return instances
        case EndHookWait(hook=hook) | ExtendHookWait(hook=hook):
            return (hook,)
        case _:
            return ()
