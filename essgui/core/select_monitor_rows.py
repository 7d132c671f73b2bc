"""The rows of the monitor's tables: activities of the refresh, instances of the group, the request."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from essgui.core.select_monitor_words import clock, configuration_name, moment, span
from essgui.domain.eligibility import ignored_because, matches
from essgui.domain.refresh import ScalingConfigurationTarget
from essgui.domain.scaling import CreationType

if TYPE_CHECKING:
    from datetime import tzinfo

    from essgui.core.select_monitor import Watched
    from essgui.core.state import AppState
    from essgui.domain.scaling import Activity, Instance

_NEVER = datetime(1970, 1, 1, tzinfo=UTC)

_ACTIVITY_LOOK: dict[str, tuple[str, str, str]] = {
    "Successful": ("check", "green_fg", "Successful"),
    "Warning": ("warn", "amber_fg", "Warning"),
    "Failed": ("octx", "red_fg", "Failed"),
    "InProgress": ("spin", "blue_fg", "In progress"),
    "Rejected": ("ban", "red_fg", "Rejected"),
}


@dataclass(frozen=True, slots=True)
class ActivityRow:
    """One scaling activity."""

    key: str
    icon: str
    tone: str
    status: str
    started: str
    started_sort: float
    duration: str
    seconds: float
    text: str
    """What it did, in the cloud's words."""
    second: str
    """The first error unfolded, or the cause."""
    second_bad: bool
    created: int
    destroyed: int
    details: str
    """All of it, to read and to copy."""


def activity_rows(
    activities: tuple[Activity, ...], now: datetime, zone: tzinfo | None = None
) -> tuple[ActivityRow, ...]:
    """Return the activities as rows, newest first."""
    newest = sorted(activities, key=lambda a: (a.started_at or _NEVER, a.id), reverse=True)
    return tuple(_activity(activity, now, zone) for activity in newest)


def _activity(activity: Activity, now: datetime, zone: tzinfo | None) -> ActivityRow:
    icon, tone, word = _ACTIVITY_LOOK.get(activity.status, ("help", "slate_fg", activity.status or "unknown"))
    started, ended = activity.started_at, activity.ended_at
    seconds = 0.0 if started is None else ((ended or now) - started).total_seconds()
    length = "" if started is None else span(seconds)
    if length and ended is None:
        length += " so far" + (f", {activity.progress} %" if activity.progress else "")
    troubles = [f"{error.code}: {error.message}".strip(": ") for error in activity.errors]
    bad = bool(troubles) or activity.status in {"Failed", "Rejected"}
    second = troubles[0] if troubles else (activity.message if bad else activity.cause)
    if len(troubles) > 1:
        second += f" (and {len(troubles) - 1} more)"
    text = activity.description or activity.cause or activity.id
    return ActivityRow(
        key=activity.id,
        icon=icon,
        tone=tone,
        status=word,
        started="–" if started is None else clock(started, now, zone),
        started_sort=0.0 if started is None else started.timestamp(),
        duration=length,
        seconds=seconds,
        text=" ".join(text.split()),
        second=" ".join(second.split()) if second != text else "",
        second_bad=bad,
        created=len(activity.created),
        destroyed=len(activity.destroyed),
        details=_details(activity, word, zone),
    )


def _details(activity: Activity, word: str, zone: tzinfo | None) -> str:
    lines = [f"{activity.id} · {word}"]
    if activity.started_at is not None:
        lines.append(f"Started: {moment(activity.started_at, zone)}")
    if activity.ended_at is not None:
        lines.append(f"Ended: {moment(activity.ended_at, zone)}")
    for caption, text in (
        ("What", activity.description),
        ("Cause", activity.cause),
        ("Message", activity.message),
    ):
        if text:
            lines.append(f"{caption}: {text}")
    for error in activity.errors:
        lines += ["", f"Error {error.code}", error.message]
        if error.instances:
            lines.append(f"Instances: {', '.join(error.instances)}")
    for caption, instances in (("Created", activity.created), ("Released", activity.destroyed)):
        if instances:
            lines += ["", f"{caption} ({len(instances)}):", *instances]
    return "\n".join(lines)


class InstanceRole(StrEnum):
    """What an instance is to the refresh."""

    NEW = "New"
    OLD = "Old"
    KEPT = "On target"
    """It was on the target before; skip matching leaves it alone."""
    IGNORED = "Ignored"
    BACK = "Brought back"
    """Made by the rollback."""


_ROLE_LOOK: dict[InstanceRole, tuple[str, str]] = {
    InstanceRole.NEW: ("tick", "blue_fg"),
    InstanceRole.OLD: ("minus", "text3"),
    InstanceRole.KEPT: ("tick", "text3"),
    InstanceRole.IGNORED: ("lock", "text3"),
    InstanceRole.BACK: ("undo", "plum_fg"),
}


def role_of(instance: Instance, found: Watched) -> tuple[InstanceRole, str]:
    """Return what an instance is to the refresh, and why where that needs a word.

    New is what was made after the refresh began; the API marks it nowhere (assumed).
    """
    task, group = found.task, found.group
    began, made = task.started_at, instance.created_at
    if instance.creation_type != CreationType.AUTO:
        return InstanceRole.IGNORED, ignored_because(instance)
    if began is not None and made is not None and made >= began:
        back = found.rolling and group is not None and _from_active(instance, found)
        return (InstanceRole.BACK, "") if back else (InstanceRole.NEW, "")
    reason = ignored_because(instance)
    if reason:
        return InstanceRole.IGNORED, reason
    if task.skip_matching and not task.over and group is not None and matches(instance, group, task.target):
        return InstanceRole.KEPT, "was on the target before"
    return InstanceRole.OLD, ""


def _from_active(instance: Instance, found: Watched) -> bool:
    group, target = found.group, found.task.target
    if group is None:
        return False
    if group.from_template:
        return (
            instance.launch_template == group.launch_template
            and instance.launch_template_version == group.launch_template_version
        )
    moved = isinstance(target, ScalingConfigurationTarget) and target.id != group.active_configuration
    return moved and instance.configuration == group.active_configuration


@dataclass(frozen=True, slots=True)
class InstanceRow:
    """One instance of the group."""

    key: str
    role: str
    reason: str
    icon: str
    tone: str
    state: str
    health: str
    unwell: bool
    warmup: str
    zone: str
    configuration: str
    configuration_tip: str
    age: str
    seconds: float


_WARMUP = {
    "NoNeedWarmup": "none",
    "WaitingForInstanceWarmup": "warming up",
    "InstanceWarmupFinish": "done",
}


def instance_rows(
    state: AppState, found: Watched, instances: tuple[Instance, ...]
) -> tuple[InstanceRow, ...]:
    """Return the group's instances as rows, by role, then zone, then id."""
    rows = [_instance(state, found, instance) for instance in instances]
    order = {role.value: place for place, role in enumerate(InstanceRole)}
    return tuple(sorted(rows, key=lambda r: (order[r.role], r.zone, r.key)))


def _instance(state: AppState, found: Watched, instance: Instance) -> InstanceRow:
    role, reason = role_of(instance, found)
    icon, tone = _ROLE_LOOK[role]
    if instance.configuration is not None:
        configuration = configuration_name(state, found.task.group, instance.configuration)
        tip = str(instance.configuration)
    elif instance.launch_template is not None:
        tip = f"{instance.launch_template} {instance.launch_template_version or 'Default'}"
        configuration = f"{instance.launch_template} v{instance.launch_template_version or 'Default'}"
    else:
        configuration, tip = "–", "ESS names no configuration for it"
    made = instance.created_at
    seconds = -1.0 if made is None else max(0.0, (state.now.at - made).total_seconds())
    return InstanceRow(
        key=instance.id,
        role=role.value,
        reason=reason,
        icon=icon,
        tone=tone,
        state=instance.state,
        health=instance.health,
        unwell=instance.health not in {"Healthy", ""},
        warmup=_WARMUP.get(instance.warmup, instance.warmup),
        zone=instance.zone or "–",
        configuration=configuration,
        configuration_tip=tip,
        # Below a minute the figure would change every second in every row.
        age="–" if made is None else "under 1 min" if seconds < 60 else span(seconds),
        seconds=seconds // 60,
    )
