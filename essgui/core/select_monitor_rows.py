"""The rows of the monitor's tables: activities of the refresh, instances of the group, the request."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from essgui.core.lookup import detail_of
from essgui.core.select_monitor_words import clock, moment, span
from essgui.core.situations import stuck_instances
from essgui.domain.roles import GONE, InstanceRole, role_of
from essgui.domain.scaling import LEAVING
from essgui.domain.situation import Kind
from essgui.domain.told_activity import FAILED

if TYPE_CHECKING:
    from datetime import tzinfo

    from essgui.core.select_monitor import Watched
    from essgui.core.state import AppState
    from essgui.domain.scaling import Activity, ActivityId, ConfigurationId, Instance

NEVER = datetime(1970, 1, 1, tzinfo=UTC)

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


def newest_of(found: Watched) -> str:
    """Say of how many activities the newest are known, or nothing where all are."""
    read, unread = len(found.monitor.activities.value or ()), found.monitor.unread
    return f"newest {read:,} of {read + unread:,} activities" if unread else ""


def activity_rows(
    activities: tuple[Activity, ...], now: datetime, zone: tzinfo | None = None
) -> tuple[ActivityRow, ...]:
    """Return the activities as rows, newest first."""
    newest = sorted(activities, key=lambda a: (a.started_at or NEVER, a.id), reverse=True)
    return tuple(_activity(activity, now, zone) for activity in newest)


def _activity(activity: Activity, now: datetime, zone: tzinfo | None) -> ActivityRow:
    icon, tone, word = _ACTIVITY_LOOK.get(activity.status, ("help", "slate_fg", activity.status or "unknown"))
    started, ended = activity.started_at, activity.ended_at
    seconds = 0.0 if started is None else ((ended or now) - started).total_seconds()
    length = "" if started is None else span(seconds)
    if length and ended is None:
        length += " so far" + (f", {activity.progress} %" if activity.progress else "")
    troubles = [f"{error.code}: {error.message}".strip(": ") for error in activity.errors]
    bad = bool(troubles) or activity.status in FAILED
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


_ROLE_LOOK: dict[InstanceRole, tuple[str, str]] = {
    InstanceRole.NEW: ("tick", "blue_fg"),
    InstanceRole.OLD: ("minus", "text3"),
    InstanceRole.STARTING: ("up", "blue_fg"),
    InstanceRole.RELEASING: ("down", "text3"),
    InstanceRole.MATCHING: ("equal", "blue_fg"),
    InstanceRole.IGNORED: ("lock", "text3"),
    InstanceRole.STUCK: ("stuck", "amber_fg"),
}
_LISTED = (
    InstanceRole.STUCK,
    InstanceRole.STARTING,
    InstanceRole.RELEASING,
    InstanceRole.NEW,
    InstanceRole.OLD,
    InstanceRole.MATCHING,
    InstanceRole.IGNORED,
)
"""The order of the table: what moves first."""


@dataclass(frozen=True, slots=True)
class InstanceRow:
    """One instance of the group, or one that has left it."""

    key: str
    role: InstanceRole
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
    """Minutes since it was made, to sort by; -1 where ESS does not tell."""
    born: float
    """Seconds since 1970, to sort by."""
    activity: str
    activity_tip: str
    address: str
    told: str = ""
    """Of one that has left: how, in a sentence."""
    tip: str = ""
    """Of one that has left: what was last seen of it."""
    place_tip: str = ""
    """Of one that has left: how much is known of where it was."""

    @property
    def title(self) -> str:
        """Its role with the reason, or with the time at which it left."""
        if not self.reason:
            return self.role.value
        return f"{self.role} {self.reason}" if self.role in GONE else f"{self.role}: {self.reason}"


_WARMUP = {
    "NoNeedWarmup": "none",
    "WaitingForInstanceWarmup": "warming up",
    "InstanceWarmupFinish": "done",
}


def instance_rows(
    state: AppState, found: Watched, instances: tuple[Instance, ...]
) -> tuple[InstanceRow, ...]:
    """Return the group's instances as rows: what moves first, then by role, zone and id."""
    known = {a.id: a for a in found.monitor.activities.value or ()}
    names = {c.id: c.name or str(c.id) for c in detail_of(state, found.task.group).configurations.value or ()}
    stuck = stuck_instances(state, found)
    rows = [_instance(state, found, i, known, names, stuck.get(i.id)) for i in instances]
    order = {role: place for place, role in enumerate(_LISTED)}
    return tuple(sorted(rows, key=lambda r: (order[r.role], r.zone, r.key)))


def _instance(
    state: AppState,
    found: Watched,
    instance: Instance,
    known: dict[ActivityId, Activity],
    names: dict[ConfigurationId, str],
    kept_by: Kind | None,
) -> InstanceRow:
    now = state.now.at
    since = found.monitor.leaving.get(instance.id)
    role, reason = role_of(found.task, found.group, instance, now, since)
    made = instance.created_at
    if kept_by is Kind.UNHEALTHY:
        role, reason = InstanceRole.STUCK, instance.health.lower()
    elif kept_by is not None or role is InstanceRole.STUCK:
        began = found.monitor.held.get(instance.id) or (since if instance.state in LEAVING else made)
        role = InstanceRole.STUCK
        reason = f"in {instance.state}" + (f", {span((now - began).total_seconds())}" if began else "")
    icon, tone = _ROLE_LOOK[role]
    configuration, tip = configuration_words(instance, names)
    seconds = -1.0 if made is None else max(0.0, (now - made).total_seconds())
    activity, activity_tip = _made_by(instance, known)
    return InstanceRow(
        key=instance.id,
        role=role,
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
        # Below two minutes the figure would change every second in every row.
        age="–" if made is None else "under 2 min" if seconds < 120 else span(seconds),
        seconds=seconds // 60,
        born=NEVER.timestamp() if made is None else made.timestamp(),
        activity=activity,
        activity_tip=activity_tip,
        address=instance.private_ip or "–",
    )


def configuration_words(instance: Instance, names: dict[ConfigurationId, str]) -> tuple[str, str]:
    """Return the name of what an instance was made from, and its id."""
    if instance.configuration is not None:
        identifier = str(instance.configuration)
        return names.get(instance.configuration, identifier), identifier
    if instance.launch_template is not None:
        version = instance.launch_template_version or "Default"
        return f"{instance.launch_template} v{version}", f"{instance.launch_template} {version}"
    return "–", "ESS names no configuration for it"


def _made_by(instance: Instance, known: dict[ActivityId, Activity]) -> tuple[str, str]:
    if instance.activity is None:
        return "–", "ESS names no activity for it"
    activity = known.get(instance.activity)
    if activity is None:
        return str(instance.activity), f"{instance.activity}, an activity from before or beside this refresh"
    return activity_words(activity)


def activity_words(activity: Activity) -> tuple[str, str]:
    """Return what an activity did, and with that its status and its id."""
    words = " ".join((activity.description or activity.cause or activity.id).split())
    return words, f"{words} · {activity.status} · {activity.id}"
