"""A remedy as the calls that it takes: the operation, the instances in each, what a failure means."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from essgui.domain.remedies import (
    EndHookWait,
    ExitStandby,
    ExtendHookWait,
    MarkUnhealthy,
    Remedy,
    ResumeProcesses,
    SuspendProcesses,
    Unprotect,
)

if TYPE_CHECKING:
    from essgui.domain.errors import ScalingError

INSTANCES_A_CALL = 20
"""Most instances of one ExitStandby; assumed for SetInstancesProtection too, whose reference names none."""

OPERATIONS: dict[type[Remedy], str] = {
    Unprotect: "SetInstancesProtection",
    ExitStandby: "ExitStandby",
    EndHookWait: "CompleteLifecycleAction",
    ExtendHookWait: "RecordLifecycleActionHeartbeat",
    MarkUnhealthy: "SetInstanceHealth",
    SuspendProcesses: "SuspendProcesses",
    ResumeProcesses: "ResumeProcesses",
}


def parts(remedy: Remedy) -> tuple[Remedy, ...]:
    """Return the remedies, one a call, that do the same; the instances stay in their order."""
    if not isinstance(remedy, Unprotect | ExitStandby) or not remedy.instances:
        return (remedy,)
    every = remedy.instances
    starts = range(0, len(every), INSTANCES_A_CALL)
    return tuple(replace(remedy, instances=every[n : n + INSTANCES_A_CALL]) for n in starts)


def partly(error: ScalingError, done: int, every: int) -> ScalingError:
    """Return an error that says that the calls before it had been accepted; `done` of `every` instances."""
    error.sentence = f"{done} of {every} instances were changed; then it failed. {error.sentence}"
    error.hint = "Read the instances again: what is left can be asked for anew."
    error.args = (f"{error.code}: {error.sentence}",)
    return error
