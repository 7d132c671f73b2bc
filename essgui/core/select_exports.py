"""The monitor's tables for other programs: exact times in UTC, the API's own words, nothing shortened."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

from essgui.core.lookup import instances_of
from essgui.core.select_event_log import event_log, events_of
from essgui.core.select_monitor_gone import listed_rows
from essgui.domain.exchange.tabular import Cell, Table
from essgui.domain.roles import departed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from essgui.core.select_monitor import Watched
    from essgui.core.state import AppState

_INSTANCES = (
    "instance_id",
    "role",
    "reason",
    "state",
    "health",
    "warmup",
    "zone",
    "configuration_id",
    "launch_template",
    "launch_template_version",
    "created_at",
    "activity_id",
    "private_ip",
    "left_by",
    "left_at",
)
_ACTIVITIES = (
    "activity_id",
    "status",
    "started_at",
    "ended_at",
    "progress_percent",
    "description",
    "cause",
    "message",
    "created",
    "released",
    "errors",
)
_EVENTS = ("at", "kind", "sentence", "detail", "bad")


def instances_table(state: AppState, found: Watched, keys: Sequence[str]) -> Table:
    """Return the instances of these keys, in their order; of those that have left what was last seen."""
    instances = instances_of(state, found.task.group) or ()
    left = departed(found.monitor.activities.value or (), (i.id for i in instances))
    gone = {str(g.id): g for g in (*left.released, *left.failed)}
    seen = {str(i.id): i for i in (*found.monitor.gone.values(), *instances)}
    rows: dict[str, tuple[Cell, ...]] = {}
    for row in listed_rows(state, found, instances):
        one, by = seen.get(row.key), gone.get(row.key)
        here = one if by is None else None
        rows[row.key] = (
            row.key,
            row.role.value,
            (row.reason if by is None else by.why) or None,
            here.state if here else None,
            (here.health if here else "") or None,
            (here.warmup if here else "") or None,
            (one.zone if one else "") or None,
            one.configuration if one else None,
            one.launch_template if one else None,
            one.launch_template_version if one else None,
            _utc(one.created_at if one else None),
            one.activity if one else None,
            (one.private_ip if one else "") or None,
            by.activity.id if by else None,
            _utc(by.at if by else None),
        )
    return Table(_INSTANCES, tuple(rows[key] for key in keys if key in rows))


def activities_table(found: Watched, keys: Sequence[str]) -> Table:
    """Return the activities of these keys, in their order."""
    rows: dict[str, tuple[Cell, ...]] = {}
    for one in found.monitor.activities.value or ():
        errors = [
            f"{e.code}: {e.message}" + (f" ({' '.join(e.instances)})" if e.instances else "")
            for e in one.errors
        ]
        rows[one.id] = (
            one.id,
            one.status,
            _utc(one.started_at),
            _utc(one.ended_at),
            one.progress,
            one.description or None,
            one.cause or None,
            one.message or None,
            " ".join(one.created) or None,
            " ".join(one.destroyed) or None,
            "; ".join(errors) or None,
        )
    return Table(_ACTIVITIES, tuple(rows[key] for key in keys if key in rows))


def events_table(state: AppState, found: Watched, keys: Sequence[str]) -> Table:
    """Return the events of these keys, in their order."""
    known = event_log(state, found.task.id).rows
    rows: dict[str, tuple[Cell, ...]] = {}
    for row, event in zip(known, events_of(state, found.task.id), strict=True):
        rows[row.key] = (_utc(event.at), event.kind.value, event.sentence, event.detail or None, event.bad)
    return Table(_EVENTS, tuple(rows[key] for key in keys if key in rows))


def _utc(at: datetime | None) -> str | None:
    return None if at is None else at.astimezone(UTC).isoformat().replace("+00:00", "Z")
