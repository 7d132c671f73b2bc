"""What suspended processes of the group mean for a refresh."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essgui.domain.preflight.verdict import Check, CheckKind, Verdict

if TYPE_CHECKING:
    from essgui.domain.scaling import ScalingGroup

ALARMS = "AlarmNotification"
SCHEDULE = "ScheduledAction"

_MEANS = {
    "ScaleOut": "ScaleOut is suspended: ESS may not launch the new instances.",
    "ScaleIn": "ScaleIn is suspended: ESS may not release the old instances.",
    "HealthCheck": "HealthCheck is suspended: a new instance that fails counts as healthy.",
}
"""Assumed: the reference does not say what a refresh does while these are suspended."""


def processes_check(group: ScalingGroup) -> Check:
    """Judge the suspended processes; those that only keep others from disturbing are no concern."""
    means = tuple(_MEANS[p] for p in group.suspended_processes if p in _MEANS)
    quiet = tuple(
        f"{p} is suspended, so it cannot disturb the refresh."
        for p in group.suspended_processes
        if p in {ALARMS, SCHEDULE}
    )
    if means:
        names = " and ".join(p for p in group.suspended_processes if p in _MEANS)
        verb = "are" if len(means) > 1 else "is"
        return Check(
            CheckKind.PROCESSES,
            Verdict.CAUTION,
            f"{names} {verb} suspended in this group",
            (*means, *quiet),
            "Resume the process before you start, unless it is meant.",
        )
    return Check(CheckKind.PROCESSES, Verdict.GO, "No process that a refresh needs is suspended", quiet)
