"""What each instance of a group is to a refresh: new, old, on its way, matching, ignored, stuck or gone.

The API marks none of this; it is read from ages, states and configurations (assumed).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from essgui.domain.aftermath import is_new
from essgui.domain.eligibility import ignored_because, matches
from essgui.domain.lifecycle import ROLLBACK, RefreshStatus
from essgui.domain.refresh import ContainersTarget, ImageTarget, ScalingConfigurationTarget
from essgui.domain.scaling import LEAVING, CreationType, InstanceState

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from essgui.domain.refresh import RefreshTask
    from essgui.domain.scaling import Activity, Instance, InstanceId, ScalingGroup

STUCK_AFTER = timedelta(minutes=10)
"""On its way in or out for longer than this, an instance counts as stuck (assumed)."""

_UNTOLD = (ImageTarget, ContainersTarget)
COMING = frozenset({InstanceState.PENDING, InstanceState.PENDING_WAIT})


class Side(StrEnum):
    """On which side of the refresh an instance stands."""

    NEW = "New"
    OLD = "Old"
    KEPT = "On target"
    """It was on the target before; skip matching leaves it alone."""
    IGNORED = "Ignored"
    BACK = "Brought back"
    """Made by the rollback."""


class InstanceRole(StrEnum):
    """What an instance is to the refresh at this moment."""

    NEW = "New"
    OLD = "Old"
    STARTING = "Starting"
    """Made by the refresh and not counted as new yet."""
    RELEASING = "Releasing"
    MATCHING = "Already matching"
    """It was on the target before, and skip matching leaves it alone."""
    IGNORED = "Ignored"
    """The refresh cannot touch it: attached by hand, protected or on standby."""
    STUCK = "Stuck"
    RELEASED = "Released"
    """The refresh has replaced it: the group no longer lists it."""
    FAILED = "Failed"
    """It did not start, or fell ill, and the group no longer lists it."""


GONE = frozenset({InstanceRole.RELEASED, InstanceRole.FAILED})
"""Only `departed` tells of them: an instance that is there has one of the other roles."""
TRANSITION = frozenset({InstanceRole.STARTING, InstanceRole.RELEASING, InstanceRole.STUCK})


def side_of(task: RefreshTask, group: ScalingGroup | None, instance: Instance) -> tuple[Side, str]:
    """Return the side of an instance, and why where that needs a word.

    New is what was made after the refresh began; what a rollback makes comes from the active configuration.
    Of images and containers an instance does not tell: there a rollback that succeeded has left none of the
    refresh's own (assumed).
    """
    if instance.creation_type != CreationType.AUTO:
        return Side.IGNORED, ignored_because(instance)
    if is_new(task, instance):
        all_back = task.status is RefreshStatus.ROLLBACK_SUCCESSFUL and isinstance(task.target, _UNTOLD)
        from_active = group is not None and _from_active(task, group, instance)
        back = all_back or (task.status in ROLLBACK and from_active)
        return (Side.BACK, "") if back else (Side.NEW, "")
    reason = ignored_because(instance)
    if reason:
        return Side.IGNORED, reason
    if task.skip_matching and group is not None and matches(instance, group, task.target):
        return Side.KEPT, "was on the target before"
    return Side.OLD, ""


def role_of(
    task: RefreshTask,
    group: ScalingGroup | None,
    instance: Instance,
    now: datetime,
    leaving_since: datetime | None = None,
) -> tuple[InstanceRole, str]:
    """Return what an instance is now, and why where that needs a word.

    `leaving_since` is when it was first seen on its way out, which the API does not tell.
    """
    if instance.state in LEAVING:
        return (InstanceRole.STUCK if _long(leaving_since, now) else InstanceRole.RELEASING), ""
    if instance.state in COMING:
        return (InstanceRole.STUCK if _long(instance.created_at, now) else InstanceRole.STARTING), ""
    side, reason = side_of(task, group, instance)
    match side:
        case Side.KEPT:
            return InstanceRole.MATCHING, reason
        case Side.IGNORED:
            return InstanceRole.IGNORED, reason
        case Side.BACK:
            return InstanceRole.OLD, "brought back"
        case Side.OLD:
            return InstanceRole.OLD, ""
        case Side.NEW:
            warming = instance.warmup == "WaitingForInstanceWarmup" and not task.over
            return (InstanceRole.STARTING, "warming up") if warming else (InstanceRole.NEW, "")


@dataclass(frozen=True, slots=True)
class Gone:
    """An instance that the group no longer lists, and the newest activity that says why."""

    id: InstanceId
    activity: Activity

    @property
    def at(self) -> datetime | None:
        """When it had left: the end of the activity, where that is over."""
        return self.activity.ended_at

    @property
    def why(self) -> str:
        """The first error that names it; empty where it was simply released."""
        errors = (e for e in self.activity.errors if self.id in e.instances)
        return next((f"{e.code}: {e.message}".strip(": ") for e in errors), "")


@dataclass(frozen=True, slots=True)
class Departed:
    """Instances that the group no longer lists, as the activities of the refresh name them."""

    released: tuple[Gone, ...] = ()
    failed: tuple[Gone, ...] = ()
    """An activity's error names them: they did not start, or fell ill."""


def departed(activities: Iterable[Activity], present: Iterable[str]) -> Departed:
    """Return who has left; an instance counts once, and as failed where an error names it."""
    here: set[str] = set(present)
    failed: dict[InstanceId, Gone] = {}
    released: dict[InstanceId, Gone] = {}
    # Those without a beginning count as the oldest.
    for activity in sorted(activities, key=lambda a: a.started_at.timestamp() if a.started_at else 0.0):
        failed.update({i: Gone(i, activity) for e in activity.errors for i in e.instances if i not in here})
        released.update({i: Gone(i, activity) for i in activity.destroyed if i not in here})
    return Departed(tuple(g for g in released.values() if g.id not in failed), tuple(failed.values()))


def _long(since: datetime | None, now: datetime) -> bool:
    return since is not None and now - since >= STUCK_AFTER


def _from_active(task: RefreshTask, group: ScalingGroup, instance: Instance) -> bool:
    if group.from_template:
        return (
            instance.launch_template == group.launch_template
            and instance.launch_template_version == group.launch_template_version
        )
    moved = (
        isinstance(task.target, ScalingConfigurationTarget) and task.target.id != group.active_configuration
    )
    return moved and instance.configuration == group.active_configuration
