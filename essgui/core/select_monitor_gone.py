"""The rows of instances that have left the group: by which activity, when, and what was last seen of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essgui.core.lookup import detail_of
from essgui.core.select_monitor_rows import (
    NEVER,
    InstanceRow,
    activity_words,
    configuration_words,
    instance_rows,
)
from essgui.core.select_monitor_words import clock, moment
from essgui.domain.roles import InstanceRole, departed

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime, tzinfo

    from essgui.core.select_monitor import Watched
    from essgui.core.state import AppState
    from essgui.domain.roles import Gone
    from essgui.domain.scaling import ConfigurationId, Instance

NOT_SEEN = "Not known: it was gone before this monitor first looked at the group."
_LOOK: dict[InstanceRole, tuple[str, str]] = {
    InstanceRole.RELEASED: ("minusdash", "text3"),
    InstanceRole.FAILED: ("octx", "red_fg"),
}


def listed_rows(
    state: AppState, found: Watched, instances: tuple[Instance, ...], zone: tzinfo | None = None
) -> tuple[InstanceRow, ...]:
    """Return the rows of the instances of a group, and after them those of the ones that have left it."""
    here = instance_rows(state, found, instances)
    return (*here, *gone_rows(state, found, (i.id for i in instances), zone))


def gone_rows(
    state: AppState, found: Watched, present: Iterable[str], zone: tzinfo | None = None
) -> tuple[InstanceRow, ...]:
    """Return the instances that left by activities of the refresh, the last to leave first."""
    left = departed(found.monitor.activities.value or (), present)
    names = {c.id: c.name or str(c.id) for c in detail_of(state, found.task.group).configurations.value or ()}
    rows = [
        _row(state, found, role, gone, names, zone)
        for role, those in ((InstanceRole.RELEASED, left.released), (InstanceRole.FAILED, left.failed))
        for gone in sorted(those, key=lambda g: (-(g.at or NEVER).timestamp(), g.id))
    ]
    return tuple(rows)


def _row(
    state: AppState,
    found: Watched,
    role: InstanceRole,
    gone: Gone,
    names: dict[ConfigurationId, str],
    zone: tzinfo | None,
) -> InstanceRow:
    icon, tone = _LOOK[role]
    last = found.monitor.gone.get(gone.id)
    made = last.created_at if last is not None else None
    configuration, tip = ("–", NOT_SEEN) if last is None else configuration_words(last, names)
    activity, activity_tip = activity_words(gone.activity)
    return InstanceRow(
        key=gone.id,
        role=role,
        reason="" if gone.at is None else clock(gone.at, state.now.at, zone),
        icon=icon,
        tone=tone,
        state="–",
        health="–",
        unwell=False,
        warmup="–",
        zone=(last.zone if last is not None else "") or "–",
        configuration=configuration,
        configuration_tip=tip,
        age="–",
        seconds=-1.0,
        born=(made or NEVER).timestamp(),
        activity=activity,
        activity_tip=activity_tip,
        address=(last.private_ip if last is not None else "") or "–",
        told=_told(role, gone, zone),
        tip=_last_seen(last, made, zone),
        place_tip=NOT_SEEN if last is None else "As it was last seen.",
    )


def _told(role: InstanceRole, gone: Gone, zone: tzinfo | None) -> str:
    ended = "is still under way" if gone.at is None else f"ended {moment(gone.at, zone)}"
    if role is InstanceRole.RELEASED:
        return f"Released by this refresh; the activity {ended}."
    return f"{gone.why or 'ESS gives no reason.'} (the activity {ended})"


def _last_seen(last: Instance | None, made: datetime | None, zone: tzinfo | None) -> str:
    if last is None:
        return "It is no longer in the group."
    since = f", made {moment(made, zone)}" if made is not None else ""
    return f"It is no longer in the group; it was last seen in {last.state}{since}."
